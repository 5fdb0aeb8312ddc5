"""How far has somebody come on the way from enrolment to certificate? Computed from what really happened, never stored."""

from typing import Final

from portal import clock
from portal.enrolments.models import EnrolmentStatus
from portal.figures import clock_time, date_span, long_date
from portal.pathways.days import begun, ended, meeting_of, place_of
from portal.pathways.queries import Facts
from portal.pathways.shapes import PathwayStep, Phase, StepState
from portal.pathways.work import assignment_step, is_over, own_case_step, reading_step, sparring_step
from portal.text import _, capitalize_first


def _enrolled(facts: Facts) -> PathwayStep:
    confirmed = facts.enrolment.confirmed_at
    meta = _("Bekræftet %(date)s", date=long_date(confirmed)) if confirmed else ""
    return PathwayStep(
        key="enrolled",
        phase=Phase.BEFORE,
        label=_("Tilmeldt"),
        title=_("Pladsen er din"),
        state=StepState.DONE,
        icon="check",
        meta=meta,
    )


def _course_days(facts: Facts) -> PathwayStep | None:
    days = facts.teaching
    if not days:
        return None
    state = StepState.DONE if ended(days) else StepState.CURRENT if begun(days) else StepState.UPCOMING
    span = date_span(days[0].starts_at, days[-1].ends_at)
    return PathwayStep(
        key="course",
        phase=Phase.DURING,
        label=_("Kursus"),
        title=_("Mød dit hold"),
        state=state,
        icon="people",
        meta=" ".join(part for part in (span, place_of(days)) if part),
        invitation=_("Vi begynder %(meeting)s.", meeting=meeting_of(days)),
        action=_("Se programmet"),
        target=("courses.show_cohort", {"cohort_id": facts.cohort.id}),
        at=days[0].starts_at,
    )


def _follow_up(facts: Facts) -> PathwayStep | None:
    days = facts.follow_up
    if not days:
        return None
    first = days[0]
    state = StepState.DONE if ended(days) else StepState.CURRENT if begun(days) else StepState.UPCOMING
    hours = _("kl. %(start)s–%(end)s", start=clock_time(first.starts_at), end=clock_time(first.ends_at))
    return PathwayStep(
        key="follow_up",
        phase=Phase.AFTER,
        label=_("Opfølgning"),
        title=_("Opfølgningsdag"),
        state=state,
        icon="people",
        meta=" ".join(part for part in (capitalize_first(long_date(first.starts_at)), hours, place_of(days)) if part),
        invitation=_("Vi mødes %(meeting)s.", meeting=meeting_of(days)),
        action=_("Se programmet"),
        target=("courses.show_cohort", {"cohort_id": facts.cohort.id}),
        at=first.starts_at,
    )


def _certificate(facts: Facts) -> PathwayStep:
    completed = facts.enrolment.completed_at
    is_done = facts.enrolment.status is EnrolmentStatus.COMPLETED
    meta = _("Du får dit kursusbevis, når forløbet er gennemført")
    if is_done and completed:
        meta = _("Gennemført %(date)s", date=long_date(completed))
    return PathwayStep(
        key="certificate",
        phase=Phase.AFTER,
        label=_("Bevis"),
        title=_("Du har gennemført forløbet") if is_done else _("Kursusbevis"),
        state=StepState.DONE if is_done else StepState.UPCOMING,
        icon="award",
        meta=meta,
    )


def steps_of(facts: Facts) -> list[PathwayStep]:
    """The steps of one person through one cohort, in the order of the cohort's life."""
    assignments = [assignment_step(task, answer, is_over=is_over(facts)) for task, answer in facts.assignments]
    found = [_enrolled(facts), reading_step(facts), own_case_step(facts), _course_days(facts), sparring_step(facts)]
    found += [*assignments, _follow_up(facts), _certificate(facts)]
    return sorted((step for step in found if step is not None), key=lambda step: list(Phase).index(step.phase))


MEETINGS: Final = {"course", "follow_up"}


def due_before(step: PathwayStep | None, steps: list[PathwayStep], others: list[PathwayStep]) -> PathwayStep | None:
    """What on another cohort is late, or due before the next step; where that has no date, before the next meeting."""
    meeting = next((s.at for s in steps if s.key in MEETINGS and s.state is StepState.UPCOMING), None)
    before = (step.at if step else None) or meeting
    due = [s for s in others if s.is_open and s.target is not None and s.key not in MEETINGS and s.at is not None]
    first = min(due, key=lambda s: s.at or clock.now(), default=None)
    if first is None or first.at is None or (step and step.key in MEETINGS and step.state is StepState.CURRENT):
        return None
    return first if before is None or first.at < before else None


def next_step(steps: list[PathwayStep]) -> PathwayStep | None:
    """The one thing to do now: what is late, then what has the nearest deadline, reading last, else the next meeting."""
    to_do = [s for s in steps if s.is_open and s.target is not None and s.key != "course"]
    dated = sorted((s for s in to_do if s.at is not None), key=lambda s: s.at or clock.now())
    undated = sorted((s for s in to_do if s.at is None), key=lambda s: s.key == "reading")
    meetings = [s for s in steps if s.key in MEETINGS]
    now_meeting = [s for s in meetings if s.state is StepState.CURRENT]
    ahead = [s for s in meetings if s.state is StepState.UPCOMING]
    return next(iter([*now_meeting, *dated, *undated, *ahead]), None)
