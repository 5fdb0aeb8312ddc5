"""Do materials come into the search, follow every change, and leave nothing behind?"""

import sqlite3
from contextlib import closing
from pathlib import Path

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from flask.ctx import AppContext
from sqlalchemy import func, inspect, select

from portal.db import Base, db
from portal.materials.actions import delete_material
from portal.materials.models import Document, DocumentVersion, Material
from portal.migrating import bring_up_to_date
from portal.people.models import Person
from portal.searching.dialect import is_postgresql
from portal.searching.indexing import due_materials, index_all, index_due_materials, index_material, tidy
from portal.searching.models import Passage, PassageText, SearchEntry
from portal.searching.queries import search
from portal.searching.reading import LONGEST_PIECE
from portal.searching.words import terms_of
from portal.storage import current
from portal.storage.models import FileRendition, FileState
from portal.storage.store import StoreDown
from tests.cast import Cast
from tests.searching import library


def titles(question: str) -> list[str]:
    """What somebody who may see everything finds, by title, in alphabetical order."""
    return sorted(r.name for r in search(terms_of(question), among=select(Material)).results)


def pages(question: str) -> list[tuple[int | None, str]]:
    """The passages of the first result."""
    first = search(terms_of(question), among=select(Material)).results[0]
    return [(e.page, "".join(part.text for part in e.parts)) for e in first.excerpts]


def test_title_description_pages_markdown_and_address_are_found(cast: Cast, inside: AppContext) -> None:
    library.material(cast, "Kodeks", ["Forside", "Syv pligter\nEmbedsmandens ærlighed"], description="Kort om årshjul.")
    library.page(cast, "Praktisk", "## Overnatning\n\n- **Sengelinned** hører [med](https://x.dk/lagner).")
    library.link(cast, "Vejledning", "https://www.forvaltning.eksempel.dk/habilitet_2026/")
    assert library.brought_in(cast) == 3
    found = {q: titles(q) for q in ("kodeks", "årshjulet", "pligten", "sengelinned", "overnatningen", "habilitet 2026")}
    assert found == {
        "kodeks": ["Kodeks"],
        "årshjulet": ["Kodeks"],
        "pligten": ["Kodeks"],
        "sengelinned": ["Praktisk"],
        "overnatningen": ["Praktisk"],
        "habilitet 2026": ["Vejledning"],
    }
    assert pages("ærlig") == [(2, "Syv pligter Embedsmandens ærlighed")]
    assert pages("sengelinned") == [(None, "Overnatning Sengelinned hører med .")]


def test_what_is_up_to_date_is_left_alone_and_anew_makes_the_same(cast: Cast, inside: AppContext) -> None:
    made = library.material(cast, "Kodeks", ["Én", "To pligter"])
    assert (index_due_materials(), index_due_materials()) == (1, 0)

    def kept() -> list[tuple[object, ...]]:
        rows = db.session.execute(
            select(Passage.page, PassageText.text, Passage.words).join(PassageText).order_by(Passage.id)
        )
        return [*map(tuple, rows), *map(tuple, db.session.execute(select(SearchEntry.material_id, SearchEntry.words)))]

    before = kept()
    assert index_all(anew=True) == 1
    assert kept() == before
    assert index_material(made.id)
    assert kept() == before


def test_a_new_title_a_new_version_and_a_text_that_comes_later_are_due(cast: Cast, inside: AppContext) -> None:
    made = library.material(cast, "Kodeks", ["Syv pligter"])
    library.brought_in(cast)
    made.title = "Rettesnor"
    db.session.commit()
    assert library.brought_in(cast) == 1
    assert (titles("kodeks"), titles("rettesnoren")) == ([], ["Rettesnor"])

    late = library.file(cast, None)
    db.session.add(DocumentVersion(document_id=made.document_id, number=2, file_id=late.id))
    db.session.commit()
    assert titles("rettesnor") == [], "the pages of a version that nobody gets any more were found"
    assert library.brought_in(cast) == 1
    assert (titles("pligter"), titles("rettesnor")) == ([], ["Rettesnor"])

    with_text = library.file(cast, ["Otte løfter"])
    rendition = db.session.scalars(select(FileRendition).where(FileRendition.file_id == with_text.id)).one()
    rendition.file_id = late.id
    db.session.commit()
    assert library.brought_in(cast) == 1
    assert titles("løfte") == ["Rettesnor"]
    assert db.session.scalar(select(func.count()).select_from(Passage)) == 1


@pytest.mark.parametrize("state", [state for state in FileState if state is not FileState.AVAILABLE])
def test_a_file_is_not_read_before_it_is_available(cast: Cast, inside: AppContext, state: FileState) -> None:
    made = library.material(cast, "Kodeks", ["Syv pligter"], state=state)
    assert library.brought_in(cast) == 0
    assert titles("kodeks") == []
    second = library.file(cast, ["Otte løfter"])
    db.session.add(DocumentVersion(document_id=made.document_id, number=2, file_id=second.id))
    db.session.commit()
    assert library.brought_in(cast) == 1
    second.state = state
    db.session.commit()
    assert titles("løfter") == []
    assert library.brought_in(cast) == 1
    assert db.session.scalar(select(func.count()).select_from(Passage)) == 0


