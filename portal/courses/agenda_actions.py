"""How does the programme of a day change?"""

from collections.abc import Sequence

from portal.courses.cohort_actions import note_change
from portal.courses.cohort_models import AgendaItem, CourseDay
from portal.courses.drafts import AgendaDraft
from portal.courses.newer import refuse_stale
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
    day.agenda = _matched(day.agenda, sorted(drafts, key=lambda draft: draft.starts_at))
    db.session.flush()
    note_change(day.cohort, by=by, act="agenda.changed")


def _matched(items: Sequence[AgendaItem], drafts: Sequence[AgendaDraft]) -> list[AgendaItem]:
    """The items as they are now: a point that is moved or renamed stays the same row, since a speaker may be invited to it."""
    free, of_draft = list(items), {}
    for is_same in (_is_unchanged, _has_same_title, _begins_together):
        for number, draft in enumerate(drafts):
            found = next((item for item in free if number not in of_draft and is_same(item, draft)), None)
            if found is not None:
                free.remove(found)
                of_draft[number] = found
    return [_written(of_draft.get(number) or AgendaItem(), draft) for number, draft in enumerate(drafts)]


def _is_unchanged(item: AgendaItem, draft: AgendaDraft) -> bool:
    return _has_same_title(item, draft) and _begins_together(item, draft)


def _has_same_title(item: AgendaItem, draft: AgendaDraft) -> bool:
    return item.title == draft.title


def _begins_together(item: AgendaItem, draft: AgendaDraft) -> bool:
    return item.starts_at == draft.starts_at


def _written(item: AgendaItem, draft: AgendaDraft) -> AgendaItem:
    item.starts_at, item.title, item.description = draft.starts_at, draft.title, draft.description
    item.speaker, item.kind = draft.speaker, draft.kind
    return item


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
