"""Which kinds of fields are there beyond text and dates? Whole numbers and e-mail addresses, with Danish sentences."""

import re
from typing import Any

from wtforms import Field, ValidationError
from wtforms.validators import StopValidation

from portal.errors import Refused
from portal.forms import one_line
from portal.people.queries import canonical_email
from portal.text import _


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
