"""Who may give advice to a case, read what was given, and answer it? Giver and author; nobody else, instructors neither."""

from sqlalchemy import Select

from portal.access.own_cases import in_group_of, is_author_on_cohort, may_read_as_peer, read_as_peer, with_author
from portal.access.standing import seat_on
from portal.own_cases.models import OwnCase
from portal.people.models import Person
from portal.sparring.models import PeerConsultation


def may_consult(person: Person, own_case: OwnCase) -> bool:
    """Give advice: somebody of the author's case group who may read the case."""
    seat = seat_on(person, own_case.cohort_id)
    in_group = seat is not None and seat.case_group is not None and seat.case_group == own_case.enrolment.case_group
    return in_group and own_case.author_id != person.id and may_read_as_peer(person, own_case)


def cases_to_consult(person: Person) -> Select[OwnCase]:
    """The own cases a person may give advice to."""
    wanted, author, theirs = with_author()
    return wanted.where(
        OwnCase.author_id != person.id, in_group_of(person, theirs), read_as_peer(person, author, theirs)
    )


def may_read_given(person: Person, peer_consultation: PeerConsultation) -> bool:
    """Read what one has given oneself, also when the case is no longer there to read."""
    return peer_consultation.giver_id == person.id


def may_answer_given(person: Person, peer_consultation: PeerConsultation) -> bool:
    """Thank, keep and answer: the author of the case, while still on the cohort."""
    return is_author_on_cohort(person, peer_consultation.own_case)
