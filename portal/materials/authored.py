"""How does a page or a link come about, and which addresses may a link have?"""

import unicodedata
from string import ascii_lowercase, digits
from typing import Final
from urllib.parse import SplitResult, urlsplit

from portal.courses.cohort_models import Cohort
from portal.errors import Refused
from portal.materials.actions import keep_last
from portal.materials.models import Document, DocumentKind, DocumentVersion, Material
from portal.materials.queries import added_with
from portal.materials.releasing import Shelving
from portal.materials.sections import hold_order
from portal.people.models import Person
from portal.text import _

LONGEST_ADDRESS: Final = 2000
# Danish and neighbouring letters; others can look like these and lead elsewhere.
IN_HOST: Final = {*ascii_lowercase, *digits, "-", ".", "æ", "ø", "å", "ä", "ö", "é", "ü"}


def add_written(
    cohort: Cohort,
    *,
    by: Person,
    title: str,
    text: str = "",
    address: str = "",
    shelving: Shelving,
    form_key: str,
) -> Material:
    """Share a page, or a link when there is an address, at the end of the list.

    A second press of the same form gives what the first one made. Raises Refused for an address we send nobody to.
    """
    hold_order(cohort.id)
    if earlier := added_with(form_key, cohort_id=cohort.id):
        return earlier[0]
    address = judged_address(address) if address else ""
    kind = DocumentKind.LINK if address else DocumentKind.PAGE
    version = DocumentVersion(number=1, text=text, address=address)
    document = Document(kind=kind, versions=[version])
    material = Material(title=title, document=document, form_key=form_key)
    keep_last([material], cohort, by=by, shelving=shelving)
    return material


def judged_address(address: str) -> str:
    """The address as it is kept. Raises Refused unless it is https, and leads where it says."""
    parts = _parts(address)
    if parts is None or parts.scheme != "https":
        raise Refused(_("Skriv hele adressen, så den begynder med https://."), field="address")
    host = parts.hostname or ""
    is_plain = bool(host) and set(host) <= IN_HOST and "." in host.strip(".") and ".." not in host
    if not is_plain or parts.username is not None or _has_odd_characters(address):
        raise Refused(
            _("Vi kan ikke se, hvor adressen fører hen. Kopiér den fra browserens adresselinje."), field="address"
        )
    return address


def _parts(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        _port = parts.port
    except ValueError:
        return None
    return parts


def _has_odd_characters(address: str) -> bool:
    return any(c.isspace() or c in '\\<>"`{}|^' or unicodedata.category(c).startswith(("C", "Z")) for c in address)
