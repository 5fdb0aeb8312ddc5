"""How long is each kind of data kept, and what happens then? The one table; README and the page “Mine oplysninger” show it."""

from datetime import datetime
from typing import Any, Final, NamedTuple

from portal.clock import days_after, months_after
from portal.credentials.attempts import KEPT_FOR as ATTEMPT_KEPT
from portal.credentials.trust import DAYS as TRUSTED_DAYS
from portal.enrolments.import_actions import KEPT as SHEET_KEPT
from portal.journal.closing import KEPT_MONTHS
from portal.packs.queries import KEPT as PACK_KEPT
from portal.people.held_forms import HELD_FOR
from portal.people.known_browsers import LASTS as KNOWN_FOR
from portal.people.session_rows import KEPT_FOR as SESSION_KEPT
from portal.people.throttle import ALARMS_KEPT_FOR
from portal.people.throttle import KEPT_FOR as TRY_KEPT
from portal.retention.passing import CODE_KEPT, INVITATION_KEPT
from portal.storage.queries import UNCLAIMED_FOR
from portal.storage.rejections import HARMFUL_KEPT, REJECTED_KEPT
from portal.text import _l
from portal.vouching.actions import KEPT_FOR as VOUCH_KEPT

CASE_DAYS: Final = 90
DRAFT_DAYS: Final = 30
NOTICE_DAYS: Final = (14, 3)
LONGER_DAYS: Final = 90
REMARK_DAYS: Final = 14
LETTER_DAYS: Final = 30
UNSENT_LETTER_DAYS: Final = 90
ACCOUNT_MONTHS: Final = 12
SPEAKER_DAYS: Final = 30


class Clock(NamedTuple):
    """A kind of data, how long it is kept, and what happens then, in words. `name` is what `portal retention` calls it."""

    name: str
    what: Any
    kept: Any
    then: Any


CLOCKS: Final = (
    Clock(
        "own_case",
        _l("Cases, der er afleveret eller trukket tilbage, med bilag, kommentarer, råd og kvitteringer"),
        _l(
            "90 dage efter opfølgningsdagen; uden opfølgningsdag efter sidste kursusdag; længere, når forfatteren vælger det"
        ),
        _l("Slettes. Forfatteren får en mail 14 og 3 dage før og et bevis bagefter"),
    ),
    Clock(
        "own_case",
        _l("Kladder til cases, der aldrig er afleveret"),
        _l(
            "30 dage efter, at der sidst blev skrevet, dog mindst 30 dage efter holdets sidste dag; længere, når forfatteren vælger det"
        ),
        _l("Slettes. Forfatteren får en mail 14 og 3 dage før og et bevis bagefter"),
    ),
    Clock(
        "submission",
        _l("Afleveringer med bilag, underviserens svar og kvitteringer"),
        _l("Som cases: 90 dage, og kladder 30 dage"),
        _l("Slettes. Forfatteren får et bevis bagefter"),
    ),
    Clock(
        "dilemma_game",
        _l("Dilemmaspil: hvor mange der stemte hvad, og de begrundelser, der er valgt, uden navne"),
        _l("90 dage efter opfølgningsdagen, som holdets cases; hvem der har stemt, til spillet er slut"),
        _l("Slettes"),
    ),
    Clock(
        "remark",
        _l("Bemærkninger ved en tilmelding"),
        _l("14 dage efter holdets sidste dag"),
        _l("Tømmes"),
    ),
    Clock(
        "account",
        _l(
            "Konti med profil, tilmeldinger, adgangskoder, adgangsnøgler og læsning; ikke undervisere, koordinatorer, administratorer og kommunernes kontaktpersoner"
        ),
        _l("12 måneder efter sidste dag på det sidste hold; uden hold 12 måneder efter sidste login"),
        _l("Slettes. Personen får en sidste mail"),
    ),
    Clock(
        "letter",
        _l("Mails"),
        _l("30 dage efter, at de er sendt eller opgivet; 90 dage, hvis de aldrig kom af sted"),
        _l("Slettes. Koder til at logge ind tømmes, når mailen er sendt"),
    ),
    Clock("sign_in_code", _l("Koder til at logge ind"), _l("Ét døgn efter, at de er udløbet"), _l("Slettes")),
    Clock(
        "reset_link",
        _l("Links til at vælge en ny adgangskode"),
        _l("Ét døgn efter, at de er udløbet"),
        _l("Slettes"),
    ),
    Clock(
        "sign_in_attempt",
        _l("Påbegyndte forsøg på at logge ind, også med en adgangsnøgle eller gennem kommunen"),
        _l("Ét døgn efter, at de er udløbet"),
        _l("Slettes"),
    ),
    Clock(
        "vouch",
        _l("Hvem der har sagt god for hvem, og de links, der blev sendt"),
        _l("Ét døgn efter, at de er udløbet"),
        _l("Slettes"),
    ),
    Clock(
        "invitation",
        _l("Invitationer"),
        _l("90 dage efter, at de er udløbet"),
        _l("Slettes. Indtil da kan du bruge et gammelt link til at bede om et nyt"),
    ),
    Clock(
        "known_browser",
        _l("Browsere, du har logget ind i før, så andre ikke kan lukke dig ude"),
        _l("365 dage efter, at du sidst loggede ind i dem"),
        _l("Slettes"),
    ),
    Clock(
        "trusted_browser",
        _l("Browsere, der ikke bliver spurgt om en kode"),
        _l("30 dage efter, at du valgte det"),
        _l("Slettes"),
    ),
    Clock(
        "sign_in_try",
        _l("Forsøg på at logge ind, talt for at bremse den, der gætter; uden navn og adresse"),
        _l("Ét døgn"),
        _l("Slettes"),
    ),
    Clock(
        "sign_in_alarm",
        _l("Alarmer om mange forsøg på at logge ind"),
        _l("30 dage efter, at de er ovre"),
        _l("Slettes"),
    ),
    Clock(
        "sign_in_session",
        _l("Enheder, du har været logget ind på"),
        _l("30 dage efter, at du er logget ud"),
        _l("Slettes"),
    ),
    Clock(
        "speaker",
        _l("At du er inviteret til at holde oplæg, og de browsere, du har brugt til det"),
        _l("30 dage efter oplægget"),
        _l("Slettes. Filerne bliver hos holdet"),
    ),
    Clock("held_form", _l("Det, du nåede at sende, efter at du var logget ud"), _l("30 dage"), _l("Slettes")),
    Clock("case_pack", _l("PDF’er med cases, lavet til en underviser"), _l("Ét døgn"), _l("Slettes med nøglen")),
    Clock("import_draft", _l("Regneark med deltagere"), _l("Ét døgn"), _l("Slettes. Rækkerne tømmes, når de er brugt")),
    Clock(
        "stored_file", _l("Filer, ingen har brugt"), _l("Ét døgn efter den sidste del"), _l("Slettes i alle udgaver")
    ),
    Clock(
        "rejected_file",
        _l("Filer, vi ikke kan bruge"),
        _l("7 dage efter, at de blev afvist; 1 dag, når det ligner et cpr-nummer eller en virus"),
        _l("Slettes i alle udgaver. Navn og grund står, til den, der sendte filen, fjerner den"),
    ),
    Clock(
        "journal",
        _l("Journalen over, hvem der har åbnet og ændret hvad, med tilfældige numre i stedet for navne"),
        _l("13 måneder, hele dage"),
        _l("Slettes. En sidste linje viser, at der ikke mangler noget i resten"),
    ),
    Clock(
        "cohort",
        _l("Hold, materialer, opslag og opgaver"),
        _l("Så længe udbyderen har dem"),
        _l("Slettes aldrig af sig selv. Navnet på en, der er slettet, står der ikke længere"),
    ),
)

