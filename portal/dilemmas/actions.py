"""What can happen to a dilemma card? Those who teach write it; the author of the case says yes, no, or takes it back."""

from typing import Final
from uuid import uuid4, uuid5

from portal import clock
from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.dilemmas import letters
from portal.dilemmas.models import OPTIONS, Consent, Dilemma
from portal.errors import Conflict, Refused
from portal.holding import hold, take_turns
from portal.journal.actions import record
from portal.own_cases.models import OwnCase
from portal.people.models import Person
from portal.text import _

WORDS: Final = ("title", "situation", *OPTIONS)
Words = dict[str, str]


def make_dilemma(
    cohort: Cohort, *, by: Person, words: Words, own_case: OwnCase | None = None, form_key: str = ""
) -> Dilemma:
    """A card of one's own, or a draft of one of somebody's case. The same `form_key` is the same act."""
    take_turns(Person, by.id)
    dilemma_id = uuid5(by.id, form_key) if form_key else uuid4()
    made = db.session.get(Dilemma, dilemma_id)
    if made is not None and made.made_by_id == by.id:
        return made
    dilemma = Dilemma(
        id=dilemma_id if made is None else uuid4(),
        made_by_id=by.id,
        own_case=own_case,
        consent=None if own_case is None else Consent.DRAFT,
        **in_order(words),
    )
    db.session.add(dilemma)
    db.session.flush()
    _record(dilemma, "dilemma.made", by=by, cohort=cohort)
    return dilemma


def in_order(words: Words) -> Words:
    """The words with the options that are filled in first."""
    options = [words[name] for name in OPTIONS if words.get(name)]
    filled = dict(zip(OPTIONS, [*options, "", "", "", ""], strict=False))
    return {**words, **filled}


def change_dilemma(dilemma: Dilemma, *, by: Person, version: int, words: Words) -> None:
    """Write other words. The author of the case has said yes to the former ones alone, and is asked again.

    Words that stand already are no change, whichever version they were sent from: somebody pressed twice. Raises Conflict
    when somebody saved others since `version`.
    """
    hold(dilemma, ["version", *WORDS])
    ordered = in_order(words)
    if all(getattr(dilemma, name) == ordered[name] for name in WORDS):
        return
    if version != dilemma.version:
        raise Conflict(
            _("Kortet er rettet et andet sted, mens du skrev. Nedenfor ser du begge udgaver."),
            field="version",
            theirs=dilemma.situation,
            version=dilemma.version,
        )
    for name in WORDS:
        setattr(dilemma, name, ordered[name])
    if dilemma.own_case_id is not None:
        dilemma.consent, dilemma.is_named, dilemma.answered_at = Consent.DRAFT, False, None
    _record(dilemma, "dilemma.changed", by=by)


def ask_author(dilemma: Dilemma, *, by: Person) -> None:
    """Show the author of the case the exact words, and ask. Once asked, asking again does nothing."""
    if dilemma.own_case is None or dilemma.consent in {Consent.ASKED, Consent.GIVEN}:
        return
    dilemma.consent = Consent.ASKED
    _record(dilemma, "dilemma.asked", by=by)
    letters.author_asked(dilemma, dilemma.own_case)


def answer(dilemma: Dilemma, *, by: Person, version: int, says_yes: bool, is_named: bool = False) -> None:
    """The author's yes or no to these very words; a no after a yes takes the card out of play at once.

    Raises Refused when the words are others than those the author has seen.
    """
    if version != dilemma.version:
        raise Refused(
            _("Kortet er ændret, mens du læste det. Her står det, som det er nu. Læs det igen, før du svarer.")
        )
    before = dilemma.consent
    if says_yes:
        if before is Consent.DRAFT:
            raise Refused(_("Underviseren retter i kortet lige nu. Du får besked, når det er klar til dig."))
        dilemma.consent, dilemma.is_named = Consent.GIVEN, is_named
    else:
        dilemma.consent = Consent.WITHDRAWN if before in {Consent.GIVEN, Consent.WITHDRAWN} else Consent.DECLINED
        dilemma.is_named = False
    dilemma.answered_at = clock.now()
    _record(dilemma, f"dilemma.{dilemma.consent.value}", by=by)


def remove(dilemma: Dilemma, *, by: Person) -> None:
    """Take a card away for good; games that were played with it keep their counts."""
    _record(dilemma, "dilemma.removed", by=by)
    db.session.delete(dilemma)


def _record(dilemma: Dilemma, act: str, *, by: Person, cohort: Cohort | None = None) -> None:
    own_case = dilemma.own_case
    record(
        act,
        by_id=by.id,
        subject_id=dilemma.id,
        owner_id=by.id if own_case is None else own_case.author_id,
        cohort_id=own_case.cohort_id if own_case is not None else cohort.id if cohort is not None else None,
    )
