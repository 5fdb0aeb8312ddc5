"""Where do test servers keep their data, and who removes what a killed run left behind?"""

import fcntl
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


def hold_lock(path: Path, how: int = fcntl.LOCK_EX) -> IO[str]:
    """The locked file; whoever closes it, or dies, lets go."""
    file = path.open("a")
    fcntl.flock(file, how)
    return file


def try_lock(path: Path, how: int = fcntl.LOCK_EX) -> IO[str] | None:
    """Like hold_lock, but None instead of waiting when somebody else holds it."""
    file = path.open("a")
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file


def remove_leftovers(prefix: str) -> None:
    for folder in Path(tempfile.gettempdir()).glob(prefix + "*"):
        try:
            if time.time() - folder.stat().st_mtime < 60:
                continue  # perhaps made this moment and not locked yet
            lock = try_lock(folder / "lock")
        except OSError:
            continue  # another user's, or just being removed
        if lock:
            shutil.rmtree(folder, ignore_errors=True)
            lock.close()


@contextmanager
def scratch_folder(kind: str) -> Iterator[Path]:
    """A folder for one server; its lock tells later runs that it is in use."""
    prefix = f"mitkomponent-{kind}-"
    remove_leftovers(prefix)
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    with hold_lock(folder / "lock"):
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
