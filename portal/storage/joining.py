"""How do the parts in a folder become one file, where there is no room for both? One after the other, each removed as it goes.

May be stopped at any moment, by a crash too, and done again: the lengths of all parts are written down before the first is
touched, so that what was joined by then is known by what is still there.
"""

import fcntl
import json
import os
import shutil
from pathlib import Path
from typing import BinaryIO, Final

OWNER: Final = "key"
PLAN: Final = "plan"
BLOCK: Final = 1 << 20


def lengths_of(folder: Path) -> dict[int, int]:
    """Every part that has come, by number, with its bytes; also while they are being joined."""
    plan = folder / PLAN
    if plan.is_file():
        return {int(number): length for number, length in json.loads(plan.read_text()).items()}
    return {int(path.name): path.stat().st_size for path in folder.iterdir() if path.name.isdecimal()}


def join(folder: Path, target: Path) -> None:
    """Make `target` of the parts in this folder, and remove the folder. Who comes second waits, and finds it done."""
    with (folder / OWNER).open("rb") as owner:
        fcntl.flock(owner, fcntl.LOCK_EX)
        if not folder.is_dir():
            return
        lengths = lengths_of(folder)
        _write_down(lengths, folder)
        whole = folder / str(min(lengths))
        if whole.is_file():  # else it has its place already
            with whole.open("r+b") as file:
                _append(file, folder, lengths)
            whole.replace(target)
            flush_folder(target.parent)
        shutil.rmtree(folder, ignore_errors=True)


def _write_down(lengths: dict[int, int], folder: Path) -> None:
    coming = folder / f"{PLAN}-coming"
    with coming.open("w") as file:
        json.dump(lengths, file)
        file.flush()
        os.fsync(file.fileno())
    coming.replace(folder / PLAN)
    flush_folder(folder)


def _append(whole: BinaryIO, folder: Path, lengths: dict[int, int]) -> None:
    first, *others = sorted(lengths)
    end = lengths[first]
    for number in others:
        path = folder / str(number)
        if path.is_file():
            whole.truncate(end)
            whole.seek(end)
            with path.open("rb") as part:
                shutil.copyfileobj(part, whole, BLOCK)
            whole.flush()
            os.fsync(whole.fileno())
            path.unlink()
        end += lengths[number]


def flush_folder(folder: Path) -> None:
    """See to it that what was put into a folder, or taken out, is so after a power cut too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
