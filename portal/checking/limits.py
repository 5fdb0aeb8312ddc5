"""How little may the child have? Set by the child itself before it opens the file; nothing of ours runs in between."""

import ctypes
import os
import resource
import signal
from dataclasses import dataclass
from typing import Any, Final

MEGABYTE: Final = 1 << 20
NEW_USER: Final = 0x10000000
NEW_NETWORK: Final = 0x40000000
DIE_WITH_PARENT: Final = 1
NO_NEW_RIGHTS: Final = 38


@dataclass(frozen=True)
class Limits:
    """Seconds of processor and on the wall, bytes of memory and of one file, open files."""

    processor: int = 20
    wall: float = 30.0
    memory: int = 512 * MEGABYTE
    file: int = 400 * MEGABYTE
    files: int = 64

    def take_on(self) -> bool:
        """Live within them from here on; whether the network is out of reach, which some kernels forbid to arrange."""
        kernel = ctypes.CDLL(None, use_errno=True)
        kernel.prctl(DIE_WITH_PARENT, signal.SIGKILL)
        kernel.prctl(NO_NEW_RIGHTS, 1, 0, 0, 0)
        is_alone = bool(kernel.unshare(NEW_USER | NEW_NETWORK) == 0)
        for what, most in (
            (resource.RLIMIT_CPU, self.processor),
            (resource.RLIMIT_AS, self.memory),
            (resource.RLIMIT_FSIZE, self.file),
            (resource.RLIMIT_NOFILE, self.files),
            (resource.RLIMIT_CORE, 0),
        ):
            resource.setrlimit(what, (most, most))
        os.nice(5)
        return is_alone


def limits_told(told: dict[str, Any]) -> Limits:
    """The limits as the worker wrote them down."""
    return Limits(**told)
