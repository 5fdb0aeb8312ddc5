"""dilemma games: what was voted, and apart from it who has voted"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def _words(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _game() -> None:
    op.create_table(
        "dilemma_game",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("dilemma_id", sa.Uuid(), nullable=True),
        sa.Column("duty", sa.String(length=40), nullable=True),
        sa.Column("options", sa.Integer(), nullable=False),
        sa.Column("started_by_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=6), nullable=True),
        sa.Column(
            "phase", _words("phase", "waiting", "first", "talk", "second", "counted", "shown", "ended"), nullable=False
        ),
        sa.Column("is_blank", sa.Boolean(), nullable=False),
        sa.Column("has_roles", sa.Boolean(), nullable=False),
        sa.Column("talk_minutes", sa.Integer(), nullable=False),
        sa.Column("talk_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("blind_key", sa.LargeBinary(length=32), nullable=True),
        sa.Column("form_key", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_dilemma_game_cohort_id_cohort"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["dilemma_id"], ["dilemma.id"], name=op.f("fk_dilemma_game_dilemma_id_dilemma"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["started_by_id"], ["person.id"], name=op.f("fk_dilemma_game_started_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dilemma_game")),
        sa.UniqueConstraint("code", name=op.f("uq_dilemma_game_code")),
        sa.UniqueConstraint("form_key", name=op.f("uq_dilemma_game_form_key")),
    )
    for column in ("cohort_id", "dilemma_id", "started_by_id"):
        op.create_index(op.f(f"ix_dilemma_game_{column}"), "dilemma_game", [column])


def _ballot() -> None:
    op.create_table(
        "game_ballot",
        sa.Column("game_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["game_id"], ["dilemma_game.id"], name=op.f("fk_game_ballot_game_id_dilemma_game"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_game_ballot_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("game_id", "round", "person_id", name=op.f("pk_game_ballot")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_game_ballot_person_id"), "game_ballot", ["person_id"])


def _vote() -> None:
    op.create_table(
        "game_vote",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("game_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("voter", sa.String(length=64), nullable=False),
        sa.Column("option", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=140), nullable=False),
        sa.Column("role", _words("game_role", "chair", "director", "official", "citizen", "press"), nullable=True),
        sa.Column("is_chosen", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["game_id"], ["dilemma_game.id"], name=op.f("fk_game_vote_game_id_dilemma_game"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_game_vote")),
        sa.UniqueConstraint("game_id", "round", "voter", name=op.f("uq_game_vote_game_id_round_voter")),
        sqlite_with_rowid=False,
    )


def upgrade() -> None:
    """Go up."""
    _game()
    _ballot()
    _vote()


def downgrade() -> None:
    """Go down."""
    for table in ("game_vote", "game_ballot", "dilemma_game"):
        op.drop_table(table)
