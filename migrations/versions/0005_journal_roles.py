"""in which role somebody did what the journal tells, so that an author knows why a case was opened"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Go up."""
    op.add_column("journal_entry", sa.Column("role", sa.String(length=20), nullable=True))


def downgrade() -> None:
    """Go down."""
    op.drop_column("journal_entry", "role")