# The words above say these; a test compares them.
SAID: Final = {
    "own_case": (CASE_DAYS, *NOTICE_DAYS),
    "remark": (REMARK_DAYS,),
    "account": (ACCOUNT_MONTHS,),
    "speaker": (SPEAKER_DAYS,),
    "letter": (LETTER_DAYS, UNSENT_LETTER_DAYS),
    "held_form": (HELD_FOR.days,),
    "rejected_file": (REJECTED_KEPT.days, HARMFUL_KEPT.days),
    "sign_in_session": (SESSION_KEPT.days,),
    "invitation": (INVITATION_KEPT.days,),
    "known_browser": (KNOWN_FOR.days,),
    "trusted_browser": (TRUSTED_DAYS,),
    "sign_in_alarm": (ALARMS_KEPT_FOR.days,),
    "journal": (KEPT_MONTHS,),
}
A_DAY: Final = {
    "sign_in_code": CODE_KEPT,
    "reset_link": CODE_KEPT,
    "sign_in_attempt": ATTEMPT_KEPT,
    "sign_in_try": TRY_KEPT,
    "vouch": VOUCH_KEPT,
    "import_draft": SHEET_KEPT,
    "case_pack": PACK_KEPT,
    "stored_file": UNCLAIMED_FOR,
}


def work_goes_at(
    *, ended_at: datetime | None, is_draft: bool, written_at: datetime, kept_until: datetime | None
) -> datetime | None:
    """When a case or an answer goes. None while its cohort has no days: then nobody knows when it is over."""
    if ended_at is None:
        return None
    at = days_after(max(written_at, ended_at), DRAFT_DAYS) if is_draft else days_after(ended_at, CASE_DAYS)
    return at if kept_until is None else max(at, kept_until)


def account_goes_at(last: datetime) -> datetime:
    """When an account goes whose last cohort, or sign-in, was then."""
    return months_after(last, ACCOUNT_MONTHS)
