"""Where are courses and cohorts reached? Each module declares its pages on the one list."""

from portal.courses.routes import agenda, catalogue, cohort_forms, cohort_page, cohort_people, course_forms
from portal.courses.routes.pages import pages

__all__ = ["agenda", "catalogue", "cohort_forms", "cohort_page", "cohort_people", "course_forms", "pages"]
