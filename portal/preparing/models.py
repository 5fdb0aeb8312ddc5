"""What do instructors note on cases before a course? The cohort's own themes, and fixed lenses: duties and roles."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.courses.cohort_models import Cohort
from portal.db import Model, words
from portal.own_cases.perspectives import Perspective
from portal.text import Word, _l

LONGEST_NAME: Final = 60


class Lens(Word):
    """Which duty of the code of conduct is at stake in a case, and from whose chair it is told."""

    LAWFUL = "lawful", _l("Lovlighed")
    TRUTHFUL = "truthful", _l("Sandhed")
    PROFESSIONAL = "professional", _l("Faglighed")
    COOPERATIVE = "cooperative", _l("Udvikling og samarbejde")
    RESPONSIBLE = "responsible", _l("Ansvar og ledelse")
    OPEN_ABOUT_FAULTS = "open_about_faults", _l("Åbenhed om fejl")
    NEUTRAL = "neutral", _l("Partipolitisk neutralitet")
    CHAIR = Perspective.CHAIR.value, Perspective.CHAIR.label
    MEMBER = Perspective.MEMBER.value, Perspective.MEMBER.label
    DIRECTOR = Perspective.DIRECTOR.value, Perspective.DIRECTOR.label
    CASE_WORKER = Perspective.CASE_WORKER.value, Perspective.CASE_WORKER.label
    CITIZEN = Perspective.CITIZEN.value, Perspective.CITIZEN.label
    PRESS = Perspective.PRESS.value, Perspective.PRESS.label


DUTIES: Final = tuple(Lens)[:7]
ROLES: Final = tuple(Lens)[7:]


class Theme(Model):
    """A cohort's word for what several cases are about. `folded` is its name without capitals: the same word is one theme."""

    __tablename__ = "theme"

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    folded: Mapped[str] = mapped_column(String(4 * LONGEST_NAME))

    cohort: Mapped[Cohort] = relationship(lazy="raise_on_sql")

    __table_args__ = (UniqueConstraint("cohort_id", "folded"),)


class CaseMark(Model):
    """A theme or a lens on a case: one of the two. It goes with the case, and with the theme."""

    __tablename__ = "case_mark"

    own_case_id: Mapped[UUID] = mapped_column(ForeignKey("own_case.id", ondelete="CASCADE"))
    theme_id: Mapped[UUID | None] = mapped_column(ForeignKey("theme.id", ondelete="CASCADE"), index=True)
    lens: Mapped[Lens | None] = mapped_column(words(Lens, "lens"))

    __table_args__ = (
        UniqueConstraint("own_case_id", "theme_id"),
        UniqueConstraint("own_case_id", "lens"),
        CheckConstraint("(theme_id IS NULL) <> (lens IS NULL)", name="one_of_both"),
    )
