"""Can everything be had in one ZIP that opens anywhere, with names Windows takes, and nothing one may not see?"""

import io
import re
import subprocess
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from portal import clock
from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.materials.bundle import LONGEST_PATH, length, plain_name
from portal.materials.models import Material
from portal.materials.sections import make_section, put_under
from portal.materials.zipping import Entry, zipped
from portal.people.models import Person
from portal.storage.current import store
from portal.storage.models import FileState, StoredFile
from portal.storage.store import FileMissing, StoreDown
from tests.cast import Cast
from tests.materials.shelf import material, written
from tests.reader import Reader
from tests.storage.judged import named
from tests.storage.samples import sample

pytestmark = pytest.mark.once


def available(reader: Reader) -> None:
    with reader.app.app_context():
        for file in db.session.scalars(select(StoredFile)):
            file.state = FileState.AVAILABLE
        db.session.commit()


def under(reader: Reader, cast: Cast, heading: str, titles: list[str]) -> None:
    with reader.app.app_context():
        cohort, by = db.session.get_one(Cohort, cast.cohort.id), db.session.get_one(Person, cast.instructor.id)
        section = make_section(cohort, by=by, title=heading)
        for title in titles:
            put_under(db.session.scalars(select(Material).where(Material.title == title)).one(), section.id)
        db.session.commit()


@pytest.fixture
def address(reader: Reader, cast: Cast) -> str:
    """A cohort with files, a page and a link under two headings, and what is not for participants."""
    material(cast, "Kodeks for god betjening", name="det rigtige.pdf")
    material(cast, "Rollekort: æøå / ÆØÅ?", name="rollekort.docx")
    written(cast, "Før du kommer", text="Kom **i god tid**.")
    written(cast, "Hos KL", address="https://www.kl.dk/kodeks")
    material(cast, "Slides", released_at=clock.now() + timedelta(days=1))
    material(cast, "Noter til os selv", released_at=None)
    available(reader)
    under(reader, cast, "Dag 1", ["Rollekort: æøå / ÆØÅ?", "Før du kommer"])
    under(reader, cast, "Dag 2", ["Hos KL"])
    reader.sign_in(cast.author)
    return f"/hold/{cast.cohort.id}/materialer.zip"


NAMES = [
    "index.html",
    "01 Kodeks for god betjening.pdf",
    "01 Dag 1/01 Rollekort æøå ÆØÅ.docx",
    "01 Dag 1/02 Før du kommer.html",
]


def fetched(reader: Reader, address: str) -> zipfile.ZipFile:
    answer = reader.client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    return zipfile.ZipFile(io.BytesIO(answer.data))


def test_everything_released_is_in_it_in_order_and_nothing_else(reader: Reader, cast: Cast, address: str) -> None:
    assert address in reader.get(f"/hold/{cast.cohort.id}").links
    bundle = fetched(reader, address)
    assert bundle.namelist() == NAMES
    assert bundle.testzip() is None
    assert bundle.read(NAMES[1]) == sample("pdf")
    assert {one.compress_type for one in bundle.infolist()} == {zipfile.ZIP_STORED}
    assert [bool(one.flag_bits & 0x800) for one in bundle.infolist()] == [False, False, True, True]
    assert "<strong>i god tid</strong>" in bundle.read(NAMES[3]).decode()
    index = bundle.read("index.html").decode()
    leads = re.findall(r'href="([^"]+)"', index)
    assert leads == [
        "01%20Kodeks%20for%20god%20betjening.pdf",
        "01%20Dag%201/01%20Rollekort%20%C3%A6%C3%B8%C3%A5%20%C3%86%C3%98%C3%85.docx",
        "01%20Dag%201/02%20F%C3%B8r%20du%20kommer.html",
        "https://www.kl.dk/kodeks",
    ]
    assert "<h2>Dag 2</h2>" in index


def test_its_own_name_is_the_cohorts(reader: Reader, address: str) -> None:
    head = reader.client.head(address)
    assert head.headers["Content-Disposition"].endswith(
        "filename*=UTF-8''Politisk%20betjening%20i%20praksis%2C%20Hold%203.zip"
    )
    assert head.headers["Cache-Control"] == "no-store"
    assert head.data == b""


