"""Is somebody who is erased gone from everywhere, also when an older copy of the database comes back?"""

from collections import Counter
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.ctx import AppContext
from sqlalchemy import func, select

from portal.announcements.models import Announcement
from portal.assignments.models import Feedback
from portal.courses.cohort_models import CohortStaff
from portal.db import Base, db
from portal.errors import Refused
from portal.journal.models import Entry
from portal.ledger import Kind, Ledger, Written
from portal.letters.actions import post
from portal.letters.models import Letter
from portal.own_cases.models import OwnCaseComment
from portal.people.models import HeldForm, Person
from portal.receipts.models import Receipt
from portal.retention.erasing import FORMER_NAME, STAYS, Erased, erase_person
from portal.retention.letters import farewell
from portal.retention.reapplying import Applied, apply, sweep_at_once, wipe_traces
from portal.retention.works import erase_work
from portal.storage.current import store
from portal.storage.models import StoredFile
from tests.cast import Cast
from tests.retention.planted import Planted


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "outside" / "erased")


def erase(person_id: UUID, ledger: Ledger) -> Erased:
    person = db.session.get_one(Person, person_id)
    erased = erase_person(person_id, by_id=person_id, ledger=ledger)
    assert erased is not None
    farewell(person)
    db.session.commit()
    sweep_at_once(erased.files)
    return erased


def test_ad_6_nothing_of_somebody_who_was_erased_is_left_anywhere(
    own_app: Flask, ledger: Ledger, tmp_path: Path
) -> None:
    """AD-6: 0 of 40 and more markers, in rows, free pages and write-ahead log, files and pictures, outbox and index."""
    places = [tmp_path / "files"]
    with own_app.app_context():
        if db.engine.dialect.name == "sqlite":
            places.append(Path(db.engine.url.database or "").parent)
        planted = Planted(Cast(own_app))
        planted.plant()
        assert len(planted.markers) >= 40
        bystander = planted.cast.classmate.name
        assert planted.in_rows() | planted.in_files() | planted.found(*places) == set(planted.markers)
        assert len(places) == 1 or planted.found(*places) == set(planted.markers) - planted.sealed
        erased = erase(planted.person_id, ledger)
        wipe_traces()
        assert (erased.own_cases, erased.submissions, len(erased.files)) == (1, 1, 3)
        assert [store().size_of(key) for key in planted.keys] == [None] * 6
        last = db.session.scalars(select(Letter).where(Letter.kind == "account_erased")).one()
        assert (last.to_email, last.to_name, last.person_id) == (planted.email, "", None)
        assert planted.in_rows() == set(planted.markers[:2])  # address and first name, until the last letter is sent
        db.session.delete(last)
        db.session.commit()
        wipe_traces()
        assert planted.in_rows() == set()
        assert db.session.scalar(select(Person.id).where(Person.name == bystander)) is not None
    assert planted.found(*places) == set()
    gone = [
        (Kind.PERSON, planted.person_id),
        (Kind.OWN_CASE, planted.own_case_id),
        (Kind.SUBMISSION, planted.submission_id),
    ]
    written = ledger.read()
    assert [one for one in written.erased if one in gone] == gone
    assert Counter(kind for kind, _id in written.erased[1:] if (kind, _id) not in gone) == {
        Kind.FILE: 3,
        Kind.HELD_FORM: 2,
    }


def test_what_was_erased_and_came_back_with_an_older_copy_goes_again(
    inside: AppContext, cast: Cast, ledger: Ledger
) -> None:
    planted = Planted(cast)
    planted.plant()
    ledger.add(Kind.SUBMISSION, planted.submission_id)
    ledger.add(Kind.PERSON, planted.person_id)
    ledger.add(Kind.OWN_CASE, uuid4())
    assert apply(ledger) == Applied(1, 0, 1, 0)
    assert planted.in_rows() == set()
    assert [store().size_of(key) for key in planted.keys] == [None] * 6
    assert apply(ledger) == Applied(0, 0, 0, 0)


