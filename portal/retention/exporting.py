"""How do people get everything the portal holds on them? As rows by kind, and as a ZIP of JSON and their files."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import Enum
from functools import partial
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select

from portal.db import Base, db
from portal.materials.bundle import LONGEST_PATH, plain_name
from portal.materials.zipping import Entry
from portal.people.models import Person
from portal.retention.clocks import CLOCKS, Clock
from portal.retention.personal import HELD
from portal.sealing.rows import sealed_kinds
from portal.storage.content import bytes_of, read
from portal.storage.models import StoredFile
from portal.storage.shapes import ending_of

SHOWN: Final = 50

Row = dict[str, Any]


class Group(NamedTuple):
    """What stands under one heading: its clocks, and its rows by table."""

    what: str
    kept: list[Clock]
    tables: dict[str, list[Row]]


def counts_on(person: Person) -> dict[str, int]:
    """How many rows of a person's each table has; tables with none are left out. One query."""
    mine = ((name, Base.metadata.tables[name], held.mine) for name, held in HELD.items())
    each = (
        select(func.count()).select_from(table).where(rule(table, person)).scalar_subquery().label(name)
        for name, table, rule in mine
    )
    return {name: count for name, count in db.session.execute(select(*each)).mappings().one().items() if count}


def rows_of(person: Person, table_name: str, *, newest: int | None = None) -> list[Row]:
    """A person's rows in one table, all or the newest so many, with the columns that are theirs to have; the newest last."""
    table, held = Base.metadata.tables[table_name], HELD[table_name]
    names = [name for name in ("id", *held.exported.split(), "created_at") if name in table.c]
    order = [*([table.c.created_at] if "created_at" in table.c else []), *table.primary_key]
    chosen = held.mine(table, person), *(column.desc() for column in order)
    sealed = sealed_kinds().get(table_name)
    if sealed is not None:
        kept = db.session.scalars(_newest(select(sealed), *chosen, most=newest))
        return [{name: getattr(row, name) for name in names} for row in kept][::-1]
    rows = db.session.execute(_newest(select(*(table.c[name] for name in names)), *chosen, most=newest))
    return [dict(zip(names, row, strict=True)) for row in rows][::-1]


def _newest(
    wanted: Select[Any], mine: ColumnElement[bool], *order: ColumnElement[Any], most: int | None
) -> Select[Any]:
    return wanted.where(mine).order_by(*order).limit(most)


def everything_on(person: Person) -> dict[str, list[Row]]:
    """Every row of a person's by table; tables with none are left out."""
    return {name: rows_of(person, name) for name in counts_on(person)}


def shown_of(person: Person, tables: Iterable[str]) -> dict[str, list[Row]]:
    """Of each of these tables what a page shows."""
    return {name: rows_of(person, name, newest=SHOWN) for name in tables}


def by_heading(everything: dict[str, list[Row]]) -> list[Group]:
    """The same in the order of the page: for each heading how long it is kept, and its rows."""
    groups: dict[str, Group] = {}
    for name, rows in everything.items():
        held = HELD[name]
        group = groups.setdefault(str(held.what), Group(str(held.what), [], {}))
        group.tables[name] = rows
        group.kept.extend(one for one in CLOCKS if one.name == held.clock and one not in group.kept)
    return list(groups.values())


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def as_json(everything: dict[str, list[Row]], *, at: datetime) -> bytes:
    """Everything as a machine reads it: times in UTC, ids as they stand in the portal."""
    tables = {name: [{k: _plain(v) for k, v in row.items()} for row in rows] for name, rows in everything.items()}
    words = {"made_at": at.isoformat(), "made_for": everything["person"][0]["email"], **tables}
    return json.dumps(words, ensure_ascii=False, indent=2).encode()


def zip_entries(person: Person, *, at: datetime) -> Iterator[Entry]:
    """The JSON first, then the confidential files the person has sent; what was shared with a cohort is the cohort's."""
    content = as_json(everything_on(person), at=at)
    mine = StoredFile.uploaded_by_id == person.id, StoredFile.is_confidential
    files = db.session.scalars(select(StoredFile).where(*mine).order_by(StoredFile.created_at)).all()
    entries = [Entry("mine-oplysninger.json", len(content), at, lambda: [content])]
    for number, file in enumerate((f for f in files if f.opens_for(person.id)), 1):
        ending = ending_of(file.name)
        name = plain_name(f"{number:03} {file.name.removesuffix(ending)}", LONGEST_PATH - len(ending) - 6)
        entries.append(Entry(f"filer/{name}{ending}", file.size, file.created_at, partial(read, bytes_of(file))))
    return iter(entries)
