"""Is what the tests need from Debian installed, and if not, can we install it?

`python -m tests.services.install` does nothing in a few milliseconds when everything is there.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.services.process import ServiceError

CEPH = {
    "ceph-mon": "ceph-mon",
    "monmaptool": "ceph-mon",
    "ceph-osd": "ceph-osd",
    "radosgw": "radosgw",
    "radosgw-admin": "radosgw",
    "ceph": "ceph-mon",
}
POSTGRES = dict.fromkeys(("initdb", "postgres", "createdb", "dropdb"), "postgresql")
BROWSERS = {
    "chromium-headless-shell": "chromium-headless-shell",
    "firefox-esr": "firefox-esr",
    "WebKitWebDriver": "webkit2gtk-driver",
    "Xvfb": "xvfb",
}
SCANNER = {"clamd": "clamav-daemon"}
ARCHIVES = {"7z": "p7zip-full", "unzip": "unzip"}
# Without windows 102 MB to fetch, 16 s; what each family of documents needs is known by its registry, all share one program.
OFFICE = {
    Path(f"/usr/lib/libreoffice/share/registry/{family}.xcd"): f"libreoffice-{family}-nogui"
    for family in ("writer", "calc", "impress")
}
EVERYTHING = {"setpriv": "util-linux"} | ARCHIVES | CEPH | POSTGRES | BROWSERS | SCANNER
OLDEST_POSTGRES = 15
SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def postgres_programs() -> Path | None:
    """The folder of the newest PostgreSQL that is new enough; Debian keeps it off the PATH."""
    versions = [
        int(folder.name)
        for folder in Path("/usr/lib/postgresql").glob("*")
        if folder.name.isdigit() and (folder / "bin" / "postgres").exists()
    ]
    newest = max(versions, default=0)
    return Path(f"/usr/lib/postgresql/{newest}/bin") if newest >= OLDEST_POSTGRES else None


def missing_programs(needed: Mapping[str, str]) -> list[str]:
    folder = postgres_programs()
    own = [str(folder)] if folder else []
    path = os.pathsep.join([*own, os.environ.get("PATH", ""), SYSTEM_PATH])
    lost = [name for name in needed if not shutil.which(name, path=path)]
    if folder is None:  # /usr/bin has wrappers that find no server of the right version
        lost += [name for name in POSTGRES if name in needed and name not in lost]
    return lost


def missing_packages() -> list[str]:
    families = {package for registry, package in OFFICE.items() if not registry.exists()}
    return sorted(families | {EVERYTHING[name] for name in missing_programs(EVERYTHING)})


def privilege() -> list[str]:
    """What to put before a command that only root may run."""
    if os.geteuid() == 0:
        return ["env"]
    if not shutil.which("sudo"):
        return []
    without_asking = ["sudo", "-n", "true"]
    works = subprocess.call(without_asking, stderr=subprocess.DEVNULL) == 0
    return ["sudo"] if works or sys.stdin.isatty() else []


def install(packages: Sequence[str]) -> None:
    wish = f"The tests need {', '.join(packages)}"
    if not shutil.which("apt-get"):
        raise ServiceError(f"{wish}. There is no apt-get here: install them in your own way.")
    before = privilege()
    if not before:
        by_hand = f"apt-get install --no-install-recommends {' '.join(packages)}"
        raise ServiceError(f"{wish}. Run as root: {by_hand}")
    apt = [*before, "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
    command = [*apt, "install", "--no-install-recommends", *packages]
    print(f"Installing {', '.join(packages)}", flush=True)
    if subprocess.call(command) == 0:
        return
    subprocess.call([*apt, "update"])  # the package lists are missing or too old
    if subprocess.call(command):
        raise ServiceError(f"{wish}. apt-get could not install them, see above.")


def main() -> int:
    try:
        packages = missing_packages()
        if packages:
            install(packages)
        if still := missing_packages():
            raise ServiceError(f"Still missing after the installation: {', '.join(still)}.")  # noqa: TRY301 - one way out
    except ServiceError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
