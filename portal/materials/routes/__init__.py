"""Where are materials reached? Each module declares its pages on the one list."""

from portal.materials.routes import changing, reading, shelf, versions
from portal.materials.routes.pages import pages

__all__ = ["changing", "pages", "reading", "shelf", "versions"]
