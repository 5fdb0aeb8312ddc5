"""Where people see and get everything the portal holds on them, keep a case longer, and erase themselves."""

from uuid import UUID

from flask import Response, url_for

from portal import access
from portal.answers import see_other
from portal.clock import now
from portal.db import db
from portal.door import Answer, Pages
from portal.errors import Refused
from portal.journal.actions import record
from portal.ledger import Ledger
from portal.materials.bundle import missing_note
from portal.materials.zipping import zipped
from portal.own_cases.models import OwnCase
from portal.people.models import Person
from portal.people.session import render
from portal.people.session import sign_out as leave
from portal.retention.erasing import erase_person
from portal.retention.exporting import by_heading, counts_on, shown_of, zip_entries
from portal.retention.forms import EraseForm
from portal.retention.keeping import keep_longer
from portal.retention.letters import farewell
from portal.retention.names import names_in
from portal.retention.reading import HEADINGS, readable
from portal.retention.reapplying import sweep_at_once, wipe_traces
from portal.settings import settings
from portal.storage.names import disposition
from portal.text import _

pages = Pages("retention", __name__)


@pages.page("/case/<uuid:own_case_id>/behold", access=access.may_own_case, methods=["POST"])
def keep(person: Person, own_case: OwnCase) -> Answer:
    """Keep a case ninety days longer."""
    keep_longer(own_case, by=person)
    return see_other(url_for("own_cases.show", own_case_id=own_case.id, beholdt=1))


@pages.page("/profil/mine-oplysninger", access=access.signed_in)
def my_data(person: Person) -> Answer:
    """Everything the portal holds on the reader, by kind, with how long it is kept."""
    counts = counts_on(person)
    everything = shown_of(person, counts)
    names = names_in((row for rows in everything.values() for row in rows), reader=person)
    return render(
        "retention/my_data.html",
        groups=by_heading(everything),
        totals=counts,
        headings=HEADINGS,
        readable=lambda table, row: readable(table, row, names),
    )


@pages.page("/profil/mine-oplysninger.zip", access=access.signed_in, methods=["POST"], step_up=True)
def my_data_zip(person: Person) -> Answer:
    """The same as a ZIP of JSON and the reader's own files, made while it is sent."""
    at = now()
    record("person.exported", by_id=person.id, subject_id=person.id, owner_id=person.id)
    entries = zip_entries(person, at=at)
    answer = Response(zipped(entries, missing=missing_note(at)), content_type="application/zip")
    answer.headers["Content-Disposition"] = disposition("mine-oplysninger.zip")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@pages.page("/profil/slet-mig", access=access.signed_in, methods=["GET", "POST"], step_up=True)
def erase_me(person: Person) -> Answer:
    """What goes and what stays, and then it goes."""
    form = EraseForm(person=person)
    if form.came_in():
        files: list[UUID] | None = None
        with form.refusals():
            files = _erase(person, form.email.data or "")
        if files is not None:
            return _farewell(files)
    return render("retention/erase_me.html", form=form, counts=counts_on(person)), form.status


def _erase(person: Person, typed: str) -> list[UUID]:
    if typed.casefold() != person.email:
        raise Refused(
            _("Det er ikke den adresse, du er logget ind med. Skriv den, som den står på siden."), field="email"
        )
    config = settings()
    erased = erase_person(person.id, by_id=person.id, ledger=Ledger(config.ledger_file))
    farewell(person)
    return [] if erased is None else erased.files


def _farewell(files: list[UUID]) -> Response:
    """Signed out here and everywhere; the bytes go once the rows are gone for good."""
    leave()
    db.session.commit()
    sweep_at_once(files)
    wipe_traces()
    answer = see_other(url_for("retention.gone"))
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@pages.page("/slettet", access=access.anyone)
def gone() -> Answer:
    """The last page somebody sees who was erased."""
    return render("retention/gone.html")
