"""What do people send us when they sign in or change their profile?"""

from wtforms import RadioField, SelectField, StringField

from portal.forms import AtMost, PortalForm, Required, one_line, options
from portal.text import _l


class EmailForm(PortalForm):
    """The address a code should go to."""

    email = StringField(
        _l("Din e-mailadresse"), [Required(_l("Skriv den e-mailadresse, du er tilmeldt med.")), AtMost(254)]
    )


class EndSessionsForm(PortalForm):
    """Whom an administrator signs out everywhere."""

    email = StringField(_l("Personens e-mailadresse"), [Required(_l("Skriv personens e-mailadresse.")), AtMost(254)])


class CodeForm(PortalForm):
    """The code from the letter."""

    code = StringField(_l("Koden fra mailen"), [Required(_l("Skriv de otte cifre fra mailen.")), AtMost(40)])


class ProfileForm(PortalForm):
    """What a person tells about themselves."""

    name = StringField(_l("Navn"), [Required(_l("Skriv dit navn.")), AtMost(200)], filters=[one_line])
    title = StringField(_l("Titel"), [AtMost(200)], filters=[one_line])
    municipality_code = SelectField(_l("Kommune"), validate_choice=False, filters=[one_line])
    organisation = StringField(_l("Organisation"), [AtMost(200)], filters=[one_line])
    phone = StringField(_l("Telefon"), [AtMost(40)], filters=[one_line])
    locale = RadioField(_l("Sprog"), choices=options([("da", "Dansk"), ("en", "English")]), validate_choice=False)