def test_a_document_on_two_cohorts_is_read_once_and_stays_while_one_shows_it(cast: Cast, inside: AppContext) -> None:
    first = library.material(cast, "Kodeks", ["Syv pligter"])
    document = db.session.get_one(Document, first.document_id)
    library.shown(cast, document, "Kodeks igen", cohort=cast.other_cohort)
    assert library.brought_in(cast) == 2
    assert titles("pligten") == ["Kodeks", "Kodeks igen"]
    assert db.session.scalar(select(func.count()).select_from(Passage)) == 1
    db.session.delete(first)
    db.session.commit()
    assert titles("pligten") == ["Kodeks igen"]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"pages": 7}',
        b'{"pages": [7, {"blocks": [7, [], ["p", 7]]}]}',
    ],
)
def test_a_text_that_cannot_be_read_hides_its_material_no_more_than_none(
    cast: Cast, inside: AppContext, raw: bytes
) -> None:
    library.material(cast, "Kodeks", raw=raw)
    assert (library.brought_in(cast), library.brought_in(cast)) == (1, 0)
    assert titles("kodeks") == ["Kodeks"]
    assert db.session.scalar(select(func.count()).select_from(Passage)) == 0


def test_odd_letters_and_a_page_without_end_are_taken_in(cast: Cast, inside: AppContext) -> None:
    odd = "nul\u0000 \ud83d\ude00 \U0001f600 \u202eomvendt ﬁnanslov \u0301 " + "𐴀𐴁" + " ord" * 4_000 + " hale"
    library.material(cast, "Kodeks\u0000 \ufdd0".replace("\u0000", ""), ["Først", odd, "x" * 30_000])
    assert library.brought_in(cast) == 1
    assert titles("omvendt finanslov halen") == ["Kodeks \ufdd0"]
    assert pages("hale")[0][0] == 2
    assert db.session.scalar(select(func.max(func.length(PassageText.text)))) <= LONGEST_PIECE


def test_a_store_that_is_down_loses_nothing(cast: Cast, inside: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
    library.material(cast, "Kodeks", ["Syv pligter"])
    library.material(cast, "Bilag", ["Otte løfter"])

    def down(*_args: object, **_more: object) -> None:
        raise StoreDown

    with monkeypatch.context() as away:
        away.setattr(type(current.store()), "read", down)
        with pytest.raises(StoreDown):
            index_due_materials()
    assert len(db.session.scalars(due_materials()).all()) == 2
    assert library.brought_in(cast) == 2
    assert titles("løfter") == ["Bilag"]


def test_a_material_that_is_gone_meanwhile_is_nobodys_trouble(cast: Cast, inside: AppContext) -> None:
    assert index_material(cast.cohort.id) is False


def test_no_word_survives_the_deletion_of_its_document(own_app: Flask) -> None:
    cast, secret = Cast(own_app), "kvidderkvadder"
    kept = library.material(cast, "Kodeks", ["Syv pligter"])
    gone = library.material(cast, f"{secret} i titlen", ["Forside", f"Her står {secret}en"])
    library.brought_in(cast)
    with own_app.app_context():
        assert len(titles(secret)) == 1
        if not is_postgresql():
            assert secret in _left_in_file(own_app)
        delete_material(db.session.get_one(Material, gone.id), by=db.session.get_one(Person, cast.instructor.id))
        db.session.commit()
        assert (titles(secret), titles("pligt")) == ([], ["Kodeks"])
        assert list(db.session.scalars(select(SearchEntry.material_id))) == [kept.id]
        assert [row for row in db.session.scalars(select(PassageText.text)) if secret in row] == []
        tidy()
        if not is_postgresql():
            assert secret not in _left_in_file(own_app)


def _left_in_file(app: Flask) -> str:
    db.session.commit()
    path = Path(str(app.config["SQLALCHEMY_DATABASE_URI"]).removeprefix("sqlite:///"))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.read_bytes().decode("latin-1")


def test_the_tables_of_the_search_are_as_the_models_say_and_go_down_and_up_again(own_app: Flask) -> None:
    cast = Cast(own_app)
    library.material(cast, "Kodeks", ["Syv pligter"])
    library.brought_in(cast)
    bring_up_to_date(own_app)  # it is already; the tools learn of this portal by it
    with own_app.app_context():
        db.session.remove()
        flask_migrate.downgrade(revision="base")
        assert set(inspect(db.engine).get_table_names()) - {"alembic_version"} == set()
        flask_migrate.upgrade()
        with db.engine.connect() as connection:
            found = compare_metadata(MigrationContext.configure(connection, opts=_as_env(own_app)), Base.metadata)
        assert [one for one in found if "passage" in str(one) or "search_entry" in str(one)] == []


def _as_env(app: Flask) -> dict[str, object]:
    is_sqlite = "sqlite" in str(app.config["SQLALCHEMY_DATABASE_URI"])
    return {
        "compare_type": True,
        "include_name": lambda name, _kind, _parents: "_fts" not in (name or "") and name != "ix_passage_pairs",
        "include_object": lambda _o, name, _k, _r, _c: not (is_sqlite and name == "ix_search_entry_words"),
    }
