"""What runs in each web process? The portal behind its turnstile."""

import os

from portal import logs
from portal.app import create_app
from portal.config import read_config
from portal.turnstile import Application, Turnstile


def application() -> Application:
    """The application for the server of `portal serve`."""
    config = read_config(os.environ)
    logs.init_logs(config)
    return Turnstile(create_app(config), config.web_at_once)
