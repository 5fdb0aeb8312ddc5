"""case packs: a reader's PDF of the cases they may read, for a day"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"


def _pack() -> None:
    op.create_table(
        "case_pack",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                *("waiting", "making", "ready", "failed"),
                name="pack_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("pdf", sa.Text(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [f"{other}_id"], [f"{other}.id"], name=op.f(f"fk_case_pack_{other}_id_{other}"), ondelete="CASCADE"
            )
            for other in ("cohort", "person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_pack")),
        sa.UniqueConstraint("person_id", "cohort_id", name=op.f("uq_case_pack_person_id_cohort_id")),
    )
    op.create_index(op.f("ix_case_pack_cohort_id"), "case_pack", ["cohort_id"])


def _key() -> None:
    op.create_table(
        "case_pack_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wrapped", sa.Text(), nullable=False),
        sa.Column("master", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["case_pack.id"], name=op.f("fk_case_pack_key_id_case_pack"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_pack_key")),
    )


def upgrade() -> None:
    """Go up."""
    _pack()
    _key()


def downgrade() -> None:
    """Go down."""
    op.drop_table("case_pack_key")
    op.drop_table("case_pack")
