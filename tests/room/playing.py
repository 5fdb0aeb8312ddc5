"""How does a test start a game, lead it on, and vote in it?"""

from uuid import UUID

from flask import Flask
from sqlalchemy import select

from portal.db import db
from portal.room.models import DilemmaGame, GameBallot, GameVote, Phase
from tests.cast import Cast
from tests.reader import Page, Reader


class Played:
    """A game on the cast's cohort, with whoever leads it."""

    def __init__(self, cast: Cast, host: Reader, **fields: str) -> None:
        self.app: Flask = cast.app
        self.host = host.sign_in(cast.instructor)
        started = self.host.post(f"/hold/{cast.cohort.id}/dilemmaspil", {"card": "neutral", **fields})
        assert started.status == 303, started.text
        self.wall = started.location
        self.id = UUID(self.wall.split("/")[2])
        self.phone = f"/spil/{self.id}"

    def row(self) -> DilemmaGame:
        """As it stands now."""
        with self.app.app_context():
            game = db.session.scalars(select(DilemmaGame).where(DilemmaGame.id == self.id)).one()
            db.session.expunge(game)
            return game

    def command(self, command: str, *, by: Reader | None = None, version: int | None = None) -> Page:
        """A host presses."""
        seen = self.row().version if version is None else version
        return (by or self.host).post(self.wall, {"version": str(seen), "command": command})

    def until(self, phase: Phase) -> None:
        """On to a phase."""
        while self.row().phase is not phase:
            assert self.command("end" if self.row().phase is Phase.SHOWN else "next").status == 303

    def vote(self, who: Reader, option: int, reason: str = "", *, round_: int = 1, script: bool = False) -> Page:
        """Somebody votes; by the form, or as the script does."""
        options = {"headers": {"Accept": "application/json"}} if script else {}
        return who.post(self.phone, {"round": str(round_), "option": str(option), "reason": reason}, **options)

    def votes(self) -> list[tuple[int, int]]:
        """Round and option of every vote."""
        with self.app.app_context():
            return sorted(
                (round_, option) for round_, option in db.session.execute(select(GameVote.round, GameVote.option))
            )

    def ballots(self) -> int:
        """How many stand in the ledger."""
        with self.app.app_context():
            return len(db.session.scalars(select(GameBallot.person_id)).all())


def players(cast: Cast, count: int) -> list[Reader]:
    """So many participants with their phones."""
    return [Reader(cast.app).sign_in(cast.participant(f"Deltager Nummer {n}")) for n in range(count)]
