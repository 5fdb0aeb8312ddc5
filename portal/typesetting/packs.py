"""Which case packs are to be made now, and of what? Taken by a lease, made outside of any transaction, kept if still ours."""

import base64
import logging
import unicodedata
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.orm import joinedload, selectinload

from portal import access
from portal.clock import now
from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.figures import long_date
from portal.own_cases.models import HandedInCase, OwnCase
from portal.packs.cases import by_theme, cases_in, parts_of, text_of
from portal.packs.models import CasePack, PackState
from portal.packs.queries import mark_of
from portal.people.models import Person
from portal.sealing.rows import unopened
from portal.text import _, force_locale
from portal.typesetting.setting import CannotSet, set_pdf

LEASE: Final = timedelta(minutes=2)
MOST_TRIES: Final = 3
MOST_AT_ONCE: Final = 5
INVISIBLE: Final = {"Cc", "Cf", "Cs", "Co", "Cn"}
_log = logging.getLogger("portal.typesetting")


class Lease(NamedTuple):
    """A pack that is ours to make."""

    pack_id: UUID
    until: datetime


class Wanted(NamedTuple):
    """What goes to the child, and of which cases it is."""

    mark: str
    pack: dict[str, Any]


def make_due_packs(*, is_stopped: Callable[[], bool] = lambda: False) -> int:
    """Make those that wait, one after the other; how many."""
    count = 0
    while count < MOST_AT_ONCE and not is_stopped() and (lease := _take_due()) is not None:
        _make(lease)
        count += 1
    return count


def _take_due() -> Lease | None:
    """Take the one that has waited longest. Commits."""
    left = and_(CasePack.state == PackState.MAKING, CasePack.leased_until <= now())
    due = or_(CasePack.state == PackState.WAITING, left)
    found = db.session.scalars(select(CasePack.id).where(due).order_by(CasePack.created_at).limit(8)).all()
    db.session.commit()
    for pack_id in found:
        lease = Lease(pack_id, now() + LEASE)
        values = {"state": PackState.MAKING, "leased_until": lease.until, "tries": CasePack.tries + 1}
        if _changed(update(CasePack).where(CasePack.id == pack_id, due).values(values)):
            return lease
    return None


def _changed(statement: Any) -> bool:
    changed = db.session.execute(statement.execution_options(synchronize_session=False)).rowcount == 1  # type: ignore[attr-defined]
    db.session.commit()
    return bool(changed)


def _make(lease: Lease) -> None:
    wanted = _wanted(lease)
    db.session.rollback()  # nothing is open while the child works
    if wanted is None:
        _changed(delete(CasePack).where(CasePack.id == lease.pack_id))
        return
    try:
        pdf = set_pdf(wanted.pack)
    except CannotSet as trouble:
        _log.warning("a case pack was not made: %s", trouble)
        _give_up(lease)
        return
    _keep(lease, wanted.mark, pdf)


def _wanted(lease: Lease) -> Wanted | None:
    """Who wants it, and what they may read at this moment; None when that is nothing any more."""
    row = db.session.scalars(
        select(CasePack)
        .where(CasePack.id == lease.pack_id)
        .options(*unopened(CasePack), joinedload(CasePack.cohort).joinedload(Cohort.course))
    ).one_or_none()
    reader = None if row is None else db.session.scalars(_reader(row.person_id)).one_or_none()
    if row is None or reader is None or reader.disabled_at is not None or not access.may_have_case_pack(reader, row):
        return None
    own_cases = cases_in(access.visible_own_cases(reader), row.cohort_id)
    return _set_out(row.cohort, reader, own_cases) if own_cases else None


def _reader(person_id: UUID) -> Any:
    known = (selectinload(what) for what in (Person.enrolments, Person.staff_roles, Person.role_grants))
    return select(Person).where(Person.id == person_id).options(*known)


def _keep(lease: Lease, mark: str, pdf: bytes) -> None:
    """Write it down if it is still ours."""
    ours = CasePack.id == lease.pack_id, CasePack.state == PackState.MAKING, CasePack.leased_until == lease.until
    row = db.session.scalars(select(CasePack).where(*ours).with_for_update(of=CasePack)).one_or_none()
    if row is not None:
        row.pdf, row.mark, row.made_at = base64.b64encode(pdf).decode(), mark, now()
        row.state, row.leased_until = PackState.READY, None
    db.session.commit()


def _give_up(lease: Lease) -> None:
    """Another try later, unless it was the last."""
    ours = CasePack.id == lease.pack_id, CasePack.leased_until == lease.until
    _changed(update(CasePack).where(*ours, CasePack.tries >= MOST_TRIES).values(state=PackState.FAILED))
    _changed(update(CasePack).where(*ours, CasePack.state == PackState.MAKING).values(state=PackState.WAITING))


# What stands on the pages


def _set_out(cohort: Cohort, reader: Person, own_cases: Sequence[OwnCase]) -> Wanted:
    with force_locale("da"):  # as the cases themselves
        return Wanted(mark_of(own_cases, reader), _pack(cohort, reader, own_cases))


def _pack(cohort: Cohort, reader: Person, own_cases: Sequence[OwnCase]) -> dict[str, Any]:
    return {
        "title": _("Cases fra holdet"),
        "reader": _plain(reader.name),
        "date": long_date(now()),
        "contents": _("Indhold"),
        "about": [
            _plain(f"{cohort.course.title}, {cohort.name}"),
            _("Fortroligt. Lavet til %(name)s. Forfatterne kan se, at du har hentet det.", name=_plain(reader.name)),
        ],
        "boxes": _("Tegn, som skrifttypen ikke har, er vist som en firkant."),
        "groups": [
            {"theme": _plain(theme), "cases": [_case(text_of(one)) for one in inside]}
            for theme, inside in by_theme(own_cases)
        ],
    }


def _case(text: HandedInCase) -> dict[str, Any]:
    parts = [{"label": part.label, "blocks": blocks_of(part.text)} for part in parts_of(text)]
    return {"title": _plain(text.title).strip() or _("Case uden titel"), "parts": parts}


def blocks_of(text: str) -> list[dict[str, Any]]:
    """A text as paragraphs and “- ” lists, as its page shows it."""
    blocks = []
    for block in text.replace("\r\n", "\n").split("\n\n"):
        rows = [row for row in map(_plain, block.split("\n")) if row.strip()]
        is_list = all(row.lstrip().startswith("- ") for row in rows)
        if rows:
            shown = [row.lstrip()[2:] if is_list else row for row in rows]
            blocks.append({"kind": "list" if is_list else "text", "rows": shown})
    return blocks


def _plain(words: str) -> str:
    """Without control and direction marks, which could turn a line round or break the page."""
    return "".join(" " if unicodedata.category(c) in INVISIBLE else c for c in words)
