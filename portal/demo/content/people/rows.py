"""How does a name, a work title and a municipality become a person with an address of their own?"""

from portal.demo.content.shapes import PersonKind, PersonPlan

PROVIDER = "Komponent"
PROVIDER_DOMAIN = "mitkomponent.eksempel.dk"
_PLAIN = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "ö": "o", "ü": "u"})
_ORGANISATIONS = {"København": "Københavns Kommune", "Bornholm": "Bornholms Regionskommune"}


def municipal(name: str, work_title: str, municipality: str, kind: PersonKind) -> PersonPlan:
    """Somebody who works for, or is elected in, a municipality."""
    return PersonPlan(
        key=_ascii(name),
        name=name,
        email=_email(name, f"{_ascii(municipality)}.eksempel.dk"),
        work_title=work_title,
        organisation=organisation_of(municipality),
        municipality=municipality,
        kind=kind,
    )


def own(name: str, work_title: str, kind: PersonKind, phone: str, biography: str = "") -> PersonPlan:
    """One of the provider's own people."""
    return PersonPlan(
        key=_ascii(name),
        name=name,
        email=_email(name, PROVIDER_DOMAIN),
        work_title=work_title,
        organisation=PROVIDER,
        municipality=None,
        kind=kind,
        biography=biography,
        phone=phone,
    )


def organisation_of(municipality: str) -> str:
    """The name a municipality signs with."""
    return _ORGANISATIONS.get(municipality, f"{municipality} Kommune")


def _email(name: str, domain: str) -> str:
    names = name.split()
    return f"{_ascii(names[0])}.{_ascii(names[-1])}@{domain}"


def _ascii(text: str) -> str:
    return text.lower().translate(_PLAIN).replace(" ", "-")
