"""May somebody try to sign in now? Guessing gets slower with each wrong try; who sweeps over many accounts is stopped."""

import hashlib
import hmac
import ipaddress
import logging
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Exists, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from portal import clock
from portal.db import db
from portal.errors import Refused
from portal.people.throttle_models import Outcome, SignInAlarm, SignInTry
from portal.text import _

WINDOW: Final = timedelta(hours=1)
FREE: Final = 6  # wrong tries at an account before the first wait
FREE_OF_NETWORK: Final = 40  # a town hall is one network
FIRST_WAIT: Final = timedelta(seconds=15)
LONGEST_WAIT: Final = timedelta(minutes=15)
LONGEST_OF_NETWORK: Final = timedelta(minutes=2)

SPRAY_WINDOW: Final = timedelta(minutes=10)
MOST_ACCOUNTS: Final = 10  # of one network, tried in vain within the window
MOST_ACCOUNTS_ANYWHERE: Final = 25
MOST_AFTER_ALARM: Final = 3  # within an hour after the last one
ALARM_LASTS: Final = timedelta(minutes=15)
LONGEST_ALARM: Final = timedelta(hours=2)
KEPT_FOR: Final = timedelta(days=1)
ALARMS_KEPT_FOR: Final = timedelta(days=30)
_log = logging.getLogger("portal.sign_in")


def network_of(address: str | None) -> str:
    """The network of an address: the first three numbers of an old one, the first 48 bits of a new one."""
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return ""
    found = getattr(found, "ipv4_mapped", None) or found
    return str(ipaddress.ip_network((found, 24 if found.version == 4 else 48), strict=False))  # noqa: PLR2004 - of IP


def account_hash(email: str, key: str) -> str:
    """How an account is named here, whether anybody has it or not."""
    return hmac.new(key.encode(), f"sign-in:{email}".encode(errors="surrogatepass"), hashlib.sha256).hexdigest()


def may_try(account: str, network: str, *, is_known: bool) -> None:
    """Ask before anything is compared. Raises Refused with a sentence that says for how long to wait.

    A browser known to the person answers for its own wrong tries alone. That an alarm turned somebody away is counted
    in the caller's transaction, so a page asks outside `refusals()`, which would undo the count.
    """
    now = clock.now()
    if not is_known and (alarm := _alarm(network, now)) is not None:
        db.session.execute(
            update(SignInAlarm).where(SignInAlarm.id == alarm.id).values(refused=SignInAlarm.refused + 1)
        )
        raise Refused(
            _(
                "Lige nu kommer der mange forsøg på at logge ind fra steder, vi ikke kender. Vent %(minutes)s min., "
                "eller brug en browser, du har logget ind i før.",
                minutes=_minutes(alarm.until - now),
            )
        )
    wait = _wait(_of_account(account, is_known=is_known), FREE, LONGEST_WAIT, now)
    if not is_known:
        of_network = SignInTry.network == network, SignInTry.is_known.is_(False)
        wait = max(wait, _wait(of_network, FREE_OF_NETWORK, LONGEST_OF_NETWORK, now))
    if wait > timedelta(0):
        raise Refused(
            _(
                "Der har været mange forsøg, der ikke passede. Vent %(minutes)s min., og prøv igen.",
                minutes=_minutes(wait),
            )
        )


def note_try(account: str, network: str, *, is_known: bool, is_right: bool) -> None:
    """Write down how a try ended, in the transaction of the try; a sweep over many accounts raises the alarm."""
    outcome = Outcome.RIGHT if is_right else Outcome.WRONG
    db.session.add(SignInTry(account_hash=account, network=network, is_known=is_known, outcome=outcome))
    db.session.flush()
    if is_right or is_known:
        return
    now = clock.now()
    for where, most in ((network, MOST_ACCOUNTS), ("", MOST_ACCOUNTS_ANYWHERE)):
        before = _last_alarm(where, now)
        most = MOST_AFTER_ALARM if before is not None else most  # noqa: PLW2901 - the same limit, sharper
        accounts = _accounts_in_vain(where, now, since=before.until if before else None)
        if accounts >= most:
            _raise_alarm(where, accounts, before, now)
            return


