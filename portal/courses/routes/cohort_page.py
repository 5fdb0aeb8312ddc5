"""Where does a participant find everything about a cohort on one page?"""

from portal import access
from portal.announcements.queries import announcements_of
from portal.assignments.queries import assignments_of
from portal.courses.cohort_models import Cohort, CourseDay, DayKind, Venue
from portal.courses.cohort_queries import days_of, desk_of
from portal.courses.dates import dates_of
from portal.courses.queries import place_of
from portal.courses.routes.pages import pages
from portal.door import Answer
from portal.enrolments.models import Enrolment
from portal.enrolments.queries import participants_of
from portal.materials.queries import materials_of, preparation_among
from portal.people.models import Person
from portal.people.queries import danish_order
from portal.people.session import render


@pages.page("/hold/<uuid:cohort_id>", access=access.may_read_cohort)
def show_cohort(person: Person, cohort: Cohort) -> Answer:
    """Programme, materials, practical information, people and contacts. Eight queries, however many take part."""
    desk = desk_of(cohort)
    days = days_of(cohort)
    participants = participants_of(cohort)
    materials = materials_of(cohort, person=person)
    return render(
        "courses/show_cohort.html",
        cohort=cohort,
        days=days,
        dates=dates_of(days),
        place=place_of(days),
        places=_places(days),
        desk=desk,
        groups=_groups(participants),
        boards=len({e.delegation_id for e in participants} - {None}),
        participants=len(participants),
        materials=materials,
        preparation=preparation_among(materials),
        announcements=announcements_of(cohort),
        assignments=assignments_of(cohort, person=person, among=access.visible_assignments(person)),
    )


def _places(days: list[CourseDay]) -> list[tuple[Venue, bool]]:
    """Where one has to find the way to, in order; the second says that only the follow-up day is there."""
    course = list(dict.fromkeys(day.venue for day in days if day.venue and day.kind is DayKind.TEACHING))
    later = list(dict.fromkeys(day.venue for day in days if day.venue and day.venue not in course))
    return [(venue, False) for venue in course] + [(venue, True) for venue in later]


def _groups(participants: list[Enrolment]) -> list[tuple[str, list[Person]]]:
    """The people under headings: executive boards by municipality, then, without a heading, those who came alone."""
    boards: dict[str, list[Person]] = {}
    for enrolment in participants:
        home = enrolment.person.municipality
        heading = home.name if enrolment.delegation_id and home else ""
        boards.setdefault(heading, []).append(enrolment.person)
    return sorted(boards.items(), key=lambda group: (group[0] == "", danish_order(group[0])))
