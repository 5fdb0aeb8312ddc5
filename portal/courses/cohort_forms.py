"""What do coordinators send us about a cohort, its days, what is good to know, and its staff?"""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, time
from typing import Any, Final

from wtforms import HiddenField, RadioField, SelectField, StringField

from portal import clock
from portal.courses.cohort_models import Cohort, CohortContact, CourseDay, DayKind, StaffRole, Venue
from portal.courses.drafts import CohortContactDraft, CohortText, DayDraft, PracticalText, VenueDraft
from portal.courses.forms import ContactRow, line, text
from portal.date_fields import ClockField, DayField, moment_of
from portal.errors import Refused
from portal.fields import IdField, NumberField, WordField
from portal.forms import AtMost, PortalForm, Required, instant_of, one_line, options
from portal.rows import RowForm, Rows, RowsForm
from portal.text import _, _l

NEW_VENUE: Final = "new"
PREFIX: Final = "venue_"


def day_and_time(instant: Any) -> tuple[date | None, time | None]:
    """An instant as two fields show it."""
    local = clock.to_local(instant) if instant else None
    return (local.date(), local.time()) if local else (None, None)


class NewCohortForm(PortalForm):
    """A cohort from nothing, or from an earlier one."""

    name = line(_l("Navn"), 100, _l("Giv holdet et navn, for eksempel Hold 4."))
    copy_from = IdField(_l("Kopiér fra"))
    starts_on = DayField(_l("Første kursusdag"))


class DayRow(RowForm):
    """A day."""

    chosen = ("kind", "venue")
    id = HiddenField()
    kind = WordField(_l("Hvad er det?"), DayKind, default=DayKind.TEACHING)
    on = DayField(_l("Dato"), [Required(_l("Vælg datoen."))])
    starts = ClockField(_l("Fra"), [Required(_l("Skriv, hvornår dagen begynder."))])
    ends = ClockField(_l("Til"), [Required(_l("Skriv, hvornår dagen slutter."))])
    venue = SelectField(_l("Sted"), choices=[], validate_choice=False)
    room = line(_l("Lokale"), 100)

    def draft(self, known: Sequence[CourseDay], venues: Sequence[Venue]) -> DayDraft:
        """What the row says. Raises Refused at its field."""
        prefix = self.on.name.removesuffix("on")
        starts_at = instant_of(self.on.data, self.starts.data, field=self.starts.name)
        ends_at = instant_of(self.on.data, self.ends.data, field=self.ends.name)
        assert starts_at
        assert ends_at
        place = next((venue.id for venue in venues if str(venue.id) == self.venue.data), None)
        if place is None and self.venue.data not in {"", None, NEW_VENUE}:
            raise Refused(_("Vælg et sted fra listen."), field=self.venue.name)
        return DayDraft(
            id=next((day.id for day in known if str(day.id) == self.id.data), None),
            kind=self.kind.data or DayKind.TEACHING,
            starts_at=starts_at,
            ends_at=ends_at,
            venue_id=place,
            is_at_new_venue=self.venue.data == NEW_VENUE,
            room=self.room.data or "",
            field=prefix,
        )


class CohortContactRow(ContactRow):
    """Somebody to ask, and when they answer."""

    hours = line(_l("Træffetid"))


class VenueForm(PortalForm):
    """A place."""

    version = NumberField()
    venue_name = line(_l("Stedets navn"), 200, _l("Skriv, hvad stedet hedder."))
    venue_address = line(_l("Adresse"), 300)
    venue_town = line(_l("By"), 100)
    venue_arrival = text(_l("Ankomst"))
    venue_accessibility = text(_l("Tilgængelighed"))

    def draft(self) -> VenueDraft:
        """What the form says."""
        return _venue_draft(self)


def _venue_draft(form: Any) -> VenueDraft:
    return VenueDraft(**{field.name: form[f"{PREFIX}{field.name}"].data or "" for field in fields(VenueDraft)})


def venue_values(venue: Venue) -> dict[str, Any]:
    """What the form shows of a place."""
    values = {f"{PREFIX}{field.name}": getattr(venue, field.name) for field in fields(VenueDraft)}
    return {"version": venue.version} | values


