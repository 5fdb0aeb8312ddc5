"""Where own cases are written and handed in. Where they are read stands in `reading_routes`, who may in `sharing_routes`."""

from functools import partial

from flask import Response, jsonify, request, url_for

from portal import access
from portal.answers import see_other
from portal.courses.cohort_models import Cohort
from portal.door import Answer, Pages
from portal.errors import Refused
from portal.figures import clock_time
from portal.incoming import Takes
from portal.own_cases import actions, drafts, queries
from portal.own_cases.audience import audience_for
from portal.own_cases.closing import is_closed
from portal.own_cases.forms import OwnCaseForm, chosen_circle, offer_circles, sent_field
from portal.own_cases.masks import has_undecided, is_masked, unseen
from portal.own_cases.models import FIELDS, TEXT_FIELDS, OwnCase, OwnCaseAttachment, Visibility
from portal.people.models import Person
from portal.people.session import render
from portal.storage.actions import keep_file
from portal.storage.current import limits
from portal.storage.drafted import most_attachments, no_room_now, take_in_files, taken_in
from portal.storage.kinds import ATTACHMENT_ENDINGS
from portal.storage.posted import files_behind
from portal.storage.raw import receive_raw
from portal.text import _

pages = Pages("own_cases", __name__)


@pages.page(
    "/hold/<uuid:cohort_id>/case",
    access=access.may_write_own_case,
    methods=["GET", "POST"],
    takes=Takes.ATTACHMENTS,
    gives_back=FIELDS,
)
def write(person: Person, cohort: Cohort) -> Answer:
    """Write the case, and hand it in."""
    if request.method != "POST":
        own_case = queries.own_case_of(person, cohort.id)
        return _write_page(OwnCaseForm(person=person, obj=own_case), person, cohort, own_case)
    form = OwnCaseForm(person=person)
    answer = _take_in(form, person, cohort)
    if answer is not None:
        return answer
    form.renew_key()
    return _write_page(form, person, cohort, queries.own_case_of(person, cohort.id)), form.status


def _take_in(form: OwnCaseForm, person: Person, cohort: Cohort) -> Response | None:
    """Save what can be saved, then do what the button says; None when there is something to say on the page."""
    form.came_in()
    own_case = _saved(form, person, cohort) or drafts.open_draft(cohort, by=person)
    waiting = _take_in_files(form, own_case, person)
    missing = waiting + files_behind()
    form.show_both({name: getattr(own_case, name) for name in form.undecided()})
    answer = None
    if form.intent == "submit":
        answer = None if form.theirs else _handed_in(form, own_case, person, missing)
    elif form.status == 200 and not waiting:  # noqa: PLR2004
        answer = _closed(form, cohort)
    if answer is None and missing:
        form.general_errors.append(no_room_now(missing))
    return answer


def _closed(form: OwnCaseForm, cohort: Cohort) -> Response:
    if form.intent == "save":
        return see_other(url_for("pathways.home"))
    if form.intent == "mask":
        return see_other(url_for("own_cases.mask", cohort_id=cohort.id))
    return see_other(url_for("own_cases.write", cohort_id=cohort.id, gemt=1))


def _saved(form: OwnCaseForm, person: Person, cohort: Cohort) -> OwnCase | None:
    with form.refusals():
        try:
            return drafts.save_draft(
                cohort,
                by=person,
                version=form.seen_version(),
                texts=form.texts(),
                visibility=chosen_circle(form.visibility),
            )
        except drafts.TextsDiffer as differ:
            form.show_both(differ.theirs)
            raise
    return None


def _take_in_files(form: OwnCaseForm, own_case: OwnCase, person: Person) -> int:
    """Put the files beside the draft; answers how many could not be kept because the store is away."""
    drafts.remove_attachments(own_case, form.unwanted_ids(), by=person)
    attach = partial(drafts.attach_files, own_case, by=person, most=most_attachments())
    receive = partial(drafts.receive_attachment, own_case, by=person, most=most_attachments())
    return take_in_files(form, attach=attach, receive=receive)


