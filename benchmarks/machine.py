"""On which machine and with which versions was this measured?"""

import os
import platform
import sqlite3
import subprocess
from importlib.metadata import version

import psutil

from tests.services.postgres import programs

PACKAGES = ("flask", "sqlalchemy", "jinja2", "granian", "psycopg", "boto3")


def processor() -> str:
    with open("/proc/cpuinfo") as lines:  # noqa: PTH123 - Linux's own list
        names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def facts() -> dict[str, str]:
    """What a reader needs to compare with another machine."""
    said = subprocess.run([programs() / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    return {
        "cores": str(os.cpu_count()),
        "processor": processor(),
        "memory": f"{psutil.virtual_memory().total / 2**30:.0f} GiB",
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "postgresql": said.split()[2],
        **{name: version(name) for name in PACKAGES},
    }


def name_of(machine: dict[str, str]) -> str:
    """`2-cores-24-gib`: a name without a host's, which says what matters."""
    return f"{machine['cores']}-cores-{machine['memory'].lower().replace(' ', '-')}"


def busy() -> float:
    """How many processes wanted a core during the last minute."""
    return round(os.getloadavg()[0], 1)
