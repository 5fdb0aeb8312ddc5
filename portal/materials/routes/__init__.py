"""Where are materials reached? Each module declares its pages on the one list."""

from portal.materials.routes import (
    authoring,
    bundling,
    captioning,
    changing,
    library,
    order,
    reader,
    reading,
    shelf,
    versions,
)
from portal.materials.routes.pages import pages

__all__ = [
    "authoring",
    "bundling",
    "captioning",
    "changing",
    "library",
    "order",
    "pages",
    "reader",
    "reading",
    "shelf",
    "versions",
]