def alarm_in_force() -> SignInAlarm | None:
    """The newest alarm that is not over."""
    newest = select(SignInAlarm).where(SignInAlarm.until > clock.now()).order_by(SignInAlarm.created_at.desc())
    return db.session.scalars(newest.limit(1)).one_or_none()


def alarms_of_a_day() -> list[SignInAlarm]:
    """Those that began or lasted within a day, the newest first."""
    recent = select(SignInAlarm).where(SignInAlarm.until > clock.now() - timedelta(days=1))
    return list(db.session.scalars(recent.order_by(SignInAlarm.created_at.desc()).limit(20)))


def _minutes(wait: timedelta) -> int:
    return max(1, -(-int(wait.total_seconds()) // 60))


def _of_account(account: str, *, is_known: bool) -> tuple[object, ...]:
    return SignInTry.account_hash == account, SignInTry.is_known.is_(is_known)


def _wait(which: tuple[object, ...], free: int, longest: timedelta, now: datetime) -> timedelta:
    """How much longer to wait: from the last wrong try, twice as long for each beyond the free ones.

    A right try takes away the wrong ones before it at the same account: whoever has one guesses no faster at others.
    """
    wrong = (SignInTry.outcome == Outcome.WRONG, SignInTry.created_at > now - WINDOW, ~_came_in())
    asked = select(func.count(), func.max(SignInTry.created_at)).where(*which, *wrong)  # type: ignore[arg-type]
    times, last = db.session.execute(asked).one()
    if times < free or last is None:
        return timedelta(0)
    pause: timedelta = min(longest, FIRST_WAIT * 2 ** min(times - free, 20))
    left: timedelta = last + pause - now
    return max(timedelta(0), left)


def _came_in() -> Exists:
    """Whether a try was followed by a right one at its account."""
    right = aliased(SignInTry)
    same = (right.account_hash == SignInTry.account_hash, right.is_known == SignInTry.is_known)
    return exists().where(*same, right.outcome == Outcome.RIGHT, right.created_at >= SignInTry.created_at)


def _alarm(network: str, now: datetime) -> SignInAlarm | None:
    here = or_(SignInAlarm.network == network, SignInAlarm.network == "")
    found = select(SignInAlarm).where(SignInAlarm.until > now, here).order_by(SignInAlarm.until.desc())
    return db.session.scalars(found.limit(1)).one_or_none()


def _last_alarm(where: str, now: datetime) -> SignInAlarm | None:
    """The last one that ended within the hour."""
    found = select(SignInAlarm).where(SignInAlarm.network == where, SignInAlarm.until > now - WINDOW)
    return db.session.scalars(found.order_by(SignInAlarm.until.desc()).limit(1)).one_or_none()


def _accounts_in_vain(where: str, now: datetime, *, since: datetime | None) -> int:
    """How many accounts were tried in vain, less those into which somebody got after all."""
    begun = max(now - SPRAY_WINDOW, since or now - SPRAY_WINDOW)
    tried = (SignInTry.created_at > begun, SignInTry.is_known.is_(False))
    here = (*tried, SignInTry.network == where) if where else tried
    by_outcome = select(SignInTry.outcome, func.count(SignInTry.account_hash.distinct()))
    rows = db.session.execute(by_outcome.where(*here).group_by(SignInTry.outcome))
    found = {row[0]: row[1] for row in rows}
    return int(found.get(Outcome.WRONG, 0) - 2 * found.get(Outcome.RIGHT, 0))


def _raise_alarm(where: str, accounts: int, before: SignInAlarm | None, now: datetime) -> None:
    lasts = min(LONGEST_ALARM, 2 * (before.until - before.created_at)) if before else ALARM_LASTS
    db.session.add(SignInAlarm(network=where, until=now + lasts, accounts=accounts))
    db.session.flush()
    _log.error(
        "somebody tries many accounts: %s within %s minutes from %s; unknown browsers wait until %s",
        accounts,
        int(SPRAY_WINDOW.total_seconds() // 60),
        where or "everywhere",
        (now + lasts).isoformat(timespec="seconds"),
    )
