"""What does somebody type who wants to be erased?"""

from wtforms import StringField

from portal.forms import AtMost, PortalForm, Required, one_line
from portal.text import _l


class EraseForm(PortalForm):
    """The own address, so that nobody is erased by a press too many."""

    email = StringField(
        _l("Skriv din e-mailadresse"),
        [Required(_l("Skriv din e-mailadresse for at bekræfte.")), AtMost(254)],
        filters=[one_line],
    )
