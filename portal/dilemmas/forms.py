"""What do people send us about dilemma cards?"""

from wtforms import BooleanField, HiddenField, StringField, TextAreaField

from portal.dilemmas.actions import WORDS
from portal.dilemmas.models import LONGEST_OPTION, LONGEST_SITUATION, Dilemma
from portal.forms import AtMost, PortalForm, Required, free_text, one_line
from portal.text import _, _l


class DilemmaForm(PortalForm):
    """The card's words."""

    version = HiddenField(default="0")
    title = StringField(_l("Titel"), [Required(_l("Giv kortet en titel.")), AtMost(120)], filters=[one_line])
    situation = TextAreaField(
        _l("Situationen"),
        [Required(_l("Beskriv situationen.")), AtMost(LONGEST_SITUATION)],
        filters=[free_text],
    )
    option_1 = StringField(_l("Handling A"), [AtMost(LONGEST_OPTION)], filters=[one_line])
    option_2 = StringField(_l("Handling B"), [AtMost(LONGEST_OPTION)], filters=[one_line])
    option_3 = StringField(_l("Handling C (valgfri)"), [AtMost(LONGEST_OPTION)], filters=[one_line])
    option_4 = StringField(_l("Handling D (valgfri)"), [AtMost(LONGEST_OPTION)], filters=[one_line])

    def validate(self, *args: object, **kwargs: object) -> bool:
        """Besides each field: a choice needs two to choose between."""
        reads_well = super().validate(*args, **kwargs)
        options = [self.option_1, self.option_2, self.option_3, self.option_4]
        if sum(bool(option.data) for option in options) < 2:  # noqa: PLR2004
            lacking = next(option for option in options if not option.data)
            lacking.errors = [_("Skriv mindst to handlinger at vælge mellem.")]
            return False
        return reads_well

    def words(self) -> dict[str, str]:
        """The words by the card's own names."""
        return {name: self[name].data or "" for name in WORDS}

    def show(self, dilemma: Dilemma) -> None:
        """Begin from the card as it is."""
        self.version.data = str(dilemma.version)
        for name in WORDS:
            self[name].data = getattr(dilemma, name)


class AnswerForm(PortalForm):
    """The author's answer to a card of their case."""

    version = HiddenField(default="0")
    answer = HiddenField(default="")
    is_named = BooleanField(_l("Mit navn må stå på kortet"))
