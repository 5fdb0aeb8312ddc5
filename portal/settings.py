"""Which settings does the portal run with? Those of the app in hand."""

from flask import current_app

from portal.config import Config


def settings() -> Config:
    """What the environment said when the portal began."""
    config: Config = current_app.extensions["portal"]
    return config
