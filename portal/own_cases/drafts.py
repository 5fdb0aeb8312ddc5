"""What can happen to a draft: it begins, is saved field by field, gets files and loses them. Only its author sees it."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import set_committed_value

from portal.clock import now
from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.errors import Refused
from portal.own_cases.models import OwnCase, OwnCaseAttachment, Visibility
from portal.own_cases.noting import note
from portal.own_cases.queries import attachments_of
from portal.own_cases.taken_back import write_down_circle
from portal.people.cpr import looks_like_cpr
from portal.people.models import Person
from portal.storage.actions import claim_files, claim_new, receive_file, release_file
from portal.storage.models import StoredFile
from portal.storage.store import Readable
from portal.text import _

LONGEST_TITLE: Final = 90
LONGEST_TEXT: Final = 20_000
CIRCLES: Final = list(Visibility)  # from the smallest


class TextsDiffer(Refused):
    """A newer version was saved meanwhile. `theirs` holds what is stored of the fields that would be overwritten."""

    def __init__(self, theirs: Mapping[str, str], version: int) -> None:
        super().__init__(
            _("Casen er rettet et andet sted, mens du skrev. Vælg ved hvert felt den tekst, der skal gælde.")
        )
        self.theirs = dict(theirs)
        self.version = version


def longest(field: str) -> int:
    """How many characters a field has room for."""
    return LONGEST_TITLE if field == "title" else LONGEST_TEXT


def judge_text(field: str, text: str) -> None:
    """Raises Refused for a text that is not kept: too long, or with what looks like a cpr number."""
    if looks_like_cpr(text):
        raise Refused(
            _("Det ligner et cpr-nummer. Fjern det, så gemmer vi feltet. Resten af casen er ikke berørt."), field=field
        )
    if len(text) > longest(field):
        raise Refused(
            _(
                "Teksten er %(length)s tegn. Der er plads til %(most)s. Kort den lidt.",
                length=len(text),
                most=longest(field),
            ),
            field=field,
        )


def _find(cohort_id: UUID, author_id: UUID) -> OwnCase | None:
    return db.session.scalars(_locked(), {"cohort": cohort_id, "author": author_id}).one_or_none()


@cache
def _locked() -> Select[OwnCase]:
    return (
        select(OwnCase)
        .where(OwnCase.cohort_id == bindparam("cohort"), OwnCase.author_id == bindparam("author"))
        .with_for_update(of=OwnCase, key_share=True)
        .execution_options(populate_existing=True)
    )


def open_draft(cohort: Cohort, *, by: Person) -> OwnCase:
    """The person's case on the cohort, begun if there is none yet, its row locked until the transaction ends."""
    own_case = _find(cohort.id, by.id) or _begin(cohort, by)
    set_committed_value(own_case, "cohort", cohort)
    set_committed_value(own_case, "author", by)
    return own_case


def _begin(cohort: Cohort, by: Person) -> OwnCase:
    """The first write. Two at once: the database lets one in, and the other finds that one's row."""
    own_case = OwnCase(cohort_id=cohort.id, author_id=by.id, version=0)
    try:
        with db.session.begin_nested():
            db.session.add(own_case)
    except IntegrityError:
        found = _find(cohort.id, by.id)
        if found is None:
            raise
        return found
    note("own_case.begun", own_case, by=by)
    return own_case


def save_draft(
    cohort: Cohort,
    *,
    by: Person,
    version: int,
    texts: Mapping[str, str],
    visibility: Visibility | None = None,
    is_whole: bool = True,
) -> OwnCase:
    """Save what changed and count the version up by one; answers the case, locked. `texts` may hold some of FIELDS.

    `version` is the one the writer saw, 0 before the first save. Raises TextsDiffer when a newer one was saved and
    something stored would be overwritten, Refused when a text is not kept or there is no case group to share with.
    Who saves a field alone (not `is_whole`) has to be shown what is new in the others also when there is nothing to save:
    with the newer version and without their texts, the next save would overwrite them.
    """
    own_case = open_draft(cohort, by=by)
    sent = {**texts, **({"visibility": visibility} if visibility is not None else {})}
    changed = {name: value for name, value in sent.items() if getattr(own_case, name) != value}
    if not changed and (is_whole or version == own_case.version):
        return own_case
    if version != own_case.version:
        raise TextsDiffer({name: getattr(own_case, name) for name in changed}, own_case.version)
    for name, value in changed.items():
        if name == "visibility":
            change_visibility(own_case, Visibility(value), by)
        else:
            judge_text(name, value)
            setattr(own_case, name, value)
    own_case.version += 1
    own_case.saved_at = now()
    db.session.flush()
    return own_case


