"""How do people fill in several of the same kind? Rows that are added, removed and moved, also without script.

Without script a row button sends the whole form, and the page comes back changed; nothing is saved by it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, Generic, TypeVar

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import FieldList, Form, FormField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.utils import unset_value

from portal.forms import PortalForm

MOST_ROWS: Final = 60
_BUTTON: Final = re.compile(r"(?P<rows>[\w-]+)-(?P<act>up|down|remove)", re.ASCII)
Sent = MultiDict[str, str]


class RowForm(Form):
    """One of several alike. A row in which nothing was written does not count; `chosen` fields do not make it count."""

    chosen: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written in the row."""
        written = [f for f in self if f.short_name not in self.chosen]
        return not any(str(value).strip() for f in written for value in f.raw_data or [])

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """A blank row is fine whatever its fields ask for."""
        return self.is_blank or super().validate(*args, **kwargs)


Row = TypeVar("Row", bound=RowForm)


class Rows(FieldList, Generic[Row]):  # type: ignore[type-arg]  # FieldList is generic in the stubs only
    """Repeated rows of one kind. They stand in a `RowsForm`."""

    def __init__(self, row: type[Row], label: Any = None, *, least: int = 0, **kwargs: Any) -> None:
        super().__init__(FormField(row), label, min_entries=least, max_entries=MOST_ROWS, **kwargs)
        self._choices: dict[str, Sequence[SelectChoice]] = {}

    def _extract_indices(self, prefix: str, formdata: Iterable[str]) -> Iterator[int]:
        numbered = re.compile(rf"{re.escape(prefix)}-(\d{{1,4}})-", re.ASCII)
        return (int(found[1]) for name in formdata if (found := numbered.match(name)))

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """What was sent stands alone: a row that was added must not show what is stored in its place."""
        super().process(formdata, () if formdata else data, extra_filters)

    def let_choose(self, **choices: Sequence[SelectChoice]) -> None:
        """What the select fields of every row offer, by field name."""
        self._choices = choices
        for entry in self.entries:
            self._offer(entry.form)

    def _offer(self, row: Any) -> None:
        for name, offered in self._choices.items():
            row[name].choices = offered

    @property
    def forms(self) -> list[Row]:
        """The rows as they stand, blank ones too."""
        return [entry.form for entry in self.entries]

    @property
    def filled(self) -> list[Row]:
        """The rows in which something was written."""
        return [row for row in self.forms if not row.is_blank]

    @property
    def blank_row(self) -> Row:
        """A blank row for the page's template, from which a script makes more."""
        options = {"name": f"{self.name}-__n__", "id": f"{self.id}-__n__", "_meta": self.meta}
        whole: Any = self
        entry = self.meta.bind_field(whole._form, self.unbound_field, options)  # noqa: SLF001
        entry.process(None)
        self._offer(entry.form)
        row: Row = entry.form
        return row


class RowsForm(PortalForm):
    """A form with repeated rows. A pressed row button changes the rows and keeps all that was typed; nothing is saved."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        act = pressed(request.form) if request.method == "POST" else None
        if act is not None:
            kwargs["formdata"] = rearranged(request.form, *act)
        self.is_rearranged = act is not None
        super().__init__(*args, **kwargs)

    def came_in(self) -> bool:
        """Whether the form was sent to be saved, and every field reads well."""
        return not self.is_rearranged and super().came_in()


def pressed(sent: Sent) -> tuple[str, str, int] | None:
    """Which rows a row button is about, what it does, and to which row; None when another button sent the form."""
    if rows := sent.get("add"):
        return rows, "add", -1
    for name, value in sent.items():
        found = _BUTTON.fullmatch(name)
        if found and re.fullmatch(r"\d{1,4}", value, re.ASCII):
            return found["rows"], found["act"], int(value)
    return None


def rearranged(sent: Sent, rows: str, act: str, index: int) -> Sent:
    """What was sent, with one row more or less, or two rows in each other's place."""
    numbered = re.compile(rf"{re.escape(rows)}-(\d{{1,4}})-(.*)", re.ASCII | re.DOTALL)
    kept: Sent = MultiDict()
    found: dict[int, list[tuple[str, list[str]]]] = {}
    for name, values in sent.lists():
        match = numbered.fullmatch(name)
        if match:
            found.setdefault(int(match[1]), []).append((match[2], values))
        elif not _BUTTON.fullmatch(name) and name != "add":
            kept.setlist(name, values)
    for place, old in enumerate(_order(sorted(found), act, index)):
        for rest, values in found.get(old, [("new", [""])]):
            kept.setlist(f"{rows}-{place}-{rest}", values)
    return kept


def _order(rows: list[int], act: str, index: int) -> list[int]:
    """The rows' old numbers in their new order; -1 stands for a new row."""
    if act == "add":
        return [*rows, -1]
    if index not in rows:
        return rows
    place = rows.index(index)
    if act == "remove":
        return rows[:place] + rows[place + 1 :]
    other = place + (1 if act == "down" else -1)
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
    return rows
