"""Is every column said for, and does what people get and what is erased follow from that?"""

import json
import zipfile
from io import BytesIO

import pytest
from flask import Flask

from portal.clock import now
from portal.db import Base
from portal.materials.zipping import zipped
from portal.people.models import Person
from portal.retention.clocks import CLOCKS
from portal.retention.exporting import everything_on, zip_entries
from portal.retention.nobodys import NOBODYS
from portal.retention.personal import ALWAYS, HELD
from portal.retention.reading import LABELS
from tests.cast import Cast
from tests.retention.planted import Planted


@pytest.mark.once
def test_ad_5_every_column_is_exported_withheld_with_a_reason_or_nobodys(app: Flask) -> None:
    """AD-5: a new column fails here until it is said whose it is, whether people get it, and what becomes of it."""
    said = {name: f"{held.exported} {held.withheld}".split() for name, held in HELD.items()}
    said |= {name: columns.split() for name, columns in NOBODYS.items()}
    assert set(HELD) & set(NOBODYS) == set()
    for table in Base.metadata.sorted_tables:
        columns = [column.name for column in table.columns if column.name not in ALWAYS]
        assert sorted(said.get(table.name, [])) == sorted(columns), table.name
    assert set(said) == set(Base.metadata.tables)


@pytest.mark.once
def test_ad_5_what_is_withheld_or_stays_has_a_reason_and_everything_has_a_clock(app: Flask) -> None:
    """AD-5: nothing is kept back or left behind without a word why."""
    clocks = {clock.name for clock in CLOCKS}
    for name, held in HELD.items():
        assert bool(held.withheld) is bool(held.why), name
        assert held.clock in clocks, name
    ids = {"cohort_id"}
    exported = {column for held in HELD.values() for column in held.exported.split()}
    assert {c for c in exported if not c.endswith("_id")} | ids - set(LABELS) <= set(LABELS)


def test_the_export_has_every_word_and_file_of_a_person_and_no_key_to_anything(inside: object, cast: Cast) -> None:
    planted = Planted(cast)
    planted.plant()
    person = cast.app.extensions["sqlalchemy"].session.get_one(Person, planted.person_id)
    bundle = zipfile.ZipFile(BytesIO(b"".join(zipped(zip_entries(person, at=now()), missing=lambda paths: None))))  # type: ignore[arg-type]  # nothing is missing
    words = " ".join(bundle.read(name).decode() for name in bundle.namelist()) + " ".join(bundle.namelist())
    assert {marker for marker in planted.markers if marker not in words} == planted.withheld
    told = json.loads(bundle.read("mine-oplysninger.json"))
    assert told["person"][0]["email"] == planted.email
    assert len([name for name in bundle.namelist() if name.startswith("filer/")]) == 3
    assert "secret_hash" not in words
    assert everything_on(cast.stranger)["person"][0]["email"] == cast.stranger.email
    assert not any(marker in str(everything_on(cast.stranger)) for marker in planted.markers)
