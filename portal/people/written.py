"""Which columns hold what people write? None of them takes a text with what looks like a cpr number."""

from typing import Any, Final

from sqlalchemy import event
from sqlalchemy.orm import InstrumentedAttribute

from portal.db import Base
from portal.errors import Refused
from portal.people.cpr import looks_like_cpr
from portal.text import _

CASE: Final = "title situation dilemma actors attempts question"

# By table. Forms have asked before; this holds for whatever comes another way.
WRITTEN: Final = {
    "access_review": "note",
    "agenda_item": "title description speaker",
    "announcement": "subject body",
    "assignment": "title text",
    "cohort": "name accommodation catering practical joint_purpose",
    "cohort_contact": "name title hours",
    "course": "title summary description target_group outcomes themes method not_covered programme_note contents context"
    " preparation teaching_note dates_note follow_up_note duration price_covers price_leaves_out capacity_note"
    " admission_note",
    "course_contact": "name title",
    "course_day": "room",
    "dilemma": "title situation option_1 option_2 option_3 option_4",
    "document_version": "note text address",
    "enrolment": "remark",
    "feedback": "text",
    "game_vote": "reason",
    "handed_in_case": CASE,
    "import_draft": "file_name",
    "material": "title description",
    "material_section": "title",
    "organiser": "name",
    "own_case": f"{CASE} masks",
    "own_case_comment": "text",
    "passkey": "name",
    "peer_answer": "text",
    "peer_consultation": "advice question concern",
    "person": "name title organisation biography",
    "programme_item": "title text",
    "related_course": "title",
    "stored_file": "name received_name rejected_entry",
    "submission": "text submitted_text",
    "teacher": "name title organisation biography",
    "theme": "name",
    "testimonial": "quote name title organisation",
    "venue": "name address town arrival accessibility",
    "vouch": "reason",
}

# Text that nobody writes, by what it is instead.
NOT_WRITTEN: Final = {
    "an address or a telephone number, of which some abroad read like a cpr number": {
        "cohort_contact": "email phone",
        "course_contact": "email phone",
        "person": "email phone",
        "sign_in_attempt": "email",
        "sign_in_code": "email",
    },
    "a hash, a key or a random number": {
        "announcement": "form_key",
        "answer_key": "wrapped master",
        "case_key": "wrapped master",
        "case_pack": "mark pdf",
        "case_pack_key": "wrapped master",
        "dilemma_game": "code form_key",
        "dilemma_key": "wrapped master",
        "document_version": "form_key",
        "game_key": "wrapped master",
        "game_vote": "voter",
        "enrolment": "form_key",
        "external_identity": "issuer subject",
        "feedback": "form_key",
        "file_key": "wrapped master",
        "file_rendition": "key",
        "held_form_key": "wrapped master",
        "invitation": "token_hash tried_hash",
        "journal_closing": "seal mac",
        "journal_seal": "mac",
        "known_browser": "secret_hash",
        "letter": "message_id",
        "material": "form_key",
        "own_case_comment": "form_key",
        "passkey_challenge": "browser_hash",
        "password": "hash",
        "receipt": "sha256 form_key",
        "recovery_code": "code_hash",
        "reset_link": "token_hash",
        "sign_in_code": "code_hash",
        "sign_in_session": "secret_hash",
        "sign_in_try": "account_hash network",
        "sign_in_alarm": "network",
        "sign_on_attempt": "browser_hash state_hash issuer nonce verifier",
        "speaker": "token_hash",
        "speaker_visit": "secret_hash",
        "stored_file": "key sha256 upload_id fingerprint received_sha256",
        "trusted_browser": "secret_hash",
        "vouch_link": "token_hash",
    },
    "a word or a code of the portal's own": {
        "delegation": "municipality_code",
        "dilemma_game": "duty",
        "file_rendition": "media_type",
        "journal_entry": "act result role",
        "known_browser": "browser",
        "letter": "kind last_error",
        "municipality": "code name",
        "passkey": "transports",
        "person": "locale municipality_code",
        "role_grant": "municipality_code",
        "sign_in_session": "browser level roles",
        "sign_on_attempt": "wanted",
        "stored_file": "media_type rejection language",
        "trusted_browser": "browser",
    },
    "put together from what was asked when it was written": {
        "held_form": "path fields",  # without the numbers, see held_forms.py
        "theme": "folded",
        "import_draft": "rows unused",  # the sheet is turned away before
        "letter": "to_name to_email subject body",
        "passage": "words",
        "passage_text": "text",
        "search_entry": "title_words description_words words",
    },
}


def cpr_sentence() -> str:
    """What is said to whoever has typed one."""
    return _("Det ligner et cpr-nummer, og dem gemmer vi ikke. Fjern det, så gemmer vi teksten. Den står her stadig.")


def refuse_cpr(text: str, *, field: str) -> None:
    """Raises Refused for a text with what looks like a cpr number."""
    if looks_like_cpr(text):
        raise Refused(cpr_sentence(), field=field)


def _refuse(_row: object, value: Any, _before: object, initiator: Any) -> None:
    if isinstance(value, str):
        refuse_cpr(value, field=initiator.key)


def watch() -> None:
    """From now on no row of these takes such a text, whichever way it comes. Twice is once."""
    Base.registry.configure()
    for mapper in Base.registry.mappers:
        for name in WRITTEN.get(str(mapper.local_table), "").split():
            attribute: InstrumentedAttribute[Any] = getattr(mapper.class_, name)
            if not event.contains(attribute, "set", _refuse):
                event.listen(attribute, "set", _refuse)
