"""Does a form say what stands already? Then its button was pressed twice, and the second press is the same act."""

from collections.abc import Iterable
from typing import Any, Final

from flask import request
from sqlalchemy import inspect
from wtforms import Field

from portal.db import Model
from portal.forms import PortalForm
from portal.holding import hold
from portal.rows import RowForm, Rows

BESIDES: Final = {"csrf_token", "form_key", "version", "id"}


def hold_to_change(row: Model) -> None:
    """Let presses that change a row wait for one another, before what is stored is read: the second then meets the first's."""
    if request.method == "POST":
        hold(row, [column.key for column in inspect(type(row)).column_attrs])


def stands_already(form: PortalForm, version: int, **stored: Any) -> bool:
    """Whether a form from an older version than this says just what one made from `stored` (`data=` or `obj=`) shows."""
    return form["version"].data != version and _said(form) == _said(type(form)(formdata=None, **stored))


def _said(fields: Iterable[Field]) -> dict[str, Any]:
    """What the fields say, by their own names; a blank row that was added says nothing."""
    said = {field.short_name: _said_by(field) for field in fields if field.short_name not in BESIDES}
    return {name: value for name, value in said.items() if value not in (None, "", [])}


def _said_by(field: Field) -> Any:
    return [said for row in field.forms if (said := _said_in(row))] if isinstance(field, Rows) else field.data


def _said_in(row: RowForm) -> dict[str, Any]:
    said = _said(row)
    return said if said.keys() - row.chosen else {}
