"""What is a material as one meets it now? With the version people get, and how far a reader or a cohort has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from portal.clock import now
from portal.figures import size_text
from portal.materials.ease import Lack, lacks
from portal.materials.models import DocumentKind, DocumentVersion, Material, ReadingProgress
from portal.materials.releasing import release_words
from portal.people.models import Person
from portal.storage.kinds import kind_of
from portal.storage.models import StoredFile
from portal.text import Word, _, _l

OTHER_ICONS: Final = {DocumentKind.PAGE: "file", DocumentKind.LINK: "link"}


class Reading(Word):
    """How far a reader has come with one material."""

    UNREAD = "unread", _l("Ikke åbnet")
    OPENED = "opened", _l("Åbnet")
    CHANGED = "changed", _l("Ny udgave")
    READ = "read", _l("Læst")
    SKIPPED = "skipped", _l("Nåede det ikke")


def is_available(file: StoredFile | None) -> bool:
    """Whether everybody who may can have it; what is no file always is."""
    return file is None or file.is_available


def opens_for(file: StoredFile | None, person: Person) -> bool:
    """Whether this person may have it now: until it is judged only who uploaded it; what is no file everybody may."""
    return file is None or file.opens_for(person.id)


def host_of(address: str) -> str:
    """Where a link leads, as people read it: “www.kl.dk”."""
    return urlsplit(address).hostname or ""


@dataclass(frozen=True)
class CurrentMaterial:
    """A material with the version people get. `file` is None for a page and a link.

    `major_number` is the newest version that counts as something to look at again, 1 when there was none.
    """

    material: Material
    version: DocumentVersion
    file: StoredFile | None
    major_number: int

    @property
    def kind(self) -> DocumentKind:
        """File, page or link."""
        return self.version.kind

    @property
    def is_open(self) -> bool:
        """Whether participants may read it now."""
        return self.material.released_at is not None and self.material.released_at <= now()

    @property
    def release_words(self) -> str:
        """“3 dage før kurset begynder”; empty when it opens at a moment of its own."""
        anchor = self.material.release_anchor
        return release_words(anchor, self.material.release_offset) if anchor else ""

    @property
    def is_available(self) -> bool:
        """Whether its file has been judged; until then only who uploaded it gets it."""
        return is_available(self.file)

    @property
    def media_type(self) -> str:
        """The file's type; empty for a page and a link."""
        return self.file.media_type if self.file else ""

    @property
    def is_film(self) -> bool:
        """Whether one watches it rather than reads it."""
        return self.media_type.startswith("video/")

    @property
    def icon(self) -> str:
        """The picture beside the title."""
        if self.is_film:
            return "video"
        if "spreadsheet" in self.media_type:
            return "table"
        return "book" if self.media_type == "application/pdf" else OTHER_ICONS.get(self.kind, "file")

    @property
    def lacks(self) -> list[Lack]:
        """What its file could do with to be read on a phone and aloud."""
        return lacks(self.file)

    @property
    def facts(self) -> str:
        """“PDF, 84 kB”, “Side”, “Link til www.kl.dk”."""
        if self.kind is DocumentKind.LINK:
            return _("Link til %(host)s", host=host_of(self.version.address))
        if self.file is None:
            return str(DocumentKind.PAGE.label)
        kind = kind_of(self.file.name)
        return f"{kind.label if kind else _('Fil')}, {size_text(self.file.size)}"


@dataclass(frozen=True)
class SharedMaterial(CurrentMaterial):
    """A material as one reader meets it. `has_picture` says whether there is one of its first page."""

    progress: ReadingProgress | None
    has_picture: bool

    @property
    def reading(self) -> Reading:
        """How far this reader has come. A small correction keeps the mark; something to look at again asks anew."""
        if self.progress is None:
            return Reading.UNREAD
        if self.progress.read_at is None:
            return Reading.SKIPPED if self.progress.skipped_at else Reading.OPENED
        return Reading.CHANGED if self.progress.version_number < self.major_number else Reading.READ

    @property
    def is_read(self) -> bool:
        """Whether this reader has said so."""
        return self.progress is not None and self.progress.read_at is not None


@dataclass(frozen=True)
class ManagedMaterial(CurrentMaterial):
    """A material as those who teach see it: how many of the participants have opened and read it, never who.

    `cohorts` is how many cohorts show the same document, this one too.
    """

    opened: int
    read: int
    cohorts: int


@dataclass(frozen=True)
class Preparation:
    """How far a reader has come with what to look at before the course. `next` is the first that waits to be read."""

    done: int
    total: int
    next: SharedMaterial | None


def preparation_among(materials: Iterable[SharedMaterial]) -> Preparation:
    """How far the reader has come with those of the materials that are open and to look at before the course."""
    invited = [m for m in materials if m.is_open and m.material.is_preparation]
    waiting = [m for m in invited if not m.is_read and m.reading is not Reading.SKIPPED]
    done = sum(m.is_read for m in invited)
    return Preparation(done=done, total=len(invited), next=waiting[0] if waiting else None)
