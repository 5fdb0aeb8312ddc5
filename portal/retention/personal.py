"""What does the portal hold on a person, column by column, and what becomes of it? A test fails on a column that is not here."""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Table, func, or_, select

from portal.db import Base
from portal.dilemmas.models import Consent
from portal.letters.delivery import HOLD_A_KEY
from portal.people.models import Person
from portal.people.written import CASE
from portal.text import _l

Mine = Callable[[Table, Person], ColumnElement[bool]]
ALWAYS: Final = (
    "id",
    "created_at",
    "version",
)  # every row's own: a random id, when it was made, how often it was saved


class Held(NamedTuple):
    """A table with something of a person's: which rows are theirs, the columns they get and those they do not, and why.

    Rows go with the person unless `stays` says why not. `clock` is the one in `clocks.CLOCKS`.
    """

    what: Any
    clock: str
    mine: Mine
    exported: str
    withheld: str = ""
    why: str = ""
    stays: str = ""


def by(column: str) -> Mine:
    """Rows that name the person in this column."""
    return lambda table, person: table.c[column] == person.id


def within(column: str, parent: str, owner: str = "author_id") -> Mine:
    """Rows of something of the person's."""

    def mine(table: Table, person: Person) -> ColumnElement[bool]:
        above = Base.metadata.tables[parent]
        return table.c[column].in_(select(above.c.id).where(above.c[owner] == person.id))

    return mine


def either(*rules: Mine) -> Mine:
    """Rows that any of these finds."""
    return lambda table, person: or_(*(rule(table, person) for rule in rules))


def _letters(table: Table, person: Person) -> ColumnElement[bool]:
    return (table.c.person_id == person.id) & table.c.kind.not_in(HOLD_A_KEY)


def _address(table: Table, person: Person) -> ColumnElement[bool]:
    return func.lower(table.c.email) == person.email


def _asked(table: Table, person: Person) -> ColumnElement[bool]:
    return within("own_case_id", "own_case")(table, person) & (table.c.consent != Consent.DRAFT.value)


HASHED: Final = "what opens a door, kept as a hash or a key only"
MADE: Final = "made by the portal; says nothing of the person"
COHORTS: Final = "belongs to the cohort and stays without the name"
CASES: Final = _l("Dine cases")
ANSWERS: Final = _l("Dine afleveringer")
SIGNING_IN: Final = _l("Sådan logger du ind")
YOUR_WORK: Final = _l("Det, du har gjort for et hold")

