"""who tried to sign in lately, when somebody swept over many accounts, and which browsers a person has used before"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
WHEN = sa.DateTime(timezone=True)
OUTCOME = sa.Enum("right", "wrong", name="outcome", native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "sign_in_try",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", WHEN, nullable=False),
        sa.Column("account_hash", sa.String(length=64), nullable=False),
        sa.Column("network", sa.String(length=43), nullable=False),
        sa.Column("is_known", sa.Boolean(), nullable=False),
        sa.Column("outcome", OUTCOME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_try")),
    )
    for column in ("account_hash", "network"):
        op.create_index(f"ix_sign_in_try_{column}", "sign_in_try", [column, "created_at"])
    op.create_index("ix_sign_in_try_created_at", "sign_in_try", ["created_at"])
    op.create_table(
        "sign_in_alarm",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", WHEN, nullable=False),
        sa.Column("network", sa.String(length=43), nullable=False),
        sa.Column("until", WHEN, nullable=False),
        sa.Column("accounts", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_alarm")),
    )
    op.create_index("ix_sign_in_alarm_until", "sign_in_alarm", ["until"])
    op.create_table(
        "known_browser",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", WHEN, nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("seen_at", WHEN, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_known_browser_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_browser")),
    )
    columns = ["person_id", "secret_hash"]
    op.create_index("uq_known_browser_person_id_secret_hash", "known_browser", columns, unique=True)


def downgrade() -> None:
    """Go down."""
    for table in ("known_browser", "sign_in_alarm", "sign_in_try"):
        op.drop_table(table)
