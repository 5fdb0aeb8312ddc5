"""What can instructors do to get ready? Keep the cohort's themes, and put themes and lenses on cases."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.errors import Refused
from portal.holding import hold
from portal.journal.actions import record
from portal.own_cases.models import OwnCase
from portal.own_cases.noting import note
from portal.people.models import Person
from portal.people.written import refuse_cpr
from portal.preparing.models import LONGEST_NAME, CaseMark, Lens, Theme
from portal.preparing.queries import number_of_themes, theme_named
from portal.text import _

MOST_THEMES: Final = 50


# The cohort's themes


def folded(name: str) -> str:
    """What two spellings of one name have in common."""
    return " ".join(name.split()).casefold()


def _judge(name: str) -> None:
    if not name:
        raise Refused(_("Skriv, hvad temaet hedder."), field="name")
    if len(name) > LONGEST_NAME:
        raise Refused(_("Der er plads til %(most)s tegn. Kort det lidt.", most=LONGEST_NAME), field="name")
    refuse_cpr(name, field="name")


def make_theme(cohort: Cohort, *, by: Person, name: str) -> Theme:
    """A theme of this name; the one there is when somebody has made it already.

    Raises Refused for an empty or overlong name, one with a cpr number, or when the cohort has as many as it may.
    """
    _judge(name)
    found = theme_named(cohort.id, folded(name))
    if found is not None:
        return found
    if number_of_themes(cohort.id) >= MOST_THEMES:
        raise Refused(_("Holdet har %(most)s temaer. Læg nogle sammen først.", most=MOST_THEMES), field="name")
    theme = Theme(cohort_id=cohort.id, name=name, folded=folded(name))
    try:
        with db.session.begin_nested():
            db.session.add(theme)
    except IntegrityError:
        found = theme_named(cohort.id, folded(name))
        if found is None:
            raise
        return found
    record("theme.made", by_id=by.id, subject_id=theme.id, cohort_id=cohort.id)
    return theme


def rename_theme(theme: Theme, *, by: Person, had: str, name: str) -> None:
    """Call it something else than `had`, as the page showed it.

    Raises Refused for a name that cannot be, or that another theme has, and when somebody renamed it meanwhile.
    """
    _judge(name)
    hold(theme, ["name", "folded"])
    if theme.name == name:
        return
    if had and theme.name != had:
        raise Refused(
            _("En anden har kaldt temaet “%(name)s” imens. Gem igen, hvis dit navn skal gælde.", name=theme.name),
            field="name",
        )
    before = theme.name, theme.folded
    try:
        with db.session.begin_nested():
            theme.name, theme.folded = name, folded(name)
    except IntegrityError:
        theme.name, theme.folded = before
        raise Refused(
            _("Holdet har allerede et tema, der hedder “%(name)s”. Du kan lægge dem sammen.", name=name), field="name"
        ) from None
    record("theme.renamed", by_id=by.id, subject_id=theme.id, cohort_id=theme.cohort_id)


def merge_theme(theme: Theme, into_id: UUID | None, *, by: Person) -> Theme:
    """Let the cases of a theme have another of the same cohort instead. Raises Refused when there is no such other."""
    both = select(Theme).where(Theme.id.in_([theme.id, into_id]), Theme.cohort_id == theme.cohort_id)
    held = db.session.scalars(both.order_by(Theme.id).with_for_update()).all()
    into = next((one for one in held if one.id != theme.id), None)
    if into is None or theme not in held:
        raise Refused(_("Vælg det tema, det skal lægges sammen med."), field="into")
    other = aliased(CaseMark)
    has_it = select(other.id).where(other.own_case_id == CaseMark.own_case_id, other.theme_id == into.id)
    db.session.execute(
        update(CaseMark)
        .where(CaseMark.theme_id == theme.id, ~has_it.exists())
        .values(theme_id=into.id)
        .execution_options(synchronize_session=False)
    )
    record("theme.merged", by_id=by.id, subject_id=theme.id, cohort_id=theme.cohort_id)
    db.session.delete(theme)
    return into


def remove_theme(theme: Theme, *, by: Person) -> None:
    """Take a theme away, from all cases it stands on."""
    record("theme.removed", by_id=by.id, subject_id=theme.id, cohort_id=theme.cohort_id)
    db.session.delete(theme)


# What stands on a case


def mark_case(
    own_case: OwnCase,
    *,
    by: Person,
    themes: Collection[UUID] = (),
    lenses: Collection[Lens] = (),
    without_themes: Collection[UUID] = (),
    without_lenses: Collection[Lens] = (),
) -> None:
    """Put marks on a case and take others away; what is not named stays, for somebody else may have put it there.

    Raises Refused when the case has been taken back, or a theme has gone.
    """
    hold(own_case, ["status", "version"])
    if not own_case.is_handed_in:
        raise Refused(_("Casen er trukket tilbage, så den kan ikke få temaer."))
    there = select(Theme.id).where(Theme.id.in_(themes), Theme.cohort_id == own_case.cohort_id).order_by(Theme.id)
    if set(db.session.scalars(there.with_for_update(read=True))) != set(themes):
        raise Refused(_("Temaet er fjernet i mellemtiden. Vælg igen."), field="themes")
    changed = _take_away(own_case, without_themes, without_lenses)
    if _put(own_case, themes, lenses) or changed:
        note("own_case.marked", own_case, by=by)


def _put(own_case: OwnCase, themes: Collection[UUID], lenses: Collection[Lens]) -> bool:
    """The row of the case is locked: nobody else puts the same mark there now."""
    found = db.session.execute(
        select(CaseMark.theme_id, CaseMark.lens).where(CaseMark.own_case_id == own_case.id)
    ).all()
    new = [CaseMark(own_case_id=own_case.id, theme_id=t) for t in set(themes) - {row.theme_id for row in found}]
    new += [CaseMark(own_case_id=own_case.id, lens=one) for one in set(lenses) - {row.lens for row in found}]
    db.session.add_all(new)
    return bool(new)


def _take_away(own_case: OwnCase, themes: Collection[UUID], lenses: Collection[Lens]) -> bool:
    gone = db.session.execute(
        delete(CaseMark)
        .where(
            CaseMark.own_case_id == own_case.id,
            CaseMark.theme_id.in_(themes) | CaseMark.lens.in_(lenses),
        )
        .execution_options(synchronize_session=False)
    )
    return bool(gone.rowcount)  # type: ignore[attr-defined]
