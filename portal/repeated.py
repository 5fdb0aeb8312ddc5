"""Does a form say what stands already? Then its button was pressed twice, and the second press is the same act."""

from typing import Any, Final

from portal.forms import PortalForm, every_field

BESIDES: Final = {"csrf_token", "form_key", "version", "id"}


def stands_already(form: PortalForm, version: int, **stored: Any) -> bool:
    """Whether a form from an older version than this says just what one made from `stored` (`data=` or `obj=`) shows."""
    return form["version"].data != version and _said(form) == _said(type(form)(formdata=None, **stored))


def _said(form: PortalForm) -> dict[str, Any]:
    fields = [field for field in every_field(form) if field.short_name not in BESIDES]
    return {field.name: field.data for field in fields if field.data not in (None, "")}
