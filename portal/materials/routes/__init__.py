"""Where are materials reached? Each module declares its pages on the one list."""

from portal.materials.routes import authoring, changing, order, reader, reading, shelf, versions
from portal.materials.routes.pages import pages

__all__ = ["authoring", "changing", "order", "pages", "reader", "reading", "shelf", "versions"]
