"""How do materials come into the search? One due material at a time; may be stopped, and run many times at once."""

import logging
from collections.abc import Callable
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, delete, exists, insert, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from portal.db import db
from portal.materials.models import DocumentVersion, Material
from portal.searching.dialect import each_once, forget_what_is_gone, in_order, kept
from portal.searching.models import Passage, PassageText, SearchEntry
from portal.searching.reading import pieces_of
from portal.searching.words import clean
from portal.storage.models import FileRendition, FileState, RenditionKind, StoredFile

MOST_AT_ONCE: Final = 100
_log = logging.getLogger("portal.searching")


def current_version() -> ScalarSelect[UUID]:
    """The id of the version people get of a material: the newest that nobody waits for."""
    version, file = aliased(DocumentVersion), aliased(StoredFile)
    return (
        select(version.id)
        .outerjoin(file, file.id == version.file_id)
        .where(
            version.document_id == Material.document_id,
            or_(version.file_id.is_(None), file.state == FileState.AVAILABLE),
        )
        .order_by(version.number.desc())
        .limit(1)
        .correlate(Material)
        .scalar_subquery()
    )


def _text_of_current() -> ScalarSelect[UUID]:
    rendition, version = aliased(FileRendition), aliased(DocumentVersion)
    return (
        select(rendition.id)
        .join(version, version.file_id == rendition.file_id)
        .where(version.id == current_version(), rendition.kind == RenditionKind.TEXT)
        .correlate(Material)
        .scalar_subquery()
    )


def _is_due() -> ColumnElement[bool]:
    current = current_version()
    return or_(
        SearchEntry.material_version != Material.version,
        SearchEntry.version_id.is_distinct_from(current),
        SearchEntry.rendition_id.is_distinct_from(_text_of_current()),
    )


def due_materials() -> Select[UUID]:
    """Materials whose words are not those kept, the oldest first."""
    return (
        select(Material.id)
        .outerjoin(SearchEntry, SearchEntry.material_id == Material.id)
        .where(_is_due(), or_(SearchEntry.id.is_not(None), current_version().is_not(None)))
        .order_by(Material.created_at, Material.id)
    )


def index_due_materials(*, is_stopped: Callable[[], bool] = lambda: False) -> int:
    """Bring some of what is due into the search; answers how many. Commits after each. Raises StoreDown."""
    ids = list(db.session.scalars(due_materials().limit(MOST_AT_ONCE)))
    db.session.commit()
    done = 0
    for material_id in ids:
        if is_stopped():
            break
        done += index_material(material_id)
    return done


def index_all(*, anew: bool) -> int:
    """Bring all that is due into the search, or with `anew` all there is; answers how many. Raises StoreDown."""
    wanted = select(Material.id).order_by(Material.created_at, Material.id) if anew else due_materials()
    ids = list(db.session.scalars(wanted))
    db.session.commit()
    return sum(index_material(material_id, anew=anew) for material_id in ids)


def index_material(material_id: UUID, *, anew: bool = False) -> bool:
    """Keep the words of one material, and commit. False when it is gone or somebody else is at it. Raises StoreDown."""
    try:
        done = _index(material_id, anew=anew)
        db.session.commit()
    except IntegrityError:  # another worker was first, or the material was deleted meanwhile
        db.session.rollback()
        return False
    except BaseException:
        db.session.rollback()
        raise
    return done


def _index(material_id: UUID, *, anew: bool) -> bool:
    wanted = select(Material).where(Material.id == material_id).with_for_update(skip_locked=True)
    material = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if material is None:
        return False
    version = db.session.scalars(
        select(DocumentVersion)
        .join(Material, Material.id == material_id)
        .where(DocumentVersion.id == current_version())
    ).one_or_none()
    _forget_older(material, version)
    if version is not None:
        _keep(material, version, _text_rendition(version), anew=anew)
    return True


def _text_rendition(version: DocumentVersion) -> FileRendition | None:
    if version.file_id is None:
        return None
    wanted = and_(FileRendition.file_id == version.file_id, FileRendition.kind == RenditionKind.TEXT)
    return db.session.scalars(select(FileRendition).where(wanted)).one_or_none()


def _forget_older(material: Material, current: DocumentVersion | None) -> None:
    others = select(DocumentVersion.id).where(DocumentVersion.document_id == material.document_id)
    if current is not None:
        others = others.where(DocumentVersion.id != current.id)
    db.session.execute(delete(Passage).where(Passage.version_id.in_(others)))
    db.session.execute(delete(SearchEntry).where(SearchEntry.material_id == material.id))


def _keep(material: Material, version: DocumentVersion, rendition: FileRendition | None, *, anew: bool) -> None:
    made_of = rendition.id if rendition else None
    if anew or not _is_read(version, made_of):
        _keep_passages(version, rendition)
    of_version = select(PassageText.text).join(Passage, Passage.id == PassageText.passage_id)
    texts = list(db.session.scalars(of_version.where(Passage.version_id == version.id)))
    title, description = material.title, clean(material.description)
    db.session.execute(
        insert(SearchEntry).values(
            title_words=kept("w_title"), description_words=kept("w_description"), words=kept("w_all")
        ),
        {
            "material_id": material.id,
            "version_id": version.id,
            "rendition_id": made_of,
            "material_version": material.version,
            "w_title": in_order(title),
            "w_description": in_order(description),
            "w_all": each_once([title, description, *texts]),
        },
    )


def _is_read(version: DocumentVersion, rendition_id: UUID | None) -> bool:
    """Whether another material that shows the same document has brought its pages here."""
    same = and_(SearchEntry.version_id == version.id, SearchEntry.rendition_id.is_not_distinct_from(rendition_id))
    return bool(db.session.scalar(select(exists().where(same))))


def _keep_passages(version: DocumentVersion, rendition: FileRendition | None) -> None:
    pieces = pieces_of(version, rendition)
    db.session.execute(delete(Passage).where(Passage.version_id == version.id))
    if not pieces:
        return
    rows = [{"version_id": version.id, "page": piece.page, "w": in_order(piece.text)} for piece in pieces]
    ids = db.session.scalars(
        insert(Passage).values(words=kept("w")).returning(Passage.id, sort_by_parameter_order=True), rows
    )
    texts = [{"passage_id": one, "text": piece.text} for one, piece in zip(ids, pieces, strict=True)]
    db.session.execute(insert(PassageText), texts)


def tidy() -> None:
    """Let nothing of what was deleted lie about in the index, and commit."""
    forget_what_is_gone()
    db.session.commit()
