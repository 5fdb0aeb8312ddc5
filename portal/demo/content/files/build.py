"""How are the demonstration papers made again from their HTML? `python portal/demo/content/files/build.py`."""

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAPERS = {
    "kodeks.html": "syv-pligter.pdf",
    "spoergsmaal.html": "tre-spoergsmaal.pdf",
    "ankomst.html": "praktisk-ankomst.pdf",
    "rollekort.html": "rollekort.pdf",
    "slides.html": "slides-dag-1.pdf",
}


def print_paper(source: Path, target: Path, *, chromium: str) -> None:
    """Print one page with its tags, title, language and fonts."""
    subprocess.run(  # noqa: S603 - our own pages, no shell
        [
            chromium,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--allow-file-access-from-files",
            "--export-tagged-pdf",
            "--generate-pdf-document-outline",
            "--no-pdf-header-footer",
            f"--print-to-pdf={target}",
            source.as_uri(),
        ],
        check=True,
        stderr=subprocess.DEVNULL,
    )


def main() -> None:
    """Print all papers, or those whose HTML is named."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("Chromium is needed to print the papers: apt-get install chromium")
    for source in sys.argv[1:] or PAPERS:
        print_paper(HERE / source, HERE / PAPERS[source], chromium=chromium)


if __name__ == "__main__":
    main()
