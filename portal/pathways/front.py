"""What stands on somebody's front page? The cohort that matters now, the next step of all, and the other cohorts below."""

from dataclasses import dataclass
from itertools import pairwise

from portal import clock
from portal.announcements.models import Announcement
from portal.courses.cohort_models import CohortContact
from portal.courses.models import ContactPurpose
from portal.enrolments.models import EnrolmentStatus
from portal.figures import date_span, days_until, long_date, number_word, when
from portal.pathways.queries import Facts, contacts_of, facts_of, news_of
from portal.pathways.shapes import PathwayStep, Phase, StepState
from portal.pathways.steps import due_before, next_step, steps_of
from portal.people.models import Person
from portal.text import _, capitalize_first

X_STEP, HIGH, LOW, LABEL_ABOVE, LABEL_BELOW = 92, 62, 130, 36, 168
MORNING_BEGINS, MORNING_ENDS, EVENING_BEGINS = 5, 10, 18


@dataclass(frozen=True)
class Point:
    """A step on the curve in the dark band; units of the drawing."""

    step: PathwayStep
    x: int
    y: int

    @property
    def label_y(self) -> int:
        """Where the word stands: above a high point, below a low one."""
        return LABEL_ABOVE if self.y == HIGH else LABEL_BELOW


@dataclass
class Front:
    """The front page of one person. `next_on` is the cohort of the next step, which may be another than the one in front."""

    person: Person
    facts: Facts | None
    others: list[Facts]
    steps: list[PathwayStep]
    next: PathwayStep | None
    next_on: Facts | None
    news: list[Announcement]
    contacts: list[CohortContact]

    @property
    def greeting(self) -> str:
        """“Godmorgen, Maja”."""
        hour, name = clock.to_local(clock.now()).hour, self.person.first_name
        if MORNING_BEGINS <= hour < MORNING_ENDS:
            return _("Godmorgen, %(name)s", name=name)
        if MORNING_ENDS <= hour < EVENING_BEGINS:
            return _("Hej, %(name)s", name=name)
        return _("Godaften, %(name)s", name=name)

    @property
    def lead(self) -> str:
        """When one meets the cohort, and how much is to be done before."""
        meeting = next(
            (s for s in self.steps if s.key in {"course", "follow_up"} and s.state is StepState.UPCOMING), None
        )
        due = [s for s in self.steps if s.is_open and s.at is not None and s.key not in {"course", "sparring"}]
        if meeting is None or meeting.at is None:
            return ""
        soon = _("%(when)s mødes du med dit hold.", when=capitalize_first(when(meeting.at)))
        if not due:
            return soon + " " + _("Du er klar.")
        if len(due) == 1:
            return soon + " " + _("Én ting skal være klar inden.")
        return soon + " " + _("%(count)s ting skal være klar inden.", count=capitalize_first(number_word(len(due))))

    @property
    def phases(self) -> list[tuple[Phase, list[PathwayStep]]]:
        """The steps under their headings."""
        return [(phase, found) for phase in Phase if (found := [s for s in self.steps if s.phase is phase])]

    @property
    def points(self) -> list[Point]:
        """The steps on the curve; the assignments share one point."""
        seen: list[PathwayStep] = []
        for step in self.steps:
            if not (seen and step.key.startswith("assignment") and seen[-1].key.startswith("assignment")):
                seen.append(step)
        return [Point(step, 40 + X_STEP * n, HIGH if n % 2 else LOW) for n, step in enumerate(seen)]

    def curve(self, *, gone: bool) -> str:
        """The line through the points, or only the part that lies behind."""
        points = self.points
        if gone:
            behind = {StepState.DONE, StepState.PASSED}
            at = next((n for n, p in enumerate(points) if p.step.state not in behind), len(points) - 1)
            points = points[: at + 1]
        path = f"M{points[0].x} {points[0].y}"
        for a, b in pairwise(points):
            middle = (a.x + b.x) // 2
            path += f"C{middle} {a.y} {middle} {b.y} {b.x} {b.y}"
        return path

    @property
    def practical(self) -> CohortContact | None:
        """Whom one asks about practical things."""
        return next((c for c in self.contacts if c.purpose is ContactPurpose.PRACTICAL), None)


def _urgency(facts: Facts) -> tuple[int, float]:
    days = facts.cohort.days
    if not facts.enrolment.takes_a_seat:
        return 3, 0
    if facts.enrolment.status is EnrolmentStatus.COMPLETED or not days:
        return 2, -facts.enrolment.created_at.timestamp()
    if days[-1].ends_at < clock.now():
        return 1, -days[-1].ends_at.timestamp()
    return 0, next(d.starts_at for d in days if d.ends_at >= clock.now()).timestamp()


def front_of(person: Person) -> Front:
    """The front page: the cohort with the nearest meeting first, then what is over, then what one waits for."""
    ordered = sorted(facts_of(person), key=_urgency)
    first = ordered[0] if ordered and ordered[0].enrolment.takes_a_seat else None
    others = [facts for facts in ordered if facts is not first]
    if first is None:
        return Front(person, None, others, [], None, None, [], [])
    steps = steps_of(first)
    step, where = next_step(steps), first
    for facts in others:
        goes_on = facts.enrolment.takes_a_seat and facts.teaching  # one without days is postponed, and so is its case
        due = due_before(step, steps, steps_of(facts)) if goes_on else None
        step, where = (due, facts) if due else (step, where)
    return Front(person, first, others, steps, step, where, news_of(first.cohort), contacts_of(first.cohort))


def line_about(facts: Facts) -> str:
    """One sentence about a cohort that is not the one in front."""
    days = facts.cohort.days
    dates = date_span(days[0].starts_at, days[-1].ends_at) if days else _("Ingen dato endnu")
    if facts.enrolment.status is EnrolmentStatus.WAITLISTED:
        return _("%(dates)s. Du er nummer %(number)s på ventelisten.", dates=dates, number=facts.waiting_before + 1)
    if days and days[-1].ends_at < clock.now():
        return _("Afsluttet %(date)s", date=long_date(days[-1].ends_at))
    if days:
        return _("%(dates)s, %(when)s", dates=dates, when=when(days[0].starts_at))
    return dates


def is_soon(step: PathwayStep) -> bool:
    """Whether a deadline is within a week."""
    return step.at is not None and 0 <= days_until(step.at) <= 7  # noqa: PLR2004 - a week
