"""How does a file leave the portal? Streamed, as an attachment that can run nothing, or by a signed address."""

from collections.abc import Iterable
from typing import Final

from flask import Response, redirect, request
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from portal.storage.content import Bytes, bytes_of, read
from portal.storage.current import store
from portal.storage.models import StoredFile
from portal.storage.names import disposition

NOTHING_RUNS: Final = "sandbox; default-src 'none'"
# A browser's own viewer shows these without running anything of theirs, but not inside a sandbox.
NOTHING_LOADS: Final = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'"
SHOWN: Final = ("application/pdf", "image/png", "image/jpeg", "video/mp4", "audio/mpeg", "audio/mp4", "text/plain")


def stream_file(file: StoredFile) -> Response:
    """A confidential file through the portal, never whole in memory. Raises FileMissing and StoreDown before it starts."""
    return _stream(bytes_of(file), name=file.name, media_type=file.media_type, inline=False)


def go_to_file(file: StoredFile, *, inline: bool = False) -> Response:
    """On to a signed address of 60 seconds; for files that are not confidential."""
    if file.is_confidential:
        raise ValueError("a confidential file has no address")
    answer = redirect(
        store().read_address(file.key, name=file.name, media_type=file.media_type, inline=inline), Response=Response
    )
    answer.headers["Cache-Control"] = "no-store"
    assert isinstance(answer, Response)
    return answer


def stream(key: str, *, name: str, media_type: str, size: int, inline: bool) -> Response:
    """Bytes that are kept plain, or the range of them that is asked for."""
    return _stream(Bytes(key, size, None), name=name, media_type=media_type, inline=inline)


def _stream(kept: Bytes, *, name: str, media_type: str, inline: bool) -> Response:
    size = kept.size
    start, end = _wanted(size)
    is_part = (start, end) != (0, size)
    content: Iterable[bytes] = ()
    if request.method != "HEAD":
        content = read(kept, start=start, end=end)
    answer = Response(content, status=206 if is_part else 200, content_type=media_type)
    is_shown = inline and media_type in SHOWN
    answer.headers.update(
        {
            "Content-Length": str(end - start),
            "Content-Disposition": disposition(name, inline=is_shown),
            "Content-Security-Policy": NOTHING_LOADS if is_shown else NOTHING_RUNS,
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "no-store",
            "Accept-Ranges": "bytes",
        }
    )
    if is_part:
        answer.headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return answer


def _wanted(size: int) -> tuple[int, int]:
    """The one range that is asked for; the whole file when none or several are. Raises 416 for one that is outside."""
    asked = request.range
    if asked is None or asked.units != "bytes" or len(asked.ranges) != 1 or "If-Range" in request.headers:
        return 0, size
    span = asked.range_for_length(size)
    if span is None:
        raise RequestedRangeNotSatisfiable(size)
    return span
