"""Is a draft saved, once for each change, without one save running over another?"""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.ctx import AppContext
from sqlalchemy import Engine, event

from portal import clock
from portal.db import db
from portal.errors import Refused
from portal.journal.models import Entry
from portal.own_cases import drafts
from portal.own_cases.models import OwnCase, OwnCaseAttachment, OwnCaseStatus, Visibility
from portal.own_cases.queries import attachments_of
from portal.storage.actions import receive_file
from portal.storage.models import FileState, StoredFile
from portal.storage.store import StoreDown
from tests.cast import Cast
from tests.own_cases.work import MOST, WHOLE, attach, hand_in, known, known_cohort, write
from tests.storage.samples import sample


def test_the_first_save_begins_the_case_and_each_change_counts_up(inside: AppContext, cast: Cast) -> None:
    own_case = write(cast, texts={"title": "Cykelstien"}, version=0)
    assert (own_case.title, own_case.status, own_case.version) == ("Cykelstien", OwnCaseStatus.DRAFT, 1)
    clock.set_clock(clock.now() + timedelta(minutes=1))
    again = write(cast, texts={"situation": "Formanden ringede."}, version=1)
    assert again is own_case
    assert (own_case.title, own_case.situation, own_case.version) == ("Cykelstien", "Formanden ringede.", 2)
    assert own_case.saved_at == clock.now()
    assert [e.act for e in db.session.query(Entry).filter_by(subject_id=own_case.id)] == ["own_case.begun"]


def test_a_save_that_changes_nothing_counts_nothing_up(inside: AppContext, cast: Cast) -> None:
    own_case = write(cast, version=0)
    saved_at = own_case.saved_at
    clock.set_clock(clock.now() + timedelta(minutes=1))
    assert write(cast, version=0).version == 1
    assert own_case.saved_at == saved_at


def test_an_old_version_may_not_overwrite_and_is_told_what_is_stored(inside: AppContext, cast: Cast) -> None:
    write(cast, texts={"title": "Fra telefonen", "dilemma": "A"}, version=0)
    with pytest.raises(drafts.TextsDiffer) as differ:
        write(cast, texts={"title": "Fra computeren", "dilemma": "A", "question": "Nyt"}, version=0)
    assert (differ.value.theirs, differ.value.version) == ({"title": "Fra telefonen", "question": ""}, 1)
    assert db.session.query(OwnCase).one().title == "Fra telefonen"


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        ({"title": "T" * 91}, "Teksten er 91 tegn. Der er plads til 90. Kort den lidt."),
        ({"situation": "S" * 20_001}, "Teksten er 20001 tegn. Der er plads til 20000. Kort den lidt."),
        (
            {"actors": "Borgeren, 010190-1234"},
            "Det ligner et cpr-nummer. Fjern det, så gemmer vi feltet. Resten af casen er ikke berørt.",
        ),
    ],
)
def test_a_text_that_is_not_kept_is_refused_at_its_field(
    inside: AppContext, cast: Cast, texts: dict[str, str], sentence: str
) -> None:
    with pytest.raises(Refused) as refusal:
        write(cast, texts=texts, version=0)
    assert (refusal.value.sentence, refusal.value.field) == (sentence, *texts)


def test_one_can_share_with_a_case_group_only_when_one_is_in_one(inside: AppContext, cast: Cast) -> None:
    assert write(cast, visibility=Visibility.GROUP, texts={}).visibility is Visibility.GROUP
    with pytest.raises(Refused, match="Du er ikke i en casegruppe"):
        write(cast, by=cast.colleague, visibility=Visibility.GROUP, texts={})


def test_changing_who_may_read_a_handed_in_case_is_journaled(inside: AppContext, cast: Cast) -> None:
    own_case = write(cast)
    write(cast, visibility=Visibility.GROUP, texts={})
    hand_in(cast, own_case)
    write(cast, visibility=Visibility.COHORT, texts={})
    changes = db.session.query(Entry).filter_by(act="own_case.shown_to_cohort").all()
    assert [(e.subject_id, e.by_id) for e in changes] == [(own_case.id, cast.author.id)]


