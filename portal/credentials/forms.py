"""What do people send when they sign in with what they have, or choose what that is?"""

from wtforms import BooleanField, PasswordField, StringField

from portal.forms import AtMost, PortalForm, Required, one_line
from portal.text import _l

LONGEST_TYPED = 1000


class PasswordForm(PortalForm):
    """The password one has."""

    password = PasswordField(_l("Adgangskode"), [Required(_l("Skriv din adgangskode.")), AtMost(LONGEST_TYPED)])


class NewPasswordForm(PortalForm):
    """The password one chooses. It is typed once: it can be shown, and pasted."""

    password = PasswordField(_l("Ny adgangskode"), [Required(_l("Skriv en adgangskode.")), AtMost(LONGEST_TYPED)])


class ResetForm(NewPasswordForm):
    """The same by a link, with the address, which a machine that opens links does not know."""

    email = StringField(_l("Din e-mailadresse"), [Required(_l("Skriv din e-mailadresse.")), AtMost(254)])


class CodeForm(PortalForm):
    """A code from an app or a letter, or a recovery code."""

    code = StringField(_l("Koden"), [Required(_l("Skriv koden.")), AtMost(60)], filters=[one_line])


class SecondStepForm(CodeForm):
    """The code after the password."""

    is_trusted = BooleanField(_l("Spørg ikke om kode i denne browser i 30 dage"))


class ToldForm(CodeForm):
    """A code that the person who runs the portal has told somebody."""

    email = StringField(_l("Din e-mailadresse"), [Required(_l("Skriv din e-mailadresse.")), AtMost(254)])
