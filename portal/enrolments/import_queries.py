"""Which spreadsheet is somebody looking at before its people are enrolled?"""

from uuid import UUID

from sqlalchemy import select

from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.enrolments.models import ImportDraft
from portal.people.models import Person


def open_draft(cohort: Cohort, person: Person) -> ImportDraft | None:
    """The spreadsheet a person is looking at for a cohort, if it has not been used."""
    statement = (
        select(ImportDraft)
        .where(ImportDraft.cohort_id == cohort.id, ImportDraft.person_id == person.id, ImportDraft.used_at.is_(None))
        .order_by(ImportDraft.created_at.desc())
    )
    return db.session.scalars(statement.limit(1)).first()


def draft(cohort: Cohort, person: Person, draft_id: UUID) -> ImportDraft | None:
    """One of a person's own spreadsheets for a cohort, as it stands in the database now."""
    statement = select(ImportDraft).where(
        ImportDraft.id == draft_id, ImportDraft.cohort_id == cohort.id, ImportDraft.person_id == person.id
    )
    return db.session.scalars(statement.execution_options(populate_existing=True)).one_or_none()
