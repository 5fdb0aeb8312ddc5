"""What do giver and author send us?"""

from typing import Any, Final

from flask import request
from wtforms import HiddenField, RadioField, StringField, TextAreaField

from portal.forms import AtMost, PortalForm, Required, free_text, one_line, options
from portal.own_cases.perspectives import PROMPTS, Perspective
from portal.sparring.actions import WORDS
from portal.sparring.models import (
    LONGEST_ADVICE,
    LONGEST_ANSWER,
    LONGEST_CONCERN,
    LONGEST_QUESTION,
    PeerConsultation,
)
from portal.text import _l

ONESELF: Final = ""
HELPS: Final = {
    ONESELF: _l("Med det, du selv ved og har prøvet."),
    **{role.value: PROMPTS[role] for role in Perspective},
}


def role_of(value: object) -> Perspective | None:
    """The role that was chosen; None for oneself, and for what is none."""
    return Perspective(str(value)) if value in list(Perspective) else None


class AdviceForm(PortalForm):
    """One piece of advice, one question, and what worries one in the role."""

    version = HiddenField(default="0")
    perspective = RadioField(_l("Jeg læser casen som"), validate_choice=False, default=ONESELF)
    advice = TextAreaField(
        _l("Ét råd"), [Required(_l("Skriv ét råd, før du sender.")), AtMost(LONGEST_ADVICE)], filters=[free_text]
    )
    question = TextAreaField(
        _l("Ét spørgsmål"),
        [Required(_l("Stil ét spørgsmål, før du sender.")), AtMost(LONGEST_QUESTION)],
        filters=[free_text],
    )
    concern = StringField(_l("Hvad bekymrer dig i den rolle?"), [AtMost(LONGEST_CONCERN)], filters=[one_line])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.perspective.choices = options([(ONESELF, _l("Mig selv")), *((p.value, p.label) for p in Perspective)])

    @property
    def role(self) -> Perspective | None:
        """As whom the case was read."""
        return role_of(self.perspective.data)

    def words(self) -> dict[str, str]:
        """The words by their names."""
        return {name: self[name].data or "" for name in WORDS}

    def show(self, given: PeerConsultation | None) -> None:
        """Begin from what was given before, or from the role that the page's address names."""
        self.perspective.data = role_of(request.args.get("som")) or ONESELF
        if given is not None:
            self.version.data, self.perspective.data = str(given.version), given.perspective or ONESELF
            for name in WORDS:
                self[name].data = getattr(given, name)


class PeerAnswerForm(PortalForm):
    """The author's answer to the question."""

    version = HiddenField(default="0")
    text = TextAreaField(
        _l("Dit svar"), [Required(_l("Skriv noget, før du sender.")), AtMost(LONGEST_ANSWER)], filters=[free_text]
    )
