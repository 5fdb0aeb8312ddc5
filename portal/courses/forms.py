"""What do coordinators send us about a course?"""

from dataclasses import fields
from typing import Any

from wtforms import BooleanField, StringField, TextAreaField, ValidationError

from portal.courses.drafts import (
    ContactDraft,
    CourseRows,
    CourseText,
    OrganiserDraft,
    ProgrammeDraft,
    RelatedDraft,
    TeacherDraft,
    TestimonialDraft,
)
from portal.courses.models import ContactPurpose, Course, CourseFormat
from portal.fields import Address, IdField, NumberField, WordField
from portal.forms import AtMost, PortalForm, Required, free_text, one_line
from portal.rows import RowForm, Rows, RowsForm
from portal.text import _, _l

LONG = 20_000


def line(label: Any, most: int = 200, *required: Any) -> StringField:
    """A field for one line."""
    return StringField(label, [*(Required(sentence) for sentence in required), AtMost(most)], filters=[one_line])


def text(label: Any, *required: Any) -> TextAreaField:
    """A field for a longer text."""
    return TextAreaField(label, [*(Required(sentence) for sentence in required), AtMost(LONG)], filters=[free_text])


class CourseForm(PortalForm):
    """The standing description."""

    version = NumberField()
    title = line(_l("Titel"), 200, _l("Giv kurset en titel."))
    format = WordField(_l("Hvad er det?"), CourseFormat, default=CourseFormat.COURSE)
    summary = text(_l("Kort om kurset"))
    description = text(_l("Beskrivelse"))
    context = text(_l("Hvorfor nu?"))
    target_group = text(_l("Målgruppe"))
    outcomes = text(_l("Udbytte"))
    contents = text(_l("Det arbejder vi med"))
    themes = text(_l("Mulige temaer"))
    method = text(_l("Form og metode"))
    preparation = text(_l("Forberedelse"))
    not_covered = text(_l("Det handler kurset ikke om"))
    programme_note = text(_l("Om programmet"))
    teaching_note = text(_l("Om underviserne"))
    duration = line(_l("Varighed"))
    dates_note = text(_l("Om datoerne"))
    follow_up_note = text(_l("Om opfølgningsdagen"))
    price_excl_vat = NumberField(_l("Pris i kroner uden moms"))
    price_covers = text(_l("Prisen dækker"))
    price_leaves_out = text(_l("Prisen dækker ikke"))
    in_order_of_arrival = BooleanField(_l("Pladserne gives i den rækkefølge, tilmeldingerne kommer"), default=True)
    late_admission = BooleanField(_l("Er der plads, kan man komme med efter fristen"), default=True)
    binding_after_deadline = BooleanField(_l("Efter fristen er tilmeldingen bindende"), default=True)
    admission_note = text(_l("Mere om optagelse"))
    capacity_note = text(_l("Antal deltagere"))

    def draft(self) -> CourseText:
        """What the form says."""
        return CourseText(**{field.name: self[field.name].data for field in fields(CourseText)})


class OrganiserRow(RowForm):
    """One of those behind a course."""

    name = line(_l("Navn"), 200, _l("Skriv, hvem arrangøren er."))


class ProgrammeRow(RowForm):
    """A part of the standing programme."""

    title = line(_l("Overskrift"), 200, _l("Giv punktet en overskrift."))
    text = text(_l("Tekst"))


class TeacherRow(RowForm):
    """Somebody who teaches."""

    name = line(_l("Navn"), 200, _l("Skriv underviserens navn."))
    title = line(_l("Titel"))
    organisation = line(_l("Arbejdssted"))
    biography = text(_l("Lidt om underviseren"))


class ContactRow(RowForm):
    """Somebody to ask."""

    chosen = ("purpose",)
    purpose = WordField(_l("Spørg om"), ContactPurpose, default=ContactPurpose.PRACTICAL)
    name = line(_l("Navn"), 200, _l("Skriv kontaktpersonens navn."))
    title = line(_l("Titel"))
    email = StringField(_l("E-mail"), [AtMost(254), Address()], filters=[one_line])
    phone = line(_l("Telefon"), 40)


class TestimonialRow(RowForm):
    """What a former participant says."""

    quote = text(_l("Citat"), _l("Skriv, hvad deltageren siger."))
    name = line(_l("Navn"), 200, _l("Skriv deltagerens navn."))
    title = line(_l("Titel"))
    organisation = line(_l("Arbejdssted"))


class RelatedRow(RowForm):
    """Another course: chosen, or only named."""

    target_id = IdField(_l("Et af vores kurser"))
    title = line(_l("Eller skriv titlen"))

    def validate_title(self, field: StringField) -> None:
        """Stop when neither is said."""
        choices: Any = self.target_id.choices
        if not field.data and str(self.target_id.data) not in {choice.value for choice in choices}:
            raise ValidationError(_("Vælg et kursus, eller skriv titlen."))


class CourseRowsForm(RowsForm):
    """Everything a course has several of."""

    version = NumberField()
    organisers = Rows(OrganiserRow, _l("Arrangører"))
    programme = Rows(ProgrammeRow, _l("Programmets dele"))
    teachers = Rows(TeacherRow, _l("Undervisere"))
    contacts = Rows(ContactRow, _l("Kontakter"))
    testimonials = Rows(TestimonialRow, _l("Tidligere deltagere siger"))
    related = Rows(RelatedRow, _l("Beslægtede kurser"))

    def draft(self, titles: dict[Any, str]) -> CourseRows:
        """What the form says. `titles` are those of our courses, by id; a chosen course lends its title."""
        return CourseRows(
            organisers=[OrganiserDraft(**row.data) for row in self.organisers.filled],
            programme=[ProgrammeDraft(**row.data) for row in self.programme.filled],
            teachers=[TeacherDraft(**row.data) for row in self.teachers.filled],
            contacts=[ContactDraft(**row.data) for row in self.contacts.filled],
            testimonials=[TestimonialDraft(**row.data) for row in self.testimonials.filled],
            related=[_related(row, titles) for row in self.related.filled],
        )


def _related(row: RelatedRow, titles: dict[Any, str]) -> RelatedDraft:
    target = row.target_id.data if row.target_id.data in titles else None
    return RelatedDraft(title=titles[target] if target else row.title.data or "", target_id=target)


def row_values(course: Course) -> dict[str, Any]:
    """What the rows form shows of a course with its rows loaded."""
    names = ("organisers", "programme", "teachers", "contacts", "testimonials", "related")
    return {name: list(getattr(course, name)) for name in names} | {"version": course.version}
