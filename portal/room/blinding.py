"""How are the two votes of one person joined without anybody being able to tell whose they are?"""

import hmac
import secrets
from collections.abc import Collection
from hashlib import sha256
from typing import Final
from uuid import UUID

from portal.own_cases.perspectives import Perspective
from portal.room.models import DilemmaGame

HOLDERS: Final = 6  # of each role: one more than it takes to show it, for whoever stays at home
DEALT_IN: Final = (
    Perspective.CHAIR,
    Perspective.CASE_WORKER,
    Perspective.CITIZEN,
    Perspective.DIRECTOR,
    Perspective.MEMBER,
    Perspective.PRESS,
)


def new_key() -> bytes:
    """A game's own key; whoever has it can tell whose votes are whose, so it goes when the game ends."""
    return secrets.token_bytes(32)


def voter_of(game: DilemmaGame, person_id: UUID, secret: str) -> str:
    """A person's name in this game. Takes the portal's secret too: the database alone joins nothing."""
    if game.blind_key is None:
        raise ValueError("the game has ended; nobody has a name in it any more")
    return hmac.digest(game.blind_key, secret.encode() + person_id.bytes, sha256).hex()


def role_of(game: DilemmaGame, person_id: UUID, seated: Collection[UUID], secret: str) -> Perspective | None:
    """The role somebody was dealt: the same on every phone, as many of each, and written down nowhere.

    Few people get few roles, so that each is held by enough to be shown. Who came after the game began gets one too.
    """
    if not game.has_roles or game.blind_key is None:
        return None
    dealt = DEALT_IN[: max(2, len(seated) // HOLDERS)]
    drawn = {one: hmac.digest(game.blind_key, b"role" + secret.encode() + one.bytes, sha256) for one in seated}
    if person_id not in drawn:
        own = hmac.digest(game.blind_key, b"role" + secret.encode() + person_id.bytes, sha256)
        return dealt[own[0] % len(dealt)]
    return dealt[sorted(drawn, key=drawn.__getitem__).index(person_id) % len(dealt)]
