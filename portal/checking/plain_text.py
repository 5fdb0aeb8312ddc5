"""How do lines become headings, paragraphs and points? For text without tags: its own file, or a page that has none."""

import codecs
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

Block = tuple[str, str]
Text = list[list[Block]]

LONGEST_FILE: Final = 8 << 20
SHORT_OF: Final = 0.72
POINT: Final = re.compile(r"^\s*(?:[-–•*‣▪●o]|\d{1,2}[.)])\s+(?=\S)")
BULLET: Final = re.compile(r"^[-–•*‣▪●o]\s+(?=\S)")  # a number stays, for somebody may speak of point 3
HEADING: Final = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")


def blocks_of_lines(lines: Iterable[str]) -> list[Block]:
    """Paragraphs out of printed lines: a blank line, a point or a line that stops early ends one."""
    kept = [line.rstrip() for line in lines]
    width = max((len(line) for line in kept), default=0)
    blocks: list[Block] = []
    is_open = False
    for line in kept:
        words = " ".join(line.split())
        if not words:
            is_open = False
        elif POINT.match(line):
            blocks.append(("li", BULLET.sub("", words)))
            is_open = True
        elif is_open:
            blocks[-1] = (blocks[-1][0], f"{blocks[-1][1]} {words}")
        else:
            blocks.append(("p", words))
            is_open = True
        is_open = is_open and len(line) > SHORT_OF * width
    return blocks


def blocks_of_markdown(text: str) -> list[Block]:
    """Headings and points by their marks, paragraphs by the blank lines between them."""
    blocks: list[Block] = []
    is_open = False
    for line in text.splitlines():
        heading = HEADING.match(line)
        words = " ".join(line.split())
        if heading:
            blocks.append((f"h{min(len(heading[1]), 3)}", heading[2]))
        elif POINT.match(line):
            blocks.append(("li", BULLET.sub("", words)))
        elif words and is_open:
            blocks[-1] = (blocks[-1][0], f"{blocks[-1][1]} {words}")
        elif words:
            blocks.append(("p", words))
        is_open = bool(words) and not heading
    return [block for block in blocks if block[1]]


def read_text(path: Path) -> str:
    """A text file as the door let it in: UTF-8, UTF-16 with its mark, or the older Danish Windows text."""
    with path.open("rb") as stream:
        content = stream.read(LONGEST_FILE)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(content)
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
