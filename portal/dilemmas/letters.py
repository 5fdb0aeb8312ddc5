"""What do we write to people about dilemma cards? That they are asked; never a word of the card."""

from portal.dilemmas.models import Dilemma
from portal.letters.actions import post
from portal.own_cases.models import OwnCase
from portal.text import portal_address


def author_asked(dilemma: Dilemma, own_case: OwnCase) -> None:
    """To the author: somebody would like to use what they wrote."""
    post(
        "dilemma_asked",
        to=own_case.author,
        cohort_id=own_case.cohort_id,
        address=portal_address("dilemmas.show", dilemma_id=dilemma.id),
    )
