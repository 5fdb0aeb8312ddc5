"""how often a place was saved: whoever saves an older page is told so"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    """Go up."""
    op.add_column("venue", sa.Column("version", sa.Integer(), server_default="1", nullable=False))


def downgrade() -> None:
    """Go back."""
    op.drop_column("venue", "version")
