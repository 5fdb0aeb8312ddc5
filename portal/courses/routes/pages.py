"""Which list do the pages of courses and cohorts stand on?"""

from portal.door import Pages

pages = Pages("courses", __name__)
