"""Which materials hold the words, and on which pages? Three questions to the database, however much there is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Select, case, cast, func, select

from portal.clock import now
from portal.courses.cohort_models import Cohort
from portal.courses.models import Course
from portal.db import db
from portal.materials.models import Material
from portal.searching.dialect import holds, settle_on_the_index, with_all
from portal.searching.indexing import current_version
from portal.searching.marking import Hit, Marker, Part, excerpt, marked
from portal.searching.models import Passage, PassageText
from portal.searching.words import Term, clean

MOST_FOUND: Final = 60
EACH_TIME: Final = 10
PASSAGES: Final = 3
LOOKED_AT: Final = 6


@dataclass(frozen=True)
class Excerpt:
    """A passage: its page, None where there are none, its text in parts, and how the document writes the word."""

    page: int | None
    parts: list[Part]
    word: str


@dataclass(frozen=True)
class Result:
    """A material that holds the words. A hidden one is found by those who teach and coordinate only."""

    material_id: UUID
    name: str
    course: str
    cohort: str
    is_hidden: bool
    title: list[Part]
    excerpts: list[Excerpt]


@dataclass(frozen=True)
class Found:
    """Results in order. `total` is how many there are in all, as far as we look; `is_more` says that we looked no further."""

    results: list[Result]
    total: int
    is_more: bool


@dataclass(frozen=True)
class _Place:
    """How well the pages of a version hold the words, and which do best."""

    most_terms: int = 0
    hits: int = 0
    passage_ids: tuple[int, ...] = ()


class _Candidate(NamedTuple):
    """A material that holds every word, and in how many of them its title has a part."""

    material_id: UUID
    version_id: UUID
    in_title: int
    title: str
    description: str
    released_at: datetime | None
    course: str
    cohort: str
    is_current: bool


NOWHERE: Final = _Place()
NOTHING: Final = Found([], 0, is_more=False)


def search(terms: Sequence[Term], *, among: Select[Material], start: int = 0) -> Found:
    """Those of the materials that hold every word, titles first, then those with most of the words on their pages.

    `among` is what the reader may see. Answers ten from number `start`.
    """
    if not terms:
        return NOTHING
    settle_on_the_index()
    best = _candidates(terms, among)
    is_more = len(best) > MOST_FOUND
    candidates = [one for one in best[:MOST_FOUND] if one.is_current]  # what waits for its new words is left out
    places = _places([one.version_id for one in candidates], terms)

    def merit(one: _Candidate) -> tuple[int, int, int]:
        place = places.get(one.version_id, NOWHERE)
        return -one.in_title, -place.most_terms, -place.hits

    shown = sorted(candidates, key=merit)[start : start + EACH_TIME]
    texts = _texts([key for one in shown for key in places.get(one.version_id, NOWHERE).passage_ids])
    marker = Marker(terms)
    results = [_result(one, places.get(one.version_id, NOWHERE), texts, marker) for one in shown]
    return Found(results, len(candidates), is_more)


def materials_with_each(terms: Sequence[Term], *, among: Select[Material]) -> dict[Term, int]:
    """How many of the materials hold each of the words alone; those that none holds are left out. One query."""
    ids = among.with_only_columns(Material.id)
    entries = (with_all([term]) for term in terms)
    counts = [select(func.count()).select_from(one).where(one.c.material_id.in_(ids)) for one in entries]
    found = db.session.execute(select(*(count.scalar_subquery() for count in counts))).one()
    return {term: count for term, count in zip(terms, found, strict=True) if count}


def _count(conditions: Sequence[ColumnElement[bool]]) -> ColumnElement[int]:
    return sum((case((one, 1), else_=0) for one in conditions[1:]), start=case((conditions[0], 1), else_=0))


def _candidates(terms: Sequence[Term], among: Select[Material]) -> list[_Candidate]:
    """Title first, newest first: who has more than sixty materials with such a word gets the newest of them.

    Which version people get now is asked of those few alone.
    """
    entry = with_all(terms).c
    in_title = _count([holds(entry.title_words, term) for term in terms]).label("in_title")
    newest = func.coalesce(Material.released_at, Material.created_at).label("newest")
    best = (
        among.with_only_columns(Material.id, entry.version_id, in_title, newest)
        .where(entry.material_id == Material.id)
        .order_by(in_title.desc(), newest.desc(), Material.id)
        .limit(MOST_FOUND + 1)
        .cte()
        .prefix_with("MATERIALIZED")
    )
    about = (Material.title, Material.description, Material.released_at, Course.title, Cohort.name)
    is_current = best.c.version_id == current_version()
    found = db.session.execute(
        select(best.c.id, best.c.version_id, best.c.in_title, *about, is_current)
        .join(Material, Material.id == best.c.id)
        .join(Cohort, Cohort.id == Material.cohort_id)
        .join(Course, Course.id == Cohort.course_id)
        .order_by(best.c.in_title.desc(), best.c.newest.desc(), best.c.id)
    )
    return [_Candidate._make(row) for row in found]


def _places(version_ids: Sequence[UUID], terms: Sequence[Term]) -> dict[UUID, _Place]:
    """The best pages of each version: those with most of the words, then the first."""
    count = _count([holds(Passage.words, term) for term in terms])
    page = (
        select(Passage.id, Passage.version_id, count.label("terms"))
        .where(Passage.version_id.in_(set(version_ids)))
        .offset(0)  # else both databases would count again for each use of the count
        .subquery()
    )
    of_version = page.c.version_id
    ranked = (
        select(
            page.c.id,
            of_version,
            func.row_number().over(partition_by=of_version, order_by=[page.c.terms.desc(), page.c.id]).label("place"),
            func.max(page.c.terms).over(partition_by=of_version).label("most"),
            cast(func.sum(page.c.terms).over(partition_by=of_version), Integer).label("hits"),
        )
        .where(page.c.terms > 0)
        .subquery()
    )
    found: dict[UUID, list[Any]] = {}
    for row in db.session.execute(select(ranked).where(ranked.c.place <= LOOKED_AT).order_by(ranked.c.place)):
        found.setdefault(row.version_id, []).append(row)
    return {key: _Place(rows[0].most, rows[0].hits, tuple(row.id for row in rows)) for key, rows in found.items()}


def _texts(passage_ids: Sequence[int]) -> dict[int, tuple[int | None, str]]:
    found = db.session.execute(
        select(Passage.id, Passage.page, PassageText.text)
        .join(PassageText, PassageText.passage_id == Passage.id)
        .where(Passage.id.in_(passage_ids))
    )
    return {key: (page, text) for key, page, text in found}


def _result(one: _Candidate, place: _Place, texts: dict[int, tuple[int | None, str]], marker: Marker) -> Result:
    pages = [(page, text, marker.hits_in(text)) for page, text in (texts[i] for i in place.passage_ids if i in texts)]
    best = sorted(range(len(pages)), key=lambda n: (-_variety(pages[n][2]), -len(pages[n][2]), n))[:PASSAGES]
    excerpts = [_excerpt(*pages[n]) for n in sorted(best)]
    description = clean(one.description)
    if about := marker.hits_in(description):
        excerpts = [_excerpt(None, description, about), *excerpts][:PASSAGES]
    is_hidden = one.released_at is None or one.released_at > now()
    title = marked(one.title, marker.hits_in(one.title))
    return Result(one.material_id, one.title, one.course, one.cohort, is_hidden, title, excerpts)


def _variety(hits: Sequence[Hit]) -> int:
    return len({hit.term.stems for hit in hits})


def _excerpt(page: int | None, text: str, hits: Sequence[Hit]) -> Excerpt:
    word = text[hits[0].start : hits[0].end] if hits else ""
    return Excerpt(page, excerpt(text, hits), word)
