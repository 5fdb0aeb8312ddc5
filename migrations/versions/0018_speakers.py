"""speakers at one point of a programme, their visits and what they have left"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def _table(name: str, *columns: sa.Column[object], to: dict[str, str], unique: tuple[str, ...]) -> None:
    keys = [
        sa.ForeignKeyConstraint([key], [f"{other}.id"], name=op.f(f"fk_{name}_{key}_{other}"), ondelete="CASCADE")
        for key, other in to.items()
    ]
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(key, sa.Uuid(), nullable=False) for key in to),
        *columns,
        *keys,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        *(sa.UniqueConstraint(key, name=op.f(f"uq_{name}_{key}")) for key in unique),
    )


def upgrade() -> None:
    """Go up."""
    _table(
        "speaker",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        to={"person_id": "person", "agenda_item_id": "agenda_item"},
        unique=("token_hash",),
    )
    op.create_index(op.f("ix_speaker_person_id"), "speaker", ["person_id"])
    op.create_index(op.f("ix_speaker_agenda_item_id"), "speaker", ["agenda_item_id"])
    with op.batch_alter_table("speaker", schema=None) as batch_op:
        batch_op.create_unique_constraint(op.f("uq_speaker_person_id_agenda_item_id"), ["person_id", "agenda_item_id"])
    _table(
        "speaker_visit",
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        to={"speaker_id": "speaker"},
        unique=("secret_hash",),
    )
    op.create_index(op.f("ix_speaker_visit_speaker_id"), "speaker_visit", ["speaker_id"])
    _table("speaker_material", to={"speaker_id": "speaker", "material_id": "material"}, unique=("material_id",))
    op.create_index(op.f("ix_speaker_material_speaker_id"), "speaker_material", ["speaker_id"])


def downgrade() -> None:
    """Go down."""
    for table in ("speaker_material", "speaker_visit", "speaker"):
        op.drop_table(table)
