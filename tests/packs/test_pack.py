"""Is the PDF of a cohort's cases one that everybody can read, of exactly what its reader may read, and noted?"""

import io
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pikepdf
import pypdfium2
import pytest
from sqlalchemy import func, select, text

from portal import clock
from portal.checking.limits import Limits
from portal.courses.cohort_models import CohortStaff, StaffRole
from portal.db import db
from portal.journal.models import Entry
from portal.journal.sealing import Sealer
from portal.ledger import Kind, Ledger
from portal.packs.models import CasePack, CasePackKey, PackState
from portal.preparing.models import CaseMark, Theme
from portal.preparing.queries import theme_named
from portal.retention.running import run as run_retention
from portal.retention.works import erase_work
from portal.typesetting import packs
from portal.typesetting.packs import blocks_of, make_due_packs
from portal.typesetting.setting import CannotSet, set_pdf
from tests.cast import Cast
from tests.own_cases.work import WHOLE, handed_in_by
from tests.reader import Reader, words

HOSTILE = '#read("/etc/passwd") #panic() *fed* $x$ @navn <mærke> = ikke en overskrift \\ // /* */ `kode` #import "x"'


def address(cast: Cast) -> str:
    return f"/undervisning/{cast.cohort.id}/casesamling"


def work(cast: Cast) -> int:
    with cast.app.app_context():
        return make_due_packs()


def order(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.instructor)
    assert reader.post(address(cast)).status == 303


def made(reader: Reader, cast: Cast) -> str:
    """Let the instructor order a pack and the worker make it; where it is fetched."""
    order(reader, cast)
    assert work(cast) == 1
    return next(link for link in reader.get(address(cast)).links if link.endswith("/hent"))


def words_of(pdf: bytes) -> list[str]:
    """The text of each page in one line."""
    document = pypdfium2.PdfDocument(pdf)
    found = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    return found


def taken(cast: Cast) -> int:
    with cast.app.app_context():
        wanted = select(func.count()).select_from(Entry).where(Entry.act == "own_case.taken")
        return db.session.scalar(wanted) or 0


def fetched(reader: Reader, where: str) -> bytes:
    page = reader.get(where)
    assert (page.status, page.response.mimetype) == (200, "application/pdf")
    assert page.response.headers["Cache-Control"] == "no-store"
    assert page.response.headers["Content-Disposition"].startswith("attachment;")
    return page.response.get_data()


def test_the_pack_names_its_reader_on_each_page_and_is_tagged(reader: Reader, cast: Cast) -> None:
    case = handed_in_by(reader, cast, cast.author, visibility="instructors", title="Ærlighed på rådhuset")
    handed_in_by(reader, cast, cast.classmate, visibility="cohort", title="Blåbærgrød til mødet")
    where = made(reader, cast)
    pdf = fetched(reader, where)
    pages = words_of(pdf)
    assert len(pages) == 3
    assert all("Ingrid Solbjerg, mandag den 2. november 2026" in page for page in pages), pages
    assert [page.count("Blåbærgrød til mødet") for page in pages] == [1, 1, 0], "contents, and the case"
    assert [page.count("Ærlighed på rådhuset") for page in pages] == [1, 0, 1]
    assert WHOLE["question"] in pages[2]
    assert cast.author.name not in "".join(pages)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert (str(document.Root.Lang), bool(document.Root.MarkInfo.Marked)) == ("da", True)
        assert "/StructTreeRoot" in document.Root
        with document.open_outline() as outline:
            assert [str(one.title) for one in outline.root] == [
                "Blåbærgrød til mødet",
                "Ærlighed på rådhuset",
            ]
        assert document.open_metadata()["pdfuaid:part"] == "1"
    reader.sign_in(cast.author)
    opened = reader.get(f"{case}/laesere").text
    assert f"{cast.instructor.name} Underviser, hentet i en PDF, 2. nov kl. 9.30" in opened
    assert taken(cast) == 2


def test_looking_whether_a_pack_is_there_takes_none_along_and_orders_none(reader: Reader, cast: Cast) -> None:
    handed_in_by(reader, cast, cast.author, title="Den første")
    where = made(reader, cast)
    assert (reader.client.head(where).status_code, taken(cast)) == (200, 0)
    handed_in_by(reader, cast, cast.classmate, title="Den anden")
    reader.sign_in(cast.instructor)
    assert (reader.client.head(where).status_code, reader.client.head(where).status_code) == (303, 303), (
        "still the same"
    )


