"""For whom was a form made? The token in it was signed for whoever was signed in, and says so long after the session."""

import secrets
from typing import Final
from uuid import UUID

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

SALT: Final = "wtf-csrf-token"  # flask-wtf's own: it signs the seed and puts the result in every form


def seed_for(person_id: UUID) -> str:
    """What the tokens of a new session are made from: random, and the person."""
    return f"{secrets.token_urlsafe(12)}.{person_id.hex}"


def person_of(token: str) -> UUID | None:
    """The person for whom a token was made; None when nobody was signed in, or the token is not ours."""
    try:
        seed = URLSafeTimedSerializer(current_app.secret_key or "", salt=SALT).loads(token)
        return UUID(str(seed).partition(".")[2])
    except (BadData, ValueError):
        return None
