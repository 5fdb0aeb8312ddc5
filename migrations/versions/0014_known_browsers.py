"""which browser a known one is, for its owner to see"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Go up."""
    with op.batch_alter_table("known_browser", schema=None) as batch_op:
        batch_op.add_column(sa.Column("browser", sa.String(length=60), nullable=False, server_default=""))


def downgrade() -> None:
    """Go down."""
    with op.batch_alter_table("known_browser", schema=None) as batch_op:
        batch_op.drop_column("browser")
