"""Which cases of a cohort may somebody gather or show, in which order, and what of each does one see?"""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from portal.db import db
from portal.enrolments.models import TAKES_A_SEAT, Enrolment
from portal.own_cases.models import HandedInCase, OwnCase, OwnCaseStatus
from portal.own_cases.queries import HAS_BEEN_HANDED_IN
from portal.preparing.queries import themes_of
from portal.sealing.rows import unopened
from portal.text import _, danish_order


class Part(NamedTuple):
    """One of the five texts of a case, under the heading readers know it by."""

    label: str
    text: str


def cases_in(visible: Select[OwnCase], cohort_id: UUID) -> list[OwnCase]:
    """The handed-in cases of a cohort's participants among the `visible` ones, by title. The author's drafts stay shut."""
    found = db.session.scalars(
        visible.join(HandedInCase, HAS_BEEN_HANDED_IN)
        .join(OwnCase.enrolment)
        .where(OwnCase.cohort_id == cohort_id, Enrolment.status.in_(TAKES_A_SEAT))
        .options(
            *unopened(OwnCase),
            contains_eager(OwnCase.handed_in),
            contains_eager(OwnCase.enrolment),
            joinedload(OwnCase.author),
            selectinload(OwnCase.lifts),
        )
    ).unique()
    return sorted(found, key=lambda own_case: (danish_order(text_of(own_case).title), own_case.id))


class Group(NamedTuple):
    """Cases under one theme; without a name where nobody has given any of them one."""

    theme: str
    own_cases: list[OwnCase]


def by_theme(own_cases: Sequence[OwnCase]) -> list[Group]:
    """The cases, each under the first of its themes, those without one last; in one query."""
    themes = themes_of([one.id for one in own_cases])
    groups: dict[str, list[OwnCase]] = {}
    for own_case in own_cases:
        groups.setdefault(next(iter(themes.get(own_case.id, ())), ""), []).append(own_case)
    untold = _("Uden tema") if themes else ""
    order = sorted(groups, key=lambda theme: (not theme, danish_order(theme)))
    return [Group(theme or untold, groups[theme]) for theme in order]


def chosen_first(own_cases: Sequence[OwnCase]) -> list[OwnCase]:
    """Those chosen for the course before the others, else in the order they had."""
    return sorted(own_cases, key=lambda own_case: own_case.status is not OwnCaseStatus.SELECTED)


def text_of(own_case: OwnCase) -> HandedInCase:
    """The words as they were handed in, which are the masked ones."""
    assert own_case.handed_in is not None
    return own_case.handed_in


def parts_of(text: HandedInCase) -> list[Part]:
    """The texts that say something, the question last."""
    parts = (
        Part(_("Situationen"), text.situation),
        Part(_("Dilemmaet"), text.dilemma),
        Part(_("Aktørerne"), text.actors),
        Part(_("Hvad er prøvet?"), text.attempts),
        Part(_("Spørgsmålet til holdet"), text.question),
    )
    return [part for part in parts if part.text.strip()]
