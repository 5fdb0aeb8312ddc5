"""How long is each kind of data kept, and what happens then? The one table; README and the page “Mine oplysninger” show it."""

from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from portal.clock import days_after, months_after
from portal.enrolments.import_actions import KEPT as SHEET_KEPT
from portal.journal.closing import KEPT_MONTHS
from portal.people.held_forms import HELD_FOR
from portal.storage.queries import UNCLAIMED_FOR
from portal.text import _l

CASE_DAYS: Final = 90
DRAFT_DAYS: Final = 30
NOTICE_DAYS: Final = (14, 3)
LONGER_DAYS: Final = 90
REMARK_DAYS: Final = 14
LETTER_DAYS: Final = 30
UNSENT_LETTER_DAYS: Final = 90
CODE_KEPT: Final = timedelta(days=1)
ACCOUNT_MONTHS: Final = 12


class Clock(NamedTuple):
    """A kind of data, how long it is kept, and what happens then, in words. `name` is what `portal retention` calls it."""

    name: str
    what: Any
    kept: Any
    then: Any


CLOCKS: Final = (
    Clock(
        "own_case",
        _l("Cases, der er afleveret eller trukket tilbage, med bilag, kommentarer og kvitteringer"),
        _l(
            "90 dage efter opfølgningsdagen; uden opfølgningsdag efter sidste kursusdag; længere, når forfatteren vælger det"
        ),
        _l("Slettes. Forfatteren får brev 14 og 3 dage før og et bevis bagefter"),
    ),
    Clock(
        "own_case",
        _l("Kladder til cases, der aldrig er afleveret"),
        _l(
            "30 dage efter, at der sidst blev skrevet, dog mindst 30 dage efter holdets sidste dag; længere, når forfatteren vælger det"
        ),
        _l("Slettes. Forfatteren får brev 14 og 3 dage før og et bevis bagefter"),
    ),
    Clock(
        "submission",
        _l("Svar på opgaver med bilag, underviserens svar og kvitteringer"),
        _l("Som cases: 90 dage, og kladder 30 dage"),
        _l("Slettes. Forfatteren får et bevis bagefter"),
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
        _l("12 måneder efter sidste dag på det sidste hold; uden hold 12 måneder efter, at man sidst loggede ind"),
        _l("Slettes. Personen får et sidste brev"),
    ),
    Clock(
        "letter",
        _l("Breve"),
        _l("30 dage efter, at de er sendt eller opgivet; 90 dage, hvis de aldrig kom af sted"),
        _l("Slettes. Koder til at logge ind tømmes, når brevet er sendt"),
    ),
    Clock("sign_in_code", _l("Koder til at logge ind"), _l("Ét døgn efter, at de er udløbet"), _l("Slettes")),
    Clock(
        "sign_in_session",
        _l("Enheder, man har været logget ind på"),
        _l("30 dage efter, at man er logget ud"),
        _l("Slettes"),
    ),
    Clock("held_form", _l("Det, man nåede at sende, efter at man var logget ud"), _l("30 dage"), _l("Slettes")),
    Clock("import_draft", _l("Regneark med deltagere"), _l("Ét døgn"), _l("Slettes. Rækkerne tømmes, når de er brugt")),
    Clock(
        "stored_file", _l("Filer, ingen har brugt"), _l("Ét døgn efter den sidste del"), _l("Slettes i alle udgaver")
    ),
    Clock(
        "journal",
        _l("Journalen over, hvem der har åbnet og ændret hvad, med tilfældige numre i stedet for navne"),
        _l("13 måneder, hele dage"),
        _l("Slettes. En afslutning viser, at kæden er hel"),
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
    "letter": (LETTER_DAYS, UNSENT_LETTER_DAYS),
    "held_form": (HELD_FOR.days,),
    "journal": (KEPT_MONTHS,),
}
A_DAY: Final = {"sign_in_code": CODE_KEPT, "import_draft": SHEET_KEPT, "stored_file": UNCLAIMED_FOR}


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
