"""Is a PDF whole, open to all, and without anything that runs when it is opened? Only the child loads this."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pikepdf

from portal.checking.findings import Findings
from portal.storage.reasons import Reason, Unfit, must
from portal.storage.shapes import ending_of

MOST_PAGES: Final = 2_000
MOST_OBJECTS: Final = 1_500_000
DEEPEST: Final = 40
LONGEST_FORM: Final = 8 << 20
SUSPECT: Final = re.compile(rb"/(?:JavaScript|JS|Launch|ImportData|GoToE|RichMedia|EF|XFA)(?![A-Za-z0-9])")
RUNS: Final = {"/JavaScript", "/Launch", "/ImportData", "/GoToE"}
RUN_BY_SYSTEMS: Final = re.compile(
    r"\.(exe|com|scr|pif|bat|cmd|ps1|vb[se]|jse?|ws[fh]|hta|ms[ip]|lnk|url|reg|cpl|jar|app|sh|dll|iso|img|chm|html?|svg"
    r"|do[ct]m|xl[st]m|xlam|xll|p[op]tm|ppsm|one|swf)"
)
LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}")


def judge_pdf(path: Path) -> Findings:
    """What is known of a PDF without reading its pages. Raises Unfit."""
    try:
        pdf = pikepdf.open(path, suppress_warnings=True, access_mode=pikepdf.AccessMode.stream)
    except pikepdf.PasswordError as error:
        raise Unfit(Reason.LOCKED) from error
    except pikepdf.PdfError as error:
        raise Unfit(Reason.UNREADABLE) from error
    with pdf:
        must(not pdf.is_encrypted, Reason.LOCKED)
        try:
            return _judge(pdf)
        except pikepdf.PdfError as error:
            raise Unfit(Reason.UNREADABLE) from error


def _judge(pdf: pikepdf.Pdf) -> Findings:
    announced = pdf.Root.Pages.get("/Count", 0)
    must(int(announced) <= MOST_PAGES, Reason.TOO_MANY_PAGES)
    pages = len(pdf.pages)
    must(pages <= MOST_PAGES, Reason.TOO_MANY_PAGES)
    must(pages > 0, Reason.UNREADABLE)
    must(len(pdf.objects) <= MOST_OBJECTS, Reason.TOO_HEAVY)
    for thing in pdf.objects:
        if SUSPECT.search(_written(thing)):
            _judge_actions(thing)
    language = str(pdf.Root.get("/Lang", "") or "").strip()
    marks: Any = pdf.Root.get("/MarkInfo", {})
    return Findings(
        pages=pages,
        is_tagged="/StructTreeRoot" in pdf.Root and bool(marks.get("/Marked", False)),
        language=language if LANGUAGE.fullmatch(language) else None,
    )


def _written(thing: Any) -> bytes:
    """How an object is written, names in their plain form; of a stream its dictionary."""
    if isinstance(thing, pikepdf.Stream):
        return b" ".join(key.encode() + b" " + _unparsed(value) for key, value in thing.items())
    return bytes(thing.unparse(resolved=True)) if isinstance(thing, pikepdf.Object) else _unparsed(thing)


def _unparsed(value: Any) -> bytes:
    written = getattr(value, "unparse", None)
    return bytes(written()) if written is not None else str(value).encode("utf-8", "replace")


def _judge_actions(thing: Any) -> None:
    for part in _dictionaries(thing, 0):
        action = str(part.get("/S", ""))
        runs = action in RUNS or "/JS" in part or "/JavaScript" in part or part.get("/Subtype") == "/RichMedia"
        must(not runs, Reason.ACTIVE_PDF)
        if "/EF" in part:
            name = str(part.get("/UF", part.get("/F", "")))
            must(not RUN_BY_SYSTEMS.fullmatch(ending_of(name.strip())), Reason.EMBEDDED)
        if "/XFA" in part:
            _judge_form(part["/XFA"])


def _judge_form(form: Any) -> None:
    """The older kind of form keeps its scripts in XML."""
    streams = [form] if isinstance(form, pikepdf.Stream) else [one for one in form if isinstance(one, pikepdf.Stream)]
    for stream in streams:
        content = stream.read_bytes()
        must(len(content) <= LONGEST_FORM, Reason.TOO_HEAVY)
        must(b"<script" not in content.lower(), Reason.ACTIVE_PDF)


def _dictionaries(thing: Any, depth: int) -> Iterator[Any]:
    """The object's own dictionaries, those inside too; what it only points at has its own turn."""
    must(depth <= DEEPEST, Reason.TOO_HEAVY)
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        yield thing
        inside = [value for _key, value in thing.items()]
    elif isinstance(thing, pikepdf.Array):
        inside = list(thing)
    else:
        return
    for value in inside:
        if isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect:
            yield from _dictionaries(value, depth + 1)
