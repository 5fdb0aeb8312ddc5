"""Where do compiled templates wait for the next start? Beside Python's own bytecode, and for this very code alone."""

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
    """A word that changes when a file of the portal does, or what compiles."""
    return str(max(*_written_at(folder), Path(compiler.__file__).stat().st_mtime_ns))


def _written_at(folder: Path) -> Iterator[int]:
    """When each file of Python below was written, in nanoseconds."""
    with os.scandir(folder) as found:
        for entry in found:
            if entry.is_dir():
                yield from _written_at(Path(entry.path))
            elif entry.name.endswith(".py"):
                yield entry.stat().st_mtime_ns
