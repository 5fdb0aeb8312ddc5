"""How does what the portal holds on somebody read on a page? Every value with a word for what it is; ids stay in the ZIP."""

import re
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from portal.figures import clock_time, plain_date, size_text
from portal.retention.exporting import Row
from portal.retention.names import Names
from portal.retention.said import words_of
from portal.text import _, _l

_ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

LABELS: Final = {
    "assignment_id": _l("Opgave"), "author_id": _l("Skrevet af"), "by_id": _l("Hvem"), "course_id": _l("Kursus"),
    "file_id": _l("Fil"), "material_id": _l("Materiale"), "own_case_id": _l("Case"),
    "theme_id": _l("Tema"), "lens": _l("Pligt eller rolle"),
    "act": _l("Handling"), "actors": _l("Aktørerne"), "address": _l("Adresse"), "at": _l("Tid"), "attempts": _l("Hvad har du prøvet?"),
    "biography": _l("Om dig"), "body": _l("Tekst"), "browser": _l("Enhed"), "cancelled_at": _l("Afmeldt"),
    "case_group": _l("Casegruppe"), "case_reminded_on": _l("Påmindet om casen"), "is_elected": _l("Folkevalgt"), "spans_wall": _l("Vist for både folkevalgte og ansatte"), "is_for_screen": _l("Må vises på storskærm"), "changed_at": _l("Ændret"), "claimed_at": _l("Taget i brug"),
    "cohort_id": _l("Hold"), "completed_at": _l("Færdig"), "confirmed_at": _l("Bekræftet"), "created_at": _l("Oprettet"),
    "deadline": _l("Frist"), "dilemma": _l("Dilemma"), "disabled_at": _l("Lukket"), "due_at": _l("Skulle sendes"),
    "email": _l("E-mail"), "ended_at": _l("Afsluttet"), "ended_by": _l("Afsluttet af"), "enrolled": _l("Tilmeldte"),
    "enrolled_at": _l("Tilmeldt"), "expires_at": _l("Gælder til"), "fields": _l("Felter"), "file_name": _l("Filnavn"),
    "furthest_page": _l("Længst fremme, side"), "given_up_at": _l("Opgivet"), "rejected_at": _l("Afvist den"), "rejected_entry": _l("Fil i zip-filen"), "emptied_at": _l("Indhold slettet"), "has_password": _l("Adgangskode sat"),
    "has_text": _l("Har tekst"), "hours": _l("Træffetid"), "in_draft": _l("I kladden"), "invited_at": _l("Inviteret"),
    "is_administrator": _l("Administrator"), "is_confidential": _l("Fortrolig"), "is_coordinator": _l("Koordinator"),
    "coordinates_all": _l("Koordinator for alle hold"), "withdrawn_at": _l("Trukket tilbage"),
    "is_current": _l("Gælder nu"), "is_handed_in": _l("Afleveret"), "is_kept": _l("Beholdt"), "of_office": _l("Af kontoret"), "is_late": _l("Efter fristen"),
    "is_scanned": _l("Scannet"), "is_tagged": _l("Har opmærkning"), "is_told": _l("Givet mundtligt"),
    "issuer": _l("Udsteder"), "kept_until": _l("Beholdes til"), "kind": _l("Slags"), "language": _l("Sprog"),
    "made_at": _l("Lavet"), "masks": _l("Skiftet ud for læserne"), "level": _l("Måde"), "locale": _l("Sprog"), "media_type": _l("Filtype"), "municipality_code": _l("Kommune"),
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
    "to_name": _l("Til"), "told_due_at": _l("Varsel om sletning sendt"), "transports": _l("Forbindelse"), "replaced_at": _l("Afløst"), "tried_at": _l("Sidst forsøgt"), "tries": _l("Forsøg"),
    "used_at": _l("Brugt"), "version_number": _l("Udgave"), "visibility": _l("Hvem må læse"), "wanted": _l("På vej til"),
    "option_1": _l("Handling A"), "option_2": _l("Handling B"), "option_3": _l("Handling C"), "option_4": _l("Handling D"),
    "consent": _l("Samtykke"), "round": _l("Afstemning"), "is_named": _l("Med navn"), "answered_at": _l("Besvaret"),
    "perspective": _l("Læst som"), "advice": _l("Råd"), "concern": _l("Bekymring"), "thanked_at": _l("Takket"), "giver_id": _l("Fra"),
    "ways_offered_at": _l("Tilbudt andre måder at logge ind på"),
}  # fmt: skip
SIZES: Final = {"size", "received_size"}
SUMS: Final = {"sha256", "received_sha256"}
# What says nothing to people, by column, and by table where another has the same column; the ZIP has it.
UNSHOWN: Final = {"position", "transports", "path", "wanted", "masks", "has_text", "is_tagged", "rejected_entry"}
UNSHOWN_OF: Final = {"external_identity": {"subject"}, "letter": {"kind"}}
# What the rows of a table are, where a heading stands over several.
HEADINGS: Final = {
    "own_case": _l("Det, du har skrevet"), "handed_in_case": _l("Udgaver, du har afleveret"), "own_case_attachment": _l("Bilag"),
    "own_case_comment": _l("Kommentarer"), "own_case_lift": _l("Dem, du har vist den for"), "case_mark": _l("Det, underviserne har noteret på din case"), "submission": _l("Det, du har skrevet"), "submission_attachment": _l("Bilag"),
    "peer_consultation": _l("Råd og spørgsmål i casegruppen"), "peer_answer": _l("Dine svar i casegruppen"),
    "feedback": _l("Undervisernes svar"), "stored_file": _l("Filer"), "file_rendition": _l("Lavet af filerne"),
    "sign_in_session": _l("Enheder"), "known_browser": _l("Browsere, du har logget ind i før"),
    "trusted_browser": _l("Browsere, der ikke bliver spurgt om en kode"), "password": _l("Adgangskode"),
    "passkey": _l("Adgangsnøgler"), "passkey_challenge": _l("Påbegyndt med en adgangsnøgle"), "totp": _l("App med koder"),
    "recovery_code": _l("Gendannelseskoder"), "reset_link": _l("Links til at vælge en ny adgangskode"),
    "sign_in_attempt": _l("Påbegyndte forsøg"), "sign_in_code": _l("Koder"), "invitation": _l("Invitationer"),
    "external_identity": _l("Konti andre steder"), "sign_on_attempt": _l("Påbegyndt gennem kommunen"),
    "cohort_staff": _l("Dine roller på hold"), "role_grant": _l("Dine roller for en kommune"),
    "access_review": _l("Gennemgange af adgang"), "access_review_line": _l("Dine adgange, da de blev gennemgået"),
    "speaker": _l("Oplæg, du er inviteret til at holde"), "speaker_visit": _l("Åbnet som oplægsholder"),
    "speaker_material": _l("Filer til dine oplæg"), "dilemma": _l("Dilemmakort"), "dilemma_game": _l("Dilemmaspil"),
    "vouch": _l("Hvem der har sagt god for hvem"), "vouch_link": _l("Links, der blev sendt, da nogen sagde god"),
    "case_pack": _l("PDF’er med cases"), "import_draft": _l("Regneark"), "announcement": _l("Opslag"), "assignment": _l("Opgaver"),
    "cohort_contact": _l("Du er kontakt på et hold"), "course_contact": _l("Du er kontakt på et kursus"),
}  # fmt: skip


