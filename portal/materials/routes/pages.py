"""Which list do the pages of materials stand on?"""

from portal.door import Pages

pages = Pages("materials", "portal.materials.routes")
