"""What has somebody to read, write and answer on the way, and how far have they come with it?"""

from datetime import datetime

from portal import clock
from portal.assignments.models import Assignment, Submission, SubmissionStatus
from portal.enrolments.models import EnrolmentStatus
from portal.figures import at_time, long_date, number_word, when
from portal.own_cases.models import TEXT_FIELDS
from portal.pathways.days import begun, ended
from portal.pathways.queries import Facts
from portal.pathways.shapes import PathwayStep, Phase, StepState
from portal.text import _, capitalize_first, ngettext


def reading_step(facts: Facts) -> PathwayStep | None:
    """What is shared before the course, to be looked at by who can."""
    if not facts.readings:
        return None
    read = [material for material, progress in facts.readings if progress is not None and progress.read_at is not None]
    left = [
        material
        for material, progress in facts.readings
        if not (progress and (progress.read_at or progress.skipped_at))
    ]
    total = len(facts.readings)
    is_over = not left or begun(facts.teaching)
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


def own_case_step(facts: Facts) -> PathwayStep | None:
    """One's own case, until it is handed in."""
    deadline = facts.cohort.own_case_deadline
    if deadline is None:
        return None
    own_case = facts.own_case
    filled = own_case.filled if own_case else 0
    if own_case is not None and own_case.is_handed_in:
        state = StepState.DONE
    elif ended(facts.teaching):
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


def is_over(facts: Facts) -> bool:
    """Whether nothing more is asked of somebody."""
    return ended(facts.follow_up or facts.teaching) or facts.enrolment.status is EnrolmentStatus.COMPLETED


def sparring_step(facts: Facts) -> PathwayStep | None:
    """The cases of one's group, until one has given each a piece of advice; best before one meets the next time."""
    waiting = facts.to_consult - facts.consulted
    if not facts.to_consult:
        return None
    state = StepState.CURRENT if waiting else StepState.DONE
    if waiting and is_over(facts):
        state = StepState.PASSED
    ahead = [day.starts_at for day in facts.cohort.days if day.starts_at > clock.now()]
    return PathwayStep(
        key="sparring",
        phase=Phase.AFTER if ended(facts.teaching) else Phase.BEFORE,
        label=_("Sparring"),
        title=_("Giv råd i din casegruppe") if waiting else _("Du har givet råd i din casegruppe"),
        state=state,
        icon="chat",
        meta=_sparring_meta(state, waiting),
        invitation=_sparring_invitation(waiting, ahead[0] if ahead else None),
        action=_("Læs og giv råd"),
        target=("sparring.group", {"cohort_id": facts.cohort.id}),
        at=ahead[0] if ahead else None,
        filled=facts.consulted,
        total=facts.to_consult,
    )


def _sparring_meta(state: StepState, waiting: int) -> str:
    if state is StepState.PASSED:
        return _("Nåede du det ikke, er det helt i orden")
    if state is StepState.DONE:
        return _("Hver case, du må læse, har fået et råd fra dig")
    return ngettext("%(count)s case venter på et råd fra dig", "%(count)s cases venter på et råd fra dig", waiting)


def _sparring_invitation(waiting: int, meeting: datetime | None) -> str:
    wanted = ngettext(
        "Én case fra din gruppe venter på ét råd og ét spørgsmål fra dig.",
        "%(count)s cases fra din gruppe venter på ét råd og ét spørgsmål fra dig.",
        waiting,
    )
    if meeting is None:
        return wanted
    return wanted + " " + _("Helst inden vi mødes %(time)s, altså %(when)s.", time=at_time(meeting), when=when(meeting))


def _state_of(assignment: Assignment, submission: Submission | None, *, is_over: bool) -> StepState:
    if submission is not None and submission.is_handed_in:
        return StepState.DONE
    if assignment.opens_at is None or assignment.opens_at > clock.now():
        return StepState.UPCOMING
    if assignment.deadline >= clock.now():
        return StepState.CURRENT
    return StepState.PASSED if is_over else StepState.OVERDUE


def assignment_step(assignment: Assignment, submission: Submission | None, *, is_over: bool) -> PathwayStep:
    """One task, from when it opens."""
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
