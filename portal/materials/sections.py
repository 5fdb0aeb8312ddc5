"""In which order do a cohort's materials stand, and under which headings? One list of both, changed as a whole."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import func, select, update

from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.errors import Refused
from portal.holding import hold, take_turns
from portal.journal.actions import record
from portal.materials.models import Material, MaterialSection
from portal.materials.queries import in_order, sections_of
from portal.people.models import Person
from portal.text import _

LONGEST_HEADING: Final = 100
MOST_SECTIONS: Final = 50
Row = Material | MaterialSection


def hold_order(cohort_id: UUID) -> None:
    """Two who add or move at once wait for each other, so that no two materials get the same place."""
    take_turns(Cohort, cohort_id)


def key_of(row: Row) -> str:
    """How the page names a heading or a material: `s-` or `m-` and the id."""
    return f"{'s' if isinstance(row, MaterialSection) else 'm'}-{row.id}"


def laid_out(materials: Iterable[Material], sections: Sequence[MaterialSection]) -> list[Row]:
    """Headings and materials in one list: first what stands under none, then each heading with its own."""
    among = list(materials)
    rows: list[Row] = [material for material in among if material.section_id is None]
    for section in sections:
        rows += [section, *(material for material in among if material.section_id == section.id)]
    return rows


def mark_of(rows: Iterable[Row]) -> str:
    """What tells one order from another, so that nobody puts in order what has changed meanwhile."""
    return hashlib.sha256(" ".join(key_of(row) for row in rows).encode()).hexdigest()[:20]


def rows_of(cohort_id: UUID) -> list[Row]:
    """The list as it stands."""
    return laid_out(in_order(cohort_id), sections_of(cohort_id))


def arrange(cohort: Cohort, *, by: Person, keys: Sequence[str], seen: str) -> str:
    """Put the list in this order. `seen` is the mark of the order the person saw; answers the mark of the new one.

    Raises Refused when the list has changed meanwhile, or the keys are not exactly those of the list.
    """
    hold_order(cohort.id)
    rows = {key_of(row): row for row in rows_of(cohort.id)}
    if mark_of(rows.values()) != seen or sorted(rows) != sorted(keys):
        raise Refused(_("Listen er ændret et andet sted imens. Åbn siden igen, og flyt det så."))
    wanted = [rows[key] for key in keys]
    _lay(wanted)
    record("material.moved", by_id=by.id, subject_id=cohort.id, cohort_id=cohort.id)
    return mark_of(wanted)


def _lay(rows: Sequence[Row]) -> None:
    """Give each its number and its heading. The order is no part of a text: it does not count as a change of one."""
    section_id, headings = None, 0
    for position, row in enumerate(rows, 1):
        if isinstance(row, MaterialSection):
            section_id, headings = row.id, headings + 1
            if row.position != headings:
                _set(MaterialSection, row.id, position=headings)
        elif (row.position, row.section_id) != (position, section_id):
            _set(Material, row.id, position=position, section_id=section_id)


def _set(kind: type[Row], row_id: UUID, **values: object) -> None:
    db.session.execute(update(kind).where(kind.id == row_id).values(**values))


def move_material(material: Material, *, by: Person, step: int) -> None:
    """Move a material one up (-1) or one down (1), past a heading too; at the end of the list it stays."""
    hold_order(material.cohort_id)
    rows = rows_of(material.cohort_id)
    place = next(n for n, row in enumerate(rows) if row.id == material.id)
    row = rows.pop(place)
    rows.insert(min(max(place + step, 0), len(rows)), row)
    _lay(rows)
    record("material.moved", by_id=by.id, subject_id=material.id, cohort_id=material.cohort_id)


def put_under(material: Material, section_id: UUID | None) -> None:
    """Let a material stand last under another heading, or under none. Raises Refused for another cohort's."""
    if section_id == material.section_id:
        return
    refuse_unknown(material.cohort_id, section_id)
    rows = [row for row in rows_of(material.cohort_id) if row.id != material.id]
    headings = [n for n, row in enumerate(rows) if isinstance(row, MaterialSection)]
    start = next((n for n in headings if rows[n].id == section_id), -1)
    end = next((n for n in headings if n > start), len(rows))
    _lay([*rows[:end], material, *rows[end:]])


def refuse_unknown(cohort_id: UUID, section_id: UUID | None) -> None:
    """Raise Refused for a heading that is not among the cohort's."""
    if section_id is not None and section_id not in {section.id for section in sections_of(cohort_id)}:
        raise Refused(_("Den overskrift findes ikke længere. Vælg en anden."), field="section")


def make_section(cohort: Cohort, *, by: Person, title: str) -> MaterialSection:
    """A heading at the end of the list. Raises Refused for one that says nothing or is there already."""
    hold_order(cohort.id)
    known = sections_of(cohort.id)
    _refuse_title(title, known)
    if len(known) >= MOST_SECTIONS:
        raise Refused(_("Der er plads til %(most)s overskrifter.", most=MOST_SECTIONS))
    last = db.session.scalar(
        select(func.max(MaterialSection.position)).where(MaterialSection.cohort_id == cohort.id)
    )  # fmt: skip
    section = MaterialSection(cohort_id=cohort.id, title=title, position=(last or 0) + 1)
    db.session.add(section)
    db.session.flush()
    _record("made", section, by)
    return section


def rename_section(section: MaterialSection, *, by: Person, had: str, title: str) -> None:
    """Give a heading other words than `had`, as the page showed it.

    Raises Refused for none, for those of another one, and when somebody gave it others meanwhile.
    """
    hold_order(section.cohort_id)
    hold(section, ["title"])
    if had and section.title not in (had, title):
        sentence = _(
            "En anden har kaldt overskriften “%(title)s” imens. Åbn siden igen, og ret den der.", title=section.title
        )
        raise Refused(sentence)
    _refuse_title(title, [other for other in sections_of(section.cohort_id) if other.id != section.id])
    section.title = title
    _record("renamed", section, by)


def move_section(section: MaterialSection, *, by: Person, step: int) -> None:
    """Move a heading with all that stands under it one up (-1) or one down (1)."""
    hold_order(section.cohort_id)
    sections = sections_of(section.cohort_id)
    place = next(n for n, one in enumerate(sections) if one.id == section.id)
    sections.insert(min(max(place + step, 0), len(sections) - 1), sections.pop(place))
    _lay(laid_out(in_order(section.cohort_id), sections))
    _record("moved", section, by)


def delete_section(section: MaterialSection, *, by: Person) -> None:
    """Take a heading away; what stood under it stays, under the heading above."""
    hold_order(section.cohort_id)
    _lay([row for row in rows_of(section.cohort_id) if row.id != section.id])
    db.session.delete(section)
    _record("deleted", section, by)
    db.session.flush()


def _refuse_title(title: str, others: Sequence[MaterialSection]) -> None:
    if not title:
        raise Refused(_("Skriv en overskrift."))
    if len(title) > LONGEST_HEADING:
        raise Refused(_("Overskriften er %(length)s tegn. Der er plads til %(most)s.", length=len(title), most=LONGEST_HEADING))  # fmt: skip
    if any(other.title.casefold() == title.casefold() for other in others):
        raise Refused(_("Holdet har allerede en overskrift, der hedder “%(title)s”.", title=title))


def _record(act: str, section: MaterialSection, by: Person) -> None:
    record(f"material_section.{act}", by_id=by.id, subject_id=section.id, cohort_id=section.cohort_id)
