"""How do letters leave the outbox? One due row at a time, by any number of workers at once; kept until the relay has taken it."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import delete

from portal import clock
from portal.db import db
from portal.letters.models import Letter
from portal.letters.queries import due_letters, is_a_letter_due
from portal.letters.relay import LetterRefused, Relay, connected, hand_over

LEASE: Final = timedelta(minutes=10)  # longer than the relay's patience with all steps of one letter together
MOST_TRIES: Final = 14  # with the pauses below: given up after 65 hours, so two days without mail lose nothing
LONGEST_PAUSE: Final = timedelta(hours=12)
LETTERS_A_LINE: Final = 50
HOLD_A_KEY: Final = {
    "sign_in_code",
    "forgotten_password",
    "invitation",
    "place_confirmed",
    "role_invitation",
    "vouched",
    "speaker_invited",
}  # once sent, no copy of these stays behind for whoever reads the database
LEAVE_NOTHING: Final = {"account_erased"}  # the last letter to somebody whose address is here for it alone
_log = logging.getLogger("portal.letters")


class Sent(NamedTuple):
    """What one round did: letters the relay took, and letters that wait for another try or were given up."""

    sent: int
    failed: int


def _never() -> bool:
    return False


def _everybody(_letter: Letter) -> bool:
    return True


def send_due_letters(
    relay: Relay | None,
    *,
    sender: str,
    is_stopped: Callable[[], bool] = _never,
    may_get: Callable[[Letter], bool] = _everybody,
) -> Sent:
    """Hand over what is due, until `is_stopped` answers yes. Without a relay letters stay where they are.

    `may_get` is asked at the last moment; what its receiver may not get any more is dropped. Commits for each letter. A worker that dies between the relay's yes and our note makes one duplicate, with the same
    Message-ID, when its lease ends. Raises RelayDown when the relay takes nothing: no letter is blamed for that.
    """
    done = Sent(0, 0)
    while relay is not None and not is_stopped() and is_a_letter_due():
        with connected(relay) as line:
            for _turn in range(LETTERS_A_LINE):
                letter = None if is_stopped() else _claim()
                if letter is None:
                    return done
                if not _is_kept(letter, may_get):
                    continue
                try:
                    hand_over(letter, line, sender=sender)
                except LetterRefused as refusal:
                    _put_back(letter.id, str(refusal))
                    done = done._replace(failed=done.failed + 1)
                    break  # the line may be dead: call again for the next
                _note_sent(letter.id)
                done = done._replace(sent=done.sent + 1)
    return done


def _claim() -> Letter | None:
    """Take one due letter in hand: nobody else sees it until the lease ends."""
    letter = db.session.scalars(due_letters().limit(1).with_for_update(skip_locked=True)).one_or_none()
    if letter is not None:
        letter.leased_until = clock.now() + LEASE
        letter.tries += 1
    db.session.commit()
    return letter


def _is_kept(letter: Letter, may_get: Callable[[Letter], bool]) -> bool:
    is_kept = may_get(letter)
    if not is_kept:
        _log.info("letter %s (%s) is dropped: its receiver has left meanwhile", letter.id, letter.kind)
        db.session.execute(delete(Letter).where(Letter.id == letter.id))
    db.session.commit()
    return is_kept


def _note_sent(letter_id: UUID) -> None:
    letter = db.session.get(Letter, letter_id, populate_existing=True)
    if letter is None:  # erased with its receiver while it was on its way
        db.session.commit()
        return
    letter.sent_at, letter.leased_until, letter.last_error = clock.now(), None, ""
    if letter.kind in HOLD_A_KEY:
        letter.body = ""
    if letter.kind in LEAVE_NOTHING:
        db.session.delete(letter)
    db.session.commit()


def _put_back(letter_id: UUID, why: str) -> None:
    """Another try later, after a pause that doubles from a minute on; given up after the last."""
    letter = db.session.get(Letter, letter_id, populate_existing=True)
    if letter is None:
        db.session.commit()
        return
    letter.leased_until, letter.last_error = None, why[:300]
    letter.due_at = clock.now() + pause_after(letter.tries)
    if letter.tries >= MOST_TRIES:
        letter.given_up_at = clock.now()
        if letter.kind in LEAVE_NOTHING:
            db.session.delete(letter)
    _log.warning("letter %s was not taken (%s), try %s of %s", letter.id, why, letter.tries, MOST_TRIES)
    db.session.commit()


def pause_after(tries: int) -> timedelta:
    """How long a letter rests after so many tries."""
    return min(timedelta(minutes=2 ** (tries - 1)), LONGEST_PAUSE)
