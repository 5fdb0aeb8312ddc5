"""What do instructors send us about themes and lenses?"""

from collections.abc import Iterable
from typing import Any, Final

from wtforms import HiddenField, SelectMultipleField, StringField, TextAreaField

from portal.forms import AtMost, PortalForm, free_text, ids_of, one_line, options
from portal.preparing.models import DUTIES, ROLES, Lens
from portal.preparing.queries import Marks, OnCase
from portal.text import _l

LONGEST_WORDS: Final = 500
MERGE, REMOVE = "merge", "remove"
LENSES: Final = frozenset(DUTIES + ROLES)


def _lenses(values: Iterable[str] | None) -> set[Lens]:
    return {Lens(value) for value in values or () if value in LENSES}


class ThemeForm(PortalForm):
    """A theme's name; for one that is there also the one it had, what is done with it, and which other it joins."""

    name = StringField(_l("Navn på temaet"), filters=[one_line])
    had = HiddenField()
    act = HiddenField()
    into = HiddenField()


class ReminderForm(PortalForm):
    """A sentence of one's own. `step` is what was pressed: `look`, `change` or `send`."""

    words = TextAreaField(_l("Din egen sætning"), [AtMost(LONGEST_WORDS)], filters=[free_text])
    step = HiddenField()


class MarksForm(PortalForm):
    """The marks of a case. `had` is what the page showed: what is ticked and was not there is put there, and so on."""

    themes = SelectMultipleField(_l("Temaer"), validate_choice=False)
    duties = SelectMultipleField(_l("Pligter, der er på spil"), validate_choice=False)
    roles = SelectMultipleField(_l("Roller, casen er fortalt fra"), validate_choice=False)
    name = StringField(_l("Nyt tema"), filters=[one_line])
    had = HiddenField()

    def offer(self, marks: Marks, on: OnCase) -> None:
        """Show what one may tick; what came back is ticked as it came."""
        self.themes.choices = options([(str(theme.id), theme.name) for theme in marks.themes])
        self.duties.choices = options([(lens.value, lens.label) for lens in DUTIES])
        self.roles.choices = options([(lens.value, lens.label) for lens in ROLES])
        if not self.is_submitted():
            self.themes.data = [str(theme) for theme in on.themes]
            self.duties.data = [lens.value for lens in on.duties]
            self.roles.data = [lens.value for lens in on.roles]
            self.had.data = " ".join([*self.themes.data, *self.duties.data, *self.roles.data])

    def changes(self) -> dict[str, Any]:
        """What `mark_case` is told."""
        had = (self.had.data or "").split()
        ticked, kept = set(ids_of(self.themes.data)), set(ids_of(had))
        lenses = _lenses([*(self.duties.data or ()), *(self.roles.data or ())])
        return {
            "themes": ticked - kept,
            "lenses": lenses - _lenses(had),
            "without_themes": kept - ticked,
            "without_lenses": _lenses(had) - lenses,
        }
