"""who spoke for somebody that had lost the second step, and the link that came of it"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "vouch_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_vouch_link_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vouch_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_vouch_link_token_hash")),
    )
    op.create_index(op.f("ix_vouch_link_person_id"), "vouch_link", ["person_id"])
    op.create_index(op.f("ix_vouch_link_expires_at"), "vouch_link", ["expires_at"])
    op.create_table(
        "vouch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("is_for_staff", sa.Boolean(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("link_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_vouch_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_vouch_by_id_person"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["link_id"], ["vouch_link.id"], name=op.f("fk_vouch_link_id_vouch_link"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vouch")),
    )
    op.create_index(op.f("ix_vouch_by_id"), "vouch", ["by_id"])
    op.create_index(op.f("ix_vouch_expires_at"), "vouch", ["expires_at"])
    op.create_index(op.f("ix_vouch_link_id"), "vouch", ["link_id"])
    living = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_vouch_person_id_by_id",
        "vouch",
        ["person_id", "by_id"],
        unique=True,
        sqlite_where=living,
        postgresql_where=living,
    )


def downgrade() -> None:
    """Go down."""
    op.drop_table("vouch")
    op.drop_table("vouch_link")
