"""What does an author choose of the names in a case: which are replaced, by which words, and which words besides?"""

from collections.abc import Iterable
from typing import Any, Final

from flask import request
from wtforms import BooleanField, FieldList, Form, FormField, HiddenField, StringField, TextAreaField, ValidationError

from portal.forms import AtMost, PortalForm, free_text, one_line
from portal.masking.replacing import LEFT_OUT, Mask
from portal.masking.spans import Kind
from portal.own_cases.masks import LONGEST, MOST, Proposal, own_words_of, read_own_words
from portal.text import _, _l

KINDS: Final = {
    Kind.PERSON: _l("Navn"),
    Kind.MUNICIPALITY: _l("Kommune"),
    Kind.PLACE: _l("Sted"),
    Kind.ADDRESS: _l("Adresse"),
    Kind.PHONE: _l("Telefonnummer"),
    Kind.CASE_NUMBER: _l("Sagsnummer"),
    Kind.CPR: _l("Dato eller cpr-nummer"),
    Kind.EMAIL: _l("E-mail eller hjemmeside"),
    Kind.TITLE: _l("Stilling"),
}
_LONGEST_OWN: Final = 5_000


class MaskRow(Form):
    """One find. Its forms stand on a line each in a hidden field: what was chosen holds for what the page showed."""

    forms = HiddenField(filters=[free_text])
    kind = HiddenField(filters=[one_line])
    taken = BooleanField(_l("Skift ud"))
    instead = StringField(_l("I stedet"), [AtMost(LONGEST)], filters=[one_line])

    def validate_instead(self, field: StringField) -> None:
        """What is replaced needs words to stand there instead."""
        if self.taken.data and self.words and not field.data:
            raise ValidationError(_("Skriv, hvad der skal stå i stedet for “%(words)s”.", words=self.words[0]))

    @property
    def words(self) -> list[str]:
        """The ways it is written, the longest first."""
        return [line.strip()[:LONGEST] for line in (self.forms.data or "").splitlines() if line.strip()]

    @property
    def kind_word(self) -> Any:
        """What was found, for a reader."""
        return KINDS[Kind(self.kind.data)] if self.kind.data in list(Kind) else ""

    @property
    def mask(self) -> Mask:
        """What was chosen."""
        kind = self.kind.data if self.kind.data in list(Kind) else Kind.PERSON.value
        return Mask(tuple(self.words), self.instead.data or "", kind, bool(self.taken.data))


class MaskForm(PortalForm):
    """All finds of a case, and the author's own words."""

    rows = FieldList(FormField(MaskRow), max_entries=MOST)
    own_words = TextAreaField(_l("Skjul også disse ord"), [AtMost(_LONGEST_OWN)], filters=[free_text])

    @property
    def intent(self) -> str:
        """Which button was pressed: `off`, `back` (to the case), or, for anything else, `show`."""
        return request.form.get("intent", "show")

    @property
    def finds(self) -> list[MaskRow]:
        """The rows that say what they are about."""
        return [entry.form for entry in self.rows.entries if entry.form.words]

    def fill(self, proposals: Iterable[Proposal], kept: Iterable[Mask]) -> None:
        """Show what is found and what was chosen before."""
        for proposal in proposals:
            mask = proposal.mask
            self.rows.append_entry(
                {"forms": "\n".join(mask.forms), "kind": mask.kind, "taken": mask.taken, "instead": mask.instead}
            )
        self.own_words.data = own_words_of(kept)

    def masks(self) -> list[Mask]:
        """Everything that was chosen."""
        return [row.mask for row in self.finds] + read_own_words(self.own_words.data or "", instead=LEFT_OUT)