def change_visibility(own_case: OwnCase, visibility: Visibility, by: Person) -> None:
    """Choose the circle; it counts at once for what is handed in. Raises Refused when there is no case group."""
    if visibility is Visibility.GROUP and not _has_case_group(own_case, by):
        raise Refused(_("Du er ikke i en casegruppe. Vælg en af de andre."), field="visibility")
    if CIRCLES.index(visibility) < CIRCLES.index(own_case.visibility):
        write_down_circle(own_case)
    own_case.visibility = visibility
    if visibility is not Visibility.COHORT:
        take_off_screen(own_case, by)
    if own_case.is_handed_in:
        note(f"own_case.shown_to_{visibility.value}", own_case, by=by)


def take_off_screen(own_case: OwnCase, by: Person) -> None:
    """What fewer than the cohort may read is not for the wall, also not when it is for all again."""
    if not own_case.is_for_screen:
        return
    own_case.is_for_screen = False
    note("own_case.screen_closed", own_case, by=by)


def _has_case_group(own_case: OwnCase, by: Person) -> bool:
    return any(e.cohort_id == own_case.cohort_id and e.case_group is not None for e in by.enrolments)


# Files beside the draft; the case is one that `open_draft` or `save_draft` gave, with its row locked


def drafted_attachments(own_case: OwnCase) -> list[OwnCaseAttachment]:
    """The files of the draft, in the order they came."""
    return [a for a in attachments_of(own_case.id) if a.in_draft]


def attach_files(own_case: OwnCase, ids: Iterable[UUID], *, by: Person, most: int) -> None:
    """Put uploaded files beside the draft; those that are there already stay. Raises Refused past `most` in all."""
    there = attachments_of(own_case.id)
    known = {attachment.file_id for attachment in there}
    wanted = [one for one in dict.fromkeys(ids) if one not in known]
    _judge_room(sum(a.in_draft for a in there) + len(wanted), most)
    for file in claim_files(wanted, by=by, confidential=True, most=most):
        db.session.add(OwnCaseAttachment(own_case_id=own_case.id, file_id=file.id))
    db.session.flush()


def receive_attachment(own_case: OwnCase, *, by: Person, name: str, stream: Readable, most: int) -> OwnCaseAttachment:
    """Take in one file and put it beside the draft.

    Raises Refused as `receive_file` and `place_file` do, StoreDown when files cannot be kept now.
    """
    return place_file(own_case, receive_file(by=by, name=name, stream=stream), most=most)


def place_file(own_case: OwnCase, file: StoredFile, *, most: int) -> OwnCaseAttachment:
    """Put a file that has come beside the draft; one that is there already, alike to the last byte, is there once.

    Raises Refused past `most` files in all.
    """
    claim_new(file)  # before anything is asked: it is written once
    there = drafted_attachments(own_case)
    twin = next((a for a in there if a.file.received == file.received), None)
    if twin is not None:
        release_file(file)
        return twin
    _judge_room(len(there) + 1, most)
    attachment = OwnCaseAttachment(own_case_id=own_case.id, file=file)
    db.session.add(attachment)
    db.session.flush()
    return attachment


def _judge_room(count: int, most: int) -> None:
    if count > most:
        raise Refused(
            _("Der er plads til %(most)s bilag til en case. Fjern et, før du lægger flere på.", most=most),
            field="files",
        )


def remove_attachments(own_case: OwnCase, file_ids: Iterable[UUID], *, by: Person) -> None:
    """Take files out of the draft. Readers of a handed-in case keep theirs until it is handed in again."""
    if not (unwanted := set(file_ids)):
        return
    there = attachments_of(own_case.id)
    for attachment in there:
        if attachment.in_draft and attachment.file_id in unwanted:
            attachment.in_draft = False
            note("own_case.attachment_removed", own_case, by=by)
    let_go_of_files(there)


def let_go_of_files(attachments: Iterable[OwnCaseAttachment]) -> None:
    """Remove those of a case's files that neither the draft nor the readers have any more."""
    for attachment in attachments:
        if not attachment.in_draft and not attachment.is_handed_in:
            release_file(attachment.file)
            db.session.delete(attachment)
    db.session.flush()
