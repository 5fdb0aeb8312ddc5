"""How does a reader's own progress come about? By opening, and by saying that one has read it.

Nothing of it goes into the journal: who has read what is the reader's own, and others see totals.
"""

from typing import Any, Final

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite

from portal.clock import now
from portal.db import db
from portal.materials.models import Material, ReadingProgress
from portal.people.models import Person

_INSERTS: Final[dict[str, Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def _note(material: Material, by: Person, **values: Any) -> None:
    """One row for a reader and a material, in one statement: two tabs at once are as good as one."""
    insert = _INSERTS[db.session.get_bind().dialect.name](ReadingProgress)
    row = insert.values(material_id=material.id, person_id=by.id, opened_at=now(), **values)
    db.session.execute(row.on_conflict_do_update(index_elements=["material_id", "person_id"], set_=values))


def note_opened(material: Material, *, by: Person, number: int) -> None:
    """The reader has got version `number`; when it was opened first stays."""
    _note(material, by, version_number=number)


def mark_read(material: Material, *, by: Person, number: int) -> None:
    """The reader says that version `number` is read."""
    _note(material, by, version_number=number, read_at=now())


def unmark_read(material: Material, *, by: Person) -> None:
    """The reader takes it back; that it was opened stays."""
    mine = (ReadingProgress.material_id == material.id, ReadingProgress.person_id == by.id)
    db.session.execute(update(ReadingProgress).where(*mine).values(read_at=None))
