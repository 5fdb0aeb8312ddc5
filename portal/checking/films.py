"""Is a film or a sound built like one from end to end? Boxes follow each other to the last byte; frames follow frames."""

import struct
from pathlib import Path
from typing import BinaryIO, Final

from portal.checking.findings import Findings
from portal.storage.reasons import Reason, must

MOST_BOXES: Final = 200_000
HEADER: Final = 8
LONG_HEADER: Final = 16
FRAMES_READ: Final = 8
RATES: Final = {
    1: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
SAMPLES: Final = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def judge_boxes(path: Path) -> Findings:
    """MP4, MOV, M4A: boxes from the first byte to the last, one of them the index, one of them the media."""
    size = path.stat().st_size
    names: set[bytes] = set()
    with path.open("rb") as stream:
        at = 0
        for _number in range(MOST_BOXES):
            if at == size:
                break
            length, name = _box(stream, at, size)
            names.add(name)
            at += length
        must(at == size, Reason.UNREADABLE)
    must(not names.isdisjoint({b"moov", b"moof"}) and b"mdat" in names, Reason.UNREADABLE)
    return Findings()


def _box(stream: BinaryIO, at: int, size: int) -> tuple[int, bytes]:
    """The length and name of the box that begins here; a length of 0 reaches to the end."""
    must(size - at >= HEADER, Reason.UNREADABLE)
    stream.seek(at)
    length, name = struct.unpack(">I4s", stream.read(HEADER))
    shortest = HEADER
    if length == 1:
        must(size - at >= LONG_HEADER, Reason.UNREADABLE)
        length, shortest = struct.unpack(">Q", stream.read(HEADER))[0], LONG_HEADER
    elif length == 0:
        length = size - at
    must(shortest <= length <= size - at and all(32 <= c < 127 or c == 0xA9 for c in name), Reason.UNREADABLE)  # noqa: PLR2004 - letters, and Apple's ©
    return length, name


def judge_mp3(path: Path) -> Findings:
    """After the tag, frames that each lead to the next."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        at = _after_tag(stream.read(10))
        for _number in range(FRAMES_READ):
            stream.seek(at)
            head = stream.read(4)
            if len(head) < 4 or head[:3] == b"TAG":  # noqa: PLR2004 - a frame's head
                break
            at += _frame(head)
            must(at <= size + _frame(head), Reason.UNREADABLE)
        else:
            return Findings()
    must(_number > 0, Reason.UNREADABLE)
    return Findings()


def _after_tag(head: bytes) -> int:
    if head[:3] != b"ID3" or len(head) < 10:  # noqa: PLR2004 - a tag's head
        return 0
    must(all(b < 0x80 for b in head[6:10]), Reason.UNREADABLE)  # noqa: PLR2004 - seven bits each
    length = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
    return 10 + length + (10 if head[5] & 0x10 else 0)


def _frame(head: bytes) -> int:
    """The bytes of the frame with this head (source: ISO 11172-3, layer III)."""
    must(head[0] == 0xFF and head[1] & 0xE0 == 0xE0, Reason.UNREADABLE)  # noqa: PLR2004 - the sync word
    version, layer, rate, sample = head[1] >> 3 & 3, head[1] >> 1 & 3, head[2] >> 4, head[2] >> 2 & 3
    must(version in SAMPLES and layer == 1 and 0 < rate < 15 and sample < 3, Reason.UNREADABLE)  # noqa: PLR2004 - the tables' ends
    is_first = version == 3  # noqa: PLR2004 - MPEG-1
    bits = RATES[1 if is_first else 2][rate] * 1000
    return (144 if is_first else 72) * bits // SAMPLES[version][sample] + (head[2] >> 1 & 1)
