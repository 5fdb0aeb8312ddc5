"""How does a film get its captions? A WebVTT file beside its version, read here and written anew: times and words alone."""

import io
import re
from collections.abc import Iterator
from typing import Final

from portal.clock import now
from portal.db import db
from portal.errors import Refused
from portal.figures import size_text
from portal.holding import take_turns
from portal.journal.actions import record
from portal.materials.models import Document, DocumentVersion, Material
from portal.materials.owning import is_shared_beyond, make_own
from portal.materials.queries import all_versions
from portal.materials.versions import let_go
from portal.people.cpr import looks_like_cpr
from portal.people.models import Person
from portal.storage.current import store
from portal.storage.models import FileState, StoredFile
from portal.storage.names import clean_name, new_key
from portal.storage.reasons import Reason
from portal.storage.rejections import sentence_of
from portal.storage.store import Readable
from portal.storage.undoing import forget_if_undone
from portal.text import _

MOST_BYTES: Final = 400_000  # two hours of talk are 150 kB
MEDIA_TYPE: Final = "text/vtt"
_TIME: Final = r"(?:\d{2,4}:)?[0-5]\d:[0-5]\d\.\d{3}"
_TIMES: Final = re.compile(
    rf"({_TIME})[ \t]+-->[ \t]+({_TIME})((?:[ \t]+(?:vertical|line|position|size|align):[\w%,.-]+)*)[ \t]*"
)
_LINE_ENDS: Final = re.compile(r"\r\n?")


def set_captions(material: Material, *, by: Person, name: str, stream: Readable, seen: int) -> None:
    """Put captions beside the version people get; `seen` is its number.

    Raises Refused for what is no captions file, for what is no film, and when a newer version has come meanwhile.
    """
    words = _written_anew(_judged(stream.read(MOST_BYTES + 1)))
    if looks_like_cpr(words):
        raise Refused(sentence_of(Reason.CPR, name=clean_name(name)), field="captions")
    content = words.encode()
    version = _version(material, by, seen)
    key = new_key()
    kept = store().put(key, io.BytesIO(content), media_type=MEDIA_TYPE, limit=MOST_BYTES)
    forget_if_undone(key)
    file = StoredFile(
        key=key,
        name=clean_name(name),
        media_type=MEDIA_TYPE,
        size=kept.size,
        sha256=kept.sha256,
        is_confidential=False,
        state=FileState.AVAILABLE,
        uploaded_by_id=by.id,
        completed_at=now(),
        claimed_at=now(),
    )
    db.session.add(file)
    db.session.flush()
    _put(version, file, material, by)


def remove_captions(material: Material, *, by: Person, seen: int) -> None:
    """Take the captions away. Raises Refused when a newer version has come meanwhile."""
    _put(_version(material, by, seen), None, material, by)


def _judged(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise Refused(_("Filen med undertekster er for stor. Der er plads til %(most)s.", most=size_text(MOST_BYTES)), field="captions")  # fmt: skip
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(_("Filen er ikke gemt som UTF-8. Gem den igen som WebVTT i UTF-8."), field="captions") from None
    words = _LINE_ENDS.sub("\n", words)
    first = words.split("\n", 1)[0]
    if not (first == "WEBVTT" or first.startswith(("WEBVTT ", "WEBVTT\t"))) or "\0" in words or not list(_cues(words)):
        raise Refused(
            _("Det er ikke en fil med undertekster. Den skal ende på .vtt og begynde med WEBVTT."), field="captions"
        )
    return words


def _cues(words: str) -> Iterator[str]:
    """Each cue: its time, its place on the picture, its lines. Notes, style sheets and whatever else there is are none."""
    for block in words.split("\n\n"):
        lines = block.strip("\n").split("\n")
        at = next((n for n, line in enumerate(lines[:2]) if _TIMES.fullmatch(line)), None)
        said = lines[at + 1 :] if at is not None else []
        if at is not None and said and not any("-->" in line for line in said):
            yield "\n".join([lines[at].rstrip(), *said])


def _written_anew(words: str) -> str:
    return "\n\n".join(["WEBVTT", *_cues(words)]) + "\n"


def _version(material: Material, by: Person, seen: int) -> DocumentVersion:
    take_turns(Document, material.document_id)
    if is_shared_beyond(material, by):
        make_own(material, by=by)
    version = all_versions(material.document_id)[0]
    if version.number != seen:
        raise Refused(_("Nogen har lagt en nyere udgave af filmen op imens. Se den, før du lægger undertekster til."))
    if version.file is None or not version.file.media_type.startswith("video/"):
        raise Refused(_("Undertekster hører til en film."))
    return version


def _put(version: DocumentVersion, file: StoredFile | None, material: Material, by: Person) -> None:
    earlier = version.captions
    version.captions_id = file.id if file else None
    db.session.flush()
    let_go([earlier] if earlier else [])
    record("material.captioned", by_id=by.id, subject_id=material.id, cohort_id=material.cohort_id)
