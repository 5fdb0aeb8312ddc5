"""What can happen to a case pack? It is ordered, made anew when the cases have changed, and taken along by its reader."""

from collections.abc import Sequence

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from portal.clock import now
from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.errors import Refused
from portal.own_cases.actions import note_export
from portal.own_cases.models import OwnCase
from portal.packs.models import CasePack, PackState
from portal.packs.queries import KEPT, mark_of, pdf_of
from portal.people.models import Person
from portal.text import _

MOST_CASES = 200


def order_pack(cohort: Cohort, own_cases: Sequence[OwnCase], *, by: Person) -> None:
    """Have it made, or made anew: the one from before goes with its key. One that is under way stays. Raises Refused."""
    if not own_cases:
        raise Refused(_("Der er ingen cases at samle endnu."))
    if len(own_cases) > MOST_CASES:
        raise Refused(_("Der er flere cases, end en PDF kan rumme. Læs dem på skærmen."))
    mine = CasePack.person_id == by.id, CasePack.cohort_id == cohort.id
    is_over = CasePack.state.in_((PackState.READY, PackState.FAILED)) | (CasePack.created_at <= now() - KEPT)
    db.session.execute(delete(CasePack).where(*mine, is_over).execution_options(synchronize_session=False))
    try:
        with db.session.begin_nested():
            db.session.add(CasePack(cohort_id=cohort.id, person_id=by.id))
    except IntegrityError:
        return


def pdf_as_of_now(case_pack: CasePack, own_cases: Sequence[OwnCase], *, by: Person) -> bytes | None:
    """The PDF; None when it is not of exactly what the reader may read now."""
    is_over = case_pack.created_at <= now() - KEPT
    if case_pack.state is not PackState.READY or is_over or case_pack.mark != mark_of(own_cases, by):
        return None
    return pdf_of(case_pack) or None


def note_taken_along(own_cases: Sequence[OwnCase], *, by: Person) -> None:
    """Each author sees who has it in a PDF."""
    for own_case in own_cases:
        note_export(own_case, by=by)
