"""passwords, codes from an app, passkeys and trusted browsers, so that a letter alone need not open the portal"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def _table(name: str, *columns: sa.Column, owned: bool = True, indexed: bool = True, **keys: str) -> None:
    """A table of something a person has; it goes with the person."""
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=not owned),
        *columns,
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f(f"fk_{name}_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        *(sa.UniqueConstraint(column, name=op.f(f"uq_{name}_{column}")) for column in keys.values()),
    )
    if indexed:
        op.create_index(op.f(f"ix_{name}_person_id"), name, ["person_id"])


def _at(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    """Go up."""
    _table(
        "password", sa.Column("hash", sa.String(200), nullable=False), _at("changed_at"), indexed=False, key="person_id"
    )
    _table(
        "totp",
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        _at("confirmed_at"),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        indexed=False,
        key="person_id",
    )
    _table(
        "recovery_code",
        sa.Column("code_hash", sa.String(64), nullable=False),
        _at("used_at", nullable=True),
        key="code_hash",
    )
    _table(
        "passkey",
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("transports", sa.JSON(), nullable=False),
        _at("used_at", nullable=True),
        key="credential_id",
    )
    _table(
        "passkey_challenge",
        sa.Column("challenge", sa.LargeBinary(), nullable=False),
        sa.Column("browser_hash", sa.String(64), nullable=False),
        _at("expires_at"),
        _at("used_at", nullable=True),
        owned=False,
        key="browser_hash",
    )
    _table(
        "trusted_browser",
        sa.Column("secret_hash", sa.String(64), nullable=False),
        sa.Column("browser", sa.String(60), nullable=False),
        _at("expires_at"),
        key="secret_hash",
    )
    ways = ("nothing", "password", "invitation", "told_code", "vouched")
    _table(
        "sign_in_attempt",
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column(
            "proved_by",
            sa.Enum(*ways, name="proved_by", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("has_password", sa.Boolean(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Uuid()),
        _at("expires_at"),
        _at("ended_at", nullable=True),
        owned=False,
    )
    _table(
        "reset_link",
        sa.Column("token_hash", sa.String(64), nullable=False),
        _at("expires_at"),
        _at("used_at", nullable=True),
        key="token_hash",
    )
    for table in ("passkey_challenge", "sign_in_attempt", "reset_link"):
        op.create_index(op.f(f"ix_{table}_expires_at"), table, ["expires_at"])
    op.add_column("person", sa.Column("ways_offered_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Go down."""
    op.drop_column("person", "ways_offered_at")
    for table in (
        "reset_link",
        "sign_in_attempt",
        "trusted_browser",
        "passkey_challenge",
        "passkey",
        "recovery_code",
        "totp",
        "password",
    ):
        op.drop_table(table)