def test_files_come_beside_the_draft_and_alike_ones_once(inside: AppContext, cast: Cast) -> None:
    own_case = write(cast)
    first, twin = attach(cast, own_case, "Tidslinje.docx"), attach(cast, own_case, "Tidslinje.docx")
    other = attach(cast, own_case, "Kort.pdf")
    assert first is twin
    assert [a.file.name for a in attachments_of(own_case.id)] == ["Kort.pdf", "Tidslinje.docx"]
    assert first.file.claimed_at is not None
    assert {f.state for f in db.session.query(StoredFile) if f.id not in {first.file_id, other.file_id}} == {
        FileState.ABORTED
    }


def test_a_files_row_is_written_once(inside: AppContext, cast: Cast) -> None:
    own_case, told = write(cast), list[str]()

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        told.extend(word for word in ("INSERT INTO stored_file ", "UPDATE stored_file ") if statement.startswith(word))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        drafts.receive_attachment(
            own_case, by=known(cast.author), name="Kort.pdf", stream=io.BytesIO(sample("pdf")), most=MOST
        )
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert told == ["INSERT INTO stored_file "]


def test_uploaded_files_are_claimed_once_though_the_form_comes_twice(inside: AppContext, cast: Cast) -> None:
    own_case, author = write(cast), known(cast.author)
    file = receive_file(by=author, name="Kort.pdf", stream=io.BytesIO(sample("pdf")))
    for _time in range(2):
        drafts.attach_files(own_case, [file.id], by=author, most=MOST)
    assert [a.file_id for a in attachments_of(own_case.id)] == [file.id]


def test_somebody_elses_file_cannot_be_attached(inside: AppContext, cast: Cast) -> None:
    own_case = write(cast)
    file = receive_file(by=known(cast.classmate), name="Kort.pdf", stream=io.BytesIO(sample("pdf")))
    with pytest.raises(Refused, match="En af filerne er her ikke længere"):
        drafts.attach_files(own_case, [file.id], by=known(cast.author), most=MOST)
    assert attachments_of(own_case.id) == []


def test_a_case_has_room_for_ten_files(inside: AppContext, cast: Cast) -> None:
    own_case = write(cast)
    for number in range(10):
        attach(cast, own_case, f"bilag {number}.txt")
    with pytest.raises(Refused, match="Der er plads til 10 bilag til en case") as refusal:
        attach(cast, own_case, "et for meget.txt")
    assert refusal.value.field == "files"
    assert len(attachments_of(own_case.id)) == 10


def test_a_removed_file_is_let_go_but_readers_keep_theirs_until_the_next_hand_in(
    inside: AppContext, cast: Cast
) -> None:
    own_case, author = write(cast), known(cast.author)
    kept, gone = attach(cast, own_case, "Kort.pdf"), attach(cast, own_case, "Kladde.txt")
    drafts.remove_attachments(own_case, [gone.file_id], by=author)
    assert gone.file.state is FileState.ABORTED
    hand_in(cast, own_case, form_key="a")
    drafts.remove_attachments(own_case, [kept.file_id], by=author)
    assert drafts.drafted_attachments(own_case) == []
    assert [(a.file_id, a.is_handed_in) for a in attachments_of(own_case.id)] == [(kept.file_id, True)]
    hand_in(cast, write(cast, texts={"attempts": "Uden kort."}), form_key="b")
    assert db.session.query(OwnCaseAttachment).count() == 0
    assert kept.file.state is FileState.ABORTED


def test_the_text_is_saved_though_the_store_is_away(
    inside: AppContext, cast: Cast, store_goes_away: Callable[[], None]
) -> None:
    own_case = write(cast)
    store_goes_away()
    with pytest.raises(StoreDown):
        attach(cast, own_case, "Kort.pdf")
    assert write(cast, texts={**WHOLE, "title": "Stadig her"}).title == "Stadig her"
    assert attachments_of(own_case.id) == []


def test_a_draft_needs_its_cohort_only(inside: AppContext, cast: Cast) -> None:
    opened = drafts.open_draft(known_cohort(cast.cohort), by=known(cast.author))
    assert (opened.version, opened.cohort.course.title, opened.author.name) == (
        0, "Politisk betjening i praksis", "Maja Bruun",
    )  # fmt: skip
