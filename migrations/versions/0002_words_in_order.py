"""words in their order on each page, so that a quote can be found

What was kept for the search goes: it is made of the materials, and the worker makes it anew.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"

# Which two words follow each other, as numbers. The index of these leaves few pages to be read for a quote,
# where one of the words would leave tens of thousands.
WORD_PAIRS = """
CREATE FUNCTION word_pairs(tsvector) RETURNS integer[] IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql AS $$
    SELECT array_agg(DISTINCT hashtext(word || ' ' || next) & 65535)
    FROM (
        SELECT lexeme AS word, lead(lexeme) OVER (ORDER BY place) AS next
        FROM unnest($1), unnest(positions) AS place
    ) AS two
    WHERE next IS NOT NULL
$$
"""


def upgrade() -> None:
    """Go up."""
    _forget_all()
    stems = sa.Text().with_variant(postgresql.TSVECTOR(), "postgresql")
    op.add_column("search_entry", sa.Column("description_words", stems, nullable=False, server_default=""))
    if op.get_bind().dialect.name == "postgresql":
        op.execute(WORD_PAIRS)
        op.execute("CREATE INDEX ix_passage_pairs ON passage USING gin (word_pairs(words))")
        # A page's words lie whole in its row: of thousands each was fetched and unpacked from beside it, twice as slow.
        op.execute("ALTER TABLE passage SET (toast_tuple_target = 8160)")
    else:
        _make_sqlite_index()


def _forget_all() -> None:
    for name in ("search_entry", "passage_text", "passage"):
        op.execute(sa.delete(sa.table(name)))


def _make_sqlite_index() -> None:
    """FTS5 keeps where each stem stands, no text of its own; triggers tell it what comes and goes."""
    op.execute(
        "CREATE VIRTUAL TABLE passage_fts USING fts5("
        "words, content='passage', content_rowid='id', columnsize=0, tokenize='ascii')"
    )
    comes = "INSERT INTO passage_fts(rowid, words) VALUES (new.id, new.words);"
    goes = "INSERT INTO passage_fts(passage_fts, rowid, words) VALUES ('delete', old.id, old.words);"
    op.execute(f"CREATE TRIGGER passage_comes AFTER INSERT ON passage BEGIN {comes} END")
    op.execute(f"CREATE TRIGGER passage_goes AFTER DELETE ON passage BEGIN {goes} END")
    op.execute(f"CREATE TRIGGER passage_changes AFTER UPDATE OF words ON passage BEGIN {goes} {comes} END")


def downgrade() -> None:
    """Go down."""
    _forget_all()
    if op.get_bind().dialect.name == "sqlite":
        for trigger in ("passage_comes", "passage_goes", "passage_changes"):
            op.execute(f"DROP TRIGGER {trigger}")
        op.execute("DROP TABLE passage_fts")
    else:
        op.execute("ALTER TABLE passage RESET (toast_tuple_target)")
        op.drop_index("ix_passage_pairs", "passage")
        op.execute("DROP FUNCTION word_pairs(tsvector)")
    op.drop_column("search_entry", "description_words")
