"""A real clamd with one signature of our own: it knows what no virus is, and nothing is downloaded."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.services.process import answers, pick_port, spawn, wait_until
from tests.services.shared import Facts, shared

MARK = b"MitKomponent-proeve-paa-en-virus-der-ingen-er"
MOST_BYTES = "1M"


def configuration(folder: Path, port: int) -> str:
    return "\n".join(
        [
            "Foreground yes",
            f"DatabaseDirectory {folder / 'signatures'}",
            f"TemporaryDirectory {folder}",
            "TCPAddr 127.0.0.1",
            f"TCPSocket {port}",
            f"StreamMaxLength {MOST_BYTES}",
            f"MaxFileSize {MOST_BYTES}",
            f"MaxScanSize {MOST_BYTES}",
            "AlertExceedsMax yes",
            "MaxThreads 4",
            "SelfCheck 0",
            "",
        ]
    )


@contextmanager
def serve_clamd() -> Iterator[Facts]:
    """The address of a scanner that has loaded its signature."""
    with TemporaryDirectory(prefix="clamd-") as name:
        folder, port = Path(name), pick_port()
        (folder / "signatures").mkdir()
        (folder / "signatures" / "own.ndb").write_text(f"Eget.Proeve:0:*:{MARK.hex()}\n")
        (folder / "clamd.conf").write_text(configuration(folder, port))
        command = ["/usr/sbin/clamd", f"--config-file={folder / 'clamd.conf'}"]
        child = spawn("clamd", command, folder / "output.log")
        try:
            wait_until(lambda: answers(port), child, "loading its signature", 60)
            yield {"address": f"127.0.0.1:{port}"}
        finally:
            child.stop()


@contextmanager
def shared_clamd(root: Path) -> Iterator[str]:
    """The scanner of this run."""
    with shared("clamd", root, serve_clamd) as facts:
        yield facts["address"]
