"""Does the portal refuse to start without the right master key, and can the key be changed, even if that is killed half way?"""

import io
import os
import signal
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Text, delete, select, type_coerce

from portal.app import create_app
from portal.commands.check import refusal
from portal.config import Config, Misconfigured
from portal.db import db
from portal.dilemmas.models import Dilemma
from portal.own_cases.models import CaseKey, OwnCase
from portal.sealing import state
from portal.sealing.cipher import Unopenable
from portal.sealing.columns import sealed_columns
from portal.sealing.masters import masters_of
from portal.sealing.plain import is_plain, seal_what_is_plain
from portal.sealing.rotating import rotate
from portal.sealing.rows import sealed_kinds
from portal.storage.actions import receive_file, receive_material
from portal.storage.models import FileKey, StoredFile
from tests.cast import Cast
from tests.own_cases.work import WHOLE, hand_in, write
from tests.sealing.test_rows import raw

OLD, NEW = "gammel-nøgle-til-prøver-æøå-123456789", "ny-nøgle-kun-til-prøver-æøå-987654321"
FILE, CARD = "Notat på åen.txt", "Kortet om åen"
KILLED = """
import os, signal, sys
from sqlalchemy import event
from portal.app import create_app
from portal.db import db
from portal.sealing import plain, rotating

rotating.AT_ONCE = 2
commits = []

def commit(_session):
    commits.append(1)
    if len(commits) == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)

with create_app().app_context():
    event.listen(db.session, "after_commit", commit)
    {"rotate": rotating.rotate, "seal": plain.seal_what_is_plain}[sys.argv[1]]()
"""


def use(app: Flask, *keys: str) -> None:
    """Begin again with these master keys."""
    db.session.remove()
    app.extensions["portal"] = replace(app.extensions["portal"], master_key=" ".join(keys))
    app.extensions.pop("masters", None)


def killed(app: Flask, what: str, *, at_commit: int) -> None:
    """Do it in a process of its own that is killed right after one of its commits."""
    db.session.remove()
    config: Config = app.extensions["portal"]
    environ = {
        **os.environ,
        "PORTAL_DATABASE_URL": config.database_url,
        "PORTAL_STORAGE_URL": config.storage_url,
        "PORTAL_MASTER_KEY": config.master_key,
    }
    done = subprocess.run([sys.executable, "-c", KILLED, what, str(at_commit)], env=environ, check=False)
    assert done.returncode == -signal.SIGKILL


def five_cases(app: Flask) -> None:
    """Five of them, one handed in; a file and a card."""
    cast = Cast(app)
    for person in (
        cast.author,
        cast.classmate,
        cast.groupmate,
        cast.colleague,
        cast.participant("Åse Holm", cast.cohort),
    ):
        own_case = write(cast, by=person)
    hand_in(cast, own_case, by=person)
    receive_file(by=person, name=FILE, stream=io.BytesIO(b"Bilag."))
    shared = receive_material(by=cast.instructor, name=FILE, stream=io.BytesIO(b"Bilag."))
    assert not shared.is_confidential
    db.session.add(Dilemma(made_by_id=cast.instructor.id, title=CARD, situation=CARD, option_1="A", option_2="B"))
    db.session.commit()
    db.session.remove()


def titles() -> list[str]:
    """Those of all cases, read anew."""
    db.session.remove()
    return [one.title for one in db.session.scalars(select(OwnCase))]


@pytest.mark.once
def test_production_does_not_begin_without_a_strong_master_key(tmp_path: Path) -> None:
    config = Config(mode="production", secret_key=OLD, base_url="https://portal.eksempel.dk")
    with pytest.raises(Misconfigured, match="names, is missing"):
        create_app(config)
    for weak in ("kort", "x" * 60):
        with pytest.raises(Misconfigured, match="short or too regular"):
            create_app(replace(config, master_key=weak))
    file = tmp_path / "nøgle"
    with pytest.raises(Misconfigured, match="cannot be read"):
        create_app(replace(config, master_key_file=str(file)))
    file.write_text(" \n")
    with pytest.raises(Misconfigured, match="is empty"):
        create_app(replace(config, master_key_file=str(file)))
    file.write_text(f"{NEW}\n{OLD}\n")
    assert (
        masters_of(replace(config, master_key_file=str(file))).names
        == masters_of(replace(config, master_key=f"{OLD} {NEW}")).names
    )


