"""What does a store that is not well look like from outside? One that hangs, one that fails, one that tells the wrong size."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

from portal.storage.local import LocalStore
from portal.storage.s3 import S3Store
from tests.services.process import LOOPBACK


@contextmanager
def answering(status: int | None) -> Iterator[S3Store]:
    """A bucket at an address that says this to everything, or takes every question and never answers."""
    over = Event()

    class Answer(BaseHTTPRequestHandler):
        def answer(self) -> None:
            if status is None:
                over.wait(60)
                return
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = answer  # noqa: N815 - the names http.server looks for

        def log_message(self, *_words: Any) -> None:
            pass

    server = ThreadingHTTPServer((LOOPBACK, 0), Answer)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield S3Store("b", endpoint_url=f"http://{LOOPBACK}:{server.server_port}", access_key="a", secret_key="b")
    finally:
        over.set()
        server.shutdown()
        server.server_close()
        thread.join()


class Lying(LocalStore):
    """A folder that says a finished file is `more` bytes longer than it is."""

    more = 0

    def finish(self, key: str, upload_id: str) -> int:
        return super().finish(key, upload_id) + self.more

    def size_of(self, key: str) -> int | None:
        size = super().size_of(key)
        return None if size is None else size + self.more
