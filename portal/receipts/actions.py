"""How is a receipt given? Once for each act, with a number, a time and a checksum of what was received."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from portal.clock import now
from portal.db import db
from portal.errors import Refused
from portal.people.models import Person
from portal.receipts.checksum import recompute
from portal.receipts.models import Receipt
from portal.receipts.queries import newest_number, receipt_by_key
from portal.storage.models import StoredFile
from portal.text import _


class Given(NamedTuple):
    """A receipt, and whether this call made it: an act that was done before is not done again."""

    receipt: Receipt
    is_new: bool


def give_receipt(
    *,
    by: Person,
    subject_id: UUID,
    form_key: str,
    fields: Mapping[str, str],
    files: Iterable[StoredFile],
    is_late: bool,
) -> Given:
    """Receipt for a hand-in; numbers count 1, 2, 3 for each subject. The caller holds the subject's row locked.

    The same `form_key` with the same content is the same act: the receipt that was given, `is_new` False, and the
    caller does nothing more. Raises Refused when the key was used for other content.
    """
    key, sha256 = _kept(form_key), recompute(fields, files)
    given = receipt_by_key(by, key)
    if given is not None:
        _must_be_the_same(given, subject_id, sha256)
        return Given(given, is_new=False)
    receipt = Receipt(
        person_id=by.id,
        subject_id=subject_id,
        number=newest_number(subject_id) + 1,
        at=now(),
        is_late=is_late,
        sha256=sha256,
        form_key=key,
    )
    db.session.add(receipt)
    db.session.flush()
    return Given(receipt, is_new=True)


def _kept(form_key: str) -> str:
    """Whatever a browser sends as key fits the column."""
    return hashlib.sha256(form_key.encode("utf-8", "surrogatepass")).hexdigest()


def _must_be_the_same(given: Receipt, subject_id: UUID, sha256: str) -> None:
    if given.subject_id != subject_id or given.sha256 != sha256:
        raise Refused(
            _(
                "Teksten er ikke afleveret, for du har afleveret en anden tekst fra samme side. Se den igennem, og aflever igen."
            )
        )
