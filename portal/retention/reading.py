"""How does what the portal holds on somebody read on a page? Every value with a word for what it is; ids stay in the ZIP."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.figures import short_time, size_text
from portal.retention.exporting import Row
from portal.text import Word, _, _l

LABELS: Final = {
    "act": _l("Handling"), "actors": _l("Roller"), "address": _l("Adresse"), "at": _l("Tid"), "attempts": _l("Forsøg"),
    "biography": _l("Om dig"), "body": _l("Tekst"), "browser": _l("Enhed"), "cancelled_at": _l("Afmeldt"),
    "case_group": _l("Casegruppe"), "changed_at": _l("Ændret"), "claimed_at": _l("Taget i brug"),
    "cohort_id": _l("Hold"), "completed_at": _l("Færdig"), "confirmed_at": _l("Bekræftet"), "created_at": _l("Oprettet"),
    "deadline": _l("Frist"), "dilemma": _l("Dilemma"), "disabled_at": _l("Lukket"), "due_at": _l("Skulle sendes"),
    "email": _l("E-mail"), "ended_at": _l("Afsluttet"), "ended_by": _l("Afsluttet af"), "enrolled": _l("Tilmeldte"),
    "enrolled_at": _l("Tilmeldt"), "expires_at": _l("Gælder til"), "fields": _l("Felter"), "file_name": _l("Filnavn"),
    "furthest_page": _l("Længst fremme, side"), "given_up_at": _l("Opgivet"), "rejected_at": _l("Afvist den"), "emptied_at": _l("Indhold slettet"), "has_password": _l("Adgangskode sat"),
    "has_text": _l("Har tekst"), "hours": _l("Træffetid"), "in_draft": _l("I kladden"), "invited_at": _l("Inviteret"),
    "is_administrator": _l("Administrator"), "is_confidential": _l("Fortrolig"), "is_coordinator": _l("Koordinator"),
    "coordinates_all": _l("Koordinator for alle hold"),
    "is_current": _l("Gælder nu"), "is_handed_in": _l("Afleveret"), "is_kept": _l("Beholdt"), "is_late": _l("Efter fristen"),
    "is_scanned": _l("Scannet"), "is_tagged": _l("Har opmærkning"), "is_told": _l("Givet mundtligt"),
    "issuer": _l("Udsteder"), "kept_until": _l("Beholdes til"), "kind": _l("Slags"), "language": _l("Sprog"),
    "level": _l("Måde"), "locale": _l("Sprog"), "media_type": _l("Filtype"), "municipality_code": _l("Kommunekode"),
    "name": _l("Navn"), "note": _l("Note"), "number": _l("Nummer"), "opened_at": _l("Åbnet"), "opens_at": _l("Åbner"),
    "organisation": _l("Organisation"), "page": _l("Side"), "pages": _l("Sider"), "path": _l("Adresse"),
    "phone": _l("Telefon"), "position": _l("Plads"), "proved_by": _l("Måde"), "purpose": _l("Om"),
    "question": _l("Spørgsmål"), "read_at": _l("Læst"), "received_name": _l("Navn, da den kom"),
    "reason": _l("Begrundelse"),
    "received_sha256": _l("Kontrolsum, da den kom"), "received_size": _l("Størrelse, da den kom"),
    "recipients": _l("Modtagere"), "rejection": _l("Afvist"), "remark": _l("Bemærkning"), "result": _l("Resultat"),
    "role": _l("Rolle"), "roles": _l("Roller"), "saved_at": _l("Gemt"), "seen_at": _l("Sidst set"),
    "sent_at": _l("Sendt"), "sha256": _l("Kontrolsum"), "signed_in_at": _l("Sidst logget ind"),
    "situation": _l("Situation"), "size": _l("Størrelse"), "skipped_at": _l("Sprunget over"), "state": _l("Tilstand"),
    "status": _l("Status"), "stepped_up_at": _l("Bekræftet igen"), "subject": _l("Emne"), "submitted_at": _l("Afleveret"),
    "submitted_text": _l("Afleveret tekst"), "text": _l("Tekst"), "title": _l("Titel"), "to_email": _l("Til"),
    "to_name": _l("Til"), "told_due_at": _l("Varslet slettet"), "transports": _l("Forbindelse"), "replaced_at": _l("Afløst"), "tried_at": _l("Sidst forsøgt"), "tries": _l("Forsøg"),
    "used_at": _l("Brugt"), "version_number": _l("Udgave"), "visibility": _l("Hvem må læse"), "wanted": _l("På vej til"),
    "ways_offered_at": _l("Tilbudt andre måder at logge ind på"),
}  # fmt: skip
SIZES: Final = {"size", "received_size"}
CODES: Final = {
    *("act", "result", "role", "roles", "kind", "state", "level", "ended_by", "proved_by", "locale", "language"),
    *("media_type", "transports", "rejection", "issuer", "path", "wanted", "sha256", "received_sha256"),
}


def cohort_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """What cohorts are called, in one query."""
    found = db.session.scalars(select(Cohort).where(Cohort.id.in_(list(ids))).options(joinedload(Cohort.course)))
    return {cohort.id: f"{cohort.course.title}, {cohort.name}" for cohort in found}


class Said(NamedTuple):
    """A value with the word for what it is; a code is the portal's own word for it, which is typed and not translated."""

    label: str
    words: str
    is_code: bool


def readable(row: Row, cohorts: dict[UUID, str]) -> list[Said]:
    """The values of a row that say something to people, empty ones left out."""
    said = ((name, _said(name, value, cohorts)) for name, value in row.items() if name in LABELS)
    return [
        Said(str(LABELS[name]), words, name in CODES and not isinstance(row[name], Word))
        for name, words in said
        if words
    ]


def _said(name: str, value: Any, cohorts: dict[UUID, str]) -> str:
    if value is None or value == "":
        return ""
    if name == "cohort_id":
        return cohorts.get(value, "")
    if isinstance(value, bool):
        return _("Ja") if value else _("Nej")
    if isinstance(value, datetime):
        return short_time(value)
    if isinstance(value, Word):
        return str(value.label)
    return size_text(value) if name in SIZES else str(value)
