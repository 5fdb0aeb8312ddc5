"""Is a receipt given once for each act, and does its checksum say what was received?"""

import hashlib
import json
from datetime import timedelta
from uuid import uuid4

import pytest
from flask.ctx import AppContext

from portal import clock
from portal.errors import Refused
from portal.receipts.actions import give_receipt
from portal.receipts.checksum import canonical, recompute
from portal.receipts.queries import receipts_of
from portal.storage.models import StoredFile
from tests.cast import Cast

CASE = uuid4()
FIELDS = {"title": "Når svaret er lovet", "question": "Hvad gør I?\nOg hvornår?"}


def a_file(name: str = "Tidslinje uden navne æøå.docx") -> StoredFile:
    return StoredFile(name=name, size=84_000, sha256=hashlib.sha256(name.encode()).hexdigest())


def give(cast: Cast, **changed: object) -> tuple[int, bool]:
    values = {
        "by": cast.author, "subject_id": CASE, "form_key": "k1", "fields": FIELDS, "files": [a_file()], "is_late": False,
    }  # fmt: skip
    given = give_receipt(**{**values, **changed})  # type: ignore[arg-type]
    return given.receipt.number, given.is_new


def test_receipts_count_from_one_for_each_subject(inside: AppContext, cast: Cast) -> None:
    assert [give(cast, form_key=key) for key in ("a", "b", "c")] == [(1, True), (2, True), (3, True)]
    assert give(cast, form_key="d", subject_id=uuid4()) == (1, True)
    assert [receipt.number for receipt in receipts_of(CASE)] == [3, 2, 1]


def test_the_same_form_sent_twice_is_one_act_with_one_receipt(inside: AppContext, cast: Cast) -> None:
    first = give_receipt(by=cast.author, subject_id=CASE, form_key="k", fields=FIELDS, files=[], is_late=False)
    clock.set_clock(clock.now() + timedelta(hours=1))
    again = give_receipt(by=cast.author, subject_id=CASE, form_key="k", fields=FIELDS, files=[], is_late=True)
    assert (again.receipt is first.receipt, again.is_new, again.receipt.is_late) == (True, False, False)


@pytest.mark.parametrize(
    "changed",
    [
        {"fields": {**FIELDS, "title": "En anden"}},
        {"files": []},
        {"files": [a_file("andet.docx")]},
        {"subject_id": uuid4()},
    ],
)
def test_the_same_form_with_other_content_is_refused(
    inside: AppContext, cast: Cast, changed: dict[str, object]
) -> None:
    assert give(cast) == (1, True)
    with pytest.raises(Refused, match="du har afleveret en anden tekst fra samme side"):
        give(cast, **changed)
    assert len(receipts_of(CASE)) == 1


def test_two_people_may_have_forms_with_the_same_key(inside: AppContext, cast: Cast) -> None:
    assert (give(cast), give(cast, by=cast.classmate, subject_id=uuid4())) == ((1, True), (1, True))


@pytest.mark.parametrize("key", ["", "x" * 5_000, "nul\0tegn", "\ud800", "æøå"])
def test_whatever_a_browser_sends_as_key_is_kept(inside: AppContext, cast: Cast, key: str) -> None:
    assert (give(cast, form_key=key), give(cast, form_key=key)) == ((1, True), (1, False))


def test_the_checksum_can_be_counted_by_anybody_from_what_was_received(inside: AppContext, cast: Cast) -> None:
    given = give_receipt(by=cast.author, subject_id=CASE, form_key="k", fields=FIELDS, files=[a_file()], is_late=False)
    received = (
        '{"fields":{"question":"Hvad gør I?\\nOg hvornår?","title":"Når svaret er lovet"},'
        '"files":[{"name":"Tidslinje uden navne æøå.docx","sha256":"'
        + hashlib.sha256("Tidslinje uden navne æøå.docx".encode()).hexdigest()
        + '","size":84000}]}'
    )
    assert given.receipt.sha256 == hashlib.sha256(received.encode()).hexdigest()
    assert given.receipt.sha256 == recompute(FIELDS, [a_file()])


def test_the_order_of_fields_and_files_does_not_matter_but_every_letter_does() -> None:
    files = [a_file("b.pdf"), a_file("a.pdf")]
    turned = recompute(dict(reversed(FIELDS.items())), list(reversed(files)))
    assert recompute(FIELDS, files) == turned
    assert recompute({**FIELDS, "title": "Når svaret er lovet."}, files) != turned
    assert [f["name"] for f in json.loads(canonical({}, files))["files"]] == ["a.pdf", "b.pdf"]
