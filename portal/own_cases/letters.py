"""What do we write to people about own cases? That there is something to see; never a word of it."""

from portal.courses.models import Course
from portal.letters.actions import post
from portal.own_cases.audience import instructors_of
from portal.own_cases.models import OwnCase
from portal.own_cases.shield import hides_from_staff
from portal.people.models import Person
from portal.receipts.models import Receipt
from portal.text import portal_address


def own_case_received(author: Person, own_case: OwnCase, course: Course, receipt: Receipt) -> None:
    """Proof in the author's own mailbox: number, time and checksum."""
    post(
        "own_case_received",
        to=author,
        cohort_id=own_case.cohort_id,
        course=course.title,
        receipt=receipt,
        address=portal_address("own_cases.receipt", own_case_id=own_case.id),
    )


def own_case_commented(own_case: OwnCase, *, by: Person) -> None:
    """To the other side of the thread: the author when an instructor wrote, the instructors when the author did."""
    is_by_author = by.id == own_case.author_id
    staff = instructors_of(own_case.cohort_id) if is_by_author else []
    receivers = [one for one in staff if not hides_from_staff(own_case, one)] if is_by_author else [own_case.author]
    for receiver in receivers:
        post(
            "own_case_commented",
            to=receiver,
            cohort_id=own_case.cohort_id,
            course=own_case.cohort.course.title,
            is_by_author=is_by_author,
            address=portal_address("own_cases.show", own_case_id=own_case.id),
        )
