"""reviews of who coordinates and administers"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Go up."""
    op.add_column("access_review", sa.Column("of_office", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    """Go down. A review of the office is then one more of whoever made it."""
    op.drop_column("access_review", "of_office")