@pytest.mark.parametrize("tool", [["7z", "x", "-y", "-bd"], ["unzip", "-q", "-o"]])
def test_other_programs_open_it_with_the_same_names(
    reader: Reader, address: str, tmp_path: Path, tool: list[str]
) -> None:
    (tmp_path / "alt.zip").write_bytes(reader.client.get(address).data)
    environment = {"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    done = subprocess.run([*tool, "alt.zip"], cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found = {str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*") if p.is_file()} - {"alt.zip"}
    assert {unicodedata.normalize("NFC", name) for name in found} == set(NAMES)


def test_a_file_that_is_still_judged_is_left_out(reader: Reader, cast: Cast, address: str) -> None:
    with reader.app.app_context():
        file = named("det rigtige.pdf")
        file.state = FileState.CHECKING
        db.session.commit()
    assert fetched(reader, address).namelist() == ["index.html", *NAMES[2:]]


def test_who_is_not_on_the_cohort_gets_nothing_and_an_empty_shelf_says_so(
    reader: Reader, cast: Cast, address: str
) -> None:
    for somebody in (cast.stranger, cast.removed):
        assert reader.sign_in(somebody).get(address).status == 404
    empty = reader.sign_in(cast.stranger).get(f"/hold/{cast.other_cohort.id}/materialer.zip")
    assert (empty.status, "Der er ikke delt noget endnu." in empty.text) == (409, True)


def test_a_file_that_is_gone_is_told_of_and_does_not_stop_the_others(reader: Reader, address: str) -> None:
    with reader.app.app_context():
        store().delete(named("det rigtige.pdf").key)
    bundle = fetched(reader, address)
    assert bundle.namelist() == [NAMES[0], *NAMES[2:], "Mangler.txt"]
    assert NAMES[1] in bundle.read("Mangler.txt").decode()


def test_a_store_that_fails_in_the_middle_breaks_the_line() -> None:
    def broken() -> Iterator[bytes]:
        yield b"begyndt"
        raise StoreDown

    def gone() -> Iterable[bytes]:
        raise FileMissing

    entries = [Entry("en.txt", 99, clock.now(), broken)]
    with pytest.raises(StoreDown):
        list(zipped(entries, missing=lambda _paths: Entry("Mangler.txt", 0, clock.now(), gone)))


def test_the_first_bytes_come_before_any_file_is_read_and_one_block_at_a_time_is_held() -> None:
    block, asked = bytes(1 << 20), []

    def blocks() -> Iterator[bytes]:
        for number in range(50):
            asked.append(number)
            yield block

    text = Entry("index.html", 3, clock.now(), lambda: [b"hej"])
    pieces = zipped([text, Entry("film.mp4", 50 << 20, clock.now(), blocks)], missing=lambda _paths: text)
    assert next(pieces).startswith(b"PK\x03\x04")
    assert asked == []
    assert max(len(piece) for piece in pieces) < 2 << 20
    assert len(asked) == 50


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ('Hvad siger "reglerne"? <1/2>', "Hvad siger reglerne 1 2"),
        ("CON", "_CON"),
        ("com1.noter", "_com1.noter"),
        ("lpt²", "_lpt²"),
        ("Slut...  ", "Slut"),
        ("...", "_"),
        ("A\u030arsplan\u202e\x00", "Årsplan"),
        ("..\\..\\ond", ".. .. ond"),
    ],
)
def test_names_are_such_that_windows_takes_them(words: str, name: str) -> None:
    assert plain_name(words, 80) == name


def test_the_longest_titles_stay_within_windows_reach(reader: Reader, cast: Cast) -> None:
    long = "Åse 🙂" * 40
    material(cast, long[:200])
    material(cast, long[:200])
    available(reader)
    with reader.app.app_context():
        second = db.session.scalars(select(Material).order_by(Material.position)).all()[1]
        second.title = "Nummer to"
        db.session.commit()
    under(reader, cast, "Ø" * 100, ["Nummer to"])
    with reader.app.app_context():
        db.session.get_one(Material, second.id).title = long[:200]
        db.session.commit()
    bundle = fetched(reader.sign_in(cast.author), f"/hold/{cast.cohort.id}/materialer.zip")
    names = bundle.namelist()
    assert len(set(names)) == 3
    assert max(map(length, names)) <= LONGEST_PATH
