"""What is a game, who has voted in it, and what was voted? The last two know nothing of each other."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, PrimaryKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.courses.cohort_models import Cohort
from portal.db import Base, words
from portal.dilemmas.models import Dilemma
from portal.own_cases.perspectives import Perspective
from portal.sealing.columns import Sealed
from portal.sealing.keys import DataKey
from portal.sealing.rows import SealedRow
from portal.text import Word, _l

LONGEST_REASON: Final = 140
FIRST, SECOND = 1, 2


class Phase(Word):
    """How far a game has come, in this order."""

    WAITING = "waiting", _l("Deltagerne kommer med")
    FIRST = "first", _l("Første afstemning")
    TALK = "talk", _l("Samtale ved bordene")
    SECOND = "second", _l("Anden afstemning")
    COUNTED = "counted", _l("Afstemningen er lukket")
    SHOWN = "shown", _l("Resultatet vises")
    ENDED = "ended", _l("Spillet er slut")


PHASES: Final = tuple(Phase)
VOTING: Final = {Phase.FIRST: FIRST, Phase.SECOND: SECOND}


class GameKey(DataKey):
    """What opens the reasons of one game. It goes with the game."""

    __tablename__ = "game_key"

    id: Mapped[UUID] = mapped_column(ForeignKey("dilemma_game.id", ondelete="CASCADE"), primary_key=True)


class DilemmaGame(SealedRow):
    """A card played with a cohort. `version` counts the hosts' commands, so that two of them do not fight.

    `blind_key` makes of a person a name that joins their two votes while the game goes on; it is gone when the game ends,
    and with it every way back from a vote to a person. `options` is how many there were, should the card go.
    """

    __tablename__ = "dilemma_game"
    __sealed_by__ = (GameKey, "id")

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"), index=True)
    dilemma_id: Mapped[UUID | None] = mapped_column(ForeignKey("dilemma.id", ondelete="SET NULL"), index=True)
    duty: Mapped[str | None] = mapped_column(String(40))
    options: Mapped[int]
    started_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    code: Mapped[str | None] = mapped_column(String(6), unique=True)
    phase: Mapped[Phase] = mapped_column(words(Phase, "phase"), default=Phase.WAITING)
    is_blank: Mapped[bool] = mapped_column(default=False)
    has_roles: Mapped[bool] = mapped_column(default=False)
    talk_minutes: Mapped[int] = mapped_column(default=8)
    talk_until: Mapped[datetime | None]
    blind_key: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    form_key: Mapped[str] = mapped_column(String(64), unique=True)
    version: Mapped[int] = mapped_column(default=1)
    ended_at: Mapped[datetime | None]

    cohort: Mapped[Cohort] = relationship(lazy="raise_on_sql")
    dilemma: Mapped[Dilemma | None] = relationship(lazy="raise_on_sql")

    @property
    def round(self) -> int | None:
        """Which vote is open now."""
        return VOTING.get(self.phase)


class GameBallot(Base):
    """That somebody has voted; not what, nor when. Gone when the game ends."""

    __tablename__ = "game_ballot"

    game_id: Mapped[UUID] = mapped_column(ForeignKey("dilemma_game.id", ondelete="CASCADE"))
    round: Mapped[int]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)

    __table_args__ = (PrimaryKeyConstraint("game_id", "round", "person_id"), {"sqlite_with_rowid": False})


class GameVote(SealedRow):
    """What was voted; not by whom, nor when. `voter` is a name made of the game's blind key."""

    __tablename__ = "game_vote"
    __sealed_by__ = (GameKey, "game_id")

    created_at = None  # type: ignore[assignment]  # nobody knows when
    game_id: Mapped[UUID] = mapped_column(ForeignKey("dilemma_game.id", ondelete="CASCADE"))
    round: Mapped[int]
    voter: Mapped[str] = mapped_column(String(64))
    option: Mapped[int]
    reason: Mapped[str] = mapped_column(Sealed(), default="")
    role: Mapped[Perspective | None] = mapped_column(words(Perspective, "game_role"))
    is_chosen: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        UniqueConstraint("game_id", "round", "voter"),
        {"sqlite_with_rowid": False},
    )
