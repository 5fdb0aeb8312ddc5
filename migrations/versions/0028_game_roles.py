"""dealt roles are the six a case is read as"""

from contextlib import AbstractContextManager

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = "0028"
down_revision = "0027"

BEFORE = ("chair", "director", "official", "citizen", "press")
AFTER = ("chair", "member", "director", "case_worker", "citizen", "press")


def _check(*values: str) -> str:
    listed = ", ".join(f"'{value}'" for value in values)
    return f"role IN ({listed})"


def _table() -> AbstractContextManager[BatchOperations]:
    return op.batch_alter_table("game_vote", table_kwargs={"sqlite_with_rowid": False})


def _allow_all() -> None:
    with _table() as table:
        table.drop_constraint(op.f("ck_game_vote_game_role"), type_="check")


def _allow(*values: str) -> None:
    with _table() as table:
        table.create_check_constraint(op.f("ck_game_vote_game_role"), sa.text(_check(*values)))


def upgrade() -> None:
    """Go up."""
    _allow_all()
    op.execute("UPDATE game_vote SET role = 'case_worker' WHERE role = 'official'")
    _allow(*AFTER)


def downgrade() -> None:
    """Go down: a role that was not there before is none."""
    _allow_all()
    op.execute("UPDATE game_vote SET role = 'official' WHERE role = 'case_worker'")
    op.execute("UPDATE game_vote SET role = NULL WHERE role = 'member'")
    _allow(*BEFORE)
