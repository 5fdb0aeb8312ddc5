"""old days may leave the journal with a closing, and an author may keep a case longer"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
WORDS = "the journal is only added to"

# A row may go when a closing covers its place in the chain; what a closing is worth is for `portal verify-journal` to say.
CLOSED = {
    "journal_entry": (
        "EXISTS (SELECT 1 FROM journal_seal AS s JOIN journal_closing AS c ON s.sequence <= c.through"
        " WHERE s.entry_id = OLD.id)"
    ),
    "journal_seal": "EXISTS (SELECT 1 FROM journal_closing AS c WHERE OLD.sequence <= c.through)",
}

STAYS_OR_IS_CLOSED = """
CREATE FUNCTION {table}_stays_or_is_closed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND {closed} THEN RETURN OLD; END IF;
        RAISE EXCEPTION 'the journal is only added to';
    END
$$
"""


def upgrade() -> None:
    """Go up."""
    for column in (
        sa.Column("kept_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_days", sa.Integer(), nullable=True),
    ):
        op.add_column("own_case", column)
    op.create_table(
        "journal_closing",
        sa.Column("through", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("through", name=op.f("pk_journal_closing")),
    )
    if op.get_bind().dialect.name == "postgresql":
        _let_closed_go_postgresql()
    else:
        _let_closed_go_sqlite()


def _let_closed_go_postgresql() -> None:
    op.execute(
        "CREATE TRIGGER journal_closing_stays BEFORE UPDATE OR DELETE ON journal_closing"
        " FOR EACH ROW EXECUTE FUNCTION journal_stays()"
    )
    op.execute(
        "CREATE TRIGGER journal_closing_is_kept BEFORE TRUNCATE ON journal_closing"
        " FOR EACH STATEMENT EXECUTE FUNCTION journal_stays()"
    )
    for table, closed in CLOSED.items():
        op.execute(STAYS_OR_IS_CLOSED.format(table=table, closed=closed))
        op.execute(f"DROP TRIGGER {table}_stays ON {table}")
        op.execute(
            f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {table}_stays_or_is_closed()"
        )


def _let_closed_go_sqlite() -> None:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
    for act in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER journal_closing_no_{act.lower()} BEFORE {act} ON journal_closing {refuse}")
    for table, closed in CLOSED.items():
        op.execute(f"DROP TRIGGER {table}_no_delete")
        op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN NOT {closed} {refuse}")


def downgrade() -> None:
    """Go down."""
    if op.get_bind().dialect.name == "postgresql":
        for table in CLOSED:
            op.execute(f"DROP TRIGGER {table}_stays ON {table}")
            op.execute(f"DROP FUNCTION {table}_stays_or_is_closed()")
            op.execute(
                f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table}"
                " FOR EACH ROW EXECUTE FUNCTION journal_stays()"
            )
    else:
        for table in CLOSED:
            op.execute(f"DROP TRIGGER {table}_no_delete")
            op.execute(
                f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
            )
    op.drop_table("journal_closing")
    for column in ("told_days", "told_due_at", "kept_until"):
        op.execute(f"ALTER TABLE own_case DROP COLUMN {column}")
