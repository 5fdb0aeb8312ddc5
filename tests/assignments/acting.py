"""How do tests write and hand in? What a participant's browser sends, with script and without."""

from typing import Any
from urllib.parse import quote
from uuid import uuid4

from sqlalchemy import select

from portal.assignments.models import Assignment
from portal.db import db
from portal.receipts.models import Receipt
from tests.reader import Page, Reader


def save(reader: Reader, task: Assignment, value: object, version: object = 0) -> Page:
    """What the script sends while somebody writes."""
    return reader.send(f"/opgave/{task.id}/gem", {"field": "text", "value": value, "version": version})


def send(reader: Reader, task: Assignment, text: str, *, intent: str = "submit", **changes: Any) -> Page:
    """The whole form."""
    fields = {"text": text, "version": "0", "intent": intent, "form_key": uuid4().hex, **changes}
    return reader.post(f"/opgave/{task.id}", fields)


def send_raw(reader: Reader, task: Assignment, name: str, content: bytes) -> Page:
    """A file as the script sends it."""
    headers = {
        "X-CSRFToken": reader.token(),
        "X-File-Name": quote(name),
        "Content-Type": "application/octet-stream",
        "Accept": "application/json",
    }
    return reader._read("POST", f"/opgave/{task.id}/bilag", data=content, headers=headers)


def receipts(reader: Reader) -> list[Receipt]:
    """What was given, by number."""
    with reader.app.app_context():
        return list(db.session.scalars(select(Receipt).order_by(Receipt.number)))
