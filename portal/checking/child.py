"""Is this one file fit, and what can be made of it? Runs alone within limits: `python -m portal.checking.child`.

Reads one line of JSON (path, ending, folder, limits), answers two: the verdict, and then what was made. Whoever asked
believes neither before looking.
"""

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from portal.checking.findings import Desk, Findings
from portal.checking.limits import limits_told
from portal.storage.reasons import Reason, Unfit, must
from portal.storage.shapes import BUILT, Built, Shape
from portal.storage.structure import look

IMAGES: Final = {Shape.PNG, Shape.JPEG, Shape.HEIC}
DOCUMENTS: Final = {Shape.OFFICE, Shape.OPEN_DOCUMENT}
# Loaded before the file is looked at: where they are missing it is not the file that is at fault.
LIBRARIES: Final = {
    Shape.PDF: "portal.checking.pdf",
    **dict.fromkeys(DOCUMENTS, "portal.checking.office"),
    **dict.fromkeys(IMAGES, "portal.checking.images"),
}


# Each kind loads its own libraries, so that a text file does not wait for those of a picture.


def _judge(path: Path, built: Built) -> Findings:
    """A closer look at a document, a film, a sound, a text. Raises Unfit, or whatever a broken file does."""
    if built.shape is Shape.PDF:
        from portal.checking.pdf import judge_pdf

        return judge_pdf(path)
    if built.shape in DOCUMENTS:
        from portal.checking.office import judge_document

        return judge_document(path, built)
    if built.shape is Shape.BOXES or built.shape is Shape.MP3:
        from portal.checking.films import judge_boxes, judge_mp3

        return judge_boxes(path) if built.shape is Shape.BOXES else judge_mp3(path)
    if built.shape in IMAGES:
        from portal.checking.images import judge_packed

        judge_packed(path, built)
    return Findings()


def _judge_packed(path: Path, built: Built) -> None:
    """An entry of a zip file, which nobody looks at again when the others are judged."""
    from portal.checking.cpr_found import packed_holds_cpr

    _judge(path, built)
    must(not packed_holds_cpr(path, built.shape), Reason.CPR)


def judge(desk: Desk, built: Built) -> Findings:
    """The first look once more, and then all of it; images are encoded anew on the way."""
    with desk.path.open("rb") as stream:
        look(built, stream, desk.path.stat().st_size)
    if built.shape in IMAGES:
        from portal.checking.images import encode_anew

        return encode_anew(desk, built)
    if built.shape is Shape.ZIP:
        from portal.checking.parcels import judge_parcel

        return judge_parcel(desk.path, _judge_packed)
    findings = _judge(desk.path, built)
    _find_traces(desk, built, findings)
    return findings


def _find_traces(desk: Desk, built: Built, findings: Findings) -> None:
    """What says who made it, where and with what: out of documents that are handed in, and of films."""
    if built.shape is Shape.BOXES:
        from portal.checking.places import blanks_in

        findings.blanks = [(one.at, one.length) for one in blanks_in(desk.path)]
    elif desk.is_handed_in and built.shape in {*DOCUMENTS, Shape.PDF}:
        from portal.checking.traces import take_out_author, take_out_pdf_author

        is_pdf = built.shape is Shape.PDF
        is_new = take_out_pdf_author(desk.path, desk.replacement) if is_pdf else take_out_author(desk)
        findings.replaced_by = built.ending if is_new else ""


def make(desk: Desk, built: Built, findings: Findings) -> None:
    """Picture and text, of the kinds that have them."""
    if built.shape is Shape.PDF:
        from portal.checking.pdf_pages import draw_first_page, read_pages

        findings.has_text = read_pages(desk, findings)
        draw_first_page(desk)
    elif built.shape is Shape.TEXT:
        from portal.checking.plain_text import blocks_of_lines, blocks_of_markdown, read_text
        from portal.checking.written import write_text

        words = read_text(desk.path)
        blocks = blocks_of_markdown(words) if built.ending == ".md" else blocks_of_lines(words.splitlines())
        write_text(desk.text, [blocks], None)
        findings.has_text = bool(blocks)


def _names_somebody(desk: Desk, built: Built) -> dict[str, str] | None:
    """What to say when there is a cpr number in it: in a zip file in which PDF, whose turn comes when the rest is judged."""
    from portal.checking.cpr_found import holds_cpr, pdf_holds_cpr
    from portal.checking.parcels import first_of

    if built.shape is Shape.ZIP:
        entry = first_of(desk.path, Shape.PDF, pdf_holds_cpr)
        return {"entry": entry} if entry else None
    try:
        return {} if holds_cpr(desk) else None
    except (Exception, MemoryError):  # noqa: BLE001 - what cannot be read through is not held against the file
        return None


def _say(**told: Any) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def main() -> int:
    """One file. Ends with another status than 0, and nothing said, when it cannot even begin."""
    asked = json.loads(sys.stdin.readline())
    is_alone = limits_told(asked["limits"]).take_on()
    desk = Desk(Path(asked["path"]), Path(asked["folder"]), asked["is_handed_in"])
    built = BUILT[asked["ending"]]
    import_module(LIBRARIES.get(built.shape, "portal.checking.findings"))
    try:
        findings = judge(desk, built)
    except Unfit as unfit:
        _say(reason=unfit.reason, entry=unfit.detail if unfit.reason is Reason.CPR else "", is_alone=is_alone)
        return 0
    except (MemoryError, RecursionError, ImportError):  # a library that found no room
        _say(reason=Reason.TOO_HEAVY, is_alone=is_alone)
        return 0
    except Exception:  # noqa: BLE001 - libraries answer a broken file with every exception there is
        _say(reason=Reason.UNREADABLE, is_alone=is_alone)
        return 0
    _say(findings=findings.told(), is_alone=is_alone)
    try:
        make(desk, built, findings)
    except (Exception, MemoryError):  # noqa: BLE001 - a fit file without a picture is a fit file
        findings.has_text = findings.has_text and desk.text.exists()
    named = _names_somebody(desk, built)
    if named is not None:
        _say(reason=Reason.CPR, is_alone=is_alone, **named)
        return 0
    _say(findings=findings.told(), is_alone=is_alone)
    return 0


if __name__ == "__main__":
    sys.exit(main())