def test_with_a_case_goes_what_was_held_of_it_and_what_letters_say_where_it_is(inside: AppContext, cast: Cast) -> None:
    planted = Planted(cast)
    planted.plant()
    author = db.session.get_one(Person, planted.person_id)
    post("own_case_goes", to=author, course="Kursus", goes_at=author.created_at, address=f"/case/{planted.own_case_id}")
    assert erase_work(Kind.OWN_CASE, planted.own_case_id, by_id=None, ledger=None) is not None
    paths = db.session.scalars(select(HeldForm.path)).all()
    assert [path.partition("/profil/")[0] for path in paths] == [""], "the profile's stays, the case's is gone"
    assert "own_case_goes" not in set(db.session.scalars(select(Letter.kind)))


def test_what_others_got_stays_without_the_name(inside: AppContext, cast: Cast, ledger: Ledger) -> None:
    planted = Planted(cast)
    planted.plant()
    db.session.add(
        Announcement(
            cohort_id=cast.cohort.id,
            author_id=cast.instructor.id,
            subject="Toget",
            body="Går",
            recipients=1,
            form_key="t",
        )
    )
    db.session.commit()
    erase(cast.instructor.id, ledger)
    db.session.expunge_all()
    for row in (Announcement, Feedback):
        author = db.session.scalars(select(Person).join(row, row.author_id == Person.id)).one()
        assert (author.name, author.disabled_at is None) == (FORMER_NAME, False)
    names = db.session.scalars(select(Person.name).join(OwnCaseComment, OwnCaseComment.author_id == Person.id))
    assert FORMER_NAME in set(names)
    assert cast.instructor.id not in set(db.session.scalars(select(CohortStaff.person_id)))
    assert erase_person(author.id, by_id=None, ledger=ledger) is None


def test_the_journal_keeps_numbers_and_receipts_go(inside: AppContext, cast: Cast, ledger: Ledger) -> None:
    planted = Planted(cast)
    planted.plant()
    before = set(db.session.scalars(select(Entry.id)))
    erase(planted.person_id, ledger)
    acts = db.session.scalars(select(Entry.act).where(Entry.id.not_in(before))).all()
    assert sorted(acts) == ["file.removed"] * 3 + ["own_case.erased", "person.erased", "submission.erased"]
    assert before <= set(db.session.scalars(select(Entry.id)))
    assert db.session.scalar(select(func.count()).select_from(Receipt)) == 0
    assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 0


def test_the_last_administrator_cannot_be_erased(inside: AppContext, cast: Cast, ledger: Ledger) -> None:
    with pytest.raises(Refused, match="den eneste administrator"):
        erase_person(cast.administrator.id, by_id=None, ledger=ledger)
    cast.person("Åge Ny", is_administrator=True)
    assert erase_person(cast.administrator.id, by_id=None, ledger=ledger) is not None


@pytest.mark.once
def test_every_tie_to_a_person_goes_with_them_or_is_named_as_staying() -> None:
    stays = {column.property.columns[0] for column in STAYS}
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            for key in column.foreign_keys:
                if key.column.table.name == "person" and column not in stays:
                    assert key.ondelete in {"CASCADE", "SET NULL"}, f"{table.name}.{column.name}"


@pytest.mark.once
def test_a_line_that_was_cut_off_swallows_no_other(ledger: Ledger, tmp_path: Path) -> None:
    assert ledger.read() == Written([], [], 0)
    one, two = uuid4(), uuid4()
    ledger.add(Kind.PERSON, one)
    path = tmp_path / "outside" / "erased"
    path.write_text(path.read_text() + "own_case 0b0f4a52-6c1f")
    ledger.add(Kind.OWN_CASE, two)
    ledger.add(Kind.OWN_CASE, two)
    assert ledger.read() == Written([(Kind.PERSON, one), (Kind.OWN_CASE, two)], [], 1)
    assert path.stat().st_mode & 0o777 == 0o600


def test_nothing_is_erased_that_cannot_be_written_down(inside: AppContext, cast: Cast, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        erase_person(cast.author.id, by_id=None, ledger=Ledger(tmp_path / "file" / "erased"))
    db.session.rollback()
    assert db.session.get(Person, cast.author.id) is not None
