"""Can a document be made into a PDF to read? By LibreOffice, where it is installed, in a child with limits of its own."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Final

from portal.checking.findings import Desk
from portal.checking.limits import MEGABYTE, Limits
from portal.checking.made import is_pdf
from portal.checking.office_program import office_program
from portal.checking.sandbox import run
from portal.storage.shapes import Built, Shape

LIMITS: Final = Limits(processor=60, wall=90.0, memory=2048 * MEGABYTE, file=200 * MEGABYTE, files=512)
FILTERS: Final = {
    ".docx": "writer",
    ".odt": "writer",
    ".xlsx": "calc",
    ".ods": "calc",
    ".pptx": "impress",
    ".odp": "impress",
}
TAGGED: Final = '{"UseTaggedPDF":{"type":"boolean","value":"true"},"PageRange":{"type":"string","value":"1-500"}}'


def may_convert(built: Built) -> bool:
    """Whether a PDF can be made of this kind here."""
    return built.shape in {Shape.OFFICE, Shape.OPEN_DOCUMENT} and office_program() is not None


def convert(desk: Desk, document: Path, ending: str) -> Path | None:
    """The PDF of a document as readers get it, in a folder of its own; None when none came of it."""
    program = office_program()
    assert program is not None
    folder = desk.folder / "office"
    (folder / "out").mkdir(parents=True, exist_ok=True)
    source = folder / f"dokument{ending}"
    source.hardlink_to(document)
    office = [
        program,
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        f"pdf:{FILTERS[ending]}_pdf_Export:{TAGGED}",
        "--outdir",
        str(folder / "out"),
        str(source),
    ]
    command = [sys.executable, "-I", "-B", "-m", "portal.checking.office_child"]
    told = json.dumps({"limits": asdict(LIMITS), "command": office, "home": str(folder)}).encode() + b"\n"
    run(command, told=told, folder=folder, wall=LIMITS.wall)
    pdf = folder / "out" / "dokument.pdf"
    return pdf if is_pdf(pdf) else None
