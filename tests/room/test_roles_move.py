"""Do votes keep their roles when the tables learn the six roles a case is read as, and when they forget them again?"""

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from portal.db import db
from portal.migrating import bring_up_to_date
from portal.own_cases.perspectives import Perspective
from portal.room.models import DilemmaGame, GameVote
from tests.cast import Cast

ROLES = text("SELECT role FROM game_vote ORDER BY voter")


def test_roles_of_votes_go_down_and_up_and_the_tables_know_no_others(own_app: Flask) -> None:
    cast = Cast(own_app)
    made = DilemmaGame(
        cohort_id=cast.cohort.id, duty="neutral", options=3, started_by_id=cast.instructor.id, form_key="æ"
    )
    game = cast.add(made)
    for voter, role in (("1", Perspective.CASE_WORKER), ("2", Perspective.MEMBER), ("3", None)):
        cast.add(GameVote(game_id=game.id, round=1, voter=voter, option=1, role=role))
    bring_up_to_date(own_app)  # it is already; the tools learn of this portal by it
    with own_app.app_context():
        db.session.remove()
        flask_migrate.downgrade(revision="0027")
        assert list(db.session.scalars(ROLES)) == ["official", None, None]
        db.session.remove()
        flask_migrate.upgrade()
        is_sqlite = db.engine.dialect.name == "sqlite"
        made_as = db.session.scalar(text("SELECT sql FROM sqlite_master WHERE name = 'game_vote'")) if is_sqlite else ""
        assert ("WITHOUT ROWID" in str(made_as)) is is_sqlite  # else it would keep the order they came in
        read = list(db.session.scalars(select(GameVote.role).order_by(GameVote.voter)))
        assert read == [Perspective.CASE_WORKER, None, None]
        with pytest.raises(IntegrityError):
            db.session.execute(text("UPDATE game_vote SET role = 'official'"))
