"""Which pieces is the demonstration world made of?

Keys are strings that hold the pieces together: `PersonPlan.key`, `CoursePlan.key`, `CohortPlan.key`, `VenuePlan.key`.
Texts are plain Danish: paragraphs parted by an empty line, list items begin with "- ".
"""

from portal.demo.content.shapes.cohorts import (
    AgendaKind,
    AgendaPlan,
    AnnouncementPlan,
    AssignmentPlan,
    CohortPlan,
    DayKind,
    DayPlan,
    DelegationPlan,
    EnrolmentPlan,
    EnrolmentStatus,
    MaterialKind,
    MaterialPlan,
    MaterialUse,
    VenuePlan,
)
from portal.demo.content.shapes.courses import (
    Contact,
    ContactPurpose,
    CourseFormat,
    CoursePlan,
    Edition,
    Price,
    ProgrammeItem,
    RelatedCourse,
    SpeakerOrganisation,
    Teacher,
    Testimonial,
    Theme,
)
from portal.demo.content.shapes.moments import (
    Anchor,
    Moment,
)
from portal.demo.content.shapes.people import (
    PersonKind,
    PersonPlan,
)
from portal.demo.content.shapes.work import (
    AdvicePlan,
    CommentPlan,
    FeedbackPlan,
    OwnCasePlan,
    SubmissionPlan,
    Visibility,
    WorkStatus,
)

__all__ = [
    "AdvicePlan",
    "AgendaKind",
    "AgendaPlan",
    "Anchor",
    "AnnouncementPlan",
    "AssignmentPlan",
    "CohortPlan",
    "CommentPlan",
    "Contact",
    "ContactPurpose",
    "CourseFormat",
    "CoursePlan",
    "DayKind",
    "DayPlan",
    "DelegationPlan",
    "Edition",
    "EnrolmentPlan",
    "EnrolmentStatus",
    "FeedbackPlan",
    "MaterialKind",
    "MaterialPlan",
    "MaterialUse",
    "Moment",
    "OwnCasePlan",
    "PersonKind",
    "PersonPlan",
    "Price",
    "ProgrammeItem",
    "RelatedCourse",
    "SpeakerOrganisation",
    "SubmissionPlan",
    "Teacher",
    "Testimonial",
    "Theme",
    "VenuePlan",
    "Visibility",
    "WorkStatus",
]
