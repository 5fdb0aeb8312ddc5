"""Why can a file not be taken? A code for each reason; `rejections` puts it into words. Loads nothing: the child asks too."""

from enum import StrEnum


class Reason(StrEnum):
    """What is wrong with a file."""

    MISMATCH = "mismatch"
    ACTIVE = "active"
    OLD_OR_LOCKED = "old_or_locked"
    LOCKED = "locked"
    FETCHES = "fetches"
    EMBEDDED = "embedded"
    ENTITIES = "entities"
    ACTIVE_PDF = "active_pdf"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_HEAVY = "too_heavy"
    UNREADABLE = "unreadable"
    IN_ZIP_NAME = "in_zip_name"
    IN_ZIP = "in_zip"
    PLACE_IN_ZIP = "place_in_zip"
    INFECTED = "infected"
    NOT_SCANNABLE = "not_scannable"
    DAMAGED = "damaged"
    CPR = "cpr"


class Unfit(Exception):
    """A file cannot be taken. `detail` is what the sentence names besides the file, such as a file inside it."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason)
        self.reason, self.detail = reason, detail


def must(holds: bool, reason: Reason = Reason.MISMATCH) -> None:  # noqa: FBT001 - reads as a sentence: must(this)
    """Stop unless it holds."""
    if not holds:
        raise Unfit(reason)
