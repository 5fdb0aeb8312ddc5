"""Which kinds of fields are there beyond text and dates? Whole numbers, words to choose from, addresses."""

import re
from typing import Any, Generic, TypeVar
from uuid import UUID

from wtforms import Field, SelectField, ValidationError
from wtforms.validators import StopValidation

from portal.errors import Refused
from portal.forms import one_line, options
from portal.people.queries import canonical_email
from portal.text import Word, _

Kind = TypeVar("Kind", bound=Word)


class NumberField(Field):
    """A whole number from `least` to `most`; dots and spaces between thousands are fine. Empty is None."""

    data: int | None
    typed = ""

    def __init__(self, *args: Any, least: int = 0, most: int = 10_000_000, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.least, self.most = least, most

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read a number as people write it; a field that did not come keeps what it had."""
        if not valuelist:
            return
        self.typed, self.data = one_line(str(valuelist[0])), None
        if self.typed:
            self.data = self._read(self.typed)

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms hands it over
        """What is no number has been said; do not also say that it is missing."""
        if self.process_errors:
            raise StopValidation

    def _value(self) -> str:
        return self.typed if self.data is None else str(self.data)

    def _read(self, typed: str) -> int:
        found = re.fullmatch(r"-?\d{1,3}(?:[. ]\d{3})*|-?\d{1,12}", typed, re.ASCII)
        if not found:
            raise ValueError(_("Skriv et helt tal."))
        number = int(re.sub(r"[. ]", "", typed))
        if not self.least <= number <= self.most:
            raise ValueError(_("Skriv et tal fra %(least)s til %(most)s.", least=self.least, most=self.most))
        return number


class WordField(SelectField, Generic[Kind]):
    """One of the members of a `Word`, under the labels the screen uses."""

    data: Kind | None

    def __init__(self, label: Any, kind: type[Kind], **kwargs: Any) -> None:
        choices = options((member.value, member.label) for member in kind)
        super().__init__(label, choices=choices, validate_choice=False, **kwargs)
        self.kind = kind

    def process_data(self, value: Kind | None) -> None:
        """Keep the member."""
        self.data = value

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the member's value. What is not on the list gets a sentence."""
        if not valuelist:
            return
        try:
            self.data = self.kind(valuelist[0])
        except ValueError:
            raise ValueError(_("Vælg fra listen.")) from None


class IdField(SelectField):
    """The id of something to choose, or nothing. What is chosen is judged by the action."""

    data: UUID | None

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(label, choices=[], validate_choice=False, **kwargs)

    def process_data(self, value: UUID | None) -> None:
        """Keep the id."""
        self.data = value

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read an id; the empty choice is None."""
        if not valuelist:
            return
        self.data = None
        if valuelist[0]:
            try:
                self.data = UUID(str(valuelist[0]))
            except ValueError:
                raise ValueError(_("Vælg fra listen.")) from None


class Address:
    """The text must look like an e-mail address; nothing is fine too."""

    def __call__(self, _form: Any, field: Field) -> None:
        """Stop with the sentence when it does not, and keep the canonical form when it does."""
        if not field.data:
            return
        try:
            field.data = canonical_email(field.data)
        except Refused as refusal:
            raise ValidationError(refusal.sentence) from None
