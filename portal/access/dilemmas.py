"""Who may write a dilemma card, read it, and say yes for a case?"""

from portal.access.own_cases import may_review_own_case
from portal.dilemmas.models import Consent, Dilemma
from portal.people.models import Person


def may_edit_dilemma(person: Person, dilemma: Dilemma) -> bool:
    """Change and remove a card: one's own; of a case those who may review it."""
    own_case = dilemma.own_case
    if own_case is None:
        return dilemma.made_by_id == person.id
    return may_review_own_case(person, own_case)


def may_answer_for_dilemma(person: Person, dilemma: Dilemma) -> bool:
    """Say yes or no: the author of the case, from when they are asked, also after they have left the cohort."""
    own_case = dilemma.own_case
    return own_case is not None and own_case.author_id == person.id and dilemma.consent is not Consent.DRAFT


def may_read_dilemma(person: Person, dilemma: Dilemma) -> bool:
    """See the card outside a game."""
    return may_edit_dilemma(person, dilemma) or may_answer_for_dilemma(person, dilemma)
