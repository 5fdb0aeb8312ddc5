"""What is on the pages? Runs alone within limits, by its file: reads two lines of JSON, answers the PDF, keeps nothing.

The words come as data and are never read as markup. What no font at hand can show is shown as a box, and said.
"""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from portal.checking.limits import limits_told

TEMPLATE: Final = Path(__file__).with_name("pack.typ")
PROBE: Final = b'#set document(title: "p")\n#set text(lang: "da")\n#for c in json(bytes(sys.inputs.chars)) [#c ]'
BOX: Final = "\u25a1"
LATIN: Final = 0x24F  # the fonts that come with Typst have every letter up to here
ALSO: Final = set("–—‘’“”„…•→←−€ ")
MOST_PROBED: Final = 400


def _set(typst: Any, source: bytes, inputs: dict[str, str]) -> bytes:
    made = typst.compile(source, root=".", sys_inputs=inputs, pdf_standards=["ua-1"], ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def _unshowable(typst: Any, chars: Sequence[str]) -> set[str]:
    """Those of the characters that no font has: halves are tried until what fails stands alone."""
    if not chars:
        return set()
    try:
        _set(typst, PROBE, {"chars": json.dumps(list(chars))})
    except typst.TypstError:
        middle = len(chars) // 2
        return set(chars) if not middle else _unshowable(typst, chars[:middle]) | _unshowable(typst, chars[middle:])
    return set()


def _with_boxes(words: str, unshowable: set[str]) -> str:
    return "".join(BOX if c in unshowable else c for c in words)


def _replaced(pack: Any, unshowable: set[str]) -> Any:
    if isinstance(pack, str):
        return _with_boxes(pack, unshowable)
    if isinstance(pack, list):
        return [_replaced(one, unshowable) for one in pack]
    return {name: _replaced(one, unshowable) for name, one in pack.items()} if isinstance(pack, dict) else pack


def _strings(pack: Any) -> str:
    if isinstance(pack, str):
        return pack
    inside = pack.values() if isinstance(pack, dict) else pack if isinstance(pack, list) else ()
    return "".join(_strings(one) for one in inside)


def pdf_of(typst: Any, pack: dict[str, Any]) -> bytes:
    """The pack as PDF/UA. Raises TypstError when it cannot be set even with boxes."""
    unusual = sorted(c for c in set(_strings(pack)) if ord(c) > LATIN and c not in ALSO)
    unshowable = _unshowable(typst, unusual) if len(unusual) <= MOST_PROBED else set(unusual)
    source = TEMPLATE.read_bytes()
    for boxed in (unshowable, set(unusual)):  # signs that are there one by one may not be so in a row
        shown = {**_replaced(pack, boxed), "has_boxes": bool(boxed)}
        try:
            return _set(typst, source, {"data": json.dumps(shown)})
        except typst.TypstError:
            if boxed == set(unusual):
                raise
    raise AssertionError


def main() -> int:
    """One pack. Ends with another status than 0, and nothing said, when none could be made."""
    limits, pack = (json.loads(sys.stdin.buffer.readline()) for _line in range(2))
    os.environ["RAYON_NUM_THREADS"] = "1"
    limits_told(limits).take_on()
    import typst

    sys.stdout.buffer.write(pdf_of(typst, pack))
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
