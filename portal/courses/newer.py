"""Has somebody saved a newer version than the one that was read?"""

from typing import Final

from portal.courses.cohort_models import Cohort, Venue
from portal.courses.models import Course
from portal.errors import Refused
from portal.text import _, _l

NAMES: Final = {Course: _l("Kurset"), Cohort: _l("Holdet"), Venue: _l("Stedet")}


def refuse_stale(row: Course | Cohort | Venue, version: int) -> None:
    """Raise Refused when somebody saved a newer version than this one."""
    if row.version != version:
        raise Refused(
            _(
                "%(what)s er blevet gemt, efter at du åbnede det. Dit står her endnu og er ikke gemt. "
                "Se den gemte udgave i et nyt vindue. Er den anderledes, og gemmer du igen, er det din, der gælder.",
                what=NAMES[type(row)],
            )
        )
