"""What can an author change about who reads, and what opens the way between elected and officials?"""

from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.courses.cohort_models import Cohort
from portal.courses.newer import refuse_stale
from portal.db import db
from portal.errors import Refused
from portal.holding import hold
from portal.journal.actions import record
from portal.own_cases.drafts import change_visibility, take_off_screen
from portal.own_cases.models import OwnCase, OwnCaseLift, Visibility
from portal.own_cases.noting import note
from portal.own_cases.taken_back import write_down_circle
from portal.people.models import Person
from portal.text import _, _l

CHANGES: Final = {
    "own_case.shown_to_instructors": _l("Vist kun for underviserne"),
    "own_case.shown_to_group": _l("Vist for underviserne og casegruppen"),
    "own_case.shown_to_cohort": _l("Vist for hele holdet"),
    "own_case.wall_opened": _l("Vist for både folkevalgte og ansatte"),
    "own_case.wall_closed": _l("Folkevalgte og ansatte holdt hver for sig"),
    "own_case.screen_opened": _l("Må vises på storskærm"),
    "own_case.screen_closed": _l("Ikke mere på storskærm"),
    "own_case.shield_lifted": _l("Vist for en, den ellers er skjult for"),
    "own_case.shield_restored": _l("Skjult igen for en"),
    "own_case.submitted": _l("Afleveret"),
    "own_case.withdrawn": _l("Trukket tilbage"),
}
"""The acts that decide who can read a case, and what its author calls them."""


class Readers(NamedTuple):
    """What an author chooses: the circle, whether the other side is in it, whether everybody in the room may see it."""

    visibility: Visibility
    spans_wall: bool
    is_for_screen: bool


def change_readers(own_case: OwnCase, *, by: Person, version: int, to: Readers) -> None:
    """Choose who reads. At once, for what is handed in too. A smaller circle takes the case off the screen.

    Raises Refused when the case was saved elsewhere meanwhile, when there is no case group to share with, or when
    something is to go on the screen that not the whole cohort may read.
    """
    hold(own_case, ["visibility", "spans_wall", "is_for_screen", "status", "version"])
    if Readers(own_case.visibility, own_case.spans_wall, own_case.is_for_screen) == to:
        return
    if own_case.version != version:
        raise Refused(_("Casen er ændret et andet sted imens. Se efter, og vælg igen."), field="visibility")
    if to.is_for_screen and not own_case.is_for_screen and to.visibility is not Visibility.COHORT:
        raise Refused(_("Vælg hele holdet, hvis casen må vises på storskærm."), field="is_for_screen")
    if own_case.visibility is not to.visibility:
        change_visibility(own_case, to.visibility, by)
    if own_case.spans_wall is not to.spans_wall:
        if own_case.spans_wall:
            write_down_circle(own_case)
        own_case.spans_wall = to.spans_wall
        note("own_case.wall_opened" if to.spans_wall else "own_case.wall_closed", own_case, by=by)
    if not to.is_for_screen:
        take_off_screen(own_case, by)
    elif to.visibility is Visibility.COHORT and not own_case.is_for_screen:
        own_case.is_for_screen = True
        note("own_case.screen_opened", own_case, by=by)
    own_case.version += 1
    db.session.flush()


def lift_shield(own_case: OwnCase, person_id: UUID, *, by: Person) -> None:
    """Let one person of the circle read, though the shield keeps the case from them. Twice is once."""
    try:
        with db.session.begin_nested():
            db.session.add(OwnCaseLift(own_case_id=own_case.id, person_id=person_id))
    except IntegrityError:
        return
    note("own_case.shield_lifted", own_case, by=by)


def restore_shield(own_case: OwnCase, person_id: UUID, *, by: Person) -> None:
    """Keep the case from them again, at once."""
    gone = db.session.execute(
        delete(OwnCaseLift).where(OwnCaseLift.own_case_id == own_case.id, OwnCaseLift.person_id == person_id)
    )
    if gone.rowcount:  # type: ignore[attr-defined]
        write_down_circle(own_case)
        note("own_case.shield_restored", own_case, by=by)


# For all of a cohort


def open_joint_session(cohort: Cohort, *, by: Person, version: int, purpose: str, until: datetime | None) -> None:
    """Let elected and officials of the cohort see what they share with all, until then.

    Raises Refused for no purpose or end, or when somebody saved a newer version of the cohort meanwhile.
    """
    refuse_stale(cohort, version)
    if not purpose.strip():
        raise Refused(_("Skriv, hvad den fælles session skal bruges til. Deltagerne kan se det."), field="purpose")
    if until is None or until <= clock.now():
        raise Refused(_("Vælg et tidspunkt, der ikke er gået."), field="on")
    cohort.joint_purpose, cohort.joint_until = purpose.strip(), until
    record("cohort.joint_opened", by_id=by.id, subject_id=cohort.id, cohort_id=cohort.id)


def close_joint_session(cohort: Cohort, *, by: Person) -> None:
    """End it before its time. Twice is once."""
    if cohort.joint_until is None:
        return
    cohort.joint_purpose, cohort.joint_until = "", None
    record("cohort.joint_closed", by_id=by.id, subject_id=cohort.id, cohort_id=cohort.id)
