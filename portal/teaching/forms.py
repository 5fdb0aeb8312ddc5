"""What do those who teach send us? Which case group everybody is in."""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from wtforms import Field

from portal.enrolments.models import Enrolment
from portal.forms import PortalForm, id_of
from portal.teaching.actions import Move
from portal.text import _, _l

PREFIX: Final = "group-"
NO_GROUP: Final = -1


class GroupChoices(Field):
    """A group for each enrolment, `<prefix><id>`; None for no group, -1 for what is no group."""

    data: dict[UUID, int | None]

    def __init__(self, label: Any = None, *, prefix: str, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.prefix = prefix

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:  # noqa: ARG002 - WTForms' own
        """Read every choice that came."""
        self.process_errors, self.data = [], {}
        for name, value in formdata.items() if formdata else ():
            key = id_of(name.removeprefix(self.prefix)) if name.startswith(self.prefix) else None
            if key is not None:
                self.data[key] = _group(value.strip())


def _group(text: str) -> int | None:
    if not text:
        return None
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else NO_GROUP  # noqa: PLR2004 - digits


class GroupsForm(PortalForm):
    """Everybody's case group. `had` is what the page showed: who is in another than that was moved, nobody else."""

    groups = GroupChoices(_l("Casegrupper"), prefix=PREFIX)
    had = GroupChoices(prefix="had-")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.overtaken: dict[UUID, str] = {}

    def moves(self) -> dict[UUID, Move]:
        """Who was moved, and from where to where."""
        had = self.had.data
        return {
            key: Move(had.get(key, NO_GROUP), now)
            for key, now in self.groups.data.items()
            if key not in had or had[key] != now
        }

    def say_overtaken(self, enrolments: Iterable[Enrolment]) -> None:
        """Say of everybody whom somebody else moved meanwhile where they are now."""
        moves = self.moves()
        self.overtaken = {e.id: _moved(e) for e in enrolments if e.id in moves and e.case_group not in moves[e.id]}

    def problems(self) -> list[tuple[str, str]]:
        """What is said of single people too."""
        return super().problems() + [(f"{PREFIX}{key}", sentence) for key, sentence in self.overtaken.items()]


def _moved(enrolment: Enrolment) -> str:
    name = enrolment.person.name
    if enrolment.case_group is None:
        return _("%(name)s er taget ud af sin gruppe, efter at du åbnede siden.", name=name)
    return _("%(name)s er flyttet til gruppe %(n)s, efter at du åbnede siden.", name=name, n=enrolment.case_group)
