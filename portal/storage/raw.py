"""How does a confidential file come in that a script sends as the raw body? Its sender is judged before, and once more after."""

from urllib.parse import unquote

from flask import request
from werkzeug.exceptions import NotFound

from portal.db import db
from portal.people.models import Person
from portal.people.under_way import SignedOut, judge_again
from portal.storage.actions import judge_attachment
from portal.storage.arriving import Arrived, take_in
from portal.storage.current import limits, store


def receive_raw(*, by: Person) -> Arrived:
    """Take in the body, whose name stands in a header, for `keep_file`.

    Raises Refused as `take_in` does, and, with nothing kept, SignedOut when the sender is that meanwhile and NotFound when
    they may not send it any more. That is asked while no transaction is open: the question takes a connection of its own.
    """
    name = unquote(request.headers.get("X-File-Name", ""))
    judge_attachment(by=by, name=name, size=request.content_length or 0)
    db.session.commit()  # nobody waits for the database while bytes come in at the speed of somebody's line
    arrived = take_in(name=name, stream=request.stream, limit=limits().attachment, is_confidential=True)
    try:
        judge_again()
    except (SignedOut, NotFound):
        store().delete(arrived.key)
        raise
    return arrived
