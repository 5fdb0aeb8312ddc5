"""Which pieces is the demonstration world made of, and what does each piece say?

Keys are strings that hold the pieces together: `PersonPlan.key`, `CoursePlan.key`, `CohortPlan.key`, `VenuePlan.key`.
Texts are plain Danish: paragraphs parted by an empty line, list items begin with "- ".
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

CourseFormat = Literal["course", "seminar", "residential", "development_programme"]
ContactPurpose = Literal["content", "practical"]
PersonKind = Literal[
    "civil_servant", "secretary", "executive", "chief_executive",
    "councillor", "mayor", "committee_chair", "instructor", "coordinator", "administrator",
]  # fmt: skip
Anchor = Literal["today", "start", "follow_up"]
DayKind = Literal["teaching", "follow_up"]
AgendaKind = Literal["session", "break", "own_case"]
MaterialKind = Literal["pdf", "video", "slides", "page", "link", "file"]
MaterialUse = Literal["before", "during", "after"]
EnrolmentStatus = Literal["invited", "waitlisted", "confirmed", "cancelled", "completed"]
WorkStatus = Literal["draft", "submitted", "reviewed", "selected", "withdrawn"]
Visibility = Literal["instructors", "group", "cohort"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A local time in Copenhagen: `days` after (or before) the anchor day, at "HH:MM"."""

    days: int
    at: str
    anchor: Anchor = "today"


# People


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPlan:
    key: str
    name: str
    email: str
    work_title: str
    organisation: str
    municipality: str | None  # the name in municipalities.csv; None for the provider's own people
    kind: PersonKind
    biography: str = ""
    phone: str = ""


# Courses: the standing page


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


# Cohorts: one run of a course


@dataclass(frozen=True, slots=True, kw_only=True)
class VenuePlan:
    key: str
    name: str
    address: str
    postcode: str
    town: str
    room: str
    arrival: str
    accommodation: str
    catering: str
    accessibility: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaPlan:
    at: str
    until: str
    title: str
    description: str = ""
    speaker: str = ""  # "Name, title, organisation"; a speaker has no sign-in
    kind: AgendaKind = "session"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlan:
    kind: DayKind
    starts: Moment
    ends_at: str
    venue: str
    agenda: tuple[AgendaPlan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentPlan:
    person: str
    status: EnrolmentStatus
    enrolled: Moment
    signed_in: bool = False
    has_read: bool = False  # the reading that is invited before the course


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationPlan:
    municipality: str
    members: tuple[str, ...]
    spokesperson: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialPlan:
    title: str
    kind: MaterialKind
    use: MaterialUse
    release: Moment
    description: str = ""
    file: str | None = None  # a name in content/files
    url: str | None = None
    body: str = ""  # the text of a page
    invited_reading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementPlan:
    subject: str
    body: str
    sent: Moment
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentPlan:
    key: str
    title: str
    text: str
    opens: Moment
    deadline: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortPlan:
    key: str
    course: str
    name: str
    capacity: int | None
    start: int | None  # days from today to the first day; None: no date at present
    start_weekday: int | None = None  # Monday is 0; the start moves to the nearest such day; None: exactly
    yearly: tuple[int, int] | None = None  # (month, day): the next one at least 30 days away, instead of `start`
    follow_up: int | None = None
    follow_up_weekday: int | None = None
    days: tuple[DayPlan, ...] = ()
    enrolment_deadline: Moment | None = None
    own_case_deadline: Moment | None = None
    instructors: tuple[str, ...] = ()
    coordinators: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    delegations: tuple[DelegationPlan, ...] = ()
    enrolments: tuple[EnrolmentPlan, ...] = ()
    materials: tuple[MaterialPlan, ...] = ()
    announcements: tuple[AnnouncementPlan, ...] = ()
    assignments: tuple[AssignmentPlan, ...] = ()
    practical: str = ""
    dates_note: str = ""


# What participants write


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentPlan:
    by: str
    at: Moment
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCasePlan:
    key: str
    cohort: str
    author: str
    status: WorkStatus
    visibility: Visibility
    title: str
    situation: str = ""
    dilemma: str = ""
    actors: str = ""
    attempts: str = ""
    question: str = ""
    begun: Moment
    submitted: Moment | None = None
    comments: tuple[CommentPlan, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackPlan:
    by: str
    at: Moment
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionPlan:
    cohort: str
    assignment: str
    author: str
    delegation: str | None = None  # the municipality, when a board answers as one
    status: WorkStatus
    text: str
    submitted: Moment | None
    feedback: FeedbackPlan | None = None
