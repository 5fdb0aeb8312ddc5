"""Is the XML in a document plain? Read through once: whole, without definitions of its own, without live fields."""

import re
from collections.abc import Callable
from typing import IO, Final
from xml.parsers import expat

from portal.storage.reasons import Reason, Unfit, must

BLOCK: Final = 256 << 10
DEEPEST: Final = 1_000
LIVE_FIELD: Final = re.compile(r"^\s*DDE(AUTO)?\b", re.IGNORECASE)
LIVE: Final = {"ddeLink", "event-listener", "script", "macro"}
OBJECT: Final = {"object-ole", "applet", "plugin"}
FIELD: Final = {"instrText", "fldSimple"}


class _Watch:
    """What the parser meets on its way."""

    def __init__(self) -> None:
        self._depth, self._is_field, self._field = 0, False, ""

    def definition(self, *_what: object) -> None:
        """A DOCTYPE or an entity: no office program writes one."""
        raise Unfit(Reason.ENTITIES)

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        self._depth += 1
        must(self._depth <= DEEPEST, Reason.TOO_HEAVY)
        prefix, _colon, local = name.rpartition(":")
        must(local not in LIVE or (local == "script" and prefix not in {"office", "script"}), Reason.ACTIVE)
        must(local not in OBJECT or not prefix.startswith("draw"), Reason.EMBEDDED)
        if local in FIELD:
            self._is_field = True
            self._field += "".join(value for key, value in attributes.items() if key.endswith("instr"))

    def text(self, words: str) -> None:
        """A field may be spelt in several pieces."""
        if self._is_field and len(self._field) < BLOCK:
            self._field += words

    def end(self, name: str) -> None:
        """An element closes."""
        self._depth -= 1
        self._is_field = False
        if name.endswith("}p") or name.rpartition(":")[2] == "p":
            must(LIVE_FIELD.match(self._field) is None, Reason.ACTIVE)
            self._field = ""


def judge_xml(part: IO[bytes], most: int, note: Callable[[int], None]) -> None:
    """Read one part to its end, at most so many bytes; `note` hears of each block. Raises Unfit."""
    watch, read = _Watch(), 0
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = watch.definition
    parser.EntityDeclHandler = watch.definition
    parser.StartElementHandler = watch.begin
    parser.EndElementHandler = watch.end
    parser.CharacterDataHandler = watch.text
    try:
        while block := part.read(BLOCK):
            read += len(block)
            must(read <= most, Reason.TOO_HEAVY)
            note(len(block))
            parser.Parse(block, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Unfit(Reason.UNREADABLE) from error
