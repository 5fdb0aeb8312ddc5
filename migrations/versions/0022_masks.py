"""what readers see in the place of names in a case"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Go up. Nothing is replaced in what is there."""
    op.add_column("own_case", sa.Column("masks", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Go down. What was handed in stays as readers have it."""
    op.drop_column("own_case", "masks")
