"""Where do compiled templates wait for the next start? Beside Python's own bytecode, and for this very code alone."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from jinja2 import FileSystemBytecodeCache, compiler
from jinja2.bccache import Bucket

CODE: Final = Path(__file__).parent
FOLDER: Final = CODE / "__pycache__"


class Compiled(FileSystemBytecodeCache):
    """Templates as Jinja made them; those made by other code are not taken, for filters of constants are worked out then.

    A folder that cannot be written to is no trouble: they are compiled anew.
    """

    def __init__(self, folder: Path, made_by: str) -> None:
        super().__init__(str(folder), "template-%s.cache")
        self._made_by = made_by

    def get_source_checksum(self, source: str) -> str:
        """What a kept template must have been made of."""
        return super().get_source_checksum(f"{self._made_by}\n{source}")

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep one."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def this_code(folder: Path = CODE) -> str:
    """A word that changes when a file of the portal does, comes or goes, or what compiles."""
    known = sorted([*_files(folder), _known_by(Path(compiler.__file__))])
    return hashlib.sha256(repr(known).encode()).hexdigest()


def _files(folder: Path) -> Iterator[tuple[str, int, int]]:
    for place, _folders, names in os.walk(folder):
        yield from (_known_by(Path(place, name)) for name in names if name.endswith(".py"))


def _known_by(file: Path) -> tuple[str, int, int]:
    found = file.stat()
    return str(file), found.st_mtime_ns, found.st_size
