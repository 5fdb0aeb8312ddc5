"""What do participants write, and what is answered?"""

from dataclasses import dataclass
from typing import Literal

from portal.demo.content.shapes.moments import Moment

WorkStatus = Literal["draft", "submitted", "reviewed", "selected", "withdrawn"]
Visibility = Literal["instructors", "group", "cohort"]


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
