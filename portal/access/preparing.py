"""Who may change the themes of a cohort?"""

from portal.access.cohorts import may_teach
from portal.people.models import Person
from portal.preparing.models import Theme


def may_edit_theme(person: Person, theme: Theme) -> bool:
    """Rename a theme, put it together with another, remove it: who teaches its cohort."""
    return may_teach(person, theme.cohort)
