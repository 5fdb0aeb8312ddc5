"""What do people send us who write a page or set a link?"""

from typing import Final

from wtforms import StringField, TextAreaField

from portal.forms import AtMost, PortalForm, Required, free_text, one_line
from portal.materials.authored import LONGEST_ADDRESS
from portal.materials.forms import ReleaseForm
from portal.materials.version_forms import VersionForm
from portal.text import _l

LONGEST_PAGE: Final = 60_000


class _Titled(PortalForm):
    title = StringField(_l("Titel"), [Required(_l("Skriv en titel.")), AtMost(200)], filters=[one_line])


class _Text(PortalForm):
    text = TextAreaField(
        _l("Tekst"), [Required(_l("Skriv noget på siden.")), AtMost(LONGEST_PAGE)], filters=[free_text]
    )


class _Address(PortalForm):
    address = StringField(_l("Adresse"), [Required(_l("Skriv adressen.")), AtMost(LONGEST_ADDRESS)], filters=[one_line])


class PageForm(ReleaseForm, _Text, _Titled):
    """A page to share, and from when."""


class LinkForm(ReleaseForm, _Address, _Titled):
    """A link to share, and from when."""


class PageVersionForm(VersionForm, _Text):
    """A page's new text."""


class LinkVersionForm(VersionForm, _Address):
    """A link's new address."""
