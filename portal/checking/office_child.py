"""How does LibreOffice run within limits? This process takes them on and then becomes it."""

import json
import os
import sys

from portal.checking.limits import limits_told


def main() -> None:
    """Read what to run, take the limits on, run it."""
    asked = json.loads(sys.stdin.readline())
    limits_told(asked["limits"]).take_on()
    command = asked["command"]
    danish = "da_DK.UTF-8"  # what a document is in that says nothing else; need not be installed
    os.execve(command[0], command, {"HOME": asked["home"], "PATH": "/usr/bin:/bin", "LC_ALL": danish})  # noqa: S606 - no shell


if __name__ == "__main__":
    main()
