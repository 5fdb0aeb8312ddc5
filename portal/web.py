"""What runs in each web process? The portal behind its turnstile."""

from importlib import import_module

from flask import Flask
from sqlalchemy.orm import configure_mappers

from portal import clock, logs
from portal.app import create_app
from portal.config import Config
from portal.figures import plain_date, size_text
from portal.processes import Tidying
from portal.storage.current import store
from portal.storage.names import new_key
from portal.text import LOCALES, force_locale
from portal.turnstile import Application, Turnstile


def portal(config: Config) -> Flask:
    """The portal with what its processes load sooner or later, and no connection yet: they may be forked from here."""
    app = create_app(config)
    import_module("portal.worker")
    for template in app.jinja_env.list_templates():
        app.jinja_env.get_template(template)  # nobody's first page waits for it
    configure_mappers()
    with app.app_context():
        for language in LOCALES:
            _read(language)
        _ask_where_a_file_is()
    return app


def _ask_where_a_file_is() -> None:
    """Let what boto3 makes for its first address be made now; it asks nobody for it."""
    store().read_address(new_key(), name="", media_type="")


def _read(language: str) -> None:
    """Let texts, months and figures of a language be read from their files now: that is 3 MB."""
    with force_locale(language):
        plain_date(clock.today())
        size_text(0)


def application(app: Flask) -> Application:
    """The application for the server of `portal serve`."""
    config: Config = app.extensions["portal"]
    logs.init_logs(config)
    return Turnstile(app, config.web_at_once, Tidying().note)
