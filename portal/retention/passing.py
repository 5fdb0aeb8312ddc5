"""Which rows are due that only help people in, keep others out, or wait for somebody to go on?"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, or_, select

from portal.config import LONGEST_SESSION
from portal.credentials.attempts import KEPT_FOR as ATTEMPT_KEPT
from portal.credentials.models import PasskeyChallenge, ResetLink, SignInAttempt, TrustedBrowser
from portal.enrolments.import_actions import KEPT as SHEET_KEPT
from portal.enrolments.models import ImportDraft
from portal.invitations.models import Invitation
from portal.packs.models import CasePack
from portal.packs.queries import KEPT as PACK_KEPT
from portal.people.held_forms import HELD_FOR
from portal.people.known_browsers import LASTS as KNOWN_FOR
from portal.people.models import HeldForm, SignInCode, SignInSession
from portal.people.session_rows import KEPT_FOR as SESSION_KEPT
from portal.people.throttle import ALARMS_KEPT_FOR
from portal.people.throttle import KEPT_FOR as TRY_KEPT
from portal.people.throttle_models import KnownBrowser, SignInAlarm, SignInTry
from portal.single_sign_on.models import SignOnAttempt
from portal.vouching.actions import KEPT_FOR as VOUCH_KEPT
from portal.vouching.models import Vouch, VouchLink

CODE_KEPT: Final = timedelta(days=1)
INVITATION_KEPT: Final = timedelta(days=90)
Which = Callable[[datetime], Select[Any]]


def _since(row: Any, column: Any, kept: timedelta) -> tuple[Any, Which]:
    """Rows of which this moment is so long ago."""
    return row, lambda at: select(row.id).where(column <= at - kept)


def _is_over(at: datetime) -> ColumnElement[bool]:
    """A session that ended a month ago, or was left to run out."""
    left = and_(SignInSession.ended_at.is_(None), SignInSession.created_at <= at - SESSION_KEPT - LONGEST_SESSION)
    return or_(SignInSession.ended_at <= at - SESSION_KEPT, left)


# By the table's name: its row, and which of them are due.
PASSING: Final[dict[str, tuple[Any, Which]]] = {
    "sign_in_code": _since(SignInCode, SignInCode.expires_at, CODE_KEPT),
    "sign_in_attempt": _since(SignInAttempt, SignInAttempt.expires_at, ATTEMPT_KEPT),
    "sign_on_attempt": _since(SignOnAttempt, SignOnAttempt.expires_at, ATTEMPT_KEPT),
    "passkey_challenge": _since(PasskeyChallenge, PasskeyChallenge.expires_at, ATTEMPT_KEPT),
    "reset_link": _since(ResetLink, ResetLink.expires_at, CODE_KEPT),
    "vouch": _since(Vouch, Vouch.expires_at, VOUCH_KEPT),
    "vouch_link": _since(VouchLink, VouchLink.expires_at, VOUCH_KEPT),
    "invitation": _since(Invitation, Invitation.expires_at, INVITATION_KEPT),
    "sign_in_session": (SignInSession, lambda at: select(SignInSession.id).where(_is_over(at))),
    "known_browser": _since(KnownBrowser, KnownBrowser.seen_at, KNOWN_FOR),
    "trusted_browser": _since(TrustedBrowser, TrustedBrowser.expires_at, timedelta(0)),
    "sign_in_try": _since(SignInTry, SignInTry.created_at, TRY_KEPT),
    "sign_in_alarm": _since(SignInAlarm, SignInAlarm.until, ALARMS_KEPT_FOR),
    "held_form": _since(HeldForm, HeldForm.created_at, HELD_FOR),
    "case_pack": _since(CasePack, CasePack.created_at, PACK_KEPT),
    "import_draft": _since(ImportDraft, ImportDraft.created_at, SHEET_KEPT),
}
