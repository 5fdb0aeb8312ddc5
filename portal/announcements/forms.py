"""What does a coordinator send us to write to a cohort?"""

from wtforms import HiddenField, StringField, TextAreaField

from portal.forms import AtMost, PortalForm, Required, free_text, one_line
from portal.text import _l


class AnnouncementForm(PortalForm):
    """Subject and text. `step` is what was pressed: `look`, `change` or `send`."""

    subject = StringField(_l("Emne"), [Required(_l("Skriv, hvad det handler om.")), AtMost(150)], filters=[one_line])
    body = TextAreaField(_l("Tekst"), [Required(_l("Skriv det, de skal vide.")), AtMost(10_000)], filters=[free_text])
    step = HiddenField()
