"""themes of a cohort, and what instructors note on its cases"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"

LENSES = (
    *("lawful", "truthful", "professional", "cooperative", "responsible", "open_about_faults", "neutral"),
    *("chair", "member", "director", "case_worker", "citizen", "press"),
)


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "theme",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("folded", sa.String(length=240), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_theme_cohort_id_cohort"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
        sa.UniqueConstraint("cohort_id", "folded", name=op.f("uq_theme_cohort_id_folded")),
    )
    lens = sa.Enum(*LENSES, name="lens", native_enum=False, create_constraint=True, length=40)
    op.create_table(
        "case_mark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("own_case_id", sa.Uuid(), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=True),
        sa.Column("lens", lens, nullable=True),
        sa.CheckConstraint("(theme_id IS NULL) <> (lens IS NULL)", name=op.f("ck_case_mark_one_of_both")),
        sa.ForeignKeyConstraint(
            ["own_case_id"], ["own_case.id"], name=op.f("fk_case_mark_own_case_id_own_case"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_case_mark_theme_id_theme"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_mark")),
        sa.UniqueConstraint("own_case_id", "theme_id", name=op.f("uq_case_mark_own_case_id_theme_id")),
        sa.UniqueConstraint("own_case_id", "lens", name=op.f("uq_case_mark_own_case_id_lens")),
    )
    op.create_index(op.f("ix_case_mark_theme_id"), "case_mark", ["theme_id"])


def downgrade() -> None:
    """Go down."""
    op.drop_table("case_mark")
    op.drop_table("theme")
