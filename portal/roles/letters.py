"""What do we write to somebody who got a role?"""

from portal.courses.cohort_models import Cohort
from portal.letters.actions import post
from portal.people.models import Municipality, Person
from portal.roles.models import GrantedRole
from portal.text import portal_address


def role_given(person: Person, role: GrantedRole, municipality: Municipality, cohort: Cohort | None) -> None:
    """Which role it is, for which municipality, and where to go."""
    course = cohort.course.title if cohort else ""
    is_secretary = role is GrantedRole.BOARD_SECRETARY
    address = portal_address("people.sign_in")
    post(
        "role_given",
        to=person,
        municipality=municipality.name,
        course=course,
        is_secretary=is_secretary,
        address=address,
    )
