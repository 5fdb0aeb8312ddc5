"""from whom a case is kept: colleagues, and the other side of the table"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

ELECTED = frozenset(
    (
        "borgmester viceborgmester rådmand byrådsmedlem kommunalbestyrelsesmedlem regionsrådsmedlem udvalgsformand"
        " udvalgsnæstformand politiker byrådspolitiker kommunalpolitiker folkevalgt"
    ).split()
)


def upgrade() -> None:
    """Go up. Whoever takes part as a politician is read from the title once; the coordinator can change it."""
    op.add_column("own_case", sa.Column("spans_wall", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("enrolment", sa.Column("is_elected", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("cohort", sa.Column("joint_purpose", sa.String(length=200), nullable=False, server_default=""))
    op.add_column("cohort", sa.Column("joint_until", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "own_case_lift",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("own_case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [f"{other}_id"], [f"{other}.id"], name=op.f(f"fk_own_case_lift_{other}_id_{other}"), ondelete="CASCADE"
            )
            for other in ("own_case", "person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_case_lift")),
        sa.UniqueConstraint("own_case_id", "person_id", name=op.f("uq_own_case_lift_own_case_id_person_id")),
    )
    op.create_index(op.f("ix_own_case_lift_person_id"), "own_case_lift", ["person_id"])
    person = sa.table("person", sa.column("id", sa.Uuid()), sa.column("title", sa.String()))
    enrolment = sa.table("enrolment", sa.column("person_id", sa.Uuid()), sa.column("is_elected", sa.Boolean()))
    for person_id, title in op.get_bind().execute(sa.select(person.c.id, person.c.title).where(person.c.title != "")).all():
        if ELECTED & set(re.findall(r"\w+", title.lower())):
            op.execute(enrolment.update().where(enrolment.c.person_id == person_id).values(is_elected=True))


def downgrade() -> None:
    """Go down."""
    op.drop_table("own_case_lift")
    for table, column in (
        ("cohort", "joint_until"),
        ("cohort", "joint_purpose"),
        ("enrolment", "is_elected"),
        ("own_case", "spans_wall"),
    ):
        op.drop_column(table, column)
