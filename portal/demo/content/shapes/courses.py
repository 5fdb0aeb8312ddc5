"""What does the standing page of a course say?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

CourseFormat = Literal["course", "seminar", "residential", "development_programme"]
ContactPurpose = Literal["content", "practical"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Teacher:
    """Somebody who teaches, as a course page presents them."""

    name: str
    title: str
    organisation: str
    biography: str
    person: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerOrganisation:
    """An organisation that contributes with speakers."""

    name: str
    contribution: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to ask, and about what."""

    purpose: ContactPurpose
    name: str
    title: str
    organisation: str
    email: str
    phone: str
    person: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What it costs, what that covers and what it leaves out."""

    excl_vat: int | None  # whole kroner; None when the page names no figure
    covers: tuple[str, ...]
    leaves_out: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One year's run of a yearly event."""

    year: int
    starts: datetime  # aware, Europe/Copenhagen
    ends: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A subject that is, or may be, taken up."""

    title: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeItem:
    """One part of the standing programme, without a time."""

    title: str
    text: str
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedCourse:
    """A course to look at as well."""

    title: str
    course: str | None = None  # None: a course without a page here


@dataclass(frozen=True, slots=True, kw_only=True)
class Testimonial:
    """What a former participant says."""

    name: str
    title: str
    organisation: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursePlan:
    """The standing page of a course."""

    key: str  # also fit for an address: lower case ASCII with hyphens
    title: str
    format: CourseFormat
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
    duration: str
    follow_up_day: str = ""
    price: Price | None = None
    capacity_note: str = ""
    dates_note: str = ""
    themes: tuple[Theme, ...] = ()
    programme_note: str = ""
    programme: tuple[ProgrammeItem, ...] = ()
    related: tuple[RelatedCourse, ...] = ()
    testimonials: tuple[Testimonial, ...] = ()
    past_editions: tuple[Edition, ...] = ()
