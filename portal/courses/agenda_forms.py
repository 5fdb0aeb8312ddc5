"""What do coordinators send us about the programme of a day?"""

from typing import Any

from portal import clock
from portal.courses.cohort_forms import day_and_time
from portal.courses.cohort_models import AgendaKind, CourseDay
from portal.courses.drafts import AgendaDraft
from portal.courses.forms import line, text
from portal.date_fields import ClockField
from portal.fields import NumberField, WordField
from portal.forms import Required, instant_of
from portal.rows import RowForm, Rows, RowsForm
from portal.text import _l


class AgendaRow(RowForm):
    """An item on the programme."""

    chosen = ("kind",)
    at = ClockField(_l("Klokken"), [Required(_l("Skriv, hvornår det er."))])
    title = line(_l("Hvad sker der?"), 200, _l("Skriv, hvad der sker."))
    kind = WordField(_l("Slags"), AgendaKind, default=AgendaKind.SESSION)
    description = text(_l("Beskrivelse"))
    speaker = line(_l("Oplægsholder"))

    def draft(self, day: CourseDay) -> AgendaDraft:
        """What the row says, on this day. Raises Refused at its field."""
        starts_at = instant_of(clock.to_local(day.starts_at).date(), self.at.data, field=self.at.name)
        assert starts_at
        return AgendaDraft(
            starts_at=starts_at,
            title=self.title.data or "",
            description=self.description.data or "",
            speaker=self.speaker.data or "",
            kind=self.kind.data or AgendaKind.SESSION,
            field=self.at.name.removesuffix("at"),
        )


class AgendaForm(RowsForm):
    """The programme of a day."""

    version = NumberField()
    items = Rows(AgendaRow, _l("Punkter"))

    def drafts(self, day: CourseDay) -> list[AgendaDraft]:
        """The items. Raises Refused at its field."""
        return [row.draft(day) for row in self.items.filled]


def agenda_values(day: CourseDay) -> dict[str, Any]:
    """What the form shows of a day."""
    plain = ("title", "kind", "description", "speaker")
    items = [
        {"at": day_and_time(item.starts_at)[1], **{name: getattr(item, name) for name in plain}} for item in day.agenda
    ]
    return {"version": day.cohort.version, "items": items}
