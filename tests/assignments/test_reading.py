"""Do instructors read what was handed in, and nothing else, and does their answer reach its author?"""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from portal import clock
from portal.assignments.models import Assignment, Feedback, SubmissionStatus
from portal.db import db
from portal.letters.models import Letter
from tests.assignments.scene import (
    DRAFTED,
    HANDED_IN,
    acts,
    add_attachment,
    letters,
    make_answer,
    make_task,
    stored_answer,
    upload,
)
from tests.cast import Cast
from tests.reader import Page, Reader

CANARY = "kanariefugl"
WORDS = "Godt set, Maja.\n\n- Prøv én ting til på Ærø"


@pytest.fixture
def task(cast: Cast) -> Assignment:
    return make_task(cast)


def give(reader: Reader, address: str, text: str = WORDS, **changes: Any) -> Page:
    return reader.post(address, {"text": text, "form_key": uuid4().hex, **changes})


# Who has handed in


def test_the_list_says_who_has_handed_in_and_who_lacks_it(reader: Reader, cast: Cast, task: Assignment) -> None:
    at = clock.now()
    make_answer(cast, task, cast.author, submitted_at=at - timedelta(minutes=1))
    make_answer(cast, task, cast.classmate, is_late=True, status=SubmissionStatus.REVIEWED)
    make_answer(cast, task, cast.groupmate, handed_in=False)
    cast.colleague, cast.removed, cast.waiting  # noqa: B018 - on the cohort, or not
    page = reader.sign_in(cast.instructor).get(f"/opgave/{task.id}/afleveringer")
    rows = [" ".join("".join(li.itertext()).split()) for li in page.all("li") if li.get("class") == "person"]
    assert rows == [
        "MB Maja Bruun Sekretariatskonsulent, Vejle Afleveret 2. nov kl. 9.29 Venter på svar",
        "OL Otto Lykkegård Fuldmægtig, Aarhus Afleveret 2. nov kl. 9.30 Efter fristen Har fået svar",
        "KE Kasper Eldrup Planlægger, Aarhus",
        "NH Nanna Friis Holt Budgetkonsulent, Vejle",
    ]
    figures = [dd.text for dd in page.all("dd")]
    assert figures == ["2", "1", "2"]


def test_a_drafts_text_is_on_no_page_of_an_instructors(reader: Reader, cast: Cast, task: Assignment) -> None:
    draft = make_answer(cast, task, cast.author, handed_in=False, text=f"Kladde med {CANARY}")
    rewritten = make_answer(cast, task, cast.classmate, text=f"Rettet, {CANARY}")
    hidden = add_attachment(reader.app, rewritten, cast.classmate, f"{CANARY}.pdf")
    own = Reader(reader.app).sign_in(cast.author).get(f"/opgave/{task.id}")
    assert CANARY in own.source
    reader.sign_in(cast.instructor)
    addresses = [f"/opgave/{task.id}", f"/opgave/{task.id}/afleveringer", f"/aflevering/{rewritten.id}"]
    for address in [*addresses, f"/opgave/{task.id}/ret", f"/undervisning/{cast.cohort.id}"]:
        page = reader.get(address)
        assert page.status == 200, address
        assert CANARY not in page.source, address
    assert reader.get(f"/aflevering/{draft.id}").status == 404
    assert give(reader, f"/aflevering/{draft.id}").status == 404
    assert reader.get(f"/aflevering-bilag/{hidden.id}").status == 404


# Reading and answering


def test_an_answer_is_read_and_the_journal_knows(reader: Reader, cast: Cast, task: Assignment) -> None:
    answer = make_answer(cast, task, cast.author)
    page = reader.sign_in(cast.instructor).get(f"/aflevering/{answer.id}")
    assert (page.status, page.heading) == (200, "Maja Bruun")
    assert "Jeg ringede til Søren først." in page.text
    assert [li.text for li in page.all("li") if li.text in {"Det gik bedre", "Han sagde ja"}] == [
        "Det gik bedre",
        "Han sagde ja",
    ]
    reader.sign_in(cast.author).get(f"/aflevering/{answer.id}")
    assert acts(reader.app, "submission.read") == [("submission.read", cast.instructor.id)]


