"""Which browser is that, in plain words? Of what it says of itself only a name and a machine that we know are kept."""

from typing import Final

from portal.text import _

LONGEST: Final = 500  # of the header; real ones are shorter
UNKNOWN: Final = "Ukendt browser"
ON: Final = " på "

# Most browsers say that they are others too: the first that is found is the right one.
_PROGRAMS: Final = (
    ("Edge", ("Edg/", "EdgA/", "EdgiOS/", "Edge/")),
    ("Opera", ("OPR/", "OPT/", "OPiOS/")),
    ("Samsung Internet", ("SamsungBrowser/",)),
    ("Vivaldi", ("Vivaldi/",)),
    ("Firefox", ("Firefox/", "FxiOS/")),
    ("Chrome", ("Chrome/", "CriOS/")),
    ("Safari", ("Safari/",)),
)
_MACHINES: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("ChromeOS", "CrOS"),
    ("Mac", "Macintosh"),
    ("Linux", "Linux"),
)


def browser_of(header: str) -> str:
    """What a User-Agent header means, as it is kept: “Chrome på Windows”, “Safari på iPhone”, “Ukendt browser”."""
    header = header[:LONGEST]
    program = next((name for name, marks in _PROGRAMS if any(mark in header for mark in marks)), None)
    machine = next((name for name, mark in _MACHINES if mark in header), None)
    if program is None:
        return UNKNOWN
    return f"{program}{ON}{machine}" if machine else program


def browser_in_words(kept: str) -> str:
    """The same in the language that is being spoken. A session from before browsers were noted is of an unknown one."""
    program, _on, machine = kept.partition(ON)
    if kept in {"", UNKNOWN}:
        return _("Ukendt browser")
    return _("%(browser)s på %(machine)s", browser=program, machine=machine) if machine else program