@pytest.mark.parametrize("what", ["withdrawn", "revised", "new"])
def test_what_has_changed_since_is_not_given_away_but_made_anew(reader: Reader, cast: Cast, what: str) -> None:
    case = handed_in_by(reader, cast, cast.author, title="Den første")
    handed_in_by(reader, cast, cast.classmate, title="Den anden")
    where = made(reader, cast)
    if what == "new":
        handed_in_by(reader, cast, cast.groupmate, title="Den tredje")
    else:
        reader.sign_in(cast.author)
        assert reader.post(f"{case}/traek-tilbage").status == 303
    if what == "revised":
        version = reader.get(f"/hold/{cast.cohort.id}/case").field("version")
        again = {**WHOLE, "title": "Den rettede", "version": version, "is_anonymised": "y", "intent": "submit"}
        assert reader.post(f"/hold/{cast.cohort.id}/case", again).status == 303
    reader.sign_in(cast.instructor)
    answer = reader.get(where)
    assert (answer.status, answer.location) == (303, f"{address(cast)}?aendret=1")
    assert taken(cast) == 0
    page = reader.get(answer.location)
    assert "Der er sket noget med casene" in page.text
    assert reader.get(where).status == 404, "the one from before is gone, and its key"
    assert work(cast) == 1
    new = next(link for link in reader.get(address(cast)).links if link.endswith("/hent"))
    pages = " ".join(words_of(fetched(reader, new)))
    titles = ["Den første", "Den anden", "Den tredje", "Den rettede"]
    there = {"withdrawn": ["Den anden"], "revised": ["Den anden", "Den rettede"], "new": titles[:3]}[what]
    assert [title for title in titles if title in pages] == there


def test_nobody_but_its_reader_has_the_pack_and_only_while_they_teach(reader: Reader, cast: Cast) -> None:
    handed_in_by(reader, cast, cast.author, visibility="cohort")
    where = made(reader, cast)
    for person in (cast.author, cast.classmate, cast.politician, cast.removed, cast.coordinator):
        reader.sign_in(person)
        assert (reader.get(where).status, reader.get(address(cast)).status) == (404, 404), person.name
    second = cast.staff("Åge Anden", cast.cohort, StaffRole.INSTRUCTOR)
    reader.sign_in(second)
    assert reader.get(where).status == 404
    assert "Lav en PDF" in reader.get(address(cast)).text
    reader.sign_in(cast.instructor)
    with cast.app.app_context():
        works = db.session.scalars(select(CohortStaff).where(CohortStaff.person_id == cast.instructor.id)).one()
        db.session.delete(works)
        db.session.commit()
    assert reader.get(where).location.startswith("/log-ind"), "another role is another session"


def test_an_instructor_from_the_authors_municipality_gets_a_pack_without_the_case(reader: Reader, cast: Cast) -> None:
    handed_in_by(reader, cast, cast.author, visibility="cohort", title="Skjult for Fjordby")
    handed_in_by(reader, cast, cast.classmate, visibility="cohort", title="Vist for Fjordby")
    neighbour = cast.staff("Ågot Fjord", cast.cohort, StaffRole.INSTRUCTOR, home=cast.fjordby)
    reader.sign_in(neighbour)
    assert reader.post(address(cast)).status == 303
    assert work(cast) == 1
    where = next(link for link in reader.get(address(cast)).links if link.endswith("/hent"))
    pages = " ".join(words_of(fetched(reader, where)))
    assert ("Vist for Fjordby" in pages, "Skjult for Fjordby" in pages) == (True, False)
    deck = reader.get(f"{address(cast)}/laes")
    assert ("Vist for Fjordby" in deck.text, "Skjult for Fjordby" in deck.source) == (True, False)


def test_who_no_longer_teaches_when_the_worker_comes_gets_none(reader: Reader, cast: Cast) -> None:
    handed_in_by(reader, cast, cast.author)
    order(reader, cast)
    with cast.app.app_context():
        db.session.delete(db.session.scalars(select(CohortStaff)).one())
        db.session.commit()
        assert make_due_packs() == 1
        assert db.session.scalars(select(CasePack.id)).all() == []


