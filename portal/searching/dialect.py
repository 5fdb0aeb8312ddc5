"""How do PostgreSQL and SQLite keep stems, and how are they asked? The only file that knows the difference."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Integer, bindparam, func, literal_column, select, table, text
from sqlalchemy.orm import InstrumentedAttribute, aliased

from portal.db import db
from portal.searching.models import SearchEntry
from portal.searching.words import Term, plain_words_of, stem

MOST_WORDS: Final = 40_000  # a tsvector holds a megabyte
_CONFIGURATION: Final[ColumnElement[Any]] = literal_column("'danish'::regconfig")
_FTS: Final[ColumnElement[Any]] = literal_column("search_entry_fts")


def is_postgresql() -> bool:
    """Which of the two this process talks to."""
    return db.session.get_bind().dialect.name == "postgresql"


def kept(name: str) -> ColumnElement[Any]:
    """The value of a column of stems, from a parameter of this name that `sayable` has made."""
    if is_postgresql():
        return func.strip(func.to_tsvector(_CONFIGURATION, bindparam(name)))
    return bindparam(name)


def sayable(texts: Iterable[str]) -> str:
    """Texts as the database takes them in: plain words for PostgreSQL, which stems them itself; else the stems."""
    few = sorted(set[str]().union(*map(plain_words_of, texts)))[:MOST_WORDS]
    if is_postgresql():
        return " ".join(few)
    return f" {' '.join(sorted({stem(one) for one in few}))} " if few else ""


def ask_the_index() -> None:
    """Let PostgreSQL use the index, until the transaction ends.

    It takes reading every material's words for cheap, not seeing that they lie apart from their rows.
    """
    if is_postgresql():
        db.session.execute(text("SET LOCAL enable_seqscan = off"))
        db.session.execute(text("SET LOCAL jit = off"))


def has_all(terms: Sequence[Term]) -> ColumnElement[bool]:
    """Whether a material holds every word, wherever in it; answered by the index alone."""
    if is_postgresql():
        entry = aliased(SearchEntry)
        hit = select(entry.id).where(entry.words.bool_op("@@")(_asked(terms))).cte().prefix_with("MATERIALIZED")
        return SearchEntry.id.in_(select(hit.c.id))
    wanted = " AND ".join(f'"{term.stem}"{" *" if term.may_go_on else ""}' for term in terms)
    found = select(literal_column("rowid", Integer)).select_from(table("search_entry_fts"))
    return SearchEntry.id.in_(found.where(_FTS.bool_op("MATCH")(wanted)))


def holds(column: InstrumentedAttribute[str], term: Term) -> ColumnElement[bool]:
    """Whether these stems hold a word; answered row by row."""
    if is_postgresql():
        return column.bool_op("@@")(_asked([term]))
    return column.bool_op("GLOB")(f"* {term.stem}*" if term.may_go_on else f"* {term.stem} *")


def _asked(terms: Sequence[Term]) -> ColumnElement[Any]:
    wanted = " & ".join(f"'{term.plain}'{':*' if term.may_go_on else ''}" for term in terms)
    return func.to_tsquery(_CONFIGURATION, wanted)


def forget_what_is_gone() -> None:
    """On SQLite: merge the index, so that no word of what was deleted is left in the file. PostgreSQL vacuums by itself."""
    if not is_postgresql():
        db.session.execute(text("INSERT INTO search_entry_fts(search_entry_fts) VALUES ('optimize')"))
