"""What does the portal tell the person who runs it? One line per event, plain or JSON, that nobody's text can break."""

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Final

from portal.config import Config

CONTROL: Final = {code: f"\\x{code:02x}" for code in (*range(32), 127, *range(128, 160))} | {
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def _trouble(record: logging.LogRecord) -> str:
    """Where it went wrong and the kind of error, never the message: it may hold what somebody wrote."""
    if not record.exc_info or record.exc_info[1] is None:
        return ""
    error = record.exc_info[1]
    places = [f"{f.filename}:{f.lineno}" for f in traceback.extract_tb(error.__traceback__)[-6:]]
    return f"{type(error).__name__} at {' < '.join(reversed(places))}"


class Plain(logging.Formatter):
    """A line for the eye."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, who, what; on one line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        parts = (at, record.levelname.lower(), record.name, record.getMessage(), _trouble(record))
        return " ".join(part for part in parts if part).translate(CONTROL)


class Json(logging.Formatter):
    """A line for a machine."""

    def format(self, record: logging.LogRecord) -> str:
        """One JSON object."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        said = {"at": at, "level": record.levelname.lower(), "from": record.name, "says": record.getMessage()}
        trouble = _trouble(record)
        return json.dumps({**said, "trouble": trouble} if trouble else said)


def init_logs(config: Config) -> None:
    """Send everything to standard error in the form the settings ask for."""
    handler = logging.StreamHandler()
    handler.setFormatter(Json() if config.log == "json" else Plain())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("botocore").setLevel(logging.WARNING)
