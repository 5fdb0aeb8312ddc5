"""when a file was rejected, and when its bytes went"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Go up. What was rejected before has its time from now."""
    op.add_column("stored_file", sa.Column("rejected_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("stored_file", sa.Column("emptied_at", sa.DateTime(timezone=True), nullable=True))
    file = sa.table("stored_file", sa.column("state"), sa.column("rejected_at", sa.DateTime(timezone=True)))
    op.execute(file.update().where(file.c.state == "rejected").values(rejected_at=datetime.now(UTC)))


def downgrade() -> None:
    """Go down. A file whose bytes are gone is given up, as the older version knows it."""
    file = sa.table("stored_file", sa.column("state"), sa.column("emptied_at", sa.DateTime(timezone=True)))
    op.execute(file.update().where(file.c.emptied_at.is_not(None)).values(state="aborted"))
    op.drop_column("stored_file", "emptied_at")
    op.drop_column("stored_file", "rejected_at")