@pytest.mark.once
def test_the_demonstration_makes_its_own_and_keeps_it_to_itself(tmp_path: Path) -> None:
    config = Config(database_url=f"sqlite:///{tmp_path}/portal.sqlite")
    made = masters_of(config)
    file = tmp_path / "portal.sqlite.master"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert masters_of(config).names == made.names
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_another_master_key_is_refused_with_a_sentence_and_the_cases_stay_safe(own_app: Flask) -> None:
    with own_app.app_context():
        use(own_app, OLD)
        five_cases(own_app)
        use(own_app, NEW)
        assert refusal(own_app.extensions["portal"]) == state.MISSING
        db.session.remove()
        dependencies = own_app.test_client().get("/readyz").get_json()["dependencies"]
        assert dependencies["sealing"] == {"state": "down", "says": state.MISSING}
        with pytest.raises(Unopenable):
            titles()
        use(own_app, OLD)
        assert refusal(own_app.extensions["portal"]) == ""
        assert titles() == [WHOLE["title"]] * 5


def test_a_rotation_that_is_killed_half_way_leaves_all_readable_and_is_finished_next_time(own_app: Flask) -> None:
    with own_app.app_context():
        use(own_app, OLD)
        five_cases(own_app)
        use(own_app, NEW, OLD)
        killed(own_app, "rotate", at_commit=2)
        current = masters_of(own_app.extensions["portal"]).current
        anew = [name == current for name in db.session.scalars(select(CaseKey.master))]
        assert (anew.count(True), anew.count(False)) in {(2, 3), (4, 1)}
        assert titles() == [WHOLE["title"]] * 5
        for half in (OLD, NEW):
            use(own_app, half)
            assert state.refusal() == state.MISSING
        use(own_app, NEW, OLD)
        assert rotate() == anew.count(False) + 2  # the file's and the card's
        assert rotate() == 0
        use(own_app, NEW)
        assert (state.refusal(), titles()) == ("", [WHOLE["title"]] * 5)


def plain_again() -> None:
    """As an older version wrote it."""
    for kind in sealed_kinds().values():
        names = list(sealed_columns(kind))
        bare = raw(kind.__tablename__, *names)
        for row in db.session.scalars(select(kind)).all():
            db.session.execute(bare.update().where(bare.c.id == row.id).values({n: getattr(row, n) for n in names}))
    for key in {*state.key_kinds()} - {FileKey}:  # files had theirs before their names were sealed
        db.session.execute(delete(key))
    db.session.commit()
    db.session.remove()


def test_what_was_plain_is_sealed_even_when_that_is_killed_half_way(own_app: Flask) -> None:
    with own_app.app_context():
        use(own_app, OLD)
        five_cases(own_app)
        plain_again()
        assert (is_plain(), state.refusal()) == (True, state.PLAIN)
        killed(own_app, "seal", at_commit=9)
        assert 0 < len(db.session.scalars(select(CaseKey.id)).all()) < 5
        db.session.remove()
        assert seal_what_is_plain() > 0
        assert (is_plain(), seal_what_is_plain(), titles()) == (False, 0, [WHOLE["title"]] * 5)
        assert [one.title for one in db.session.scalars(select(Dilemma))] == [CARD]
        assert [one.name for one in db.session.scalars(select(StoredFile))] == [FILE, FILE]
        names = dict(db.session.execute(select(StoredFile.is_confidential, type_coerce(StoredFile.name, Text))).all())
        assert (names[False], FILE in names[True]) == (FILE, False)
        if db.engine.dialect.name == "sqlite":
            db.session.remove()
            folder = Path(db.engine.url.database or "").parent
            kept = b"".join(file.read_bytes() for file in folder.iterdir())
            assert [word for word in (WHOLE["situation"], CARD) if word.encode() in kept] == []
