"""What did somebody send after the session had ended, and how do they get it back?"""

from sqlalchemy import delete, select

from portal.db import db
from portal.people.models import HeldForm, Person

NEVER_HELD = {"csrf_token", "form_key"}


def hold(person: Person, path: str, fields: dict[str, list[str]]) -> None:
    """Keep a form's fields for a person; the newest for an address wins."""
    kept = {name: values for name, values in fields.items() if name not in NEVER_HELD}
    if not kept:
        return
    db.session.execute(delete(HeldForm).where(HeldForm.person_id == person.id, HeldForm.path == path))
    db.session.add(HeldForm(person_id=person.id, path=path, fields=kept))


def held(person: Person, path: str) -> dict[str, list[str]] | None:
    """What a person sent to an address in vain, or None."""
    row = db.session.scalars(select(HeldForm).where(HeldForm.person_id == person.id, HeldForm.path == path)).first()
    return row.fields if row else None


def let_go(person: Person, path: str) -> None:
    """Forget it, once it has been sent for good."""
    db.session.execute(delete(HeldForm).where(HeldForm.person_id == person.id, HeldForm.path == path))
