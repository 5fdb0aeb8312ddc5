"""What do people send us about a case: the whole form, one field at a time, a remark, a move on the board?"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import request
from werkzeug.exceptions import BadRequest
from wtforms import (
    BooleanField,
    Field,
    RadioField,
    StringField,
    TextAreaField,
    ValidationError,
)

from portal.date_fields import ClockField, DayField
from portal.errors import Refused
from portal.fields import NumberField
from portal.forms import AtMost, PortalForm, draft_text, free_text, number_of, one_line, options
from portal.incoming import sent_json
from portal.own_cases.actions import lacking
from portal.own_cases.audience import Audience
from portal.own_cases.drafts import judge_text
from portal.own_cases.models import FIELDS, OwnCase, OwnCaseStatus, Visibility
from portal.storage.drafted import DraftForm
from portal.text import _, _l


def draft_line(value: str | None) -> str:
    """A line while it is written: no line breaks, no control or direction marks."""
    return draft_text((value or "").replace("\r", " ").replace("\n", " ").replace("\t", " "))


def _is_kept(_form: Any, field: Field) -> None:
    try:
        judge_text(field.name, field.data or "")
    except Refused as refusal:
        raise ValidationError(refusal.sentence) from refusal


def chosen_circle(field: Field) -> Visibility | None:
    """Who may read, None when the form does not say."""
    return Visibility(field.data) if field.data in list(Visibility) else None


def offer_circles(field: RadioField, audience: Audience) -> None:
    """Let the author choose between the circles there are."""
    values = [v.value for v in audience.choices]
    field.choices = options((v.value, v.label) for v in audience.choices)
    if str(field.data) not in values:
        field.data = Visibility.INSTRUCTORS.value


class OwnCaseForm(DraftForm):
    """The case form. Every field that reads well is saved, whatever the others say."""

    title = StringField(_l("Titel"), [_is_kept], filters=[draft_line])
    situation = TextAreaField(_l("Situationen"), [_is_kept], filters=[draft_text])
    dilemma = TextAreaField(_l("Dilemmaet"), [_is_kept], filters=[draft_text])
    actors = TextAreaField(_l("Aktørerne"), [_is_kept], filters=[draft_text])
    attempts = TextAreaField(_l("Hvad har du prøvet?"), [_is_kept], filters=[draft_text])
    question = TextAreaField(_l("Dit spørgsmål til holdet"), [_is_kept], filters=[draft_text])
    visibility = RadioField(_l("Hvem må læse din case?"), validate_choice=False)
    is_anonymised = BooleanField(_l("Jeg har fjernet navne og andet, der peger på enkeltpersoner"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.theirs: dict[str, str] = {}

    def seen_version(self) -> int:
        """The version the page was made from; 0 when it does not say."""
        return number_of(self.version.data or 0)

    def texts(self) -> dict[str, str]:
        """The texts to save: those that were sent and are kept, without the ones for which the stored text was chosen."""
        kept = [name for name in FIELDS if name in request.form and not self._keeps_theirs(name)]
        return {name: self[name].data for name in kept if not self[name].errors}

    def _keeps_theirs(self, name: str) -> bool:
        return name in self.undecided() or request.form.get(f"choose_{name}") == "theirs"

    def undecided(self) -> list[str]:
        """The fields for which the page showed two texts and nobody has chosen."""
        asked = [name for name in request.form.getlist("asked") if name in FIELDS]
        return [name for name in asked if request.form.get(f"choose_{name}") not in {"mine", "theirs"}]

    def ask_for_missing(self, own_case: OwnCase) -> bool:
        """Say at each field what it needs before a hand-in; whether anything is lacking or was not kept."""
        for name, sentence in lacking(own_case, is_anonymised=bool(self.is_anonymised.data)).items():
            if not self[name].errors:
                self[name].errors = [sentence]
        return bool(self.errors)

    def show_both(self, theirs: Mapping[str, str]) -> None:
        """Let the page show the stored text beside the sent one; nothing is overwritten until somebody chooses."""
        differing = {name: text for name, text in theirs.items() if name in FIELDS}
        self.theirs.update(differing)
        for name in differing:
            self[name].errors = [_("Vælg, hvilken af de to tekster der skal gælde.")]
        if "visibility" in theirs:
            chosen = Visibility(theirs["visibility"]).label
            sentence = _("Valget er ændret til “%(chosen)s” et andet sted. Se efter, og gem igen.", chosen=chosen)
            self.visibility.errors = [sentence]

    def show_saved(self, own_case: OwnCase | None) -> None:
        """Make the page go on from what is stored: its version, and the texts that were kept."""
        if own_case is not None and self.is_submitted():
            for name in FIELDS:
                if not self[name].errors:
                    self[name].data = getattr(own_case, name)
        if not (self.was_held and self.version.data):
            self.version.data = str(own_case.version if own_case else 0)


class CommentForm(PortalForm):
    """A remark in the thread."""

    text = TextAreaField(_l("Skriv i tråden"), filters=[free_text])


class ReadersForm(PortalForm):
    """Who may read, chosen at once."""

    visibility = RadioField(_l("Hvem må læse din case?"), validate_choice=False)
    spans_wall = BooleanField(_l("Vis den for både folkevalgte og ansatte"))
    is_for_screen = BooleanField(_l("Den må vises på storskærm for alle i lokalet"))
    version = NumberField()


class JointForm(PortalForm):
    """What a joint session is for, and when it ends."""

    version = NumberField()
    purpose = StringField(_l("Formål"), [AtMost(200)], filters=[one_line])
    on = DayField(_l("Sidste dag"))
    at = ClockField(_l("Klokken"))


class SentField(NamedTuple):
    """One field of the draft as a script sends it."""

    name: str
    value: str
    version: int


def sent_field() -> SentField:
    """The field in the JSON body; line ends and marks cleaned as in the form. Raises BadRequest for anything else."""
    sent = sent_json()
    name, value, version = sent.get("field"), sent.get("value"), sent.get("version")
    if not isinstance(name, str) or not isinstance(value, str) or not isinstance(version, int):
        raise BadRequest
    if name == "visibility" and value in list(Visibility):
        return SentField(name, value, version)
    if name not in FIELDS:
        raise BadRequest
    return SentField(name, draft_line(value) if name == "title" else draft_text(value), version)


def chosen_mark() -> OwnCaseStatus:
    """The column a case is to be moved to. Raises Refused for anything that is none."""
    try:
        return OwnCaseStatus(request.form.get("state", ""))
    except ValueError:
        raise Refused(_("Vælg mellem afleveret, læst og valgt til kurset."), field="state") from None
