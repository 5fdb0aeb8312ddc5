"""What can giver and author do? Give and change until there is an answer; thank, keep and answer."""

from sqlalchemy import update

from portal import clock
from portal.db import db
from portal.errors import Refused
from portal.holding import hold, take_turns
from portal.own_cases.models import OwnCase, Visibility
from portal.own_cases.noting import note
from portal.own_cases.perspectives import Perspective
from portal.people.models import Person
from portal.people.written import refuse_cpr
from portal.sparring import letters
from portal.sparring.models import PeerAnswer, PeerConsultation
from portal.sparring.queries import answer_to, locked
from portal.text import _

WORDS = ("advice", "question", "concern")


def consult(
    own_case: OwnCase, *, by: Person, version: int, perspective: Perspective | None, words: dict[str, str]
) -> PeerConsultation:
    """Give a case one piece of advice and one question, or change what was given. The same words twice are one act.

    Raises Refused when the case has been taken from the group, was saved elsewhere meanwhile, or has been answered.
    """
    hold(own_case, ["status", "visibility", "version"])
    if not own_case.is_handed_in or own_case.visibility is Visibility.INSTRUCTORS:
        raise Refused(_("Forfatteren har trukket casen tilbage fra gruppen imens. Det, du skrev, er ikke sendt."))
    for name in WORDS:
        refuse_cpr(words[name], field=name)
    given = locked(own_case.id, by=by.id)
    if given is None:
        return _give(own_case, by, perspective, words)
    if (given.perspective, *(getattr(given, name) for name in WORDS)) == (perspective, *(words[n] for n in WORDS)):
        return given
    if given.answer is not None:
        raise Refused(_("Forfatteren har svaret dig, så rådet og spørgsmålet kan ikke ændres længere."))
    if given.version != version:
        raise Refused(
            _("Du har gemt en anden udgave et andet sted imens. Den står herunder. Gem igen, hvis din her skal gælde.")
        )
    given.perspective, given.saved_at, given.version = perspective, clock.now(), version + 1
    for name in WORDS:
        setattr(given, name, words[name])
    note("peer_consultation.changed", own_case, by=by)
    db.session.flush()
    return given


def _give(own_case: OwnCase, by: Person, perspective: Perspective | None, words: dict[str, str]) -> PeerConsultation:
    given = PeerConsultation(
        own_case_id=own_case.id, giver_id=by.id, perspective=perspective, saved_at=clock.now(), **words
    )
    db.session.add(given)
    db.session.flush()
    note("peer_consultation.given", own_case, by=by)
    letters.peer_advice(own_case)
    return given


def thank(given: PeerConsultation, *, by: Person) -> None:
    """Say thank you, once."""
    unthanked = (PeerConsultation.id == given.id, PeerConsultation.thanked_at.is_(None))
    done = db.session.execute(update(PeerConsultation).where(*unthanked).values(thanked_at=clock.now()))
    if done.rowcount:  # type: ignore[attr-defined]
        note("peer_consultation.thanked", given.own_case, by=by)


def keep(given: PeerConsultation, *, is_kept: bool) -> None:
    """Mark it as something to come back to, or take the mark away: the author's own, which nobody else is told."""
    given.is_kept = is_kept


def answer(given: PeerConsultation, *, by: Person, version: int, text: str) -> None:
    """Answer the question, once; the same answer twice is one.

    Raises Refused for another, for a question that was changed since it was read, and for a cpr number.
    """
    refuse_cpr(text, field="text")
    take_turns(OwnCase, given.own_case_id)
    hold(given, ["version", "question"])
    earlier = answer_to(given)
    if earlier is not None and earlier.text != text:
        raise Refused(_("Du har allerede svaret. Svaret står ovenfor, og det her er ikke sendt."))
    if earlier is not None:
        return
    if given.version != version:
        raise Refused(_("Spørgsmålet er ændret, siden du læste det. Se det igennem, og send igen."), field="text")
    db.session.add(PeerAnswer(own_case_id=given.own_case_id, peer_consultation_id=given.id, text=text))
    db.session.flush()
    note("peer_consultation.answered", given.own_case, by=by)
