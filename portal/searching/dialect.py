"""How do PostgreSQL and SQLite keep stems, and how are they asked? The only file that knows the difference."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    func,
    literal_column,
    or_,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.orm import InstrumentedAttribute

from portal.db import db, lacks_transaction
from portal.searching.models import Passage, SearchEntry
from portal.searching.words import Term, stems_in, stems_of

MOST_WORDS: Final = 40_000  # a tsvector holds a megabyte
_Sequence = tuple[tuple[str, ...], bool]  # stems one after the other, and whether the last may go on


def is_postgresql() -> bool:
    """Which of the two this process talks to."""
    return db.session.get_bind().dialect.name == "postgresql"


def kept(name: str) -> ColumnElement[Any]:
    """The value of a column of stems, from a parameter of this name that `each_once` or `in_order` has made."""
    return cast(bindparam(name, type_=Text()), TSVECTOR) if is_postgresql() else bindparam(name)


def each_once(texts: Iterable[str]) -> str:
    """The stems of texts together, without order and without those on every page. Stems are letters and figures only."""
    few = sorted(set[str]().union(*map(stems_of, texts)))[:MOST_WORDS]
    if is_postgresql():
        return " ".join(f"'{one}'" for one in few)
    return f" {' '.join(few)} "


def in_order(said: str) -> str:
    """The stems of a text, each where it stands."""
    stems = stems_in(said)
    return _numbered(stems) if is_postgresql() else f" {' '.join(stems)} "


def _numbered(stems: Sequence[str]) -> str:
    places: dict[str, list[str]] = {}
    for number, one in enumerate(stems, 1):
        places.setdefault(one, []).append(str(number))
    return " ".join(f"'{one}':{','.join(at)}" for one, at in places.items())


def settle_on_the_index() -> None:
    """Let PostgreSQL use the index and plan for these very words, until the request's transaction ends, which begins here if need be.

    It takes reading every material's words for cheap, not seeing that they lie apart from their rows.
    """
    if is_postgresql():
        wishes = ("enable_seqscan = off", "jit = off", "plan_cache_mode = force_custom_plan")
        connection = db.session.connection()
        begun = ["BEGIN"] if lacks_transaction(connection) else []
        connection.exec_driver_sql("; ".join([*begun, *(f"SET LOCAL {one}" for one in wishes)]))


def with_all(terms: Sequence[Term]) -> CTE:
    """The entries that hold every word, wherever, and every quote in one place; found by the indexes alone.

    Set down before anything is joined to them, so that PostgreSQL unpacks the words of no other material.
    """
    columns = (SearchEntry.material_id, SearchEntry.version_id, SearchEntry.title_words)
    words = [*dict.fromkeys(((one,), term.may_go_on) for term in terms for one in term.telling)]
    if is_postgresql():
        holds_words = SearchEntry.words.bool_op("@@")(_query(words))
    else:
        holds_words = SearchEntry.id.in_(_in_fts("search_entry_fts", words))
    quotes = [_quotes(term) for term in terms if len(term.stems) > 1]
    return select(*columns).where(holds_words, *quotes).cte().prefix_with("MATERIALIZED")


def _quotes(term: Term) -> ColumnElement[bool]:
    if is_postgresql():
        pairs = func.word_pairs(cast(bindparam(None, _numbered(term.stems), type_=Text()), TSVECTOR))
        pages = and_(func.word_pairs(Passage.words).bool_op("@>")(pairs), holds(Passage.words, term))
    else:
        pages = Passage.id.in_(_in_fts("passage_fts", [(term.stems, False)]))
    about = (holds(SearchEntry.title_words, term), holds(SearchEntry.description_words, term))
    return or_(*about, SearchEntry.version_id.in_(select(Passage.version_id).where(pages)))


def _in_fts(fts: str, wanted: Sequence[_Sequence]) -> Select[Any]:
    phrases = (f'"{" ".join(stems)}"{" *" if may_go_on else ""}' for stems, may_go_on in wanted)
    matches = literal_column(fts).bool_op("MATCH")(" AND ".join(phrases))
    return select(literal_column("rowid", Integer)).select_from(table(fts)).where(matches)


def holds(column: ColumnElement[str] | InstrumentedAttribute[str], term: Term) -> ColumnElement[bool]:
    """Whether these stems, in their order, hold a word or a quote; answered row by row."""
    if is_postgresql():
        return column.bool_op("@@")(_query([(term.stems, term.may_go_on)]))
    return func.instr(column, f" {' '.join(term.stems)}{'' if term.may_go_on else ' '}") > 0


def _query(wanted: Sequence[_Sequence]) -> ColumnElement[Any]:
    said = (" <-> ".join(f"'{one}'" for one in stems) + (":*" if may_go_on else "") for stems, may_go_on in wanted)
    return cast(bindparam(None, " & ".join(said), type_=Text()), TSQUERY)


def forget_what_is_gone() -> None:
    """On SQLite: merge the indexes, so that no word of what was deleted is left in the file. PostgreSQL vacuums by itself."""
    if not is_postgresql():
        db.session.execute(text("INSERT INTO search_entry_fts(search_entry_fts) VALUES ('optimize')"))
        db.session.execute(text("INSERT INTO passage_fts(passage_fts) VALUES ('optimize')"))
