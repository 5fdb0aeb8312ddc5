"""What is a case pack? One reader's PDF of the cases they may read now: ordered, made by the worker, gone within a day."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.courses.cohort_models import Cohort
from portal.db import words
from portal.sealing.columns import Sealed
from portal.sealing.keys import DataKey
from portal.sealing.rows import SealedRow
from portal.text import Word, _l


class PackState(Word):
    """How far a pack has come."""

    WAITING = "waiting", _l("Venter")
    MAKING = "making", _l("Bliver lavet")
    READY = "ready", _l("Klar")
    FAILED = "failed", _l("Kunne ikke laves")


class CasePackKey(DataKey):
    """What opens one pack. It goes with it, so that no backup can bring it back."""

    __tablename__ = "case_pack_key"

    id: Mapped[UUID] = mapped_column(ForeignKey("case_pack.id", ondelete="CASCADE"), primary_key=True)


class CasePack(SealedRow):
    """A reader's one pack of a cohort. `pdf` is base64; `mark` says of which cases in which words it is made.

    `leased_until`: until then somebody makes it; `tries` how often somebody has begun to.
    """

    __tablename__ = "case_pack"
    __sealed_by__ = (CasePackKey, "id")

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    state: Mapped[PackState] = mapped_column(words(PackState, "pack_state"), default=PackState.WAITING)
    leased_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime | None]
    mark: Mapped[str] = mapped_column(String(64), default="")
    pdf: Mapped[str] = mapped_column(Sealed(), default="")

    cohort: Mapped[Cohort] = relationship(lazy="raise_on_sql")

    __table_args__ = (UniqueConstraint("person_id", "cohort_id"), Index("ix_case_pack_cohort_id", "cohort_id"))

    @property
    def is_under_way(self) -> bool:
        """Whether it is worth waiting for."""
        return self.state in {PackState.WAITING, PackState.MAKING}
