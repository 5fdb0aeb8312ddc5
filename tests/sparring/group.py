"""What do the tests of a group's table put there? Cases of a group and what worries people about them."""

from portal import clock
from portal.own_cases.models import HandedInCase, OwnCase, OwnCaseStatus, Visibility
from portal.own_cases.perspectives import Perspective
from portal.people.models import Person
from portal.sparring.models import PeerConsultation
from tests.cast import Cast


def case_of(cast: Cast, author: Person, title: str, visibility: Visibility = Visibility.GROUP) -> OwnCase:
    """A case somebody has handed in."""
    own_case = cast.add(
        OwnCase(
            cohort_id=cast.cohort.id,
            author_id=author.id,
            title=title,
            visibility=visibility,
            status=OwnCaseStatus.SUBMITTED,
        )
    )
    texts = dict.fromkeys(("situation", "dilemma", "actors", "attempts", "question"), "Formanden ringede.")
    cast.add(HandedInCase(own_case_id=own_case.id, title=title, submitted_at=clock.now(), **texts))
    return own_case


def consulted(cast: Cast, own_case: OwnCase, giver: Person, concern: str = "", role: str | None = None) -> None:
    """What somebody has given to it."""
    cast.add(
        PeerConsultation(
            own_case_id=own_case.id,
            giver_id=giver.id,
            perspective=role and Perspective(role),
            advice="Ring først.",
            question="Hvem ved det?",
            concern=concern,
            saved_at=clock.now(),
        )
    )
