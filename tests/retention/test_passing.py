"""Do the rows that only let people in, or keep others out, go at their second, and does a dry run say so?"""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from flask.ctx import AppContext
from sqlalchemy import select

from portal import clock
from portal.credentials.models import PasskeyChallenge, ResetLink, SignInAttempt, TrustedBrowser
from portal.db import db
from portal.enrolments.models import ImportDraft
from portal.invitations.models import Invitation
from portal.journal.sealing import Sealer
from portal.ledger import Ledger
from portal.packs.models import CasePack
from portal.people.models import HeldForm, SignInCode, SignInSession
from portal.people.throttle_models import KnownBrowser, Outcome, SignInAlarm, SignInTry
from portal.retention.passing import PASSING
from portal.retention.running import run, what_is_due
from portal.single_sign_on.models import SignOnAttempt
from portal.vouching.models import Vouch, VouchLink
from tests.cast import Cast

Made = Callable[[Cast, datetime], Any]


def odd() -> str:
    return uuid4().hex


# By name: how long after its moment it goes, and a row of that moment.
ROWS: Final[dict[str, tuple[timedelta, Made]]] = {
    "sign_in_code": (timedelta(days=1), lambda _c, at: SignInCode(email="a@b.dk", code_hash="", expires_at=at)),
    "sign_in_attempt": (timedelta(days=1), lambda _c, at: SignInAttempt(email="a@b.dk", expires_at=at)),
    "sign_on_attempt": (
        timedelta(days=1),
        lambda _c, at: SignOnAttempt(
            browser_hash="", state_hash=odd(), issuer="", nonce="", verifier="", wanted="/", expires_at=at
        ),
    ),
    "passkey_challenge": (
        timedelta(days=1),
        lambda _c, at: PasskeyChallenge(challenge=b"", browser_hash=odd(), expires_at=at),
    ),
    "reset_link": (
        timedelta(days=1),
        lambda cast, at: ResetLink(person_id=cast.author.id, token_hash=odd(), expires_at=at),
    ),
    "vouch": (
        timedelta(days=1),
        lambda cast, at: Vouch(
            person_id=cast.author.id,
            by_id=cast.coordinator.id,
            reason="",
            is_for_staff=False,
            expires_at=at,
            ended_at=at,
        ),
    ),
    "vouch_link": (
        timedelta(days=1),
        lambda cast, at: VouchLink(person_id=cast.author.id, token_hash=odd(), expires_at=at),
    ),
    "invitation": (
        timedelta(days=90),
        lambda cast, at: Invitation(
            person_id=cast.author.id, cohort_id=cast.cohort.id, token_hash=odd(), expires_at=at
        ),
    ),
    "sign_in_session": (
        timedelta(days=30),
        lambda cast, at: SignInSession(person_id=cast.author.id, secret_hash=odd(), seen_at=at, ended_at=at),
    ),
    "known_browser": (
        timedelta(days=365),
        lambda cast, at: KnownBrowser(person_id=cast.author.id, secret_hash=odd(), seen_at=at),
    ),
    "trusted_browser": (
        timedelta(0),
        lambda cast, at: TrustedBrowser(person_id=cast.author.id, secret_hash=odd(), browser="", expires_at=at),
    ),
    "sign_in_try": (
        timedelta(days=1),
        lambda _c, at: SignInTry(account_hash="", network="", is_known=False, outcome=Outcome.WRONG, created_at=at),
    ),
    "sign_in_alarm": (timedelta(days=30), lambda _c, at: SignInAlarm(network="", until=at, accounts=1)),
    "held_form": (
        timedelta(days=30),
        lambda cast, at: HeldForm(person_id=cast.author.id, path=f"/{odd()}", fields={}, created_at=at),
    ),
    "case_pack": (
        timedelta(days=1),
        lambda cast, at: CasePack(cohort_id=cast.cohort.id, person_id=cast.person(f"Åse {odd()}").id, created_at=at),
    ),
    "import_draft": (
        timedelta(days=1),
        lambda cast, at: ImportDraft(
            cohort_id=cast.cohort.id, person_id=cast.author.id, file_name="", rows=[], unused=[], created_at=at
        ),
    ),
}


def test_ad_7_each_goes_at_its_second_and_a_dry_run_says_which(inside: AppContext, cast: Cast, tmp_path: Path) -> None:
    """AD-7: of every kind the one whose time is up goes, and the one a second younger stays."""
    assert set(ROWS) == set(PASSING)
    at, gone, stays = clock.now(), {}, {}
    for name, (kept, made) in ROWS.items():
        gone[name] = cast.add(made(cast, at - kept)).id
        stays[name] = cast.add(made(cast, at - kept + timedelta(seconds=1))).id
    due = what_is_due()
    assert {name: due[name] for name in ROWS} == {name: [str(one)] for name, one in gone.items()}
    done = run(Ledger(tmp_path / "erased"), Sealer(b"n", tmp_path / "head"))
    assert {name: done[name] for name in ROWS} == dict.fromkeys(ROWS, 1)
    left = {name: list(db.session.scalars(select(row.id))) for name, (row, _which) in PASSING.items()}
    assert left == {name: [one] for name, one in stays.items()}


def test_ad_7_a_session_that_was_left_to_run_out_goes_too(inside: AppContext, cast: Cast) -> None:
    """AD-7: without an end it goes a month after the longest session there is, seven days."""
    kept = timedelta(days=37)
    for second in (0, 1):
        began = clock.now() - kept + timedelta(seconds=second)
        cast.add(SignInSession(person_id=cast.author.id, secret_hash=odd(), seen_at=began, created_at=began))
    assert len(what_is_due()["sign_in_session"]) == 1
