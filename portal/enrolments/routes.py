"""Where does a coordinator see who takes part, enrol people and give places?"""

from typing import Any, Final

from flask import Response, request, url_for

from portal import access, clock
from portal.answers import see_other
from portal.courses.cohort_models import Cohort
from portal.door import Answer, Pages
from portal.enrolments import actions, import_actions, import_queries, queries
from portal.enrolments.actions import Arrival, Newcomer
from portal.enrolments.forms import EnrolForm, SheetForm, UseSheetForm
from portal.enrolments.inviting import send_again
from portal.enrolments.models import Enrolment, EnrolmentStatus
from portal.enrolments.places import who_gets
from portal.enrolments.sheet_columns import Column
from portal.enrolments.sheet_rows import JudgedRow, Preview, judge
from portal.enrolments.sheets import MOST_BYTES, MOST_ROWS
from portal.errors import Refused
from portal.forms import options
from portal.people.models import Person
from portal.people.queries import municipalities
from portal.people.session import render
from portal.roles.inviting import end_unearned
from portal.text import _

MOST_SENT: Final = 4 * MOST_BYTES  # what is a little too large gets its sentence in the form
MOST_SHOWN: Final = 200
pages = Pages("enrolments", __name__)


@pages.page("/hold/<uuid:cohort_id>/tilmeldinger", access=access.may_run_cohort)
def roster(person: Person, cohort: Cohort) -> Answer:  # noqa: ARG001 - the rule asks for the person
    """Who takes part, who waits and where in line, who was cancelled."""
    everybody = queries.roster(cohort)
    return render(
        "enrolments/roster.html",
        cohort=cohort,
        confirmed=[e for e in everybody if e.takes_a_seat],
        waiting=[e for e in everybody if e.status is EnrolmentStatus.WAITLISTED],
        cancelled=[e for e in everybody if e.status is EnrolmentStatus.CANCELLED],
        coordinating=queries.coordinators_of(cohort) if cohort.completed_at else (),
        places=queries.seats_among(cohort, everybody),
        is_late=_late(cohort),
        said=_what_was_done({str(e.id): e for e in everybody}),
    )


def _what_was_done(by_id: dict[str, Enrolment]) -> list[str]:
    """What the act before this page did, in sentences."""
    joined, gone = by_id.get(request.args.get("tilmeldt", "")), by_id.get(request.args.get("afmeldt", ""))
    sentences = []
    if joined is not None and joined.takes_a_seat:
        sentences.append(_("%(name)s har fået en plads og en mail.", name=joined.person.name))
    elif joined is not None:
        sentences.append(_("%(name)s er på venteliste og har fået en mail.", name=joined.person.name))
    if "kendt" in request.args:
        sentences.append(_("Vi kendte adressen i forvejen, så navn, titel og kommune er ikke skrevet over."))
    if (invited := by_id.get(request.args.get("inviteret", ""))) is not None:
        sentences.append(
            _("%(name)s har fået en ny mail. Linket i den gamle virker ikke længere.", name=invited.person.name)
        )
    if gone is not None:
        sentences.append(_("%(name)s er afmeldt.", name=gone.person.name))
    sentences += [
        _("%(name)s har fået pladsen.", name=by_id[one].person.name)
        for one in request.args.getlist("plads")
        if one in by_id
    ]
    if request.args.get("ark", "").isdecimal():
        sentences.append(
            _("%(count)s fra regnearket står nu på holdets liste og har fået en mail.", count=request.args["ark"])
        )
    return sentences


@pages.page("/hold/<uuid:cohort_id>/tilmeldinger/ny", access=access.may_run_cohort, methods=["GET", "POST"])
def enrol_one(person: Person, cohort: Cohort) -> Answer:
    """Enrol one person."""
    form = EnrolForm(person=person, with_board=cohort.capacity_boards is not None)
    form.municipality_code.choices = options([("", "–"), *((m.code, m.name) for m in municipalities())])
    if form.came_in():
        with form.refusals():
            newcomer = Newcomer(
                name=form.name.data or "",
                email=form.email.data or "",
                title=form.title.data or "",
                municipality_code=form.municipality_code.data or "",
                organisation=form.organisation.data or "",
                with_board=bool(form.with_board.data),
            )
            arrival = actions.enrol(cohort, by=person, newcomer=newcomer, form_key=form.form_key.data or "")
            return see_other(_roster_after(arrival))
    page = render(
        "enrolments/enrol_one.html", form=form, cohort=cohort, places=queries.seats(cohort), is_late=_late(cohort)
    )
    return page, form.status


def _late(cohort: Cohort) -> bool:
    return cohort.enrolment_deadline is not None and cohort.enrolment_deadline <= clock.now()


def _roster_after(arrival: Arrival) -> str:
    joined = arrival.enrolment
    return url_for(
        "enrolments.roster", cohort_id=joined.cohort_id, tilmeldt=joined.id, kendt=1 if arrival.is_known else None
    )


@pages.page("/tilmelding/<uuid:enrolment_id>/bekraeft", access=access.may_change_enrolment, methods=["GET", "POST"])
def confirm(person: Person, enrolment: Enrolment) -> Answer:
    """Give somebody a place. Who comes here otherwise is shown the roster."""
    if request.method != "POST":
        return see_other(url_for("enrolments.roster", cohort_id=enrolment.cohort_id))
    actions.confirm(enrolment, by=person)
    return see_other(url_for("enrolments.roster", cohort_id=enrolment.cohort_id, tilmeldt=enrolment.id))


