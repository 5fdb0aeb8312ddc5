"""Where are materials reached? Each module declares its pages on the one list."""

from portal.materials.routes import authoring, bundling, changing, order, reader, reading, shelf, versions
from portal.materials.routes.pages import pages

__all__ = ["authoring", "bundling", "changing", "order", "pages", "reader", "reading", "shelf", "versions"]
