"""how a session was proved, when last, for which roles it holds, and what ended it"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
ENDED = ("signed_out", "elsewhere", "limit", "role", "closed")


def upgrade() -> None:
    """Go up."""
    ended_by = sa.Enum(*ENDED, name="ended_by", native_enum=False, create_constraint=True, length=40)
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("level", sa.String(length=40), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("roles", sa.String(length=60), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("stepped_up_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("ended_by", ended_by, nullable=True))


def downgrade() -> None:
    """Go down."""
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_sign_in_session_ended_by"), type_="check")
        for name in ("ended_by", "stepped_up_at", "roles", "level"):
            batch_op.drop_column(name)
