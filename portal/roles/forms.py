"""What does somebody send us to give another a role, or to say who keeps theirs?"""

from flask import request
from wtforms import RadioField, SelectField, StringField, TextAreaField

from portal.forms import AtMost, PortalForm, Required, free_text, one_line
from portal.text import _l


class GiveRoleForm(PortalForm):
    """Who gets which role, for which municipality, and on which cohort when it is a board's."""

    role = RadioField(_l("Hvilken rolle?"), validate_choice=False)
    email = StringField(_l("E-mail"), [Required(_l("Skriv e-mailadressen.")), AtMost(254)], filters=[one_line])
    name = StringField(_l("Navn"), [AtMost(200)], filters=[one_line])
    municipality_code = SelectField(_l("Kommune"), validate_choice=False)
    cohort_id = SelectField(_l("Hold"), validate_choice=False)


class ReviewForm(PortalForm):
    """An answer for each row, and perhaps a note."""

    note = TextAreaField(_l("Bemærkning"), [AtMost(2000)], filters=[free_text])

    def answers(self) -> dict[str, bool]:
        """What was answered, by the row it is about; what is neither yes nor no is no answer."""
        chosen = {name.removeprefix("svar-"): value for name, value in request.form.items() if name.startswith("svar-")}
        return {row: value == "keep" for row, value in chosen.items() if value in {"keep", "remove"}}
