"""confidential files and held forms encrypted, each under a key of its own"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

KEYS = {"file_key": "stored_file", "held_form_key": "held_form"}


def upgrade() -> None:
    """Go up. The files that are there are sealed by the worker, one after the other, the forms by `portal migrate`."""
    for name, owner in KEYS.items():
        _make(name, owner)
    op.add_column("stored_file", sa.Column("is_sealed", sa.Boolean(), server_default=sa.false(), nullable=False))
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("held_form", "fields", type_=sa.Text(), postgresql_using="fields::text")


def _make(name: str, owner: str) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wrapped", sa.Text(), nullable=False),
        sa.Column("master", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["id"], [f"{owner}.id"], name=op.f(f"fk_{name}_id_{owner}"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )


def downgrade() -> None:
    """Go down. Files that are sealed stay so, and without their keys nobody reads them: only for an empty store."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DELETE FROM held_form")
        op.alter_column("held_form", "fields", type_=sa.JSON(), postgresql_using="fields::json")
    op.drop_column("stored_file", "is_sealed")
    for name in KEYS:
        op.drop_table(name)
