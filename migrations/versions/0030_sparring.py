"""sparring: what participants of a case group give to each other's cases, and what the authors answer"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"

ROLES = ("chair", "member", "director", "case_worker", "citizen", "press")


def _column(name: str, kind: sa.types.TypeEngine[object], *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, kind, nullable=nullable)


def _given() -> None:
    op.create_table(
        "peer_consultation",
        _column("id", sa.Uuid()),
        _column("created_at", sa.DateTime(timezone=True)),
        _column("own_case_id", sa.Uuid()),
        _column("giver_id", sa.Uuid()),
        _column(
            "perspective",
            sa.Enum(*ROLES, name="perspective", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        _column("advice", sa.Text()),
        _column("question", sa.Text()),
        _column("concern", sa.Text()),
        _column("saved_at", sa.DateTime(timezone=True)),
        _column("thanked_at", sa.DateTime(timezone=True), nullable=True),
        _column("is_kept", sa.Boolean()),
        _column("version", sa.Integer()),
        sa.ForeignKeyConstraint(
            ["own_case_id"], ["own_case.id"], name=op.f("fk_peer_consultation_own_case_id_own_case"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["giver_id"], ["person.id"], name=op.f("fk_peer_consultation_giver_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_consultation")),
        sa.UniqueConstraint("own_case_id", "giver_id", name=op.f("uq_peer_consultation_own_case_id_giver_id")),
    )
    op.create_index(op.f("ix_peer_consultation_giver_id"), "peer_consultation", ["giver_id"])


def _answered() -> None:
    given = "peer_consultation"
    op.create_table(
        "peer_answer",
        _column("id", sa.Uuid()),
        _column("created_at", sa.DateTime(timezone=True)),
        _column("own_case_id", sa.Uuid()),
        _column("peer_consultation_id", sa.Uuid()),
        _column("text", sa.Text()),
        sa.ForeignKeyConstraint(
            ["own_case_id"], ["own_case.id"], name=op.f("fk_peer_answer_own_case_id_own_case"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["peer_consultation_id"],
            [f"{given}.id"],
            name=op.f(f"fk_peer_answer_peer_consultation_id_{given}"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_answer")),
        sa.UniqueConstraint("peer_consultation_id", name=op.f("uq_peer_answer_peer_consultation_id")),
    )
    op.create_index(op.f("ix_peer_answer_own_case_id"), "peer_answer", ["own_case_id"])


def upgrade() -> None:
    """Go up."""
    _given()
    _answered()


def downgrade() -> None:
    """Go down."""
    for table in ("peer_answer", "peer_consultation"):
        op.drop_table(table)
