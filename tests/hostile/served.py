"""How does a browser reach the test's own portal by a real connection, so that it keeps scripts as it does elsewhere?"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from flask import Flask
from werkzeug.serving import make_server


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Where a portal of one's own answers meanwhile."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    listening = Thread(target=server.serve_forever)
    listening.start()
    try:
        yield f"http://localhost:{server.port}"
    finally:
        server.shutdown()
        listening.join()
        server.server_close()
