"""What do templates look up again and again that is the same at every request? It is found once."""

import sys
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from flask import Flask
from flask.templating import Environment

from portal.compiled import FOLDER, Compiled, this_code

ADDRESSES: Final = 1_000  # kept in each process: some 300 kB


class OneMap(Environment):
    """All templates have the app's names. Jinja gives each a map that is a chain, and goes through it at every import."""

    def make_globals(self, d: Any) -> Any:
        """The app's own map, unless a template is given names of its own."""
        return super().make_globals(d) if d else self.globals


def init_rendering(app: Flask) -> None:
    """To be said before the first template is asked for."""
    app.jinja_environment = OneMap
    if not sys.dont_write_bytecode:
        app.jinja_env.bytecode_cache = Compiled(FOLDER, this_code())

    @lru_cache(maxsize=ADDRESSES)
    def address(endpoint: str, **ids: Any) -> str:
        return app.url_for(endpoint, **ids)

    def url_for(endpoint: str, **values: Any) -> str:
        """As Flask's own. A page's address depends on its ids alone; what else stands in it may be anybody's text."""
        is_known = all(type(value) is UUID for value in values.values())
        return address(endpoint, **values) if is_known else app.url_for(endpoint, **values)

    app.jinja_env.globals["url_for"] = url_for
