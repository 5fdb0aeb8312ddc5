"""What do the portal's own codes mean, said to the person whose row has them? A code nobody knows stands as it is."""

from collections.abc import Mapping
from typing import Any, Final

from babel import Locale, UnknownLocaleError

from portal.credentials.models import ProvedBy
from portal.journal.roles import Role
from portal.people.models import Ended
from portal.people.policy import Way
from portal.storage.kinds import BY_ENDING
from portal.storage.models import FileState, RenditionKind
from portal.storage.rejections import sentence_of
from portal.text import Word, _, _l, capitalize_first, language, listed

NOUNS: Final = {
    "access": _l("Adgange"), "agenda": _l("Program"), "announcement": _l("Opslag"), "assignment": _l("Opgave"), "assignment_file": _l("Fil til opgave"),
    "backup": _l("Sikkerhedskopi"), "board_secretary": _l("Direktionssekretær"), "browser": _l("Browser uden kode"),
    "cohort": _l("Hold"), "coordinator": _l("Koordinator"), "course": _l("Kursus"), "demonstration": _l("Demonstrationen"),
    "dilemma": _l("Dilemmakort"), "dilemma_game": _l("Dilemmaspil"), "enrolment": _l("Tilmelding"), "file": _l("Fil"), "identity": _l("Konto et andet sted"),
    "instructor": _l("Underviser"), "invitation": _l("Invitationen"), "known_browser": _l("Kendt browser"),
    "material": _l("Materiale"), "materials": _l("Alle materialer"), "material_section": _l("Overskrift"), "municipal_contact": _l("Kommunens kontaktperson"),
    "own_case": _l("Case"), "peer_consultation": _l("Råd i casegruppen"), "own_case_attachment": _l("Bilag til case"), "passkey": _l("Adgangsnøgle"),
    "password": _l("Adgangskode"), "person": _l("Oplysninger om en person"), "recovery_code": _l("Gendannelseskode"),
    "recovery_codes": _l("Gendannelseskoder"), "session": _l("Enhed"), "sheet": _l("Regneark"), "sign_in": _l("Log ind"),
    "sign_out": _l("Log ud"), "theme": _l("Tema"), "staff": _l("Undervisere"), "step_up": _l("Bekræft, at det er dig"),
    "submission": _l("Aflevering"), "submission_attachment": _l("Bilag til aflevering"), "totp": _l("App med koder"),
    "role": _l("Rolle"), "speaker": _l("Oplægsholder"), "administrator": _l("Administrator"), "venue": _l("Sted"), "vouch": _l("Sagt god for en kollega"),
}  # fmt: skip
VERBS: Final = {
    "added": _l("tilføjet"), "arrived": _l("kommet ind"), "reaches_all": _l("har fået adgang til alle hold"), "reaches_own": _l("har kun adgang til egne hold"), "answered": _l("besvaret"), "attachment_removed": _l("bilag fjernet"), "begun": _l("begyndt"),
    "built": _l("bygget"), "cancelled": _l("afmeldt"), "captioned": _l("undertekster lagt til"), "changed": _l("ændret"),
    "code_told": _l("kode givet mundtligt"), "commented": _l("kommenteret"), "completed": _l("gennemført"),
    "confirmed": _l("bekræftet"), "copied": _l("kopieret"), "created": _l("oprettet"), "deleted": _l("slettet"),
    "distrusted": _l("bliver spurgt igen"), "downloaded": _l("hentet"), "done": _l("lykkedes"), "emptied": _l("indhold slettet"),
    "ended": _l("logget ud"), "entered": _l("prøvet"), "erased": _l("slettet"), "exported": _l("oplysninger hentet"),
    "failed": _l("lykkedes ikke"), "forgotten": _l("fjernet"), "found": _l("vist i en søgning"), "given": _l("givet"), "grouped": _l("grupper dannet"), "hidden": _l("skjult"), "home_corrected": _l("kommune rettet"),
    "invited": _l("inviteret"), "judged": _l("kontrolleret"), "kept": _l("beholdt længere"), "linked": _l("forbundet"),
    "made": _l("lavet"), "made_own": _l("gjort til holdets eget"), "moved": _l("flyttet"), "read": _l("læst"),
    "rejected": _l("afvist"), "release_moved": _l("flyttet med kurset"), "removed": _l("fjernet"),
    "renamed": _l("omdøbt"), "replaced": _l("ny udgave"), "restored": _l("ældre udgave taget i brug"),
    "reviewed": _l("gennemgået"), "sent": _l("sendt"), "shared": _l("delt"), "submitted": _l("afleveret"), "taken_back": _l("taget tilbage"),
    "thanked": _l("takket"), "tried": _l("prøvet"), "trusted": _l("bliver ikke spurgt"), "unlinked": _l("ikke længere forbundet"),
    "uploaded": _l("lagt op"), "used": _l("brugt"), "shown_to_instructors": _l("vist kun for underviserne"),
    "shown_to_group": _l("vist for casegruppen"), "shown_to_cohort": _l("vist for hele holdet"), "wall_opened": _l("vist for både folkevalgte og ansatte"),
    "wall_closed": _l("vist kun for folkevalgte eller kun for ansatte"), "shield_lifted": _l("vist for en"), "shield_restored": _l("skjult for en"),
    "joint_opened": _l("fælles session åbnet"), "joint_closed": _l("fælles session lukket"), "side_changed": _l("folkevalgt eller ansat rettet"),
    "withdrawn": _l("trukket tilbage"), "asked": _l("forelagt"), "declined": _l("afvist"), "started": _l("sat i gang"), "closed": _l("afsluttet"),
    "screen_opened": _l("må vises på storskærm"), "screen_closed": _l("ikke mere på storskærm"), "screened": _l("vist i lokalet"), "tabled": _l("vist i casegruppens tabel"), "taken": _l("hentet i en PDF"),
    "reasons_chosen": _l("begrundelser valgt"), "marked": _l("sat under temaer"), "reminded": _l("påmindet om"), "merged": _l("lagt sammen"),
}  # fmt: skip
WHOLE: Final = {"password.forgotten": _l("Adgangskode: der er bedt om en ny")}  # where the verb would mislead
STATES: Final = {
    FileState.RESERVED: _l("Er på vej"), FileState.RECEIVED: _l("Modtaget"), FileState.CHECKING: _l("Bliver kontrolleret"),
    FileState.WAITING: _l("Venter på viruskontrol"), FileState.AVAILABLE: _l("Klar"),
    FileState.REJECTED: _l("Kan ikke bruges"), FileState.ABORTED: _l("Bliver slettet"),
}  # fmt: skip
RENDITIONS: Final = {
    RenditionKind.PICTURE: _l("Billede af første side"),
    RenditionKind.PDF: _l("PDF til at læse"),
    RenditionKind.TEXT: _l("Tekst til at læse og søge i"),
}
ENDINGS: Final = {
    Ended.SIGNED_OUT: _l("Du loggede ud"), Ended.ELSEWHERE: _l("Fra en anden enhed eller af en administrator"),
    Ended.LIMIT: _l("Tiden var gået"), Ended.ROLE: _l("Du fik en anden rolle"), Ended.CLOSED: _l("Kontoen blev lukket"),
}  # fmt: skip
WAYS: Final[Mapping[str, Any]] = {
    Way.LETTER: _l("kode i en mail"), Way.PASSWORD: _l("adgangskode"), Way.TOTP: _l("app med koder"),
    Way.RECOVERY: _l("gendannelseskode"), Way.TRUSTED: _l("browser uden kode"), Way.PASSKEY: _l("adgangsnøgle"),
    Way.SINGLE_SIGN_ON: _l("kommunens login"), ProvedBy.NOTHING: _l("intet endnu"),
    ProvedBy.INVITATION: _l("en invitation"), ProvedBy.TOLD_CODE: _l("kode givet mundtligt"),
    ProvedBy.VOUCHED: _l("en koordinator"),
}  # fmt: skip
RESULTS: Final = {"done": _l("Gjort"), "refused": _l("Afvist"), "failed": _l("Lykkedes ikke")}
_MEDIA: Final = {kind.media_type: kind.label for kind in BY_ENDING.values()} | {
    "text/vtt": _l("Undertekster"),
    "image/webp": _l("Billede"),
}
_PLAIN: Final[Mapping[str, Mapping[Any, Any]]] = {
    "state": STATES, "kind": RENDITIONS, "ended_by": ENDINGS, "result": RESULTS, "media_type": _MEDIA,
    "role": {one.value: one.label for one in Role},
}  # fmt: skip
LISTS: Final[Mapping[str, Mapping[Any, Any]]] = {
    "level": WAYS, "proved_by": WAYS, "roles": {one.value: one.label for one in Role},
}  # fmt: skip


def words_of(name: str, value: Any, row: Mapping[str, Any]) -> str | None:
    """A code in words, None when this column holds none."""
    if isinstance(value, Word):
        return str(value.label)
    if name in _PLAIN:
        return str(_PLAIN[name].get(value, value))
    if name in LISTS:
        parts = [str(LISTS[name].get(one, one)) for one in str(value).split("+")]
        return capitalize_first(listed(parts))
    if name == "act":
        return act_in_words(value)
    if name in {"locale", "language"}:
        return _language(value)
    inside = row.get("rejected_entry") or ""
    return sentence_of(value, name=row.get("name", ""), detail=inside) if name == "rejection" else None


def act_in_words(act: str) -> str:
    """“Case: læst”."""
    if act in WHOLE:
        return str(WHOLE[act])
    noun, _dot, verb = act.partition(".")
    return _("%(noun)s: %(verb)s", noun=NOUNS.get(noun, noun), verb=VERBS.get(verb, verb))


def _language(code: str) -> str:
    try:
        return capitalize_first(Locale.parse(code, sep="-").get_language_name(language()) or code)
    except (UnknownLocaleError, ValueError):
        return code
