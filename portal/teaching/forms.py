"""What do those who teach send us? Which case group everybody is in."""

from typing import Any, Final
from uuid import UUID

from wtforms import Field

from portal.forms import PortalForm, id_of
from portal.text import _l

PREFIX: Final = "group-"
NO_GROUP: Final = -1


class GroupChoices(Field):
    """The group chosen for each enrolment, `group-<id>`; None for no group, -1 for what is no group."""

    data: dict[UUID, int | None]

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:  # noqa: ARG002 - WTForms' own
        """Read every choice that came."""
        self.process_errors, self.data = [], {}
        for name, value in formdata.items() if formdata else ():
            key = id_of(name.removeprefix(PREFIX)) if name.startswith(PREFIX) else None
            if key is not None:
                self.data[key] = _group(value.strip())


def _group(text: str) -> int | None:
    if not text:
        return None
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else NO_GROUP  # noqa: PLR2004 - digits


class GroupsForm(PortalForm):
    """Everybody's case group."""

    groups = GroupChoices(_l("Casegrupper"))
