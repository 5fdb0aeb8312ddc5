"""What is kept so that materials can be searched? The words of each material, and of each page the text and its words."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, Text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base

# Stems: a tsvector on PostgreSQL; on SQLite “ stem stem ”, which FTS5 reads too.
STEMS: Final = Text().with_variant(TSVECTOR(), "postgresql")
NUMBER: Final = BigInteger().with_variant(Integer(), "sqlite")


class SearchEntry(Base):
    """All words of one material: title, description and the version people get. It is whole again when all of it is.

    `words` are of everything, each once and without those on every page; those of title and description have their order.
    `version_id`, `rendition_id` and `material_version` say of what it was made; another one there means it is due.
    On SQLite triggers keep the FTS5 table `search_entry_fts` like it.
    """

    __tablename__ = "search_entry"

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    material_id: Mapped[UUID] = mapped_column(ForeignKey("material.id", ondelete="CASCADE"), unique=True)
    version_id: Mapped[UUID] = mapped_column(ForeignKey("document_version.id", ondelete="CASCADE"), index=True)
    rendition_id: Mapped[UUID | None]
    material_version: Mapped[int]
    title_words: Mapped[str] = mapped_column(STEMS)
    description_words: Mapped[str] = mapped_column(STEMS, server_default="")
    words: Mapped[str] = mapped_column(STEMS)

    __table_args__ = (Index("ix_search_entry_words", "words", postgresql_using="gin").ddl_if(dialect="postgresql"),)


class Passage(Base):
    """The words of a page, or of a piece of a long one, in order. `page` counts from 1; what has no pages has None.

    On SQLite triggers keep the FTS5 table `passage_fts` like it; PostgreSQL has an index of `word_pairs`, which follow each other.
    """

    __tablename__ = "passage"

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    version_id: Mapped[UUID] = mapped_column(ForeignKey("document_version.id", ondelete="CASCADE"), index=True)
    page: Mapped[int | None]
    words: Mapped[str] = mapped_column(STEMS)


class PassageText(Base):
    """What a passage says. Apart from its words, so that thousands of those are looked through without the text between."""

    __tablename__ = "passage_text"

    passage_id: Mapped[int] = mapped_column(ForeignKey("passage.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
