"""What do we ask about case packs?"""

import base64
import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select

from portal.db import db
from portal.own_cases.models import OwnCase
from portal.packs.cases import text_of
from portal.packs.models import CasePack, CasePackKey
from portal.people.models import Person
from portal.sealing.keys import key_columns
from portal.sealing.rows import opened, unopened

KEPT: Final = timedelta(days=1)


def pack_of(person: Person, cohort_id: UUID, *, at: datetime) -> CasePack | None:
    """A reader's pack of a cohort unless its day is over, without the PDF."""
    mine = CasePack.person_id == person.id, CasePack.cohort_id == cohort_id, CasePack.created_at > at - KEPT
    return db.session.scalars(select(CasePack).where(*mine).options(*unopened(CasePack))).one_or_none()


def pdf_of(case_pack: CasePack) -> bytes:
    """The PDF itself; nothing when its key is gone."""
    wanted = select(CasePack.pdf, key_columns(CasePackKey)).outerjoin(CasePackKey, CasePackKey.id == CasePack.id)
    text, key = db.session.execute(wanted.where(CasePack.id == case_pack.id)).one()
    return base64.b64decode(opened(CasePack.pdf, text, row_id=case_pack.id, key=key))


def mark_of(own_cases: Sequence[OwnCase], reader: Person) -> str:
    """What a pack is made of: which cases, as they were handed in, for whom. Another case, another text: another mark."""
    parts = [reader.name, *(f"{one.id} {text_of(one).id}" for one in own_cases)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
