"""How does somebody tell us a day and a time? Fields that read what browsers send and what people type."""

from datetime import date, time
from typing import Any, Final

from wtforms import DateField, TimeField
from wtforms.validators import StopValidation

from portal.text import _

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
