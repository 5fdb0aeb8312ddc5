"""Is a case handed in once, whole, with a receipt, whatever the hour?"""

from datetime import datetime, timedelta

import pytest
from flask.ctx import AppContext

from portal import clock
from portal.db import db
from portal.errors import Refused
from portal.journal.models import Entry
from portal.letters.models import Letter
from portal.own_cases import actions, drafts
from portal.own_cases.models import HandedInCase, OwnCase, OwnCaseStatus
from portal.own_cases.queries import attachments_of, own_cases_of
from portal.receipts.checksum import recompute
from portal.receipts.queries import receipts_of
from portal.storage.models import FileState
from tests.cast import Cast
from tests.own_cases.work import WHOLE, attach, hand_in, known, known_cohort, write


def snapshots() -> list[tuple[str, bool, bool]]:
    rows = db.session.query(HandedInCase).order_by(HandedInCase.submitted_at, HandedInCase.created_at)
    return [(row.title, row.is_current, row.is_late) for row in rows]


def test_handing_in_gives_readers_a_copy_the_author_a_receipt_and_a_letter(inside: AppContext, cast: Cast) -> None:
    own_case = write(cast, texts={**WHOLE, "question": "  Hvad gør I?\n"})
    receipt = hand_in(cast, own_case)
    assert (own_case.status, snapshots()) == (OwnCaseStatus.SUBMITTED, [(WHOLE["title"], True, False)])
    assert db.session.query(HandedInCase).one().question == "Hvad gør I?"
    assert own_case.question == "  Hvad gør I?\n"
    assert (receipt.number, receipt.at, receipt.is_late, receipt.subject_id) == (1, clock.now(), False, own_case.id)
    letter = db.session.query(Letter).one()
    assert (letter.kind, letter.person_id, letter.subject) == (
        "own_case_received", cast.author.id, "Vi har modtaget din case",
    )  # fmt: skip
    assert receipt.sha256 in letter.body
    acts = [e.act for e in db.session.query(Entry).filter_by(subject_id=own_case.id).order_by(Entry.at)]
    assert sorted(acts) == ["own_case.begun", "own_case.submitted"]


def test_the_letter_says_no_word_of_the_case(inside: AppContext, cast: Cast) -> None:
    own_case = write(cast)
    attach(cast, own_case, "Hemmelig tidslinje.docx")
    hand_in(cast, own_case)
    letter = db.session.query(Letter).one()
    told = f"{letter.subject} {letter.body}"
    assert [words for words in (*WHOLE.values(), "Hemmelig") if words in told] == []


def test_the_checksum_of_the_receipt_matches_what_the_readers_have(inside: AppContext, cast: Cast) -> None:
    own_case = write(cast)
    attach(cast, own_case, "Kort over strækningen.pdf")
    attach(cast, own_case, "Tidslinje.docx")
    receipt = hand_in(cast, own_case)
    kept = db.session.query(HandedInCase).filter_by(is_current=True).one()
    files = [a.file for a in attachments_of(own_case.id) if a.is_handed_in]
    assert len(files) == 2
    assert receipt.sha256 == recompute(actions.texts_as_handed_in(kept), files)


def test_the_same_form_twice_is_one_hand_in_one_receipt_and_one_letter(inside: AppContext, cast: Cast) -> None:
    own_case = write(cast)
    first = hand_in(cast, own_case, form_key="k")
    clock.set_clock(clock.now() + timedelta(seconds=2))
    assert hand_in(cast, write(cast, version=0), form_key="k") is first
    assert (len(snapshots()), db.session.query(Letter).count()) == (1, 1)


def test_the_same_form_with_another_text_is_refused(inside: AppContext, cast: Cast) -> None:
    hand_in(cast, write(cast), form_key="k")
    changed = write(cast, texts={"question": "Noget helt andet?"})
    with pytest.raises(Refused, match="du har afleveret en anden tekst fra samme side"):
        hand_in(cast, changed, form_key="k")
    assert [row.question for row in db.session.query(HandedInCase)] == [WHOLE["question"]]


def test_a_new_hand_in_takes_the_place_of_the_old_and_is_unread_again(inside: AppContext, cast: Cast) -> None:
    own_case = write(cast)
    hand_in(cast, own_case, form_key="a")
    actions.move_own_case(own_case, OwnCaseStatus.SELECTED, by=cast.instructor)
    clock.set_clock(clock.now() + timedelta(minutes=5))
    hand_in(cast, write(cast, texts={"title": "Ny titel"}), form_key="b")
    assert snapshots() == [(WHOLE["title"], False, False), ("Ny titel", True, False)]
    assert own_case.status is OwnCaseStatus.SUBMITTED
    assert [receipt.number for receipt in receipts_of(own_case.id)] == [2, 1]


