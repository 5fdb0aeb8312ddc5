"""How far has somebody come on the way from enrolment to certificate? Computed from what really happened, never stored."""

from datetime import datetime

from portal import clock
from portal.assignments.models import Assignment, Submission, SubmissionStatus
from portal.courses.cohort_models import CourseDay
from portal.enrolments.models import EnrolmentStatus
from portal.figures import at_time, clock_time, date_span, long_date, number_word, when
from portal.own_cases.models import TEXT_FIELDS
from portal.pathways.queries import Facts
from portal.pathways.shapes import PathwayStep, Phase, StepState
from portal.text import _, capitalize_first


def _begun(days: list[CourseDay]) -> bool:
    return bool(days) and days[0].starts_at <= clock.now()


def _ended(days: list[CourseDay]) -> bool:
    return bool(days) and days[-1].ends_at <= clock.now()


def place_of(days: list[CourseDay]) -> str:
    """“på Strandgården, Fjordby”, or nothing."""
    venue = days[0].venue if days else None
    if venue is None:
        return ""
    return _("på %(place)s", place=f"{venue.name}, {venue.town}" if venue.town else venue.name)


def meeting_of(days: list[CourseDay]) -> str:
    """“torsdag den 12. november 2026 kl. 12.00 på Strandgården, Fjordby”, without the place while it is not known."""
    return " ".join(part for part in (at_time(days[0].starts_at), place_of(days)) if part)


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


def _reading(facts: Facts) -> PathwayStep | None:
    if not facts.readings:
        return None
    read = [material for material, progress in facts.readings if progress is not None and progress.read_at is not None]
    left = [
        material
        for material, progress in facts.readings
        if not (progress and (progress.read_at or progress.skipped_at))
    ]
    total = len(facts.readings)
    is_over = not left or _begun(facts.teaching)
    state = StepState.DONE if len(read) == total else StepState.PASSED if is_over else StepState.CURRENT
    meta = {
        StepState.DONE: _("Du har set det hele igennem"),
        StepState.PASSED: _("Nåede du det ikke, er det helt i orden"),
    }.get(state, _("Du har set %(read)s af %(total)s", read=len(read), total=total))
    first = left[0] if left else facts.readings[0][0]
    return PathwayStep(
        key="reading",
        phase=Phase.BEFORE,
        label=_("Læsning"),
        title=_("Kig i det, vi deler inden kurset"),
        state=state,
        icon="book",
        meta=meta,
        invitation=_("Begynd med “%(title)s”, hvis du kan nå det.", title=first.title),
        action=_("Læs"),
        target=("materials.show", {"material_id": first.id}),
        filled=len(read),
        total=total,
    )


def _own_case(facts: Facts) -> PathwayStep | None:
    deadline = facts.cohort.own_case_deadline
    if deadline is None:
        return None
    own_case = facts.own_case
    filled = own_case.filled if own_case else 0
    if own_case is not None and own_case.is_handed_in:
        state = StepState.DONE
    elif _ended(facts.teaching):
        state = StepState.PASSED
    else:
        state = StepState.OVERDUE if deadline < clock.now() else StepState.CURRENT
    title, action = _("Skriv din egen case"), _("Begynd")
    if filled:
        title, action = _("Skriv din egen case færdig"), _("Skriv videre")
    if state is StepState.DONE:
        title = _("Din egen case er afleveret")
    elif state is StepState.PASSED:
        title = _("Din egen case")
    return PathwayStep(
        key="own_case",
        phase=Phase.BEFORE,
        label=_("Egen case"),
        title=title,
        state=state,
        icon="pencil",
        meta=_was_due(deadline) if state is StepState.PASSED else capitalize_first(at_time(deadline)),
        invitation=_own_case_invitation(deadline, filled),
        action=action,
        target=("own_cases.write", {"cohort_id": facts.cohort.id}),
        at=deadline,
        filled=filled,
        total=len(TEXT_FIELDS),
    )


def _was_due(deadline: datetime) -> str:
    return _("Fristen var %(time)s", time=at_time(deadline))


