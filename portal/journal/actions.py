"""How does an act get into the journal? In the same transaction as the act."""

from uuid import UUID

from portal.db import db
from portal.journal.models import Entry
from portal.journal.roles import Role, role_now


def record(
    act: str,
    *,
    by_id: UUID | None,
    subject_id: UUID | None = None,
    owner_id: UUID | None = None,
    cohort_id: UUID | None = None,
    result: str = "done",
    role: Role | None = None,
) -> None:
    """Write one entry. `act` is `<noun>.<verb>`, for example `own_case.submitted`; `owner_id` is whose thing it was.

    The role is the one in force now; somebody without an account says which it is.
    """
    db.session.add(
        Entry(
            act=act,
            by_id=by_id,
            subject_id=subject_id,
            owner_id=owner_id,
            cohort_id=cohort_id,
            result=result,
            role=(role or role_now(by_id, cohort_id, owner_id)).value,
        )
    )