class CohortForm(RowsForm):
    """Name, room, deadlines, days and places of a cohort."""

    version = NumberField()
    name = line(_l("Navn"), 100, _l("Giv holdet et navn, for eksempel Hold 4."))
    capacity = NumberField(_l("Plads til, deltagere"), least=1, most=10_000)
    capacity_boards = NumberField(_l("Plads til, direktioner"), least=1, most=1_000)
    enrolment_deadline_on = DayField(_l("Frist for tilmelding, dato"))
    enrolment_deadline_time = ClockField(_l("Klokken"))
    own_case_deadline_on = DayField(_l("Frist for egen case, dato"))
    own_case_deadline_time = ClockField(_l("Klokken"))
    days = Rows(DayRow, _l("Dage"))
    venue_name = line(_l("Stedets navn"))
    venue_address = line(_l("Adresse"), 300)
    venue_town = line(_l("By"), 100)
    venue_arrival = text(_l("Ankomst"))
    venue_accessibility = text(_l("Tilgængelighed"))

    def cohort_text(self) -> CohortText:
        """Name, room and deadlines. Raises Refused at its field."""
        plain = ("name", "capacity", "capacity_boards")
        return CohortText(
            enrolment_deadline=moment_of(self.enrolment_deadline_on, self.enrolment_deadline_time),
            own_case_deadline=moment_of(self.own_case_deadline_on, self.own_case_deadline_time),
            **{name: self[name].data for name in plain},
        )

    def day_drafts(self, known: Sequence[CourseDay], venues: Sequence[Venue]) -> list[DayDraft]:
        """The days. Raises Refused at its field, also when a day is at a new place that has no name."""
        drafts = [row.draft(known, venues) for row in self.days.filled]
        if any(draft.is_at_new_venue for draft in drafts) and not self.venue_name.data:
            raise Refused(_("Skriv, hvad det nye sted hedder."), field="venue_name")
        return drafts

    def new_venue(self) -> VenueDraft | None:
        """The new place, if one is named."""
        return _venue_draft(self) if self.venue_name.data else None


def cohort_values(cohort: Cohort, days: Sequence[CourseDay]) -> dict[str, Any]:
    """What the form shows of a cohort."""
    values: dict[str, Any] = {
        name: getattr(cohort, name) for name in ("version", "name", "capacity", "capacity_boards")
    }
    for name in ("enrolment_deadline", "own_case_deadline"):
        values[f"{name}_on"], values[f"{name}_time"] = day_and_time(getattr(cohort, name))
    return values | {"days": [_day_values(day) for day in days]}


def _day_values(day: CourseDay) -> dict[str, Any]:
    on, starts = day_and_time(day.starts_at)
    return {
        "id": str(day.id),
        "kind": day.kind,
        "on": on,
        "starts": starts,
        "ends": day_and_time(day.ends_at)[1],
        "venue": str(day.venue_id or ""),
        "room": day.room,
    }


class PracticalForm(RowsForm):
    """What is good to know, and whom to ask."""

    version = NumberField()
    accommodation = text(_l("Overnatning"))
    catering = text(_l("Forplejning"))
    practical = text(_l("Godt at vide"))
    contacts = Rows(CohortContactRow, _l("Kontakter"))

    def draft(self) -> PracticalText:
        """What the form says."""
        return PracticalText(**{field.name: self[field.name].data or "" for field in fields(PracticalText)})

    def contact_drafts(self) -> list[CohortContactDraft]:
        """Whom to ask."""
        return [CohortContactDraft(**row.data) for row in self.contacts.filled]


def practical_values(cohort: Cohort, contacts: Sequence[CohortContact]) -> dict[str, Any]:
    """What the form shows of a cohort."""
    values = {field.name: getattr(cohort, field.name) for field in fields(PracticalText)}
    return {"version": cohort.version, "contacts": list(contacts)} | values


class StaffForm(PortalForm):
    """Somebody for a cohort: known already, or by address."""

    role = RadioField(
        _l("Som hvad?"),
        choices=options((role.value, role.label) for role in StaffRole),
        default=StaffRole.INSTRUCTOR.value,
        validate_choice=False,
    )
    person_id = IdField(_l("Vælg en, vi kender"))
    email = StringField(_l("Eller skriv en e-mailadresse"), [AtMost(254)], filters=[one_line])
    name = line(_l("Navn"))
    municipality_code = SelectField(_l("Kommune"), validate_choice=False, filters=[one_line])
