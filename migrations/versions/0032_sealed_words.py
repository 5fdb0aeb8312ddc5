"""names of confidential files, dilemma cards and reasons of votes encrypted"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"

KEYS = {"dilemma_key": "dilemma", "game_key": "dilemma_game"}
WAS = {
    "stored_file": {"name": 255, "rejected_entry": 80, "received_name": 255},
    "dilemma": {"title": 120, "option_1": 200, "option_2": 200, "option_3": 200, "option_4": 200},
    "game_vote": {"reason": 140},
}


def upgrade() -> None:
    """Go up. What is there already is sealed after that, row by row: `portal migrate` does both."""
    for name, owner in KEYS.items():
        op.create_table(
            name,
            sa.Column("id", sa.Uuid(), nullable=False),
            sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
            sa.Column("wrapped", sa.Text(), nullable=False),
            sa.Column("master", sa.String(length=16), nullable=False),
            sa.ForeignKeyConstraint(["id"], [f"{owner}.id"], name=op.f(f"fk_{name}_id_{owner}"), ondelete="CASCADE"),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        )
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps a text of any length in a column of any length
        for table, columns in WAS.items():
            for column in columns:
                op.alter_column(table, column, type_=sa.Text())


def downgrade() -> None:
    """Go down. Texts that are sealed stay so, and are too long for the columns: only for a database without any."""
    if op.get_bind().dialect.name == "postgresql":
        for table, columns in WAS.items():
            for column, length in columns.items():
                op.alter_column(table, column, type_=sa.String(length=length))
    for name in KEYS:
        op.drop_table(name)
