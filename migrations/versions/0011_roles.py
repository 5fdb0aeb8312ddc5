"""roles that coordinators give for a municipality, and reviews of who has access"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

REVIEWED = (
    *("participant", "board_secretary", "instructor", "external_speaker", "coordinator"),
    *("municipal_contact", "administrator", "none", "portal"),
)


def _model(*columns: sa.Column[object]) -> list[sa.Column[object]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *columns,
    ]


def _word(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "role_grant",
        *_model(
            sa.Column("person_id", sa.Uuid(), nullable=False),
            sa.Column("role", _word("granted_role", "board_secretary", "municipal_contact"), nullable=False),
            sa.Column("municipality_code", sa.String(length=3), nullable=False),
            sa.Column("cohort_id", sa.Uuid(), nullable=True),
        ),
        sa.CheckConstraint(
            "(role = 'board_secretary') = (cohort_id IS NOT NULL)", name=op.f("ck_role_grant_scope")
        ),
        _to("role_grant", "person_id", "person", "CASCADE"),
        _to("role_grant", "cohort_id", "cohort", "CASCADE"),
        sa.ForeignKeyConstraint(
            ["municipality_code"], ["municipality.code"], name=op.f("fk_role_grant_municipality_code_municipality")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
    )
    op.create_index(op.f("ix_role_grant_person_id"), "role_grant", ["person_id"])
    op.create_index(op.f("ix_role_grant_cohort_id"), "role_grant", ["cohort_id"])
    scope = ["person_id", "role", "municipality_code"]
    op.create_index("uq_role_grant_cohort", "role_grant", [*scope, "cohort_id"], unique=True)
    everywhere = sa.text("cohort_id IS NULL")
    op.create_index(
        "uq_role_grant_everywhere",
        "role_grant",
        scope,
        unique=True,
        sqlite_where=everywhere,
        postgresql_where=everywhere,
    )
    _reviews()


def _to(table: str, column: str, other: str, at_deletion: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=at_deletion)


def _reviews() -> None:
    op.create_table(
        "access_review",
        *_model(sa.Column("by_id", sa.Uuid(), nullable=True), sa.Column("note", sa.Text(), nullable=False)),
        _to("access_review", "by_id", "person", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_review")),
    )
    op.create_index(op.f("ix_access_review_by_id"), "access_review", ["by_id"])
    op.create_table(
        "access_review_line",
        *_model(
            sa.Column("review_id", sa.Uuid(), nullable=False),
            sa.Column("person_id", sa.Uuid(), nullable=True),
            sa.Column("role", _word("reviewed_role", *REVIEWED), nullable=False),
            sa.Column("cohort_id", sa.Uuid(), nullable=True),
            sa.Column("is_kept", sa.Boolean(), nullable=False),
        ),
        _to("access_review_line", "review_id", "access_review", "CASCADE"),
        _to("access_review_line", "person_id", "person", "SET NULL"),
        _to("access_review_line", "cohort_id", "cohort", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_review_line")),
    )
    op.create_index(op.f("ix_access_review_line_review_id"), "access_review_line", ["review_id"])
    op.create_index(op.f("ix_access_review_line_person_id"), "access_review_line", ["person_id"])


def downgrade() -> None:
    """Go down."""
    for table in ("access_review_line", "access_review", "role_grant"):
        op.drop_table(table)
