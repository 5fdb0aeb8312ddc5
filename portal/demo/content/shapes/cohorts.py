"""What does one run of a course consist of?"""

from dataclasses import dataclass
from typing import Literal

from portal.demo.content.shapes.courses import Contact
from portal.demo.content.shapes.moments import Moment

DayKind = Literal["teaching", "follow_up"]
AgendaKind = Literal["session", "break", "own_case"]
MaterialKind = Literal["pdf", "video", "slides", "page", "link", "file"]
MaterialUse = Literal["before", "during", "after"]
EnrolmentStatus = Literal["waitlisted", "confirmed", "cancelled", "completed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class VenuePlan:
    """A place, and how one gets there, eats and sleeps."""

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
    """One item of a day."""

    at: str
    until: str
    title: str
    description: str = ""
    speaker: str = ""  # "Name, title, organisation"; a speaker has no sign-in
    kind: AgendaKind = "session"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlan:
    """One day at one place."""

    kind: DayKind
    starts: Moment
    ends_at: str
    venue: str
    agenda: tuple[AgendaPlan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentPlan:
    """One person's place in a cohort."""

    person: str
    status: EnrolmentStatus
    enrolled: Moment
    signed_in: bool = False
    has_read: bool = False  # the reading that is invited before the course


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationPlan:
    """An executive board that takes part as one."""

    municipality: str
    members: tuple[str, ...]
    spokesperson: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialPlan:
    """Something to read, watch or open, and when it is released."""

    title: str
    kind: MaterialKind
    use: MaterialUse
    release: Moment
    description: str = ""
    file: str | None = None  # a name in content/files
    url: str | None = None
    body: str = ""  # the text of a page
    invited_reading: bool = False
    section: str = ""  # the heading it stands under; one that is not there yet is made
    counted: tuple[str, int] | None = None  # what it opens from, and hours after it, negative before
    news: str = ""  # what is new in the second version, if there is one


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementPlan:
    """A message to the whole cohort."""

    subject: str
    body: str
    sent: Moment
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentPlan:
    """What to try at home and hand in before the follow-up day."""

    key: str
    title: str
    text: str
    opens: Moment
    deadline: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortPlan:
    """One run of a course: who, when, where and with what."""

    key: str
    course: str
    name: str
    capacity: int | None
    capacity_boards: int | None = None
    start: int | None  # days from today to the first day; None: no date at present
    start_weekday: int | None = None  # Monday is 0; the start moves to the nearest such day; None: exactly
    yearly: tuple[int, int] | None = None  # (month, day): the next one at least 60 days away, instead of `start`
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
