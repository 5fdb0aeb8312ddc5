"""Which database is migrated, and what should it look like?"""

from typing import Any

from alembic import context
from flask import current_app

from portal.db import Base, Instant, db


def _leave_out_empty(_context: Any, _revision: Any, directives: list[Any]) -> None:
    if directives and directives[0].upgrade_ops.is_empty():
        directives[:] = []


def _render(kind: str, item: Any, _context: Any) -> str | bool:
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Instant) else False


with db.engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        process_revision_directives=_leave_out_empty,
        compare_type=True,
        render_item=_render,
    )
    with context.begin_transaction():
        context.run_migrations()
    current_app.logger.debug("migrated")