def test_without_cases_there_is_nothing_to_make(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.instructor)
    assert "Der er ingen cases at samle endnu." in reader.get(address(cast)).text
    assert "Der er ingen cases at samle endnu." in reader.post(address(cast)).text
    assert "Der er ingen cases at samle endnu." in reader.get(f"{address(cast)}/laes").text


def test_pressing_twice_is_one_pack_and_the_page_says_how_far_it_is(reader: Reader, cast: Cast) -> None:
    handed_in_by(reader, cast, cast.author)
    order(reader, cast)
    order(reader, cast)
    page = reader.get(address(cast))
    assert "PDF’en bliver lavet. Det tager nogle sekunder." in page.text
    with cast.app.app_context():
        [pack] = db.session.scalars(select(CasePack))
        assert pack.state is PackState.WAITING
    assert reader.get(f"/casesamling/{pack.id}/stand").json == {"mark": "waiting", "voted": None}
    assert reader.get(f"/casesamling/{pack.id}/hent").status == 303
    assert work(cast) == 1
    assert work(cast) == 0
    assert reader.get(f"/casesamling/{pack.id}/stand").json["mark"] == "ready"


def test_a_pack_that_cannot_be_set_says_so_after_three_tries(
    reader: Reader, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_in_by(reader, cast, cast.author)
    order(reader, cast)

    def broken(_pack: dict[str, object]) -> bytes:
        raise CannotSet

    monkeypatch.setattr(packs, "set_pdf", broken)
    assert work(cast) == 3
    page = reader.get(address(cast))
    assert "PDF’en kunne ikke laves. Prøv igen, eller læs casene på én side." in page.text
    monkeypatch.undo()
    assert made(reader, cast)


def test_the_database_holds_no_word_of_it_and_after_a_day_nothing(reader: Reader, cast: Cast, tmp_path: Path) -> None:
    handed_in_by(reader, cast, cast.author)
    where = made(reader, cast)
    with cast.app.app_context():
        kept = db.session.execute(text("SELECT pdf FROM case_pack")).scalar_one()
        assert ("JVBERi" in kept, len(kept) > 10_000) == (False, True)
    clock.set_clock(clock.now() + timedelta(days=1))
    reader.sign_in(cast.instructor)
    assert reader.get(where).status == 303
    with cast.app.app_context():
        run_retention(Ledger(tmp_path / "erased"), Sealer(b"n", tmp_path / "head"))
        assert db.session.scalars(select(CasePack.state)).all() == [PackState.WAITING]
    clock.set_clock(clock.now() + timedelta(days=1))
    with cast.app.app_context():
        run_retention(Ledger(tmp_path / "erased"), Sealer(b"n", tmp_path / "head"))
        assert [db.session.scalars(select(kind.id)).all() for kind in (CasePack, CasePackKey)] == [[], []]


def test_cases_stand_under_their_first_theme_those_without_one_last(reader: Reader, cast: Cast) -> None:
    for by, title, themes in (
        (cast.author, "Åben dør", ("Ytringsfrihed", "Ærlighed")),
        (cast.classmate, "Bøjet faglighed", ("Ærlighed",)),
        (cast.groupmate, "Alene hjemme", ()),
    ):
        case = handed_in_by(reader, cast, by, title=title)
        for name in themes:
            with cast.app.app_context():
                theme = theme_named(cast.cohort.id, name.casefold())
                theme = theme or Theme(cohort_id=cast.cohort.id, name=name, folded=name.casefold())
                db.session.add(theme)
                db.session.flush()
                db.session.add(CaseMark(own_case_id=UUID(case.rpartition("/")[2]), theme_id=theme.id))
                db.session.commit()
    with pikepdf.open(io.BytesIO(fetched(reader, made(reader, cast)))) as document, document.open_outline() as outline:
        found = [(str(one.title), [str(below.title) for below in one.children]) for one in outline.root]
    assert found == [
        ("Ytringsfrihed", ["Åben dør"]),
        ("Ærlighed", ["Bøjet faglighed"]),
        ("Uden tema", ["Alene hjemme"]),
    ]
    page = reader.get(f"{address(cast)}/laes")
    headings = [words(one) for one in page.all("main")[0].iter() if one.tag == "h2" or one.get("class") == "serif"]
    assert headings == ["Ytringsfrihed", "Åben dør", "Ærlighed", "Bøjet faglighed", "Uden tema", "Alene hjemme"]


def test_erasing_a_case_takes_every_pack_of_its_cohort_along(reader: Reader, cast: Cast) -> None:
    case = handed_in_by(reader, cast, cast.author)
    handed_in_by(reader, cast, cast.classmate)
    made(reader, cast)
    with cast.app.app_context():
        assert erase_work(Kind.OWN_CASE, UUID(case.rpartition("/")[2]), by_id=None, ledger=None) == []
        db.session.commit()
        assert [db.session.scalars(select(kind.id)).all() for kind in (CasePack, CasePackKey)] == [[], []]


def test_all_cases_stand_on_one_page_and_each_author_sees_that(reader: Reader, cast: Cast) -> None:
    case = handed_in_by(reader, cast, cast.author, title="Ærlighed på rådhuset")
    handed_in_by(reader, cast, cast.classmate, title="Blåbærgrød til mødet")
    reader.sign_in(cast.instructor)
    page = reader.get(f"{address(cast)}/laes")
    assert page.text.index("Blåbærgrød til mødet") < page.text.index("Ærlighed på rådhuset")
    assert page.text.count(WHOLE["question"]) == 2
    assert cast.author.name not in page.source
    with cast.app.app_context():
        read = db.session.scalars(select(Entry.by_id).where(Entry.act == "own_case.read")).all()
    assert read == [cast.instructor.id] * 2
    reader.sign_in(cast.author)
    assert f"{cast.instructor.name} Underviser, 2. nov kl. 9.30" in reader.get(f"{case}/laesere").text
    reader.sign_in(cast.classmate)
    assert reader.get(f"{address(cast)}/laes").status == 404


# What stands on the pages


def pack_with(words: str, title: str = "Når løftet er givet", cases: int = 1) -> dict[str, object]:
    case = {"title": title, "parts": [{"label": "Situationen", "blocks": blocks_of(words)}]}
    told = {name: name for name in ("title", "reader", "date", "contents", "boxes")}
    return {**told, "about": ["Om"], "groups": [{"theme": "", "cases": [case] * cases}]}


@pytest.mark.once
@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (HOSTILE, HOSTILE),
        ("Blåbærgrød på Ærø “citat” – §", "Blåbærgrød på Ærø “citat” – §"),
        ("før\x07\x00\x1b[31m\u202eefter", "før [31m efter"),
        ("før 😀 中 \ue000 efter", "før □ □ efter"),
        ("linje et\nlinje to\n\n- a\n- b", "linje et linje to • a • b"),
        ("a\ud800b", "a b"),
    ],
)
def test_words_are_words_whatever_they_look_like(written: str, shown: str) -> None:
    pages = " ".join(words_of(set_pdf(pack_with(written))))
    assert shown in pages, pages