class Said(NamedTuple):
    """A value with the word for what it is. A checksum is typed and not said."""

    label: str
    words: str
    is_sum: bool


def readable(table: str, row: Row, names: Names) -> list[Said]:
    """The values of a row that say something to people, empty ones left out; when it was made if it has no other time."""
    hidden = UNSHOWN | UNSHOWN_OF.get(table, set())
    if any(isinstance(value, datetime) for name, value in row.items() if name != "created_at"):
        hidden = hidden | {"created_at"}
    said = (
        (name, _said(name, value, row, names)) for name, value in row.items() if name in LABELS and name not in hidden
    )
    return [Said(str(LABELS[name]), words, name in SUMS) for name, words in said if words]


def _said(name: str, value: Any, row: Row, names: Names) -> str:
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, UUID) or name == "municipality_code":
        return names.get((name, value), "")
    if name in SIZES:
        return size_text(value)
    words = words_of(name, value, row)
    return words if words is not None else _plainly(value)


def _plainly(value: Any) -> str:
    if isinstance(value, bool):
        return _("Ja") if value else _("Nej")
    if isinstance(value, datetime):
        return _("%(date)s kl. %(time)s", date=plain_date(value), time=clock_time(value))
    return _typed(value) if isinstance(value, dict) else str(value)


def _typed(fields: dict[str, list[str]]) -> str:
    """What somebody wrote in a form that waits; what the form adds itself, such as ids and numbers, is left out."""
    values = (one.strip() for values in fields.values() for one in values)
    return " · ".join(one for one in values if one and not one.isdecimal() and not _ID.fullmatch(one))
