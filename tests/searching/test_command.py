"""Does the command bring in what is due, again as often as one likes, and say when the store does not answer?"""

import json

import pytest
from click.testing import CliRunner
from flask import Flask

from portal.commands import index_materials
from portal.commands.no_store import SENTENCE
from portal.storage import current
from portal.storage.store import StoreDown
from tests.cast import Cast
from tests.searching import library


def test_what_is_due_is_brought_in_and_with_anew_everything(own_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    cast = Cast(own_app)
    library.material(cast, "Kodeks", ["Syv pligter"])
    library.material(cast, "Bilag", ["Otte løfter"])
    monkeypatch.setattr(index_materials, "create_app", lambda: own_app)

    def run(*words: str) -> tuple[int, str]:
        ended = CliRunner().invoke(index_materials.command, list(words))
        return ended.exit_code, ended.output

    def down(*_args: object, **_more: object) -> None:
        raise StoreDown

    with monkeypatch.context() as away:
        away.setattr(type(current.store()), "read", down)
        assert run() == (2, f"{SENTENCE} What was brought in until now stands.\n")
    assert run() == (0, "2 materials brought into the search.\n")
    assert run() == (0, "0 materials brought into the search.\n")
    code, said = run("--anew", "--json")
    assert (code, json.loads(said)) == (0, {"indexed": 2})
