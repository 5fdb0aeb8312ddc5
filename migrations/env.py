"""Which database is migrated, and what should it look like?"""

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import text

from portal.db import Base, Instant, db


def _leave_out_empty(_context: Any, _revision: Any, directives: list[Any]) -> None:
    if directives and directives[0].upgrade_ops.is_empty():
        directives[:] = []


def _render(kind: str, item: Any, _context: Any) -> str | bool:
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Instant) else False


def _is_ours(name: str | None, kind: str, _parents: Any) -> bool:
    """FTS5's own tables, on SQLite, and PostgreSQL's index of a function are made by hand."""
    is_fts = kind == "table" and (name or "").startswith(("search_entry_fts", "passage_fts"))
    return not is_fts and name != "ix_passage_pairs"


def _is_for_this_database(item: Any, _name: str | None, kind: str, *_rest: Any) -> bool:
    """Alembic does not ask an index whether it is for one kind of database only."""
    wanted = getattr(item, "_ddl_if", None) if kind == "index" else None
    return wanted is None or wanted.dialect == db.engine.dialect.name


with db.engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        process_revision_directives=_leave_out_empty,
        compare_type=True,
        render_item=_render,
        include_name=_is_ours,
        include_object=_is_for_this_database,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL statement_timeout = 0"))  # pages have 30 s; a large table takes longer
        context.run_migrations()
    current_app.logger.debug("migrated")
