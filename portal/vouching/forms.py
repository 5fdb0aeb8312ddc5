"""What does somebody say who speaks for another, and what does the other type who follows the link?"""

from wtforms import PasswordField, StringField

from portal.forms import AtMost, PortalForm, Required, one_line
from portal.text import _l

LONGEST_TYPED = 1000


class VouchForm(PortalForm):
    """How one knows that it is them."""

    reason = StringField(
        _l("Hvordan ved du, at det er dem?"),
        [Required(_l("Skriv kort, hvordan du ved, at det er dem.")), AtMost(200)],
        filters=[one_line],
    )


class StaffVouchForm(VouchForm):
    """The same, for a colleague."""

    email = StringField(
        _l("Kollegaens e-mailadresse"),
        [Required(_l("Skriv kollegaens e-mailadresse.")), AtMost(254)],
        filters=[one_line],
    )


class OwnerForm(PortalForm):
    """The address, which a machine that opens links does not know, and the password of whoever has one."""

    email = StringField(_l("Din e-mailadresse"), [Required(_l("Skriv din e-mailadresse.")), AtMost(254)])
    password = PasswordField(_l("Din adgangskode"), [AtMost(LONGEST_TYPED)])
