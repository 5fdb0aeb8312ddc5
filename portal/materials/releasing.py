"""When does a material open? At a moment, or counted from the days of its cohort, with which it then moves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select

from portal.clock import days_after
from portal.courses.cohort_models import Cohort, CourseDay, DayKind
from portal.courses.cohort_queries import days_by_cohort
from portal.courses.dates import dates_of
from portal.db import db
from portal.journal.actions import record
from portal.materials.models import Material, ReleaseAnchor
from portal.people.models import Person
from portal.text import _, listed, ngettext

HOUR: Final = 60
DAY: Final = 24 * HOUR


@dataclass(frozen=True)
class Release:
    """What somebody chose: a moment, None for not yet; or an anchor, and minutes from it, negative before."""

    at: datetime | None = None
    anchor: ReleaseAnchor | None = None
    offset: int = 0


@dataclass(frozen=True)
class Shelving:
    """How a material stands on a cohort: from when, whether one looks at it before the course, under which heading."""

    release: Release
    is_preparation: bool = False
    section_id: UUID | None = None


def anchor_moment(days: Sequence[CourseDay], anchor: ReleaseAnchor) -> datetime | None:
    """When this is, on a cohort with these days; None without such a day."""
    dates = dates_of(days)
    if dates is None:
        return None
    if anchor is ReleaseAnchor.COURSE_START:
        return dates.starts_at
    if anchor is ReleaseAnchor.COURSE_END:
        return dates.ends_at
    if anchor is ReleaseAnchor.FOLLOW_UP_START:
        return dates.follow_ups[0].starts_at if dates.follow_ups else None
    teaching = [day for day in days if day.kind is DayKind.TEACHING] or days
    return min(teaching, key=lambda day: day.starts_at).ends_at


def counted(days: Sequence[CourseDay], anchor: ReleaseAnchor, offset: int) -> datetime | None:
    """The moment so many minutes from the anchor. Whole days keep the clock's time across a change of clocks."""
    start = anchor_moment(days, anchor)
    if start is None:
        return None
    sign = -1 if offset < 0 else 1
    whole, rest = divmod(abs(offset), DAY)
    return days_after(start, sign * whole) + timedelta(minutes=sign * rest)


def moment_of(cohort_id: UUID, release: Release) -> datetime | None:
    """When a material of this cohort opens; None keeps it with those who teach."""
    if release.anchor is None:
        return release.at
    return counted(days_by_cohort([cohort_id])[cohort_id], release.anchor, release.offset)


def put_release(material: Material, release: Release) -> None:
    """Let a material open so. Hold the cohort still before: its days decide."""
    material.release_anchor, material.release_offset = release.anchor, release.offset
    material.released_at = moment_of(material.cohort_id, release)


def move_releases(cohort: Cohort, *, by: Person) -> None:
    """The days of a cohort have changed: what counts from them opens anew, in the same transaction."""
    wanted = select(Material).where(Material.cohort_id == cohort.id, Material.release_anchor.is_not(None))
    materials = list(db.session.scalars(wanted.order_by(Material.id).with_for_update(of=Material, key_share=True)))
    days = days_by_cohort([cohort.id])[cohort.id] if materials else []
    for material in materials:
        assert material.release_anchor
        moment = counted(days, material.release_anchor, material.release_offset)
        if moment != material.released_at:
            material.released_at = moment
            record("material.release_moved", by_id=by.id, subject_id=material.id, cohort_id=cohort.id)
    db.session.flush()


def anchor_words(anchor: ReleaseAnchor) -> str:
    """“kurset begynder”."""
    label = str(anchor.label)
    return label[:1].lower() + label[1:]


def release_words(anchor: ReleaseAnchor, offset: int) -> str:
    """“når første kursusdag slutter”, “3 dage før kurset begynder”, “1 dag og 2 timer efter, at …”."""
    event = anchor_words(anchor)
    if not offset:
        return _("når %(event)s", event=event)
    days, minutes = divmod(abs(offset), DAY)
    hours = minutes // HOUR
    parts = [ngettext("%(count)s dag", "%(count)s dage", days)] if days else []
    parts += [ngettext("%(count)s time", "%(count)s timer", hours)] if hours else []
    if offset < 0:
        return _("%(time)s før %(event)s", time=listed(parts), event=event)
    return _("%(time)s efter, at %(event)s", time=listed(parts), event=event)
