"""Where are materials reached? Each module declares its pages on the one list."""

from portal.materials.routes import changing, reader, reading, shelf, versions
from portal.materials.routes.pages import pages

__all__ = ["changing", "pages", "reader", "reading", "shelf", "versions"]
