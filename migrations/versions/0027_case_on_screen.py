"""own cases: whether the author lets them be shown to everybody in the room"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """Go up."""
    op.add_column("own_case", sa.Column("is_for_screen", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    """Go down."""
    op.drop_column("own_case", "is_for_screen")
