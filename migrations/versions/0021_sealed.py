"""texts of cases and answers encrypted, each case and answer under a key of its own"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

KEYS = {"case_key": "own_case", "answer_key": "submission"}
TITLES = ("own_case", "handed_in_case")


def upgrade() -> None:
    """Go up. What is there already is sealed after that, case by case: `portal migrate` does both."""
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
    _change_titles(sa.Text())


def _change_titles(to: sa.types.TypeEngine[str]) -> None:
    if op.get_bind().dialect.name == "sqlite":
        return  # it keeps a text of any length in a column of any length
    for table in TITLES:
        op.alter_column(table, "title", type_=to)


def downgrade() -> None:
    """Go down. Texts that are sealed stay so, and without their keys nobody reads them: only for an empty database."""
    _change_titles(sa.String(length=200))
    for name in KEYS:
        op.drop_table(name)
