"""Does every letter say what we last read and approved, in both languages?"""

import os
from pathlib import Path

import pytest
from flask import Flask

from portal.letters.actions import post
from portal.people.models import Person
from tests.letters.samples import SAMPLES

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
STORED = Path(__file__).parent / "snapshots"
SHARED = {"parts"}  # what several letters have in common is no letter
LETTERS = {path.stem for path in (ROOT / "templates" / "letters").glob("*.txt")} - SHARED


def spoken(name: str, locale: str) -> str:
    """A letter as it stands in the outbox: subject, an empty line, body."""
    reader = Person(name="Åse Bjørnø Holt", email="aase.holt@eksempel.dk", locale=locale)
    letter = post(name.partition("-")[0], to=reader, **SAMPLES[name]())  # type: ignore[arg-type]
    return f"{letter.subject}\n\n{letter.body}"


def test_every_letter_has_a_sample() -> None:
    assert {name.partition("-")[0] for name in SAMPLES} == LETTERS


def test_every_stored_text_belongs_to_a_sample() -> None:
    wanted = {f"{name}.{locale}.txt" for name in SAMPLES for locale in ("da", "en")}
    assert {path.name for path in STORED.glob("*")} == wanted


@pytest.mark.parametrize("locale", ["da", "en"])
@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_letter_reads_as_stored(app: Flask, name: str, locale: str) -> None:
    stored = STORED / f"{name}.{locale}.txt"
    with app.app_context():
        text = spoken(name, locale)
    if os.environ.get("WRITE_LETTERS"):
        stored.parent.mkdir(exist_ok=True)
        stored.write_text(text)
    assert text == stored.read_text()


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_letter_has_a_subject_a_greeting_and_our_name(app: Flask, name: str) -> None:
    with app.app_context():
        subject, _empty, body = spoken(name, "da").partition("\n\n")
    assert 10 < len(subject) < 80
    assert "\n" not in subject
    assert body.startswith("Hej Åse\n\n")
    assert body.endswith("\n\nMitKomponent\n")
    assert "\n\n\n" not in body
