"""What do we get from whoever invites a speaker, and from the speaker?"""

from wtforms import SelectField, StringField

from portal.forms import AtMost, PortalForm, Required, one_line
from portal.materials.forms import FilesForm
from portal.text import _l


class InviteSpeakerForm(PortalForm):
    """Who comes to which point."""

    agenda_item_id = SelectField(
        _l("Programpunkt"), [Required(_l("Vælg et punkt på programmet."))], validate_choice=False
    )
    name = StringField(_l("Navn"), [AtMost(200)], filters=[one_line])
    email = StringField(_l("E-mail"), [Required(_l("Skriv e-mailadressen.")), AtMost(254)], filters=[one_line])


class AddressForm(PortalForm):
    """The own address, which whoever only has the letter's link does not know."""

    email = StringField(_l("Din e-mailadresse"), [Required(_l("Skriv den adresse, mailen er sendt til.")), AtMost(254)])


class LeaveForm(FilesForm):
    """Files for the point, or one in place of another."""
