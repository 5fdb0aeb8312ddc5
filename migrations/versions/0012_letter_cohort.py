"""which cohort a letter is about, so that it is not sent to somebody who has left the cohort meanwhile"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Go up."""
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.add_column(sa.Column("cohort_id", sa.Uuid(), nullable=True))
        name = op.f("fk_letter_cohort_id_cohort")
        batch_op.create_foreign_key(name, "cohort", ["cohort_id"], ["id"], ondelete="CASCADE")


def downgrade() -> None:
    """Go down."""
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("fk_letter_cohort_id_cohort"), type_="foreignkey")
        batch_op.drop_column("cohort_id")