def test_markup_in_an_answer_is_only_words(reader: Reader, cast: Cast, task: Assignment) -> None:
    answer = make_answer(cast, task, cast.author, submitted_text="<script>alert('æ')</script> & <b>fed</b>")
    page = reader.sign_in(cast.instructor).get(f"/aflevering/{answer.id}")
    assert "<script>alert('æ')</script> & <b>fed</b>" in page.text
    assert len(page.all("b")) == 1  # the one in the portal's own name


def test_they_are_opened_one_after_the_other(reader: Reader, cast: Cast, task: Assignment) -> None:
    at = clock.now()
    people = [cast.author, cast.classmate, cast.groupmate]
    first, second, third = (
        make_answer(cast, task, person, submitted_at=at + timedelta(minutes=n)) for n, person in enumerate(people)
    )
    make_answer(cast, task, cast.colleague, handed_in=False)
    reader.sign_in(cast.instructor)
    page = reader.get(f"/aflevering/{second.id}")
    assert "Nummer 2 af 3" in page.text
    assert [link for link in page.links if "/aflevering/" in link] == [
        f"/aflevering/{first.id}",
        f"/aflevering/{third.id}",
    ]
    ends = [reader.get(f"/aflevering/{one.id}").links for one in (first, third)]
    assert [[link for link in links if "/aflevering/" in link] for links in ends] == [
        [f"/aflevering/{second.id}"],
        [f"/aflevering/{second.id}"],
    ]


def test_an_instructors_answer_reaches_its_author_and_the_letter_says_nothing_of_it(
    reader: Reader, cast: Cast, task: Assignment
) -> None:
    answer = make_answer(cast, task, cast.author)
    page = give(reader.sign_in(cast.instructor), f"/aflevering/{answer.id}")
    assert (page.status, page.location) == (303, f"/aflevering/{answer.id}?svaret=1")
    kept = stored_answer(reader.app, task, cast.author)
    assert kept is not None
    assert (kept.status, kept.version, kept.text) == (SubmissionStatus.REVIEWED, answer.version, HANDED_IN)
    assert letters(reader.app) == [("submission_answered", cast.author.email)]
    with reader.app.app_context():
        letter = db.session.scalars(select(Letter)).one()
        said = f"{letter.subject} {letter.body}"
        assert "Ingrid Solbjerg" in said
        assert f"/aflevering/{answer.id}" in said
        assert not [w for w in ("Godt set", "Søren", task.title) if w in said]
    reader.sign_in(cast.author)
    for address in (f"/aflevering/{answer.id}", f"/opgave/{task.id}"):
        page = reader.get(address)
        assert "Godt set, Maja." in page.text
        assert "Har fået svar" in page.text or address.startswith("/aflevering")
    assert acts(reader.app, "submission.answered") == [("submission.answered", cast.instructor.id)]


def test_the_same_answer_sent_twice_is_one(reader: Reader, cast: Cast, task: Assignment) -> None:
    answer = make_answer(cast, task, cast.author)
    reader.sign_in(cast.instructor)
    for _press in range(2):
        assert give(reader, f"/aflevering/{answer.id}", form_key="nøgle" * 40).status == 303
    assert give(reader, f"/aflevering/{answer.id}", text="Og et til", form_key="en anden").status == 303
    with reader.app.app_context():
        assert [one.text for one in db.session.scalars(select(Feedback).order_by(Feedback.created_at))] == [
            WORDS,
            "Og et til",
        ]
    assert len(letters(reader.app)) == 2


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (" \n ", "Skriv dit svar først."),
        ("ø" * 20_001, "Teksten er 20001 tegn. Der er plads til 20000. Kort den lidt."),
    ],
)
def test_an_answer_that_cannot_be_kept_is_said_and_stays(
    reader: Reader, cast: Cast, task: Assignment, text: str, sentence: str
) -> None:
    answer = make_answer(cast, task, cast.author)
    page = give(reader.sign_in(cast.instructor), f"/aflevering/{answer.id}", text=text)
    assert (page.status, page.errors) == (422, [sentence])
    assert page.field("text").strip() == text.strip()
    assert letters(reader.app) == []


