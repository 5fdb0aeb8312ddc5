"""What does the standing page of a course say?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

CourseFormat = Literal["course", "seminar", "residential", "development_programme"]
ContactPurpose = Literal["content", "practical"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Teacher:
    name: str
    title: str
    organisation: str
    biography: str
    person: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerOrganisation:
    name: str
    contribution: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    purpose: ContactPurpose
    name: str
    title: str
    organisation: str
    email: str
    phone: str
    person: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    excl_vat: int | None  # whole kroner; None when the page names no figure
    covers: tuple[str, ...]
    leaves_out: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    in_order_of_arrival: bool
    late_if_room: bool
    binding_after_deadline: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    people_min: int | None = None
    people_max: int | None = None
    boards_min: int | None = None
    boards_max: int | None = None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    year: int
    starts: datetime  # aware, Europe/Copenhagen
    ends: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    title: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeItem:
    title: str
    text: str
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedCourse:
    title: str
    course: str | None = None  # None: a course without a page here


@dataclass(frozen=True, slots=True, kw_only=True)
class Testimonial:
    name: str
    title: str
    organisation: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursePlan:
    key: str  # also fit for an address: lower case ASCII with hyphens
    title: str
    format: CourseFormat
    format_label: str  # the word the page uses: "Kursus", "Døgn", "Udviklingsforløb" …
    series: str = ""  # the row of events it belongs to
    summary: str
    description: tuple[str, ...]
    target_group: str
    outcomes: tuple[str, ...]
    contents: tuple[str, ...] = ()  # what we work with
    not_covered: str = ""
    context: str = ""  # why now: an election year, the third joint programme …
    working_method: str = ""
    preparation: str = ""
    teachers: tuple[Teacher, ...] = ()
    teaching_note: str = ""  # when who teaches varies from run to run
    speaker_organisations: tuple[SpeakerOrganisation, ...] = ()
    organisers: tuple[str, ...]
    contacts: tuple[Contact, ...]
    contact_note: str = ""
    duration: str
    days: int | None = None
    noon_to_noon: bool = False
    follow_up_day: str = ""
    price: Price | None = None
    admission: Admission | None = None
    capacity: Capacity | None = None
    runs: int | None = None
    first_run: str = ""
    dates_note: str = ""
    themes_title: str = ""
    themes: tuple[Theme, ...] = ()
    programme_note: str = ""
    programme: tuple[ProgrammeItem, ...] = ()
    related: tuple[RelatedCourse, ...] = ()
    testimonials: tuple[Testimonial, ...] = ()
    past_editions: tuple[Edition, ...] = ()
