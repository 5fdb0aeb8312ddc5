"""coordinators of all cohorts, and invitations to the portal itself"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Go up."""
    op.add_column("person", sa.Column("coordinates_all", sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.alter_column("cohort_id", existing_type=sa.Uuid(), nullable=True)


def downgrade() -> None:
    """Go down. Invitations to no cohort lead nowhere then; they are asked for anew."""
    op.execute("DELETE FROM invitation WHERE cohort_id IS NULL")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.alter_column("cohort_id", existing_type=sa.Uuid(), nullable=False)
    op.drop_column("person", "coordinates_all")