def test_an_authors_next_save_does_not_stumble_over_an_answer(reader: Reader, cast: Cast, task: Assignment) -> None:
    answer = make_answer(cast, task, cast.author)
    give(reader.sign_in(cast.instructor), f"/aflevering/{answer.id}")
    body = {"field": "text", "value": "Videre", "version": answer.version}
    assert reader.sign_in(cast.author).send(f"/opgave/{task.id}/gem", body).json["version"] == answer.version + 1


def test_an_author_who_has_only_a_draft_is_sent_to_write_on(reader: Reader, cast: Cast, task: Assignment) -> None:
    draft = make_answer(cast, task, cast.author, handed_in=False, text=DRAFTED)
    assert reader.sign_in(cast.author).get(f"/aflevering/{draft.id}").location == f"/opgave/{task.id}"


def test_nobody_else_meets_an_answer_or_its_files(reader: Reader, cast: Cast, task: Assignment) -> None:
    answer = make_answer(cast, task, cast.author)
    row = add_attachment(reader.app, answer, cast.author, "Fortroligt.pdf", is_handed_in=True)
    who = [cast.classmate, cast.groupmate, cast.colleague, cast.stranger, cast.removed, cast.coordinator]
    for person in [*who, cast.other_instructor, cast.other_coordinator, cast.administrator]:
        reader.sign_in(person)
        statuses = [reader.get(f"/aflevering/{answer.id}").status, reader.get(f"/aflevering-bilag/{row.id}").status]
        assert [*statuses, give(reader, f"/aflevering/{answer.id}").status] == [404, 404, 404]
        if person is not cast.coordinator:
            assert reader.get(f"/opgave/{task.id}/afleveringer").status == 404
    assert reader.sign_in(cast.coordinator).get(f"/opgave/{task.id}/afleveringer").status == 404
    assert give(reader.sign_in(cast.author), f"/aflevering/{answer.id}").status == 404


def test_somebody_elses_id_is_as_absent_as_one_that_never_was(reader: Reader, cast: Cast, task: Assignment) -> None:
    theirs = make_answer(cast, task, cast.classmate)
    mine = make_answer(cast, task, cast.author)
    reader.sign_in(cast.author)
    absent, refused = reader.get(f"/aflevering/{uuid4()}"), reader.get(f"/aflevering/{theirs.id}")
    assert (absent.status, absent.text) == (refused.status, refused.text) == (404, refused.text)
    assert reader.get(f"/aflevering/{mine.id}").status == 200


def test_a_file_of_an_answer_comes_through_the_portal_and_the_journal_knows(
    reader: Reader, cast: Cast, task: Assignment
) -> None:
    answer = make_answer(cast, task, cast.author)
    row = add_attachment(reader.app, answer, cast.author, "Møde på Ærø.pdf", is_handed_in=True)
    page = reader.sign_in(cast.instructor).get(f"/aflevering-bilag/{row.id}")
    content = upload("x")[0].read()
    assert (page.status, page.response.get_data()) == (200, content)
    assert page.response.headers["Content-Disposition"].startswith("attachment")
    assert page.response.headers["Cache-Control"] == "no-store"
    reader.sign_in(cast.author).get(f"/aflevering-bilag/{row.id}")
    assert acts(reader.app, "submission_attachment.read") == [("submission_attachment.read", cast.instructor.id)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_ask_the_same_number_of_questions_however_many(
    reader: Reader, cast: Cast, task: Assignment, count: int
) -> None:
    people = [cast.author, cast.classmate, cast.groupmate][:count]
    answers = [make_answer(cast, task, person) for person in people]
    for number in range(count):
        add_attachment(reader.app, answers[0], cast.author, f"Ark {number}.pdf", is_handed_in=True)
        row = Feedback(
            submission_id=answers[0].id, author_id=cast.instructor.id, text="Godt", form_key=f"nøgle-{number}"
        )
        cast.add(row)
    reader.sign_in(cast.instructor)
    counts = []
    for address in (f"/opgave/{task.id}/afleveringer", f"/aflevering/{answers[0].id}"):
        assert reader.get(address).status == 200
        counts.append(len(reader.queries))
    assert counts == [3, 5]
    reader.sign_in(cast.author).get(f"/aflevering/{answers[0].id}")
    assert len(reader.queries) == 4