@pytest.mark.parametrize("field", list(WHOLE))
def test_nothing_is_handed_in_while_a_field_is_empty(inside: AppContext, cast: Cast, field: str) -> None:
    own_case = write(cast, texts={**WHOLE, field: " \n "})
    with pytest.raises(Refused) as refusal:
        hand_in(cast, own_case)
    assert (refusal.value.field, refusal.value.sentence) == (field, str(actions.MISSING[field]))
    assert (snapshots(), own_case.status, db.session.query(Letter).count()) == ([], OwnCaseStatus.DRAFT, 0)


def test_nothing_is_handed_in_before_names_are_said_to_be_gone(inside: AppContext, cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        actions.submit_own_case(write(cast), by=known(cast.author), form_key="k", is_anonymised=False)
    assert refusal.value.field == "is_anonymised"
    assert snapshots() == []


@pytest.mark.parametrize(
    ("after", "is_late"),
    [
        (timedelta(0), False),
        (timedelta(microseconds=999_999), False),
        (timedelta(seconds=1), True),
        (timedelta(days=20), True),
    ],
)
def test_the_second_of_the_deadline_is_in_time_and_what_comes_later_is_taken_and_marked(
    inside: AppContext, cast: Cast, after: timedelta, is_late: bool
) -> None:
    deadline = cast.cohort.own_case_deadline
    assert isinstance(deadline, datetime)
    own_case = write(cast)
    clock.set_clock(deadline + after)
    assert hand_in(cast, own_case).is_late is is_late
    assert snapshots() == [(WHOLE["title"], True, is_late)]


def test_without_a_deadline_nothing_is_late(inside: AppContext, cast: Cast) -> None:
    cast.cohort.own_case_deadline = None
    clock.set_clock(clock.now() + timedelta(days=400))
    assert hand_in(cast, write(cast)).is_late is False


def test_withdrawing_takes_the_case_from_everybody_and_leaves_the_draft(inside: AppContext, cast: Cast) -> None:
    own_case = write(cast)
    attachment = attach(cast, own_case, "Kort.pdf")
    hand_in(cast, own_case, form_key="a")
    actions.withdraw_own_case(own_case, by=known(cast.author))
    assert (own_case.status, own_case.is_handed_in, own_case.title) == (OwnCaseStatus.WITHDRAWN, False, WHOLE["title"])
    assert snapshots() == [(WHOLE["title"], False, False)]
    assert (attachment.in_draft, attachment.is_handed_in) == (True, False)
    actions.withdraw_own_case(own_case, by=known(cast.author))
    assert db.session.query(Entry).filter_by(act="own_case.withdrawn").count() == 1


def test_what_was_never_handed_in_cannot_be_withdrawn(inside: AppContext, cast: Cast) -> None:
    with pytest.raises(Refused, match="Casen er ikke afleveret, så der er ikke noget at trække tilbage"):
        actions.withdraw_own_case(write(cast), by=known(cast.author))


def test_a_withdrawn_case_can_be_handed_in_again_but_not_by_the_old_form(inside: AppContext, cast: Cast) -> None:
    own_case = write(cast)
    hand_in(cast, own_case, form_key="a")
    actions.withdraw_own_case(own_case, by=known(cast.author))
    with pytest.raises(Refused, match="Du har trukket casen tilbage siden"):
        hand_in(cast, write(cast), form_key="a")
    assert own_case.status is OwnCaseStatus.WITHDRAWN
    assert hand_in(cast, write(cast), form_key="b").number == 2
    assert own_case.status is OwnCaseStatus.SUBMITTED


def test_withdrawing_lets_go_of_the_files_that_only_readers_had(inside: AppContext, cast: Cast) -> None:
    own_case, author = write(cast), known(cast.author)
    attachment = attach(cast, own_case, "Kort.pdf")
    hand_in(cast, own_case)
    drafts.remove_attachments(own_case, [attachment.file_id], by=author)
    actions.withdraw_own_case(own_case, by=author)
    assert attachments_of(own_case.id) == []
    assert attachment.file.state is FileState.ABORTED


def test_ones_own_case_on_another_cohort_is_another_case(inside: AppContext, cast: Cast) -> None:
    cast.enrol(cast.author, cast.other_cohort)
    hand_in(cast, write(cast))
    other = drafts.save_draft(
        known_cohort(cast.other_cohort), by=known(cast.author), version=0, texts={"title": "Den anden"}
    )
    assert sorted((c.title, c.status) for c in db.session.query(OwnCase)) == [
        ("Den anden", OwnCaseStatus.DRAFT),
        (WHOLE["title"], OwnCaseStatus.SUBMITTED),
    ]
    assert own_cases_of(cast.author, [cast.cohort.id, cast.other_cohort.id])[cast.other_cohort.id] is other
