"""Is LibreOffice here? Asked by the worker before it converts, and by whoever looks after the portal."""

import shutil
from functools import cache


@cache
def office_program() -> str | None:
    """Where LibreOffice is, None where it is not installed."""
    return shutil.which("soffice", path="/usr/local/bin:/usr/bin:/bin:/usr/lib/libreoffice/program")