def _own_case_invitation(deadline: datetime, filled: int) -> str:
    if deadline < clock.now():
        return _("Fristen var %(time)s. Du kan stadig aflevere, så tager underviserne den med.", time=at_time(deadline))
    fields = _("%(filled)s af fem felter er udfyldt.", filled=number_word(filled).capitalize())
    return _("Frist %(time)s, altså %(when)s.", time=at_time(deadline), when=when(deadline)) + " " + fields


def _course_days(facts: Facts) -> PathwayStep | None:
    days = facts.teaching
    if not days:
        return None
    state = StepState.DONE if _ended(days) else StepState.CURRENT if _begun(days) else StepState.UPCOMING
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


def _is_over(facts: Facts) -> bool:
    return _ended(facts.follow_up or facts.teaching) or facts.enrolment.status is EnrolmentStatus.COMPLETED


def _state_of(assignment: Assignment, submission: Submission | None, *, is_over: bool) -> StepState:
    if submission is not None and submission.is_handed_in:
        return StepState.DONE
    if assignment.opens_at is None or assignment.opens_at > clock.now():
        return StepState.UPCOMING
    if assignment.deadline >= clock.now():
        return StepState.CURRENT
    return StepState.PASSED if is_over else StepState.OVERDUE


def _assignment(assignment: Assignment, submission: Submission | None, *, is_over: bool) -> PathwayStep:
    opens_at = assignment.opens_at
    state = _state_of(assignment, submission, is_over=is_over)
    if submission is not None and submission.status is SubmissionStatus.REVIEWED:
        meta = _("Afleveret, og der er svar til dig")
    elif state in {StepState.DONE, StepState.PASSED}:
        meta = _("Afleveret") if state is StepState.DONE else _was_due(assignment.deadline)
    elif state is StepState.UPCOMING and opens_at is not None:
        opens, until = long_date(opens_at, year=False), long_date(assignment.deadline)
        meta = _("Opgaven åbner %(opens)s og skal afleveres %(deadline)s", opens=opens, deadline=until)
    else:
        meta = capitalize_first(at_time(assignment.deadline))
    is_late = _("Fristen var %(time)s. Du kan stadig aflevere.", time=at_time(assignment.deadline))
    frist = _("Frist %(time)s, altså %(when)s.", time=at_time(assignment.deadline), when=when(assignment.deadline))
    return PathwayStep(
        key=f"assignment-{assignment.id}",
        phase=Phase.AFTER,
        label=_("Opgave"),
        title=assignment.title,
        state=state,
        icon="pencil",
        meta=meta,
        invitation=is_late if state is StepState.OVERDUE else frist,
        action=_("Skriv videre") if submission is not None else _("Se opgaven"),
        target=None if state is StepState.UPCOMING else ("assignments.show", {"assignment_id": assignment.id}),
        at=assignment.deadline,
    )


def _follow_up(facts: Facts) -> PathwayStep | None:
    days = facts.follow_up
    if not days:
        return None
    first = days[0]
    state = StepState.DONE if _ended(days) else StepState.CURRENT if _begun(days) else StepState.UPCOMING
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
    assignments = [_assignment(task, answer, is_over=_is_over(facts)) for task, answer in facts.assignments]
    found = [_enrolled(facts), _reading(facts), _own_case(facts), _course_days(facts), *assignments]
    found += [_follow_up(facts), _certificate(facts)]
    return [step for step in found if step is not None]


def next_step(steps: list[PathwayStep]) -> PathwayStep | None:
    """The one thing to do now: what is late, then what has the nearest deadline, reading last, else the next meeting."""
    to_do = [s for s in steps if s.is_open and s.target is not None and s.key != "course"]
    dated = sorted((s for s in to_do if s.at is not None), key=lambda s: s.at or clock.now())
    undated = [s for s in to_do if s.at is None]
    meetings = [s for s in steps if s.key in {"course", "follow_up"}]
    now_meeting = [s for s in meetings if s.state is StepState.CURRENT]
    ahead = [s for s in meetings if s.state is StepState.UPCOMING]
    return next(iter([*now_meeting, *dated, *undated, *ahead]), None)
