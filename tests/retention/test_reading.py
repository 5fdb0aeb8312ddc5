"""Does the page “Mine oplysninger” say everything in words people know, with no code, no id and no date without its year?"""

import re
from pathlib import Path

import pytest
from flask import Flask

from portal.db import db
from portal.people.models import Person
from portal.retention.personal import HELD
from portal.retention.reading import HEADINGS
from portal.retention.said import NOUNS, VERBS, act_in_words
from portal.text import force_locale
from tests.cast import Cast
from tests.reader import Reader
from tests.retention.planted import Planted

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[2]
ACT = re.compile(r"\"([a-z_]+\.[a-z_]+)\"")


def acts_in_the_code() -> set[str]:
    calls = re.compile(r"(?:record|_journal)\((?:[^()]|\([^()]*\))*\)")
    found = "".join("".join(calls.findall(path.read_text())) for path in (ROOT / "portal").rglob("*.py"))
    return set(ACT.findall(found))


def test_every_act_has_words(app: Flask) -> None:
    known = acts_in_the_code()
    assert len(known) > 50
    assert {act for act in known if act.split(".")[0] not in NOUNS or act.split(".")[1] not in VERBS} == set()
    with app.app_context(), force_locale("da"):
        assert act_in_words("own_case.read") == "Case: læst"


def test_who_is_asked_after_reads_that_a_password_was_asked_for_and_not_that_it_is_gone(app: Flask) -> None:
    with app.app_context(), force_locale("da"):
        assert act_in_words("password.forgotten") == "Adgangskode: der er bedt om en ny"
        assert act_in_words("password.removed") == "Adgangskode: fjernet"
        assert act_in_words("known_browser.forgotten") == "Kendt browser: fjernet"


def test_where_several_kinds_stand_under_a_heading_each_has_its_own(app: Flask) -> None:
    under = [str(held.what) for held in HELD.values()]
    several = {name for name, held in HELD.items() if under.count(str(held.what)) > 1}
    assert set(HEADINGS) == several


def test_the_page_says_words_and_no_codes(reader: Reader, cast: Cast) -> None:
    with reader.app.app_context():
        planted = Planted(cast)
        planted.plant()
        person = db.session.get_one(Person, planted.person_id)
        person.municipality_code = "630"
        db.session.commit()
        db.session.expunge(person)
    reader.sign_in(person)
    page = reader.get("/profil/mine-oplysninger")
    assert page.status == 200
    main = " ".join(" ".join(one.itertext()) for one in page.all("main"))
    words = " ".join(re.sub(r"http\S+", "", main).split())  # a letter says where it leads
    for said in (
        "Sprog Dansk",
        "Kommune Vejle",
        "Tilstand Modtaget",
        "Case: afleveret",
        "Rolle Deltager",
        "Filtype Tekst",
    ):
        assert said in words, said
    assert re.findall(r"[0-9a-f]{8}-[0-9a-f]{4}", words) == []
    without_files = re.sub(r"spor\w+(?:\.txt)?", "", words)
    assert re.findall(r"\b[a-z]+_[a-z_]+\b|\b[a-z]+\.(?:done|read|submitted)\b|text/plain|\{'", without_files) == []
    assert re.findall(r"\d{1,2}\. [a-z]{3} kl\.", words) == []
