"""How does somebody tell us a day and a time? Fields that read what browsers send and what people type."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, Final

from wtforms import DateField, TimeField
from wtforms.validators import StopValidation

from portal.errors import Refused
from portal.forms import instant_of
from portal.text import _, _l

YEARS: Final = range(2000, 2101)
DAYS: Final = ["%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y"]
TIMES: Final = ["%H:%M", "%H:%M:%S", "%H.%M"]


class _Typed:
    """Empty is None; what cannot be read stays in the field with a sentence."""

    written: list[str]
    unreadable: str
    data: Any
    process_errors: Sequence[str]

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, format=self.written, **kwargs)  # type: ignore[call-arg]

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what browsers send and what people write."""
        self.data = None
        if not any(value.strip() for value in valuelist):
            return
        try:
            super().process_formdata([value.strip() for value in valuelist])  # type: ignore[misc]
        except ValueError:
            raise ValueError(str(self.unreadable)) from None

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms hands it over
        """What cannot be read has been said; do not also say that it is missing."""
        if self.process_errors:
            raise StopValidation


class DayField(_Typed, DateField):
    """A date."""

    data: date | None
    written = DAYS
    unreadable = _l("Skriv datoen som dag, måned og år, for eksempel 14.1.2027.")

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read a date of this century."""
        super().process_formdata(valuelist)
        if self.data is not None and self.data.year not in YEARS:
            self.data = None
            raise ValueError(_("Se på årstallet. Skriv det med fire cifre, for eksempel 2027."))


class ClockField(_Typed, TimeField):
    """A time of day."""

    data: time | None
    written = TIMES
    unreadable = _l("Skriv tidspunktet som timer og minutter, for eksempel 12.00.")


def moment_of(day: DayField, at: ClockField) -> datetime | None:
    """The instant that a date field and a time field say together; None when both are empty.

    Raises Refused at the field that lacks, and for an hour that is skipped when summer time begins.
    """
    if day.data is not None and at.data is None:
        raise Refused(_("Skriv også klokkeslættet."), field=at.name)
    if at.data is not None and day.data is None:
        raise Refused(_("Skriv også datoen."), field=day.name)
    return instant_of(day.data, at.data, field=at.name)
