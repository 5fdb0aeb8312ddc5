"""How does a reader's own progress come about? By opening, turning pages, and saying how far one got.

Nothing of it goes into the journal: who has read what is the reader's own, and others see totals. A copy that is taken
away is another thing (`fetching`).
"""

from typing import Any, Final

from sqlalchemy import case, update
from sqlalchemy.dialects import postgresql, sqlite

from portal.clock import now
from portal.db import db
from portal.materials.models import Material, ReadingProgress
from portal.people.models import Person

_INSERTS: Final[dict[str, Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def _note(material: Material, by: Person, *, instead: dict[str, Any] | None = None, **values: Any) -> None:
    """One row for a reader and a material, in one statement: two tabs at once are as good as one.

    `instead` is what differs when the row is there already.
    """
    insert = _INSERTS[db.session.get_bind().dialect.name](ReadingProgress)
    row = insert.values(material_id=material.id, person_id=by.id, opened_at=now(), **values)
    changed = {**values, **(instead or {})}
    db.session.execute(row.on_conflict_do_update(index_elements=["material_id", "person_id"], set_=changed))


def note_opened(material: Material, *, by: Person, number: int) -> None:
    """The reader has got version `number`; when it was opened first stays."""
    _note(material, by, version_number=number)


def keep_place(material: Material, *, by: Person, number: int, page: int) -> None:
    """The reader is on this page of version `number`; how far they have been only grows."""
    been = ReadingProgress.furthest_page
    furthest = case((been > page, been), else_=page)
    _note(material, by, instead={"furthest_page": furthest}, version_number=number, page=page, furthest_page=page)


def mark_read(material: Material, *, by: Person, number: int) -> None:
    """The reader says that version `number` is read."""
    _note(material, by, version_number=number, read_at=now(), skipped_at=None)


def skip(material: Material, *, by: Person, number: int) -> None:
    """The reader says that they did not get to it."""
    _note(material, by, version_number=number, read_at=None, skipped_at=now())


def unmark_read(material: Material, *, by: Person) -> None:
    """The reader takes back what they said; that it was opened stays."""
    mine = (ReadingProgress.material_id == material.id, ReadingProgress.person_id == by.id)
    db.session.execute(update(ReadingProgress).where(*mine).values(read_at=None, skipped_at=None))
