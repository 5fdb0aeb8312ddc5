"""What stands in the way of a backup or a restore? Each a sentence for whoever runs the portal."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Hindered(Exception):
    """It was not done, and nothing half done is left; the sentence says why."""


class Away(Hindered):
    """The database or the store does not answer, or has no room. Later it may."""


@contextmanager
def the_folder(folder: Path) -> Iterator[None]:
    """Say in a sentence what a disk has to say. Raises Away."""
    try:
        yield
    except OSError as trouble:
        if trouble.errno in NO_ROOM:
            raise Away(
                f"There is no room left for this in {folder}. Nothing of it counts; make room and run it again."
            ) from trouble
        raise Away(f"{folder} cannot be used: {trouble.strerror or trouble}.") from trouble
