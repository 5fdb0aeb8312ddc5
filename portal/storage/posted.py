"""Which files came with this form? Those a script sent before, and those the post itself carries; kept even if it fails."""

from typing import Final, NamedTuple
from uuid import UUID

from flask import request

from portal.db import db
from portal.errors import Refused
from portal.forms import PortalForm, ids_of
from portal.people.models import Person
from portal.storage.actions import receive_file, receive_material
from portal.storage.models import StoredFile
from portal.storage.queries import claimable_files

MOST_BEHIND: Final = 99


class Posted(NamedTuple):
    """The person's files that a form may claim, in order, and a sentence for each that could not be taken."""

    files: list[StoredFile]
    problems: list[str]

    @property
    def ids(self) -> list[UUID]:
        """What to hand to `claim_files`."""
        return [file.id for file in self.files]


def posted_files(*, by: Person, confidential: bool) -> Posted:
    """The files of this post: `file_ids` (hidden inputs) and `files` (the input itself).

    Ends the transaction before anything else of the post is done: a form that is refused for another reason shows
    these files again, with their ids, and nothing has to be sent twice. What is never claimed is swept after a day.
    """
    given = ids_of(request.form.getlist("file_ids"))
    found = claimable_files(given, by=by)
    files = [found[key] for key in given if key in found and found[key].is_confidential is confidential]
    problems: list[str] = []
    receive = receive_file if confidential else receive_material
    for sent in request.files.getlist("files"):
        if not sent.filename:
            continue
        try:
            files.append(receive(by=by, name=sent.filename, stream=sent.stream))
        except Refused as refusal:
            problems.append(refusal.sentence)
    db.session.commit()
    return Posted(files, problems)


def came_whole(form: PortalForm, posted: Posted) -> bool:
    """Whether a form has come and every file with it; what is said of the others stands at the field."""
    came_in = form.came_in()
    form["files"].errors = [*form["files"].errors, *posted.problems]
    return came_in and not posted.problems


def files_behind() -> int:
    """How many files a script could not send before somebody chose to go on without them."""
    count = request.form.get("files_behind", default=0, type=int)
    return max(0, min(count, MOST_BEHIND))
