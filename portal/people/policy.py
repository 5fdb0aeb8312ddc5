"""Which ways in suffice for whom? Pure rules: who stands higher has to show more. Tested as a table."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Final

from portal.people.models import Person


class Standing(IntEnum):
    """How much somebody reaches; of several the highest counts."""

    PARTICIPANT = 1
    INSTRUCTOR = 2
    OFFICE = 3  # coordinators and administrators


class Way(StrEnum):
    """One thing that was shown."""

    LETTER = "letter"  # the code from a letter
    PASSWORD = "password"  # noqa: S105 - the word, not one
    TOTP = "totp"
    RECOVERY = "recovery"  # a recovery code, in place of the app
    TRUSTED = "trusted"  # a browser in which a second step was shown, at most 30 days ago
    PASSKEY = "passkey"
    SINGLE_SIGN_ON = "sso"


@dataclass(frozen=True)
class Has:
    """What a person has to show. A letter can always be sent."""

    password: bool = False
    totp: bool = False
    passkeys: int = 0
    identities: int = 0  # accounts of single sign-on


_WHOLE: Final = (frozenset({Way.PASSKEY}), frozenset({Way.SINGLE_SIGN_ON}))
_CODES: Final = tuple(frozenset({Way.PASSWORD, way}) for way in (Way.TOTP, Way.RECOVERY))
_ENOUGH: Final = {
    Standing.PARTICIPANT: (*_WHOLE, *_CODES, *(frozenset({Way.PASSWORD, w}) for w in (Way.LETTER, Way.TRUSTED))),
    Standing.INSTRUCTOR: (*_WHOLE, *_CODES, frozenset({Way.PASSWORD, Way.TRUSTED})),
    Standing.OFFICE: (*_WHOLE, *_CODES),
}


def standing_of(person: Person) -> Standing:
    """The standing of a person whose staff roles are loaded."""
    work = work_of(person)
    if person.is_administrator or "coordinator" in work:
        return Standing.OFFICE
    return Standing.INSTRUCTOR if "instructor" in work else Standing.PARTICIPANT


def work_of(person: Person) -> set[str]:
    """“instructor”, “coordinator”: what a person whose staff roles are loaded is somewhere, or by the office's word."""
    return {str(one.role) for one in person.staff_roles} | ({"coordinator"} if person.is_coordinator else set())


def suffices(standing: Standing, shown: frozenset[Way], *, is_demo: bool) -> bool:
    """Whether what was shown is enough to be signed in. In the demonstration a letter is."""
    if is_demo and Way.LETTER in shown:
        return True
    return any(enough <= shown for enough in _ENOUGH[standing])


def second_steps(standing: Standing, has: Has, *, is_demo: bool = False) -> frozenset[Way]:
    """What may be shown after the password. Whoever has an app is asked for it: a letter would be the weaker way round."""
    if has.totp:
        return frozenset({Way.TOTP, Way.RECOVERY})
    return frozenset({Way.LETTER}) if is_demo or standing is Standing.PARTICIPANT else frozenset()


def may_trust_browser(standing: Standing) -> bool:
    """Whether a browser may go without the second step for a while."""
    return frozenset({Way.PASSWORD, Way.TRUSTED}) in _ENOUGH[standing]


def can_sign_in(standing: Standing, has: Has, *, is_demo: bool = False) -> bool:
    """Whether somebody with these things gets in at all."""
    whole = is_demo or has.passkeys > 0 or has.identities > 0
    return whole or (has.password and bool(second_steps(standing, has)))


def may_do_without(standing: Standing, has: Has, after: Has, *, is_demo: bool = False) -> bool:
    """Whether a way may be removed, which leaves `after`: never the last that suffices."""
    return can_sign_in(standing, after, is_demo=is_demo) or not can_sign_in(standing, has, is_demo=is_demo)
