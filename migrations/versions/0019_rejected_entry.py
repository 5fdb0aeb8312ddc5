"""which file inside a zip was the reason that it was rejected"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Go up."""
    op.add_column("stored_file", sa.Column("rejected_entry", sa.String(length=80), nullable=True))


def downgrade() -> None:
    """Go down."""
    op.drop_column("stored_file", "rejected_entry")
