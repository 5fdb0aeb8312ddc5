"""Is everything in a zip file fit by itself? Each entry that can carry something is unpacked and judged like a file."""

import contextlib
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from portal.checking.findings import Findings
from portal.storage.archives import is_litter
from portal.storage.reasons import Reason, Unfit, must
from portal.storage.shapes import BUILT, Built, Shape, ending_of
from portal.storage.structure import HEAD, look

MOST_UNPACKED: Final = 6 << 30
LONGEST_ENTRY: Final = 400 << 20
HIGHEST_RATIO: Final = 200
RATIO_FROM: Final = 20 << 20
LONGEST_NAME: Final = 80
STREAMED: Final = {Shape.BOXES, Shape.MP3}
Judge = Callable[[Path, Built], object]


def judge_parcel(path: Path, judge: Judge) -> Findings:
    """Every entry of a zip file, with `judge` for those that are documents. Raises Unfit."""
    packed = path.stat().st_size
    with zipfile.ZipFile(path) as archive:
        entries = [e for e in archive.infolist() if not e.is_dir() and not is_litter(e.filename)]
        unpacked = sum(entry.file_size for entry in entries)
        must(unpacked <= MOST_UNPACKED, Reason.TOO_HEAVY)
        must(unpacked <= RATIO_FROM or unpacked <= HIGHEST_RATIO * packed, Reason.TOO_HEAVY)
        for entry in entries:
            _judge_entry(archive, entry, path.with_name("entry"), judge)
    return Findings()


def _judge_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, place: Path, judge: Judge) -> None:
    built = BUILT[ending_of(entry.filename)]
    must(entry.file_size > 0, Reason.IN_ZIP)
    must(built.shape in STREAMED or entry.file_size <= LONGEST_ENTRY, Reason.TOO_HEAVY)
    try:
        with archive.open(entry) as packed, place.open("wb") as unpacked:
            if built.shape in STREAMED:
                unpacked.write(packed.read(HEAD))
            else:
                shutil.copyfileobj(packed, unpacked, 1 << 20)
        with place.open("rb") as stream:
            look(built, stream, entry.file_size)
        if built.shape not in STREAMED:
            judge(place, built)
    except Unfit as unfit:
        if unfit.reason in {Reason.TOO_HEAVY, Reason.PLACE_IN_ZIP}:
            raise
        if unfit.reason is Reason.CPR:
            raise Unfit(Reason.CPR, entry.filename[-LONGEST_NAME:]) from unfit
        raise Unfit(Reason.IN_ZIP, entry.filename[-LONGEST_NAME:]) from unfit


def first_of(path: Path, shape: Shape, holds: Callable[[Path], bool]) -> str:
    """The name of the first entry of a shape that `holds` something; empty without one. What cannot be read is passed by."""
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            if entry.is_dir() or is_litter(entry.filename) or BUILT[ending_of(entry.filename)].shape is not shape:
                continue
            place = path.with_name("entry")
            with contextlib.suppress(Exception, MemoryError):
                with archive.open(entry) as packed, place.open("wb") as unpacked:
                    shutil.copyfileobj(packed, unpacked, 1 << 20)
                if holds(place):
                    return entry.filename[-LONGEST_NAME:]
    return ""
