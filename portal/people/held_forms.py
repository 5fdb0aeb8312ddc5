"""What did somebody send after the session had ended, and how do they get it back?"""

from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import and_, delete, or_, select

from portal import clock
from portal.db import db
from portal.people.cpr import without_cpr
from portal.people.models import HeldForm, Person
from portal.text import _

NEVER_HELD: Final = {"csrf_token", "form_key", "password", "code"}
HELD_FOR: Final = timedelta(days=30)


def hold(person_id: UUID, path: str, fields: dict[str, list[str]], *, has_files: bool = False) -> None:
    """Keep a form's fields for a person; the newest for an address wins, and what nobody came for in a month goes.

    What looks like a cpr number is taken out, and the text shows where it stood. Files are not kept; of a form with nothing
    else it is kept that it came, so that its page can say so.
    """
    kept = {name: [_kept(one) for one in values] for name, values in fields.items() if name not in NEVER_HELD}
    if not (kept or has_files) or db.session.get(Person, person_id) is None:
        return
    same = and_(HeldForm.person_id == person_id, HeldForm.path == path)
    db.session.execute(delete(HeldForm).where(or_(same, HeldForm.created_at < clock.now() - HELD_FOR)))
    db.session.add(HeldForm(person_id=person_id, path=path, fields=kept))


def _kept(value: str) -> str:
    return without_cpr(value, instead=_("[cpr-nummer fjernet]"))


def held(person: Person, path: str) -> dict[str, list[str]] | None:
    """What a person sent to an address in vain, or None."""
    row = db.session.scalars(select(HeldForm).where(HeldForm.person_id == person.id, HeldForm.path == path)).first()
    return row.fields if row else None


def newest_held(person: Person) -> str | None:
    """Where the newest form lies that a person sent in vain."""
    newest = select(HeldForm.path).where(HeldForm.person_id == person.id).order_by(HeldForm.created_at.desc())
    return db.session.scalars(newest.limit(1)).first()


def let_go(person: Person, path: str) -> None:
    """Forget it, once it has been sent for good."""
    db.session.execute(delete(HeldForm).where(HeldForm.person_id == person.id, HeldForm.path == path))
