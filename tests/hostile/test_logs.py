"""Does what people write stay out of the log, whatever goes wrong on the way?"""

import io
from typing import Any

import pytest
from sqlalchemy.exc import DataError, IntegrityError, OperationalError

from portal.own_cases import actions as case_actions
from portal.own_cases import drafts
from portal.storage.store import StoreDown
from tests.access.world import World, build
from tests.cast import Cast
from tests.reader import Reader

SECRET = "Kanin7f3a"


@pytest.fixture
def world(cast: Cast) -> World:
    return build(cast)


def write_everything(reader: Reader, world: World) -> list[int]:
    """Every way a participant's and an instructor's words come in, well and badly."""
    cohort, case, task = (world.ids[key] for key in ("cohort", "case_for_instructors", "assignment"))
    texts = dict.fromkeys(("title", "situation", "dilemma", "actors", "attempts", "question"), SECRET)
    raw = {"X-File-Name": f"{SECRET}.pdf", "Accept": "application/json"}
    reader.sign_in(world.cast.author)
    statuses = [
        reader.post(f"/hold/{cohort}/case", {**texts, "version": "9"}).status,
        reader.post(f"/hold/{cohort}/case", {**texts, "version": "1", "intent": "submit", "is_anonymised": "y"}).status,
        reader.post(f"/hold/{cohort}/case?{SECRET}=1", {**texts, "csrf_token": SECRET}).status,
        reader.send(f"/hold/{cohort}/case/gem", {"field": "title", "value": SECRET, "version": 9}).status,
        reader.send(f"/hold/{cohort}/case/gem", {"field": SECRET, "value": SECRET, "version": SECRET}).status,
        reader.post(f"/hold/{cohort}/case/bilag", headers={**raw, "Content-Type": "application/pdf"}).status,
        reader.post(f"/case/{case}/kommentar", {"text": f"{SECRET} 010190-1234"}).status,
        reader.post(f"/opgave/{task}", {"text": SECRET, "version": "0", "intent": "submit"}).status,
        reader.send(f"/opgave/{task}/gem", {"field": "text", "value": SECRET, "version": 4}).status,
        reader.post("/log-ind/kode", {"code": SECRET}).status,
        reader.post("/log-ind", {"email": f"{SECRET}@eksempel.dk"}).status,
        reader.get(f"/{SECRET}?{SECRET}").status,
    ]
    reader.sign_in(world.cast.instructor)
    return [
        *statuses,
        reader.post(f"/case/{case}/kommentar", {"text": SECRET}).status,
        reader.post(f"/aflevering/{world.ids['submission']}", {"text": SECRET}).status,
    ]


def test_what_people_write_is_in_no_line(reader: Reader, world: World, log: io.StringIO) -> None:
    statuses = write_everything(reader, world)
    assert max(statuses) < 500
    assert SECRET not in log.getvalue()


ERRORS: dict[str, Exception] = {
    "a fault of ours": ValueError(f"cannot read “{SECRET}”"),
    "a fault in a chain": RuntimeError(SECRET),
    "bad data": DataError("INSERT", {"title": SECRET}, Exception("invalid"), hide_parameters=True),
    "a clash": IntegrityError(
        "INSERT", {"title": SECRET}, Exception(f"Key (title)=({SECRET}) exists"), hide_parameters=True
    ),
    "no database": OperationalError("INSERT", {"title": SECRET}, Exception("locked"), hide_parameters=True),
    "no store": StoreDown(),
}


@pytest.mark.parametrize("name", ERRORS)
def test_what_people_write_is_in_no_line_when_something_breaks(
    reader: Reader, world: World, log: io.StringIO, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def fail(*_args: Any, **_options: Any) -> None:
        raise ERRORS[name] from KeyError(SECRET)

    for module, function in ((drafts, "save_draft"), (case_actions, "comment_own_case")):
        monkeypatch.setattr(module, function, fail)
    statuses = write_everything(reader, world)
    assert name == "no store" or max(statuses) >= 409
    assert SECRET not in log.getvalue()
    assert name == "no store" or log.getvalue(), "nobody hears of it"
