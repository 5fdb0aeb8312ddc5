"""How does a spreadsheet become enrolments? Kept while somebody looks at it, then enrolled all at once or not at all."""

from datetime import timedelta
from typing import BinaryIO, Final
from uuid import UUID

from sqlalchemy import delete

from portal import clock
from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.enrolments import import_queries, queries
from portal.enrolments.joining import enrol_all
from portal.enrolments.models import ImportDraft
from portal.enrolments.places import fill_free_seats, refuse_when_closed
from portal.enrolments.sheet_columns import Table, recognise
from portal.enrolments.sheet_rows import judge
from portal.enrolments.sheets import read_sheets
from portal.errors import Refused
from portal.forms import one_line
from portal.journal.actions import record
from portal.people.cpr import looks_like_cpr
from portal.people.models import Person
from portal.text import _, listed

KEPT: Final = timedelta(days=1)
MOST_NAMED: Final = 8


def keep_sheet(cohort: Cohort, *, by: Person, name: str, stream: BinaryIO) -> ImportDraft:
    """Read a spreadsheet and keep its rows for the preview, in place of what this person looked at before.

    Raises Refused, with field `sheet` when the file is the reason, and says what to do about it.
    """
    refuse_when_closed(cohort)
    table = recognise(read_sheets(stream))
    _refuse_cpr(table)
    fill_free_seats(cohort, by=by)
    forget_old_drafts()
    forget_drafts(cohort, by=by)
    shown = (
        _("%(file)s, arket “%(sheet)s”", file=one_line(name)[:160], sheet=table.sheet)
        if table.sheet
        else one_line(name)
    )
    draft = ImportDraft(
        cohort_id=cohort.id, person_id=by.id, file_name=shown[:200], rows=table.rows, unused=table.unused
    )
    db.session.add(draft)
    db.session.flush()
    return draft


def _refuse_cpr(table: Table) -> None:
    """Such a number is kept neither in a preview nor with a person. A column nobody asked for is left out anyhow."""
    numbers = [row["number"] for row in table.rows if any(looks_like_cpr(text) for text in row.values())]
    if numbers:
        shown = listed(numbers[:MOST_NAMED])
        raise Refused(
            _(
                "I række %(rows)s står noget, der ligner et cpr-nummer, og dem gemmer vi ikke. Slet det i arket, og vælg filen igen.",
                rows=shown,
            ),
            field="sheet",
        )
    table.unused[:] = [heading for heading in table.unused if not looks_like_cpr(heading)]


def use_sheet(cohort: Cohort, *, by: Person, draft_id: UUID, seen: str) -> ImportDraft:
    """Enrol everybody in a spreadsheet, in its order, or nobody. `seen` is the outcome the preview showed.

    Twice is once. Raises Refused when there is something to mend, or when somebody's enrolment meanwhile changed the outcome.
    """
    queries.lock(cohort)
    draft = import_queries.draft(cohort, by, draft_id)
    if draft is None:
        raise Refused(_("Der er et nyere regneark. Se det igennem, eller vælg filen igen."))
    if draft.used_at is not None:
        return draft
    preview = judge(cohort, draft.rows, by=by)
    if preview.bad:
        raise Refused(_("Der er rækker, der skal rettes, før nogen kan tilmeldes."))
    if preview.outcome != seen:
        raise Refused(_("Holdet er ændret, mens du så på regnearket. Se det igennem igen, før du tilmelder."))
    if not preview.newcomers:
        raise Refused(_("Alle i regnearket er tilmeldt i forvejen."))
    arrivals = enrol_all(cohort, by=by, newcomers=preview.newcomers)
    draft.rows, draft.used_at, draft.enrolled = [], clock.now(), len(arrivals)
    record("sheet.used", by_id=by.id, subject_id=draft.id, cohort_id=cohort.id)
    return draft


def forget_drafts(cohort: Cohort, *, by: Person) -> None:
    """Put away what a person was looking at for a cohort."""
    mine = (ImportDraft.cohort_id == cohort.id, ImportDraft.person_id == by.id)
    db.session.execute(delete(ImportDraft).where(*mine, ImportDraft.used_at.is_(None)))


def forget_old_drafts() -> None:
    """Delete everybody's spreadsheets of more than a day ago, as retention does too."""
    db.session.execute(delete(ImportDraft).where(ImportDraft.created_at < clock.now() - KEPT))