def _handed_in(form: OwnCaseForm, own_case: OwnCase, person: Person, missing: int) -> Response | None:
    """The text does not wait for files that cannot come in now: the receipt says that they are lacking."""
    if form.ask_for_missing(own_case) or form.status != 200:  # noqa: PLR2004
        return None
    if has_undecided(own_case):
        return see_other(url_for("own_cases.mask", cohort_id=own_case.cohort_id, aflever=1))
    with form.refusals():
        actions.submit_own_case(
            own_case, by=person, form_key=form.form_key.data or "", is_anonymised=bool(form.is_anonymised.data)
        )
        return see_other(url_for("own_cases.receipt", own_case_id=own_case.id, uden=missing or None))
    return None


def _write_page(form: OwnCaseForm, person: Person, cohort: Cohort, own_case: OwnCase | None) -> str:
    if own_case is not None and not form.errors and is_closed(own_case):  # what was not kept stands in its field
        return render("own_cases/closed.html", form=form, cohort=cohort, own_case=own_case)
    audience = audience_for(person, cohort, own_case)
    form.show_saved(own_case)
    offer_circles(form.visibility, audience)
    return render(
        "own_cases/write.html",
        form=form,
        cohort=cohort,
        own_case=own_case,
        audience=audience,
        attachments=drafts.drafted_attachments(own_case) if own_case else [],
        filled=sum(bool((form[name].data or "").strip()) for name in TEXT_FIELDS),
        endings=ATTACHMENT_ENDINGS,
        most_bytes=limits().attachment,
        most=most_attachments(),
        saved=request.args.get("gemt"),
        is_masked=own_case is not None and is_masked(own_case),
        unseen=unseen(own_case) if own_case is not None else 0,
        masks_chosen=request.args.get("navne"),
    )


@pages.page("/hold/<uuid:cohort_id>/case/gem", access=access.may_write_own_case, methods=["POST"])
def save(person: Person, cohort: Cohort) -> Answer:
    """Save one field while somebody writes."""
    sent = sent_field()
    chosen = Visibility(sent.value) if sent.name == "visibility" else None
    texts = {} if chosen else {sent.name: sent.value}
    try:
        own_case = drafts.save_draft(
            cohort, by=person, version=sent.version, texts=texts, visibility=chosen, is_whole=False
        )
    except drafts.TextsDiffer as differ:
        stored = _as_stored(person, cohort, sent.name, differ)
        if differ.theirs:
            return jsonify(stored), 409
        return jsonify(saved_at_text=_saved_at(drafts.open_draft(cohort, by=person)), **stored)
    except Refused as refusal:
        return jsonify(message=refusal.sentence), 422
    return jsonify(version=own_case.version, saved_at_text=_saved_at(own_case))


def _saved_at(own_case: OwnCase) -> str:
    return _("kl. %(time)s", time=clock_time(own_case.saved_at) if own_case.saved_at else "")


def _as_stored(person: Person, cohort: Cohort, name: str, differ: drafts.TextsDiffer) -> dict[str, object]:
    own_case = drafts.open_draft(cohort, by=person)
    values = {field: getattr(own_case, field) for field in (*FIELDS, "visibility")}
    return {"version": differ.version, "value": values[name], "values": values}


@pages.page(
    "/hold/<uuid:cohort_id>/case/bilag", access=access.may_write_own_case, methods=["POST"], takes=Takes.ATTACHMENTS
)
def attach(person: Person, cohort: Cohort) -> Answer:
    """Take in a file, sent as the raw body, and put it beside the draft at once."""
    arrived = receive_raw(by=person)
    draft = drafts.open_draft(cohort, by=person)  # held before the person is, as the form does it
    attachment = drafts.place_file(draft, keep_file(arrived, by=person), most=most_attachments())
    remove = url_for("own_cases.detach", own_case_attachment_id=attachment.id)
    return taken_in(attachment.file, remove=remove)  # of one that was sent twice the first


@pages.page(
    "/case-bilag/<uuid:own_case_attachment_id>/fjern", access=access.may_remove_own_case_attachment, methods=["POST"]
)
def detach(person: Person, own_case_attachment: OwnCaseAttachment) -> Answer:
    """Take a file out of the draft, for a script; the form has buttons that do the same."""
    drafts.remove_attachments(own_case_attachment.own_case, [own_case_attachment.file_id], by=person)
    return jsonify({})
