"""What does the demonstration world know about a person?"""

from dataclasses import dataclass
from typing import Literal

PersonKind = Literal[
    "civil_servant", "secretary", "executive", "chief_executive",
    "councillor", "mayor", "committee_chair", "instructor", "coordinator", "administrator",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPlan:
    """Somebody who takes part, or works for the provider."""

    key: str
    name: str
    email: str
    work_title: str
    organisation: str
    municipality: str | None  # the name in municipalities.csv; None for the provider's own people
    kind: PersonKind
    biography: str = ""
    phone: str = ""
