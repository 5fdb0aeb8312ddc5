"""Where does one look for a course and read all about it?"""

from portal import access
from portal.courses import queries
from portal.courses.models import Course
from portal.courses.programme import programme_of
from portal.courses.routes.pages import pages
from portal.door import Answer
from portal.enrolments.queries import seats_of
from portal.people.models import Person
from portal.people.session import render


@pages.page("/kurser", access=access.signed_in)
def catalogue(person: Person) -> Answer:  # noqa: ARG001 - the rule asks for the person
    """Every course, and when it is next."""
    return render("courses/catalogue.html", entries=queries.catalogue())


@pages.page("/kursus/<uuid:course_id>", access=access.may_read_course)
def show_course(person: Person, course: Course) -> Answer:  # noqa: ARG001 - the rule asks for the person
    """Everything there is to know about a course."""
    course = queries.course_page(course)
    editions = queries.editions_of(course)
    coming = [e for e in editions if e.dates is None or not e.dates.is_past]
    following = next((e for e in coming if e.dates and not e.dates.has_begun), None)
    return render(
        "courses/show_course.html",
        course=course,
        coming=coming,
        past=[e for e in reversed(editions) if e.dates and e.dates.is_past],
        following=following,
        programme=programme_of(following.cohort) if following else [],
        seats=seats_of([e.cohort for e in coming]),
    )