HELD: Final[dict[str, Held]] = {
    "person": Held(
        _l("Din profil"), "account", by("id"),
        "email name title organisation phone biography locale is_coordinator coordinates_all is_administrator disabled_at signed_in_at"
        " ways_offered_at municipality_code",
    ),
    "cohort_staff": Held(YOUR_WORK, "account", by("person_id"), "cohort_id role", "person_id", MADE),
    "speaker": Held(
        YOUR_WORK, "speaker", by("person_id"), "agenda_item_id withdrawn_at", "person_id token_hash", HASHED
    ),
    "speaker_visit": Held(
        SIGNING_IN, "speaker", within("speaker_id", "speaker", "person_id"), "expires_at ended_at",
        "speaker_id secret_hash", HASHED,
    ),
    "speaker_material": Held(
        YOUR_WORK, "speaker", within("speaker_id", "speaker", "person_id"), "speaker_id material_id"
    ),
    "role_grant": Held(
        YOUR_WORK, "account", by("person_id"), "role municipality_code cohort_id", "person_id", MADE
    ),
    "access_review": Held(
        YOUR_WORK, "cohort", by("by_id"), "note of_office", "by_id", MADE, "shows that access was looked at; stays without the name"
    ),
    "access_review_line": Held(
        YOUR_WORK, "cohort", by("person_id"), "review_id role cohort_id is_kept", "person_id", MADE,
        "shows that access was looked at; stays without the name",
    ),
    "enrolment": Held(
        _l("Dine tilmeldinger"), "account", by("person_id"),
        "cohort_id status enrolled_at confirmed_at cancelled_at completed_at invited_at delegation_id case_group case_reminded_on is_elected remark",
        "person_id form_key", MADE,
    ),
    "own_case": Held(
        CASES, "own_case", by("author_id"),
        f"cohort_id {CASE} masks visibility spans_wall is_for_screen status saved_at kept_until told_due_at",
        "author_id told_days", MADE,
    ),
    "handed_in_case": Held(
        CASES, "own_case", within("own_case_id", "own_case"), f"own_case_id {CASE} submitted_at is_late is_current"
    ),
    "own_case_lift": Held(
        CASES, "own_case", within("own_case_id", "own_case"), "own_case_id person_id", "", "",
        "for whom an author has lifted the shield goes with the case, or with the one it was lifted for",
    ),
    "case_mark": Held(CASES, "own_case", within("own_case_id", "own_case"), "own_case_id theme_id lens"),
    "own_case_attachment": Held(
        CASES, "own_case", within("own_case_id", "own_case"), "own_case_id file_id in_draft is_handed_in"
    ),
    "own_case_comment": Held(
        CASES, "own_case", either(by("author_id"), within("own_case_id", "own_case")), "own_case_id author_id text",
        "form_key", MADE, "what somebody wrote on another's case is the other's, and stays without the name",
    ),
    "peer_consultation": Held(
        CASES, "own_case", either(by("giver_id"), within("own_case_id", "own_case")),
        "own_case_id giver_id perspective advice question concern saved_at thanked_at", "is_kept",
        "the author's own mark, which the giver is not told of",
    ),
    "peer_answer": Held(CASES, "own_case", within("own_case_id", "own_case"), "own_case_id peer_consultation_id text"),
    "dilemma": Held(
        YOUR_WORK, "cohort", either(by("made_by_id"), _asked),
        "own_case_id title situation option_1 option_2 option_3 option_4 consent is_named answered_at", "made_by_id", MADE,
        "a card of a case goes with the case; what somebody wrote for the room stays without the name",
    ),
    "case_pack": Held(
        YOUR_WORK, "case_pack", by("person_id"), "cohort_id state made_at", "person_id leased_until tries mark pdf",
        "the cases in it are their authors'; it is taken along where it was made, and goes with the person",
    ),
    "dilemma_game": Held(
        YOUR_WORK, "dilemma_game", by("started_by_id"), "cohort_id dilemma_id ended_at",
        "started_by_id duty options code phase is_blank has_roles talk_minutes talk_until blind_key form_key", MADE, COHORTS,
    ),
    "game_ballot": Held(
        _l("At du har stemt i et dilemmaspil"), "dilemma_game", by("person_id"), "game_id round", "person_id", MADE
    ),
    "submission": Held(
        ANSWERS, "submission", by("author_id"), "assignment_id text submitted_text submitted_at is_late saved_at status",
        "author_id", MADE,
    ),
    "submission_attachment": Held(
        ANSWERS, "submission", within("submission_id", "submission"), "submission_id file_id in_draft is_handed_in"
    ),
    "feedback": Held(
        ANSWERS, "submission", either(by("author_id"), within("submission_id", "submission")),
        "submission_id author_id text", "form_key", MADE, "an instructor's feedback is whose answer it is, and stays without the name",
    ),
    "receipt": Held(
        _l("Dine kvitteringer"), "own_case", by("person_id"), "subject_id number at is_late sha256", "person_id form_key", MADE
    ),
    "stored_file": Held(
        _l("Dine filer"), "stored_file", by("uploaded_by_id"),
        "name media_type size sha256 is_confidential state completed_at claimed_at rejection rejected_entry rejected_at emptied_at pages is_tagged has_text"
        " language is_scanned received_name received_size received_sha256",
        "key is_sealed uploaded_by_id upload_id part_size fingerprint check_at check_tries", MADE,
        "shared material belongs to the cohort, and stays without the name; the person's own files go in all versions",
    ),
    "file_rendition": Held(
        _l("Dine filer"), "stored_file", within("file_id", "stored_file", "uploaded_by_id"), "kind media_type size",
        "file_id key", MADE,
    ),
    "reading_progress": Held(
        _l("Din læsning"), "account", by("person_id"),
        "material_id opened_at read_at skipped_at version_number page furthest_page", "person_id", MADE,
    ),
    "letter": Held(
        _l("Mails til dig"), "letter", _letters, "kind cohort_id to_name to_email subject body due_at sent_at given_up_at",
        "person_id message_id tries leased_until last_error", MADE,
    ),
    "sign_in_session": Held(
        SIGNING_IN, "sign_in_session", by("person_id"), "seen_at ended_at browser level roles stepped_up_at ended_by",
        "person_id secret_hash", HASHED,
    ),
    "known_browser": Held(SIGNING_IN, "known_browser", by("person_id"), "seen_at browser", "person_id secret_hash", HASHED),
    "trusted_browser": Held(SIGNING_IN, "trusted_browser", by("person_id"), "browser expires_at", "person_id secret_hash", HASHED),
    "password": Held(SIGNING_IN, "account", by("person_id"), "changed_at", "person_id hash", HASHED),
    "passkey": Held(
        SIGNING_IN, "account", by("person_id"), "name transports used_at", "person_id credential_id public_key sign_count",
        HASHED,
    ),
    "passkey_challenge": Held(
        SIGNING_IN, "sign_in_attempt", by("person_id"), "expires_at used_at", "person_id challenge browser_hash", HASHED
    ),
    "totp": Held(SIGNING_IN, "account", by("person_id"), "confirmed_at", "person_id secret last_step", HASHED),
    "recovery_code": Held(SIGNING_IN, "account", by("person_id"), "used_at", "person_id code_hash", HASHED),
    "vouch": Held(
        SIGNING_IN, "vouch", either(by("person_id"), by("by_id")), "person_id by_id reason expires_at ended_at",
        "is_for_staff link_id", MADE,
    ),
    "vouch_link": Held(SIGNING_IN, "vouch", by("person_id"), "expires_at used_at", "person_id token_hash", HASHED),
    "reset_link": Held(SIGNING_IN, "reset_link", by("person_id"), "expires_at used_at", "person_id token_hash", HASHED),
    "sign_in_attempt": Held(
        SIGNING_IN, "sign_in_attempt", _address, "email proved_by has_password tries expires_at ended_at",
        "person_id ticket_id", HASHED,
    ),
    "sign_in_code": Held(
        SIGNING_IN, "sign_in_code", _address, "email expires_at tries used_at is_told", "person_id code_hash", HASHED
    ),
    "invitation": Held(
        SIGNING_IN, "invitation", by("person_id"), "cohort_id expires_at used_at replaced_at tries tried_at",
        "person_id token_hash tried_hash", HASHED,
    ),
    "external_identity": Held(SIGNING_IN, "account", by("person_id"), "issuer subject used_at", "person_id", MADE),
    "sign_on_attempt": Held(
        SIGNING_IN, "sign_in_attempt", by("linking_id"), "issuer wanted expires_at used_at",
        "linking_id browser_hash state_hash nonce verifier", HASHED,
    ),
    "held_form": Held(_l("Det, der ikke blev sendt"), "held_form", by("person_id"), "path fields", "person_id", MADE),
    "import_draft": Held(
        YOUR_WORK, "import_draft", by("person_id"), "cohort_id file_name used_at enrolled", "person_id rows unused",
        "what others are told about in a spreadsheet is theirs; a draft with a person's address goes with that person",
    ),
    "announcement": Held(
        YOUR_WORK, "cohort", by("author_id"), "cohort_id subject body recipients", "author_id form_key", MADE, COHORTS
    ),
    "assignment": Held(
        YOUR_WORK, "cohort", by("made_by_id"), "cohort_id title text opens_at deadline", "made_by_id", MADE, COHORTS
    ),
    "cohort_contact": Held(YOUR_WORK, "account", _address, "cohort_id position purpose name title email phone hours"),
    "course_contact": Held(YOUR_WORK, "account", _address, "course_id position purpose name title email phone"),
    "journal_entry": Held(
        _l("Hvad der er noteret"), "journal", either(by("by_id"), by("owner_id")),
        "at act by_id subject_id owner_id cohort_id result role", "", "",
        "shows for 13 months who opened what, by random numbers that name nobody once the person's row is gone",
    ),
}  # fmt: skip
