"""Where does a participant find everything about a cohort on one page?"""

from portal import access
from portal.announcements.queries import announcements_of
from portal.assignments.queries import assignments_of
from portal.courses.cohort_models import AgendaKind, Cohort, DayKind
from portal.courses.cohort_queries import desk_of
from portal.courses.dates import dates_of
from portal.courses.programme import Day, Place, programme_of
from portal.courses.queries import place_of
from portal.courses.routes.pages import pages
from portal.door import Answer
from portal.materials.current import preparation_among
from portal.materials.queries import materials_of
from portal.own_cases.participants import Participant, participants_with_cases
from portal.people.models import Person
from portal.people.session import render
from portal.text import danish_order


@pages.page("/hold/<uuid:cohort_id>", access=access.may_read_cohort)
def show_cohort(person: Person, cohort: Cohort) -> Answer:
    """Programme, own work, materials, practical information, people and contacts. Eight queries, however many there are."""
    desk = desk_of(cohort)
    days = programme_of(cohort)
    participants = participants_with_cases(cohort, onlooker=access.onlooker_at(person, cohort))
    materials = materials_of(cohort, person=person)
    answered = assignments_of(cohort, person=person)
    return render(
        "courses/show_cohort.html",
        cohort=cohort,
        days=days,
        dates=dates_of(days),
        place=place_of(days),
        places=_places(days),
        desk=desk,
        groups=_groups(participants),
        boards=len({one.delegation_id for one in participants} - {None}),
        participants=len(participants),
        materials=materials,
        preparation=preparation_among(materials),
        announcements=announcements_of(cohort),
        assignments=[one for one in answered if access.may_read_assignment(person, one.assignment)],
        own_case=next((one.own_case for one in participants if one.own_case), None),
        shared=sum(one.is_shared for one in participants),
        to_consult=sum(one.is_to_consult for one in participants),
        has_own_cases=cohort.own_case_deadline is not None or _works_with_cases(days),
    )


def _works_with_cases(days: list[Day]) -> bool:
    return any(item.kind is AgendaKind.OWN_CASE for day in days for item in day.agenda)


def _places(days: list[Day]) -> list[tuple[Place, bool]]:
    """Where one has to find the way to, in order; the second says that only the follow-up day is there."""
    course = list(dict.fromkeys(day.venue for day in days if day.venue and day.kind is DayKind.TEACHING))
    later = list(dict.fromkeys(day.venue for day in days if day.venue and day.venue not in course))
    return [(venue, False) for venue in course] + [(venue, True) for venue in later]


def _groups(participants: list[Participant]) -> list[tuple[str, list[Participant]]]:
    """The people under headings: executive boards by municipality, then, without a heading, those who came alone."""
    boards: dict[str, list[Participant]] = {}
    for one in participants:
        heading = one.workplace if one.delegation_id else ""
        boards.setdefault(heading, []).append(one)
    return sorted(boards.items(), key=lambda group: (group[0] == "", danish_order(group[0])))
