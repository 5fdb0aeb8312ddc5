"""How do the days of a cohort change, and what can days and deadlines not be?"""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from portal import clock
from portal.clock import days_after
from portal.courses.cohort_models import Cohort, CourseDay, DayKind, Venue
from portal.courses.cohort_queries import days_of
from portal.courses.drafts import CohortText, DayDraft
from portal.db import db
from portal.errors import Refused
from portal.figures import at_time, clock_time, plain_date
from portal.text import _


def set_days(cohort: Cohort, drafts: Sequence[DayDraft], *, new_venue: Venue | None = None) -> None:
    """Give a cohort these days. A day that moves takes its agenda along; one that is left out goes with its agenda.

    Raises Refused for days that end before they begin, overlap, or leave a point of their agenda outside their hours.
    """
    _refuse_impossible(drafts)
    known: dict[UUID, CourseDay] = {day.id: day for day in days_of(cohort)}
    for draft in drafts:
        if draft.id in known:
            _refuse_outside(known[draft.id], draft)
    for draft in drafts:
        day = known.pop(draft.id, None) if draft.id else None
        if day is None:
            day = CourseDay(cohort_id=cohort.id, starts_at=draft.starts_at, agenda=[])
            db.session.add(day)
        _move(day, draft)
        day.kind, day.ends_at, day.room = draft.kind, draft.ends_at, draft.room
        day.venue_id = new_venue.id if draft.is_at_new_venue and new_venue else _known_venue(draft)
    for day in known.values():
        db.session.delete(day)
    db.session.flush()


def _move(day: CourseDay, draft: DayDraft) -> None:
    dates = _dates_between(day, draft)
    for item in day.agenda:
        item.starts_at = days_after(item.starts_at, dates)
    day.starts_at = draft.starts_at


def _dates_between(day: CourseDay, draft: DayDraft) -> int:
    return (clock.to_local(draft.starts_at).date() - clock.to_local(day.starts_at).date()).days


def _refuse_outside(day: CourseDay, draft: DayDraft) -> None:
    """The page of the programme would not take such an item, so it could not be saved any more, even untouched."""
    dates = _dates_between(day, draft)
    for item in day.agenda:
        at = days_after(item.starts_at, dates)
        if not draft.starts_at <= at <= draft.ends_at:
            sentence = _(
                "Dagens program har “%(title)s” kl. %(time)s. Lad dagen nå det, eller flyt punktet i programmet først.",
                title=item.title,
                time=clock_time(at),
            )
            raise Refused(sentence, field=f"{draft.field}{'starts' if at < draft.starts_at else 'ends'}")


def _known_venue(draft: DayDraft) -> UUID | None:
    if draft.venue_id is not None and db.session.get(Venue, draft.venue_id) is None:
        raise Refused(_("Vælg et sted fra listen."), field=f"{draft.field}venue")
    return draft.venue_id


def _refuse_impossible(drafts: Sequence[DayDraft]) -> None:
    for draft in drafts:
        if draft.ends_at <= draft.starts_at:
            raise Refused(_("Dagen slutter, før den begynder. Ret et af tidspunkterne."), field=f"{draft.field}ends")
    ordered = sorted(drafts, key=lambda draft: draft.starts_at)
    for earlier, later in pairwise(ordered):
        if later.starts_at < earlier.ends_at:
            raise Refused(
                _("Dagen begynder, før dagen den %(date)s er slut.", date=plain_date(earlier.starts_at)),
                field=f"{later.field}starts",
            )
    teaching = _teaching(drafts)
    if drafts and not teaching:
        raise Refused(_("Mindst én af dagene skal være en kursusdag."), field=f"{ordered[0].field}kind")
    for draft in ordered:
        if draft.kind is DayKind.FOLLOW_UP and draft.starts_at < max(day.ends_at for day in teaching):
            raise Refused(
                _("Opfølgningsdagen ligger før kurset er slut. Vælg en senere dato."), field=f"{draft.field}on"
            )


def _teaching(drafts: Sequence[DayDraft]) -> list[DayDraft]:
    return [draft for draft in drafts if draft.kind is DayKind.TEACHING]


def refuse_late_deadlines(text: CohortText, drafts: Sequence[DayDraft]) -> None:
    """Raise Refused when enrolment ends after the course has begun, or the own case is due after it is over."""
    teaching = _teaching(drafts)
    if not teaching:
        return
    first, last = min(day.starts_at for day in teaching), max(day.ends_at for day in teaching)
    _refuse_after(text.enrolment_deadline, first, field="enrolment_deadline_on")
    _refuse_after(text.own_case_deadline, last, field="own_case_deadline_on")


def _refuse_after(deadline: datetime | None, latest: datetime, *, field: str) -> None:
    if deadline is not None and deadline > latest:
        raise Refused(
            _("Fristen ligger for sent i forhold til kurset. Vælg senest %(time)s.", time=at_time(latest)),
            field=field,
        )
