"""How are the demonstration papers made again from their HTML? `python portal/demo/content/files/build.py`."""

import html
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pikepdf

HEADING = re.compile(r"<h[1-6][^>]*>(.*?)</h[1-6]>", re.DOTALL)
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


def name_contents(source: Path, target: Path) -> None:
    """Give the table of contents the headings as they stand in the page; Chromium leaves spaces out, and doubles words."""
    headings = [
        " ".join(html.unescape(re.sub(r"<[^>]*>", " ", said)).split())
        for said in HEADING.findall(source.read_text("utf-8"))
    ]
    with pikepdf.open(target, allow_overwriting_input=True) as pdf:
        with pdf.open_outline() as outline:
            for item, heading in zip(_all(outline.root), headings, strict=True):
                item.title = heading
        pdf.save(target, deterministic_id=True)


def _all(items: list[pikepdf.OutlineItem]) -> Iterator[pikepdf.OutlineItem]:
    for item in items:
        yield item
        yield from _all(list(item.children))


def main() -> None:
    """Print all papers, or those whose HTML is named."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("Chromium is needed to print the papers: apt-get install chromium")
    for source in sys.argv[1:] or PAPERS:
        print_paper(HERE / source, HERE / PAPERS[source], chromium=chromium)
        name_contents(HERE / source, HERE / PAPERS[source])


if __name__ == "__main__":
    main()