@pages.page("/tilmelding/<uuid:enrolment_id>/inviter", access=access.may_change_enrolment, methods=["POST"])
def invite_again(person: Person, enrolment: Enrolment) -> Answer:
    """Send the invitation once more; the link in the old one is dead."""
    send_again(enrolment, by=person)
    return see_other(url_for("enrolments.roster", cohort_id=enrolment.cohort_id, inviteret=enrolment.id))


@pages.page("/tilmelding/<uuid:enrolment_id>/side", access=access.may_change_enrolment, methods=["POST"])
def change_side(person: Person, enrolment: Enrolment) -> Answer:
    """Say whether somebody takes part as a politician or as an official."""
    actions.change_side(enrolment, by=person, is_elected=request.args.get("folkevalgt") == "1")
    return see_other(url_for("own_cases.joint", cohort_id=enrolment.cohort_id, gemt=1, _anchor="sider"))


@pages.page("/tilmelding/<uuid:enrolment_id>/afmeld", access=access.may_change_enrolment, methods=["GET", "POST"])
def cancel(person: Person, enrolment: Enrolment) -> Answer:
    """Say what a cancellation does, since it cannot be undone: the place goes to the next at once. Then do it."""
    cohort = enrolment.cohort
    if request.method == "POST":
        promoted = actions.cancel(enrolment, by=person)
        end_unearned(enrolment.person, cohort.id)
        gone, got = enrolment.id, [e.id for e in promoted]
        return see_other(url_for("enrolments.roster", cohort_id=cohort.id, afmeldt=gone, plads=got))
    return render(
        "enrolments/cancel.html",
        enrolment=enrolment,
        cohort=cohort,
        following=who_gets(enrolment),
        is_late=_late(cohort),
    )


def _keep_what_came(person: Person, cohort: Cohort) -> Answer | None:
    """Look at a file, which enrols nobody and shows nobody; the page that shows it asks who it is."""
    return _look(person, cohort) if "sheet" in request.files else None


@pages.page(
    "/hold/<uuid:cohort_id>/tilmeldinger/regneark",
    access=access.may_run_cohort,
    methods=["GET", "POST"],
    takes=MOST_SENT,
    step_up=True,
    keeps_first=_keep_what_came,
)
def import_people(person: Person, cohort: Cohort) -> Answer:
    """Look at a spreadsheet, then enrol everybody in it."""
    return _use_sheet(person, cohort) if "draft_id" in request.form else _look(person, cohort)


def _look(person: Person, cohort: Cohort) -> Answer:
    form = SheetForm(person=person)
    if form.came_in():
        with form.refusals():
            file = form.sheet.data
            import_actions.keep_sheet(cohort, by=person, name=file.filename or "", stream=file.stream)
            return see_other(url_for("enrolments.import_people", cohort_id=cohort.id))
    return _sheet_page(person, cohort, form, UseSheetForm(), show=request.method != "POST"), form.status


def _use_sheet(person: Person, cohort: Cohort) -> Answer:
    form = UseSheetForm(person=person)
    if form.came_in():
        with form.refusals():
            if form.draft_id.data is None:
                raise Refused(_("Vælg regnearket igen."))
            draft = import_actions.use_sheet(cohort, by=person, draft_id=form.draft_id.data, seen=form.seen.data or "")
            return see_other(url_for("enrolments.roster", cohort_id=cohort.id, ark=draft.enrolled))
    return _sheet_page(person, cohort, SheetForm(), form, show=True), 422


def _sheet_page(person: Person, cohort: Cohort, form: SheetForm, use: UseSheetForm, *, show: bool) -> str:
    draft = import_queries.open_draft(cohort, person) if show else None
    preview = judge(cohort, draft.rows, by=person) if draft else None
    return render(
        "enrolments/import_people.html",
        form=form,
        use=use,
        cohort=cohort,
        draft=draft,
        preview=preview,
        shown=_shown(preview) if preview else [],
        columns=[c for c in Column if draft and any(row.get(c) for row in draft.rows)],
        most_bytes=MOST_BYTES,
        most_rows=MOST_ROWS,
    )


def _shown(preview: Preview) -> list[Any]:
    """What has to be mended comes first, then what is remarked upon; the page of a long sheet stays short."""
    return sorted(preview.rows, key=_rank)[:MOST_SHOWN]


def _rank(row: JudgedRow) -> int:
    if row.problems:
        return 0
    return 1 if row.remark and not row.is_enrolled else 2


@pages.page("/hold/<uuid:cohort_id>/tilmeldinger/skabelon.csv", access=access.may_run_cohort)
def template(person: Person, cohort: Cohort) -> Answer:  # noqa: ARG001 - the rule asks for the person
    """An empty spreadsheet with the right headings, which Excel opens with Danish letters whole."""
    wanted = [Column.NAME, Column.EMAIL, Column.TITLE, Column.MUNICIPALITY, Column.ORGANISATION]
    wanted += [Column.BOARD] if cohort.capacity_boards is not None else []
    text = "\ufeff" + ";".join(str(column.label) for column in wanted) + "\r\n"
    answer = Response(text, mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="deltagere.csv"'
    return answer
