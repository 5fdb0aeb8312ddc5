"""Who may have a case pack?"""

from portal.courses.cohort_models import StaffRole
from portal.courses.reach import works_for
from portal.packs.models import CasePack
from portal.people.models import Person


def may_have_case_pack(person: Person, case_pack: CasePack) -> bool:
    """Take along a pack of a cohort's cases: the instructor it was made for, while they teach there."""
    return case_pack.person_id == person.id and works_for(person, case_pack.cohort_id, StaffRole.INSTRUCTOR)
