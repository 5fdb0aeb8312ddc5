"""Who keeps a shared server running until the last worker of the test run is gone?"""

import importlib
import json
import os
import sys
import time
from pathlib import Path

from tests.services.folders import hold_lock, try_lock
from tests.services.process import ServiceError, end_on_signals
from tests.services.shared import Facts, Start


def publish(facts: Facts, folder: Path) -> None:
    new = folder / "facts.new"
    new.touch(mode=0o600)
    new.write_text(json.dumps(facts))
    new.replace(folder / "facts.json")
    print("ready", flush=True)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def keep(start: Start, folder: Path) -> None:
    try:
        with start() as facts:
            publish(facts, folder)
            while not (users := try_lock(folder / "users")):
                time.sleep(0.1)
    finally:
        (folder / "facts.json").unlink(missing_ok=True)
    users.close()


def main(module: str, function: str, folder: str) -> int:
    end_on_signals()
    with hold_lock(Path(folder) / "alive") as alive:
        alive.truncate(0)
        print(os.getpid(), file=alive, flush=True)
        try:
            keep(getattr(importlib.import_module(module), function), Path(folder))
        except ServiceError as error:
            print(error, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
