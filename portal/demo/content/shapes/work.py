"""What do participants write, and what is answered?"""

from dataclasses import dataclass
from typing import Literal

from portal.demo.content.shapes.moments import Moment

WorkStatus = Literal["draft", "submitted", "reviewed", "selected", "withdrawn"]
Visibility = Literal["instructors", "group", "cohort"]
Role = Literal["chair", "member", "director", "case_worker", "citizen", "press"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentPlan:
    """What an instructor writes to a case."""

    by: str
    at: Moment
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvicePlan:
    """What somebody of the case group gives to a case, as somebody else."""

    by: str
    at: Moment
    role: Role
    advice: str
    question: str
    concern: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCasePlan:
    """A participant's own case in its five fields, and what instructors and the group have made of it."""

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
    themes: tuple[str, ...] = ()
    lenses: tuple[str, ...] = ()
    advice: tuple[AdvicePlan, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackPlan:
    """An instructor's answer to a hand-in."""

    by: str
    at: Moment
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionPlan:
    """What a person or a board handed in."""

    cohort: str
    assignment: str
    author: str
    delegation: str | None = None  # the municipality, when a board answers as one
    status: WorkStatus
    text: str
    submitted: Moment | None
    feedback: FeedbackPlan | None = None
