"""What do we ask the journal?"""

from typing import Final

from sqlalchemy import select

from portal.db import db
from portal.journal.models import Entry

DEMONSTRATION_BUILT: Final = "demonstration.built"


def holds_demonstration() -> bool:
    """Whether this database was ever filled with the demonstration world. That entry is never thinned out."""
    built = select(Entry.id).where(Entry.subject_id.is_(None), Entry.act == DEMONSTRATION_BUILT)
    return db.session.scalar(built.limit(1)) is not None
