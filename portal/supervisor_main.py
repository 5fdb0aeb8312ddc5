"""What of `portal serve` stays while it serves? The watch alone, in a process that has let go of all it began with."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from portal.supervisor import Fork, Watch


def begin(welcome: str, roles: Sequence[str]) -> NoReturn:
    """Become the watch: the same process, without the 4 MB that reading commands and settings took."""
    said, end = os.pipe()
    os.write(end, welcome.encode())
    os.close(end)
    os.set_inheritable(said, True)
    os.execv(sys.executable, [sys.executable, "-m", "portal.supervisor_main", str(said), *roles])  # noqa: S606 - ourselves


def main(said: str, *everybody: str) -> int:
    """Watch over these until told to stop; the exit status. In the pipe `said` is what to say once the first page is there."""
    with open(int(said), encoding="utf-8") as pipe:  # noqa: PTH123 - a pipe has no path
        welcome = pipe.read()

    def load(roles: Sequence[str], fork: Fork) -> None:
        import_module("portal.processes").keep_little_for_bodies()
        config = import_module("portal.config").read_config(os.environ)
        import_module("portal.serving").load(config, "" if watch.has_begun else welcome, roles, fork)

    watch = Watch(load, everybody)
    return watch.keep()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
