"""What does a column do with a text that is kept encrypted? It seals what comes with a key, and lets nothing else in."""

import json
from typing import Any, Final

from sqlalchemy import Text, TypeDecorator, inspect

from portal.sealing.cipher import seal

MARK: Final = "\x1f"  # before what is sealed in a column that is plain in other rows; no text that people write has it


class Envelope(str):
    """A text as the database has it, which its row, or `opened`, opens."""

    __slots__ = ()


class Bound(str):
    """A text with the key and the place it is sealed for when it is written."""

    __slots__ = ("key", "place")
    key: bytes
    place: str


class Plain(str):
    """A text that is said not to be confidential."""

    __slots__ = ()


class Sealed(TypeDecorator[Any]):
    """A text that is written encrypted; nothing is nothing. With `as_json` Python has what the JSON says.

    With `sometimes` the texts of rows that are not confidential are kept as they are.
    """

    impl = Text
    cache_ok = True

    def __init__(self, *, as_json: bool = False, sometimes: bool = False) -> None:
        super().__init__()
        self.as_json, self.sometimes = as_json, sometimes

    def written(self, value: Any) -> str:
        """A value as it is sealed."""
        return json.dumps(value, ensure_ascii=False) if self.as_json else str(value)

    def read(self, text: str) -> Any:
        """The value again."""
        return json.loads(text) if self.as_json else text

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Seal; only what came through its row has a key, and nothing else gets past here."""
        if not value:
            return value
        if isinstance(value, Bound):
            return self.mark + seal(value.encode(), value.key, value.place)
        if self.sometimes and isinstance(value, Plain) and not value.startswith(MARK):
            return str(value)
        raise ValueError("a sealed column is written and found through its row alone")

    def process_result_value(self, value: str | None, dialect: Any) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Still sealed: a column does not know its row."""
        return Envelope(value.removeprefix(self.mark)) if value and value.startswith(self.mark) else value

    @property
    def mark(self) -> str:
        """What stands before a sealed text."""
        return MARK if self.sometimes else ""


def sealed_columns(kind: type[Any]) -> dict[str, Sealed]:
    """A class's sealed columns by name."""
    return {name: one.type for name, one in inspect(kind).columns.items() if isinstance(one.type, Sealed)}
