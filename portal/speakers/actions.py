"""What can happen to a speaker? Invited, once more, withdrawn; and what they leave comes, is replaced and is taken away."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import update

from portal import clock
from portal.courses.cohort_models import AgendaItem
from portal.courses.staff_actions import person_for_staff
from portal.db import db
from portal.errors import Refused
from portal.holding import hold, take_turns
from portal.journal.actions import record
from portal.materials.actions import add_materials, delete_material
from portal.materials.models import Document
from portal.materials.queries import versions_of
from portal.materials.releasing import Release, Shelving
from portal.materials.versions import replace_file
from portal.people.actions import ask_for_code, make_code
from portal.people.models import Person, SignInCode
from portal.people.queries import canonical_email
from portal.speakers import letters, queries
from portal.speakers.models import Speaker, SpeakerMaterial, SpeakerVisit
from portal.storage.models import StoredFile
from portal.text import _

MOST_FILES: Final = 20


def hashed(token: str) -> str:
    """How a token or a secret is kept: its SHA-256 in hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def invite(item: AgendaItem, *, by: Person, email: str, name: str) -> Speaker:
    """Invite somebody to one point of the programme. Twice is a new letter, whose link kills the old one.

    Raises Refused for what is no address, a closed account, a new person without a name, and a point that is over.
    """
    person = person_for_staff(email, name=name, by=by)
    speaker = queries.invited_to(item.id, person.id)
    if speaker is None:
        db.session.add(Speaker(person_id=person.id, agenda_item_id=item.id, token_hash=secrets.token_hex(32)))
        db.session.flush()
        speaker = queries.invited_to(item.id, person.id)
    if speaker is None:
        raise Refused(_("Punktet står ikke længere på programmet."), field="agenda_item_id")
    speaker.withdrawn_at = None
    send(speaker, by=by)
    return speaker


def send(speaker: Speaker, *, by: Person) -> None:
    """A letter with a new link; the one before it is dead. Raises Refused for who is withdrawn, and when it is over."""
    if not speaker.is_open:
        raise Refused(_("Invitationen er trukket tilbage, eller punktet er forbi."), field="agenda_item_id")
    token = secrets.token_urlsafe(32)
    speaker.token_hash = hashed(token)
    letters.invited(speaker, token)
    _note("invited", speaker, by)


def withdraw(speaker: Speaker, *, by: Person) -> None:
    """Close the pages to a speaker from now on. What they have left stays with the cohort. Twice is once."""
    living = (Speaker.id == speaker.id, Speaker.withdrawn_at.is_(None))
    done = db.session.execute(update(Speaker).where(*living).values(withdrawn_at=clock.now()))
    if done.rowcount == 1:  # type: ignore[attr-defined]
        visits = update(SpeakerVisit).where(SpeakerVisit.speaker_id == speaker.id, SpeakerVisit.ended_at.is_(None))
        db.session.execute(visits.values(ended_at=clock.now()))
        _note("withdrawn", speaker, by)


def ask_code(speaker: Speaker, typed: str, *, is_demo: bool) -> SignInCode:
    """A code by letter when the address is the speaker's; else one that can never be right. Both look the same.

    Raises Refused for what is no address, and when too many were asked for.
    """
    email = canonical_email(typed)
    if hmac.compare_digest(email.encode(), speaker.person.email.encode()):
        return ask_for_code(email, is_demo=is_demo)
    row, _code = make_code(None, email)
    return row


def leave_files(speaker: Speaker, files: Sequence[StoredFile], *, form_key: str) -> None:
    """Files become materials of the cohort that only its staff sees. Raises Refused for none, and for too many."""
    left = {one.material_id for one in queries.left_by([speaker.id])}
    if len(left) + len(files) > MOST_FILES:
        raise Refused(_("Der er plads til %(most)s filer. Fjern nogle af dem.", most=MOST_FILES), field="files")
    made = add_materials(
        speaker.agenda_item.day.cohort,
        by=speaker.person,
        titles={file.id: "" for file in files},
        shelving=Shelving(Release()),
        form_key=form_key,
    )
    db.session.add_all(SpeakerMaterial(speaker_id=speaker.id, material_id=m.id) for m in made if m.id not in left)


def replace(one: SpeakerMaterial, file_id: UUID | None, *, by: Person, form_key: str) -> None:
    """Another file in place of one that was left. Raises Refused once participants may see it."""
    _refuse_shown(one)
    seen = versions_of(one.material)[0][0].number
    replace_file(one.material, by=by, file_id=file_id, note="", is_major=False, seen=seen, form_key=form_key)


def remove(one: SpeakerMaterial, *, by: Person) -> None:
    """Take away what was left. Raises Refused once participants may see it."""
    _refuse_shown(one)
    material = one.material
    db.session.delete(one)
    db.session.flush()
    delete_material(material, by=by)


def _refuse_shown(one: SpeakerMaterial) -> None:
    """The row waits, so that an instructor who shows it at this moment shows what was there."""
    take_turns(Document, one.material.document_id)
    hold(one.material, ["released_at", "version"])
    if one.material.released_at is not None:
        raise Refused(_("Underviseren har taget filen i brug. Skriv til underviseren, hvis den skal ændres."))


def _note(act: str, speaker: Speaker, by: Person) -> None:
    record(
        f"speaker.{act}",
        by_id=by.id,
        subject_id=speaker.id,
        owner_id=speaker.person_id,
        cohort_id=speaker.agenda_item.day.cohort_id,
    )
