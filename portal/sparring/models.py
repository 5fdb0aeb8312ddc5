"""What does one participant give another? Advice and a question, read by giver and author alone, and a concern without a name."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import words
from portal.own_cases.models import CaseKey, OwnCase
from portal.own_cases.perspectives import Perspective
from portal.people.models import Person
from portal.sealing.columns import Sealed
from portal.sealing.rows import SealedRow

LONGEST_ADVICE: Final = 2_000
LONGEST_QUESTION: Final = 1_000
LONGEST_CONCERN: Final = 200
LONGEST_ANSWER: Final = 5_000


class PeerConsultation(SealedRow):
    """What somebody of the group gives to one case, once. `is_kept` is the author's own mark; `version` counts the giver's saves.

    It goes with the case, or with the giver.
    """

    __tablename__ = "peer_consultation"
    __sealed_by__ = (CaseKey, "own_case_id")

    own_case_id: Mapped[UUID] = mapped_column(ForeignKey("own_case.id", ondelete="CASCADE"))
    giver_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    perspective: Mapped[Perspective | None] = mapped_column(words(Perspective, "perspective"))
    advice: Mapped[str] = mapped_column(Sealed())
    question: Mapped[str] = mapped_column(Sealed())
    concern: Mapped[str] = mapped_column(Sealed(), default="")
    saved_at: Mapped[datetime]
    thanked_at: Mapped[datetime | None]
    is_kept: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    own_case: Mapped[OwnCase] = relationship(lazy="raise_on_sql")
    giver: Mapped[Person] = relationship(lazy="raise_on_sql")
    answer: Mapped[PeerAnswer | None] = relationship(uselist=False, viewonly=True, lazy="raise_on_sql")

    __table_args__ = (UniqueConstraint("own_case_id", "giver_id"),)


class PeerAnswer(SealedRow):
    """What the author answers the question, once. A row of its own, for it is the author's and no longer the giver's."""

    __tablename__ = "peer_answer"
    __sealed_by__ = (CaseKey, "own_case_id")

    own_case_id: Mapped[UUID] = mapped_column(ForeignKey("own_case.id", ondelete="CASCADE"), index=True)
    peer_consultation_id: Mapped[UUID] = mapped_column(
        ForeignKey("peer_consultation.id", ondelete="CASCADE"), unique=True
    )
    text: Mapped[str] = mapped_column(Sealed())
