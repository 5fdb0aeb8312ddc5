"""How does the programme of a day change?"""

from collections.abc import Sequence

from portal.courses.cohort_actions import note_change, refuse_stale
from portal.courses.cohort_models import AgendaItem, CourseDay
from portal.courses.drafts import AgendaDraft
from portal.db import db
from portal.errors import Refused
from portal.figures import clock_time
from portal.people.models import Person
from portal.text import _


def change_agenda(day: CourseDay, *, by: Person, version: int, drafts: Sequence[AgendaDraft]) -> None:
    """Give a day, loaded with its agenda and cohort, these items. `version` is the cohort's, as it was read.

    Raises Refused for an item outside the day's hours, or when somebody saved a newer version meanwhile.
    """
    refuse_stale(day.cohort, version)
    for draft in drafts:
        _refuse_outside(day, draft)
    day.agenda = [_item(draft) for draft in sorted(drafts, key=lambda draft: draft.starts_at)]
    db.session.flush()
    note_change(day.cohort, by=by, act="agenda.changed")


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
                "Dagen går fra kl. %(first)s til kl. %(last)s. Ret tidspunktet her, eller ret dagen under Hold, dage og sted.",
                first=clock_time(day.starts_at),
                last=clock_time(day.ends_at),
            ),
            field=f"{draft.field}at",
        )
