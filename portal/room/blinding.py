"""How are the two votes of one person joined without anybody being able to tell whose they are?"""

import hmac
import secrets
from hashlib import sha256
from uuid import UUID

from portal.room.models import DilemmaGame, Role

ROLES = tuple(Role)


def new_key() -> bytes:
    """A game's own key; whoever has it can tell whose votes are whose, so it goes when the game ends."""
    return secrets.token_bytes(32)


def voter_of(game: DilemmaGame, person_id: UUID, secret: str) -> str:
    """A person's name in this game. Takes the portal's secret too: the database alone joins nothing."""
    if game.blind_key is None:
        raise ValueError("the game has ended; nobody has a name in it any more")
    return hmac.digest(game.blind_key, secret.encode() + person_id.bytes, sha256).hex()


def role_of(game: DilemmaGame, person_id: UUID, secret: str) -> Role | None:
    """The role somebody was dealt: the same on every phone, and written down nowhere."""
    if not game.has_roles or game.blind_key is None:
        return None
    drawn = hmac.digest(game.blind_key, b"role" + secret.encode() + person_id.bytes, sha256)
    return ROLES[int.from_bytes(drawn[:8], "big") % len(ROLES)]
