"""dilemma cards, and what the author of a case says to them"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

OPTION = sa.String(length=200)
CONSENT = sa.Enum(
    "draft", "asked", "given", "declined", "withdrawn",
    name="consent", native_enum=False, create_constraint=True, length=40,
)  # fmt: skip


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "dilemma",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("own_case_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("situation", sa.Text(), nullable=False),
        *(sa.Column(f"option_{number}", OPTION, nullable=False) for number in (1, 2, 3, 4)),
        sa.Column("consent", CONSENT, nullable=True),
        sa.Column("is_named", sa.Boolean(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_dilemma_made_by_id_person")),
        sa.ForeignKeyConstraint(
            ["own_case_id"], ["own_case.id"], name=op.f("fk_dilemma_own_case_id_own_case"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dilemma")),
    )
    op.create_index(op.f("ix_dilemma_made_by_id"), "dilemma", ["made_by_id"])
    op.create_index(op.f("ix_dilemma_own_case_id"), "dilemma", ["own_case_id"])


def downgrade() -> None:
    """Go down."""
    op.drop_table("dilemma")