@pytest.mark.once
def test_a_case_of_thirty_thousand_characters_is_there_to_its_last_word() -> None:
    long = "\n\n".join(f"Afsnit {n} om løftet, der blev givet uden for mødet." for n in range(600))
    assert len(long) > 29_000
    pages = " ".join(words_of(set_pdf(pack_with(f"{long}\n\nDet sidste ord"))))
    assert ("Afsnit 599 om løftet" in pages, "Det sidste ord" in pages) == (True, True)


@pytest.mark.once
def test_themes_are_the_first_level_of_contents_and_bookmarks() -> None:
    pack = pack_with("Ord")
    [untagged] = pack["groups"]
    pack["groups"] = [
        {"theme": "Løfter", "cases": untagged["cases"] * 2},
        {"theme": "Uden tema", "cases": untagged["cases"]},
    ]
    with pikepdf.open(io.BytesIO(set_pdf(pack))) as document, document.open_outline() as outline:
        found = [(str(one.title), len(one.children)) for one in outline.root]
    assert found == [("Løfter", 2), ("Uden tema", 1)]


@pytest.mark.once
def test_what_cannot_be_set_within_the_limits_ends_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.typesetting.setting.LIMITS", Limits(wall=0.0, file=0))
    with pytest.raises(CannotSet):
        set_pdf(pack_with("Ord " * 100))
