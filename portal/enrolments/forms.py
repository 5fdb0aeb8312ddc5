"""What does a coordinator send us when enrolling people?"""

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, SelectField, StringField

from portal.fields import Address, IdField
from portal.forms import AtMost, PortalForm, Required, one_line
from portal.text import _l


class EnrolForm(PortalForm):
    """One person."""

    name = StringField(_l("Navn"), [Required(_l("Skriv navnet.")), AtMost(200)], filters=[one_line])
    email = StringField(
        _l("E-mail"), [Required(_l("Skriv e-mailadressen.")), AtMost(254), Address()], filters=[one_line]
    )
    title = StringField(_l("Titel"), [AtMost(200)], filters=[one_line])
    municipality_code = SelectField(_l("Kommune"), validate_choice=False, filters=[one_line])
    organisation = StringField(_l("Organisation"), [AtMost(200)], filters=[one_line])
    with_board = BooleanField(_l("Deltager som en del af kommunens direktion"))


class HomeForm(PortalForm):
    """Who works in which municipality."""

    person_id = IdField(_l("Hvem?"))
    municipality_code = SelectField(_l("Kommune"), validate_choice=False, filters=[one_line])


class SheetForm(PortalForm):
    """A spreadsheet to look at before anybody is enrolled."""

    sheet = FileField(_l("Regneark"), [Required(_l("Vælg en fil med deltagere."))])


class UseSheetForm(PortalForm):
    """The spreadsheet one has looked at, and what one saw that it would do."""

    draft_id = IdField("")
    seen = HiddenField()
