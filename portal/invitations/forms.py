"""What does somebody with an invitation send us?"""

from wtforms import StringField

from portal.forms import AtMost, PortalForm, Required
from portal.text import _l


class WhoseForm(PortalForm):
    """The own address, which whoever only has the letter's link does not know."""

    email = StringField(_l("Din e-mailadresse"), [Required(_l("Skriv den adresse, mailen er sendt til.")), AtMost(254)])
