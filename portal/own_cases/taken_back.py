"""What must stay closed when an older copy of the database comes back? What readers had, and the author took from them."""

import logging
from typing import Final
from uuid import UUID

from sqlalchemy import select

from portal.db import db
from portal.ledger import Kind, Ledger
from portal.own_cases.models import HandedInCase, OwnCase
from portal.settings import settings

_log: Final = logging.getLogger("portal.own_cases")


def write_down(kind: Kind, handed_in_id: UUID | None) -> None:
    """Let a restore take this text from its readers, or from all but the instructors, if it is the one they have then.

    Whoever closes something has it closed, also while the ledger cannot be written.
    """
    if handed_in_id is None:
        return
    try:
        Ledger(settings().ledger_file).add(kind, handed_in_id)
    except OSError as error:
        _log.error("What was closed does not stand in the erasure ledger, and a restore would open it: %s", error)


def write_down_circle(own_case: OwnCase) -> None:
    """The same, for some of the readers."""
    current = select(HandedInCase.id).where(HandedInCase.own_case_id == own_case.id, HandedInCase.is_current)
    write_down(Kind.CIRCLE, db.session.scalar(current))
