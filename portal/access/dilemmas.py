"""Who may write a dilemma card, read it, and say yes for a case?"""

from portal.courses.cohort_models import StaffRole
from portal.courses.reach import works_for
from portal.dilemmas.models import Consent, Dilemma
from portal.people.models import Person


def may_edit_dilemma(person: Person, dilemma: Dilemma) -> bool:
    """Change and remove a card: one's own; of a case those who teach its cohort, while it is handed in."""
    own_case = dilemma.own_case
    if own_case is None:
        return dilemma.made_by_id == person.id
    return own_case.is_handed_in and works_for(person, own_case.cohort_id, StaffRole.INSTRUCTOR)


def may_answer_for_dilemma(person: Person, dilemma: Dilemma) -> bool:
    """Say yes or no: the author of the case, from when they are asked, also after they have left the cohort."""
    own_case = dilemma.own_case
    return own_case is not None and own_case.author_id == person.id and dilemma.consent is not Consent.DRAFT


def may_read_dilemma(person: Person, dilemma: Dilemma) -> bool:
    """See the card outside a game."""
    return may_edit_dilemma(person, dilemma) or may_answer_for_dilemma(person, dilemma)
