"""How do the tests run `portal …` many times without loading it each time? One process has it loaded, and forks for each."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.services.process import ROOT, ServiceError

Ended = subprocess.CompletedProcess[str]


class Commands:
    """The commands, each in a process of its own with the environment and folder it is given."""

    def __init__(self, server: subprocess.Popen[str]) -> None:
        self.server = server

    def run(self, *words: str, environment: Mapping[str, str], folder: Path) -> Ended:
        """A command to its end, with what it printed."""
        assert self.server.stdin
        assert self.server.stdout
        with TemporaryDirectory() as kept:
            out, err = Path(kept, "out"), Path(kept, "err")
            wanted = {"words": words, "environment": dict(environment), "folder": str(folder)}
            self.server.stdin.write(json.dumps(wanted | {"out": str(out), "err": str(err)}) + "\n")
            self.server.stdin.flush()
            code = int(self.server.stdout.readline())
            return subprocess.CompletedProcess(words, code, out.read_text(), err.read_text())

    def do(self, *words: str, environment: Mapping[str, str]) -> None:
        """A command that has to succeed."""
        ended = self.run(*words, environment=environment, folder=ROOT)
        if ended.returncode:
            raise ServiceError(f"portal {' '.join(words)} failed: {ended.stderr[-1500:]}")


@contextmanager
def running_commands() -> Iterator[Commands]:
    """Ready for commands until it is left; the server ends with its input."""
    with subprocess.Popen(
        [sys.executable, "-m", __name__], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        yield Commands(server)


def serve() -> None:
    """Answer each line of the input with the status its command ended with."""
    import portal.app  # noqa: F401 - what nearly every command loads

    for line in sys.stdin:
        child = os.fork()
        if not child:
            become(json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def become(wanted: dict[str, Any]) -> None:
    """Be the command, as if started by a shell there; never comes back."""
    from portal.commands import main

    for name, number in (("out", 1), ("err", 2)):
        os.dup2(os.open(wanted[name], os.O_WRONLY | os.O_CREAT), number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.environ.clear()
    os.environ.update(wanted["environment"])
    os.chdir(wanted["folder"])
    sys.argv = ["portal", *wanted["words"]]
    code: object = 0
    try:
        main()
    except SystemExit as ended:
        code = ended.code
    except Exception:  # noqa: BLE001 - said as Python says it
        sys.excepthook(*sys.exc_info())
        code = 1
    if isinstance(code, str):
        print(code, file=sys.stderr)
    with contextlib.suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))


if __name__ == "__main__":
    serve()
