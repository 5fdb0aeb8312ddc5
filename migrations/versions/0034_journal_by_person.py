"""the journal by person: everything about somebody is found without reading the whole of it"""

from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    """Go up."""
    op.create_index(op.f("ix_journal_entry_by_id"), "journal_entry", ["by_id"])
    op.create_index(op.f("ix_journal_entry_owner_id"), "journal_entry", ["owner_id"])


def downgrade() -> None:
    """Go back."""
    op.drop_index(op.f("ix_journal_entry_owner_id"), table_name="journal_entry")
    op.drop_index(op.f("ix_journal_entry_by_id"), table_name="journal_entry")
