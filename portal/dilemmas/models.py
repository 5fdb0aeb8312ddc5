"""What is a dilemma card: a situation and two to four ways to act, none of them right?"""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import words
from portal.own_cases.models import OwnCase
from portal.sealing.columns import Sealed
from portal.sealing.keys import DataKey
from portal.sealing.rows import SealedRow
from portal.text import Word, _l

OPTIONS: Final = ("option_1", "option_2", "option_3", "option_4")
LONGEST_OPTION: Final = 200
LONGEST_SITUATION: Final = 1500


class Consent(Word):
    """What the author of a case says to the words that were made of it."""

    DRAFT = "draft", _l("Forfatteren er ikke spurgt")
    ASKED = "asked", _l("Venter på forfatteren")
    GIVEN = "given", _l("Forfatteren har sagt ja")
    DECLINED = "declined", _l("Forfatteren har sagt nej")
    WITHDRAWN = "withdrawn", _l("Forfatteren har taget sit ja tilbage")


class DilemmaKey(DataKey):
    """What opens one card. It goes with the card, and so with the case the card was made of."""

    __tablename__ = "dilemma_key"

    id: Mapped[UUID] = mapped_column(ForeignKey("dilemma.id", ondelete="CASCADE"), primary_key=True)


class Dilemma(SealedRow):
    """A card. One of a case (`own_case_id`) is played on its cohort alone, while its author says yes to these very words."""

    __tablename__ = "dilemma"
    __sealed_by__ = (DilemmaKey, "id")

    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    own_case_id: Mapped[UUID | None] = mapped_column(ForeignKey("own_case.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(Sealed())
    situation: Mapped[str] = mapped_column(Sealed())
    option_1: Mapped[str] = mapped_column(Sealed())
    option_2: Mapped[str] = mapped_column(Sealed())
    option_3: Mapped[str] = mapped_column(Sealed(), default="")
    option_4: Mapped[str] = mapped_column(Sealed(), default="")
    consent: Mapped[Consent | None] = mapped_column(words(Consent, "consent"))
    is_named: Mapped[bool] = mapped_column(default=False)
    answered_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    own_case: Mapped[OwnCase | None] = relationship(lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads a plain dict

    @property
    def options(self) -> list[str]:
        """The ways to act, in their order."""
        return [text for text in (getattr(self, name) for name in OPTIONS) if text]

    @property
    def is_in_play(self) -> bool:
        """Whether it may be shown in the room: always one's own; of a case while the author says yes and has handed it in."""
        if self.own_case_id is None:
            return True
        return self.consent is Consent.GIVEN and self.own_case is not None and self.own_case.is_handed_in
