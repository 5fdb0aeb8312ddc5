"""What do participants write, and what is answered?"""

from dataclasses import dataclass
from typing import Literal

from portal.demo.content.shapes.moments import Moment

WorkStatus = Literal["draft", "submitted", "reviewed", "selected", "withdrawn"]
Visibility = Literal["instructors", "group", "cohort"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentPlan:
    """What an instructor writes to a case."""

    by: str
    at: Moment
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCasePlan:
    """A participant's own case in its five fields."""

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
