"""How does somebody tell us a day and a time? Fields that read what browsers send and what people type."""

from datetime import date, datetime, time
from typing import Any, Final

from wtforms import DateField, TimeField
from wtforms.validators import StopValidation

from portal.errors import Refused
from portal.forms import instant_of
from portal.text import _

YEARS: Final = range(2000, 2101)
DAYS: Final = ["%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y"]
TIMES: Final = ["%H:%M", "%H:%M:%S", "%H.%M"]


class DayField(DateField):
    """A date. Empty is None; what is no date stays in the field with a sentence."""

    data: date | None

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, format=DAYS, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read a date as browsers send it or as people write it."""
        self.data = None
        if not any(value.strip() for value in valuelist):
            return
        try:
            super().process_formdata([value.strip() for value in valuelist])
        except ValueError:
            raise ValueError(_("Skriv datoen som dag, måned og år, for eksempel 14.1.2027.")) from None
        if self.data is not None and self.data.year not in YEARS:
            self.data = None
            raise ValueError(_("Se på årstallet. Skriv det med fire cifre, for eksempel 2027."))

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms hands it over
        """What is no date has been said; do not also say that it is missing."""
        if self.process_errors:
            raise StopValidation


class ClockField(TimeField):
    """A time of day. Empty is None; what is no time stays in the field with a sentence."""

    data: time | None

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, format=TIMES, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read a time as browsers send it or as people write it."""
        self.data = None
        if not any(value.strip() for value in valuelist):
            return
        try:
            super().process_formdata([value.strip() for value in valuelist])
        except ValueError:
            raise ValueError(_("Skriv tidspunktet som timer og minutter, for eksempel 12.00.")) from None

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms hands it over
        """What is no time has been said; do not also say that it is missing."""
        if self.process_errors:
            raise StopValidation


def moment_of(day: DayField, at: ClockField) -> datetime | None:
    """The instant that a date field and a time field say together; None when both are empty.

    Raises Refused at the field that lacks, and for an hour that is skipped when summer time begins.
    """
    if day.data is not None and at.data is None:
        raise Refused(_("Skriv også klokkeslættet."), field=at.name)
    if at.data is not None and day.data is None:
        raise Refused(_("Skriv også datoen."), field=day.name)
    return instant_of(day.data, at.data, field=at.name)
