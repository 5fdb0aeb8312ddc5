"""the day somebody was last reminded of their case"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    """Go up."""
    op.add_column("enrolment", sa.Column("case_reminded_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Go down."""
    op.drop_column("enrolment", "case_reminded_on")
