"""What does somebody want a course or a cohort to say? Plain values between a form and an action."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.courses.cohort_models import AgendaKind, DayKind
from portal.courses.models import ContactPurpose, CourseFormat


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseText:
    """The standing description, field by field as in `Course`."""

    title: str
    format: CourseFormat = CourseFormat.COURSE
    summary: str = ""
    description: str = ""
    context: str = ""
    target_group: str = ""
    outcomes: str = ""
    contents: str = ""
    themes: str = ""
    method: str = ""
    preparation: str = ""
    not_covered: str = ""
    programme_note: str = ""
    teaching_note: str = ""
    duration: str = ""
    dates_note: str = ""
    follow_up_note: str = ""
    price_excl_vat: int | None = None
    price_covers: str = ""
    price_leaves_out: str = ""
    in_order_of_arrival: bool = True
    late_admission: bool = True
    binding_after_deadline: bool = True
    admission_note: str = ""
    capacity_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganiserDraft:
    """One of those behind a course."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeacherDraft:
    """Somebody who teaches."""

    name: str
    title: str = ""
    organisation: str = ""
    biography: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDraft:
    """Somebody to ask about a course."""

    purpose: ContactPurpose
    name: str
    title: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortContactDraft(ContactDraft):
    """Somebody to ask about a cohort, and when they answer."""

    hours: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeDraft:
    """A part of the standing programme."""

    title: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TestimonialDraft:
    """What a former participant says."""

    quote: str
    name: str
    title: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedDraft:
    """Another course: one of ours, or only a title."""

    title: str
    target_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRows:
    """Everything a course has several of, each in the order of the page."""

    organisers: list[OrganiserDraft]
    programme: list[ProgrammeDraft]
    teachers: list[TeacherDraft]
    contacts: list[ContactDraft]
    testimonials: list[TestimonialDraft]
    related: list[RelatedDraft]


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortText:
    """Name, room and deadlines of a cohort, field by field as in `Cohort`."""

    name: str
    capacity: int | None = None
    capacity_boards: int | None = None
    enrolment_deadline: datetime | None = None
    own_case_deadline: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticalText:
    """Where one sleeps and eats, and what is good to know, field by field as in `Cohort`."""

    accommodation: str = ""
    catering: str = ""
    practical: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueDraft:
    """A place, field by field as in `Venue`."""

    name: str
    address: str = ""
    town: str = ""
    arrival: str = ""
    accessibility: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayDraft:
    """A day. `id` is that of the day it changes, None for a new one. `field` prefixes its form fields: “days-0-”."""

    starts_at: datetime
    ends_at: datetime
    kind: DayKind = DayKind.TEACHING
    venue_id: UUID | None = None
    is_at_new_venue: bool = False
    room: str = ""
    id: UUID | None = None
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaDraft:
    """An item on the programme of a day. `field` prefixes its form fields."""

    starts_at: datetime
    title: str
    description: str = ""
    speaker: str = ""
    kind: AgendaKind = AgendaKind.SESSION
    field: str = ""
