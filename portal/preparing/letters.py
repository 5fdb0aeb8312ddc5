"""What do we write to somebody who lacks a case? When it is due and where it is written; an instructor may add a word."""

from typing import Any

from portal.courses.cohort_models import Cohort
from portal.letters.actions import post
from portal.people.models import Person
from portal.text import _, portal_address, render_text

KIND = "own_case_lacking"


def _values(cohort: Cohort, by: Person, words: str) -> dict[str, Any]:
    return {
        "course": cohort.course.title,
        "deadline": cohort.own_case_deadline,
        "author": by.name,
        "words": words,
        "address": portal_address("own_cases.write", cohort_id=cohort.id),
    }


def own_case_lacking(person: Person, cohort: Cohort, *, by: Person, words: str) -> None:
    """Put it in the outbox."""
    post(KIND, to=person, cohort_id=cohort.id, **_values(cohort, by, words))


def as_read(person: Person, cohort: Cohort, *, by: Person, words: str) -> tuple[str, str]:
    """Subject and text as this one would get it, in the language of whoever looks; their address is not for others."""
    values = _values(cohort, by, words) | {"address": _("(her står linket til casen)")}
    text = render_text(f"letters/{KIND}.txt", to=person, **values)
    subject, _blank, body = text.strip().partition("\n")
    return subject.strip(), body.strip()
