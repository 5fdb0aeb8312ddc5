"""How does the programme of a cohort's days change?"""

from collections.abc import Mapping, Sequence

from portal.courses.cohort_actions import note_change, refuse_stale
from portal.courses.cohort_models import AgendaItem, Cohort, CourseDay
from portal.courses.drafts import AgendaDraft
from portal.db import db
from portal.errors import Refused
from portal.people.models import Person
from portal.text import _, clock_time


def change_agenda(
    cohort: Cohort, *, by: Person, version: int, agenda: Mapping[CourseDay, Sequence[AgendaDraft]]
) -> None:
    """Give days of the cohort, loaded with their agenda, these items.

    Raises Refused for an item outside its day's hours, or when somebody saved a newer version meanwhile.
    """
    refuse_stale(cohort, version)
    for day, drafts in agenda.items():
        for draft in drafts:
            _refuse_outside(day, draft)
        day.agenda = [_item(draft) for draft in sorted(drafts, key=lambda draft: draft.starts_at)]
        db.session.flush()
    note_change(cohort, by=by, act="agenda.changed")


def _item(draft: AgendaDraft) -> AgendaItem:
    return AgendaItem(
        starts_at=draft.starts_at,
        title=draft.title,
        description=draft.description,
        speaker=draft.speaker,
        kind=draft.kind,
    )


def _refuse_outside(day: CourseDay, draft: AgendaDraft) -> None:
    if not day.starts_at <= draft.starts_at <= day.ends_at:
        raise Refused(
            _(
                "Dagen går fra kl. %(first)s til kl. %(last)s. Ret tidspunktet her, eller ret dagen under Dage og sted.",
                first=clock_time(day.starts_at),
                last=clock_time(day.ends_at),
            ),
            field=f"{draft.field}at",
        )
