"""Where do participants read a task and write their answer?"""

from functools import partial

from flask import Response, jsonify, request, url_for
from werkzeug.exceptions import BadRequest

from portal import access
from portal.answers import see_other
from portal.assignments import answering, queries
from portal.assignments.forms import AnswerForm
from portal.assignments.models import Assignment, Submission, SubmissionAttachment
from portal.door import Answer, Pages
from portal.errors import Conflict, Refused
from portal.figures import clock_time
from portal.forms import free_text, number_of
from portal.incoming import Takes, sent_json
from portal.people.models import Person
from portal.people.session import render
from portal.receipts.queries import receipts_of
from portal.storage.actions import keep_file
from portal.storage.current import limits
from portal.storage.drafted import most_attachments, no_room_now, take_in_files, taken_in
from portal.storage.kinds import ATTACHMENT_ENDINGS
from portal.storage.posted import files_behind
from portal.storage.raw import receive_raw
from portal.text import _

pages = Pages("assignments", __name__)


@pages.page("/opgave/<uuid:assignment_id>", access=access.may_read_assignment)
def show(person: Person, assignment: Assignment) -> Answer:
    """The task; for participants also their answer, for instructors the way to the answers."""
    if access.may_answer_assignment(person, assignment):
        return _answer_page(AnswerForm(person=person), person, assignment)
    return render(
        "assignments/task.html",
        assignment=assignment,
        files=queries.files_of(assignment),
        saved=request.args.get("gemt"),
    )


@pages.page(
    "/opgave/<uuid:assignment_id>",
    access=access.may_answer_assignment,
    methods=["POST"],
    takes=Takes.ATTACHMENTS,
    gives_back=["text"],
)
def answer(person: Person, assignment: Assignment) -> Answer:
    """Hand in, or keep the draft with its files."""
    form = AnswerForm(person=person)
    form.came_in()
    done = _take_in(form, person, assignment)
    if done is not None:
        return done
    form.renew_key()
    return _answer_page(form, person, assignment), form.status


def _take_in(form: AnswerForm, person: Person, assignment: Assignment) -> Response | None:
    """Save what can be saved, then do what the button says; None when there is something to say on the page."""
    submission = answering.open_draft(assignment, by=person)
    waiting = _take_in_files(form, submission, person)
    missing = waiting + files_behind()
    with form.refusals():
        _take_in_text(form, person, assignment)
    done = None
    if form.status == 200 and form.intent == "submit":  # noqa: PLR2004
        done = _handed_in(form, assignment, submission, person, missing)
    elif form.status == 200 and not waiting:  # noqa: PLR2004
        done = _closed(form, assignment)
    if done is None and missing:
        form.general_errors.append(no_room_now(missing))
    return done


def _closed(form: AnswerForm, assignment: Assignment) -> Response:
    if form.intent == "save":
        return see_other(url_for("pathways.home"))
    return see_other(url_for("assignments.show", assignment_id=assignment.id, gemt=1))


def _handed_in(
    form: AnswerForm, assignment: Assignment, submission: Submission, person: Person, missing: int
) -> Response | None:
    """The text does not wait for files that cannot come in now: the receipt says that they are lacking."""
    address = url_for("assignments.show", assignment_id=assignment.id, uden=missing or None, _anchor="kvittering")
    with form.refusals():
        answering.hand_in(assignment, submission, by=person, form_key=form.form_key.data or "")
        return see_other(address)
    return None


def _take_in_files(form: AnswerForm, submission: Submission, person: Person) -> int:
    """Put the files beside the draft; answers how many could not be kept because the store is away."""
    answering.remove_attachments(submission, form.unwanted_ids())
    attach = partial(answering.attach_files, submission, by=person, most=most_attachments())
    receive = partial(answering.receive_attachment, submission, by=person, most=most_attachments())
    return take_in_files(form, attach=attach, receive=receive)


def _take_in_text(form: AnswerForm, person: Person, assignment: Assignment) -> None:
    if form.is_undecided:
        raise Refused(_("Vælg, hvilken af de to tekster der skal gælde."), field="text")
    if not form.keeps_theirs:
        version = number_of(form.version.data)
        answering.save_draft(assignment, by=person, text=form.text.data or "", version=version)


def _answer_page(form: AnswerForm, person: Person, assignment: Assignment) -> str:
    submission = queries.own_submission(assignment, by=person)
    stored, version = (submission.text, submission.version) if submission else ("", 0)
    is_sent = form.is_submitted()
    is_overtaken = is_sent and (form.is_undecided or number_of(form.version.data) != version)
    if form.keeps_theirs or not (is_sent or form.was_held):
        form.text.data = stored
    if is_sent or not form.was_held:
        form.version.data = str(version)
    is_handed_in = submission is not None and submission.is_handed_in
    return render(
        "assignments/show.html",
        form=form,
        assignment=assignment,
        files=queries.files_of(assignment),
        submission=submission,
        theirs=stored if is_overtaken and stored != form.text.data else None,
        is_closed=answering.is_closed(assignment, submission),
        receipts=receipts_of(submission.id) if submission and is_handed_in else [],
        feedback=queries.feedback_to(submission) if submission and is_handed_in else [],
        most_bytes=limits().attachment,
        endings=ATTACHMENT_ENDINGS,
        saved=request.args.get("gemt"),
        lacking=request.args.get("uden", default=0, type=int) if is_handed_in else 0,
    )


@pages.page("/opgave/<uuid:assignment_id>/gem", access=access.may_answer_assignment, methods=["POST"])
def save(person: Person, assignment: Assignment) -> Answer:
    """Keep the draft while somebody writes."""
    text, version = _sent_text()
    try:
        submission = answering.save_draft(assignment, by=person, text=text, version=version)
    except Conflict as conflict:
        return jsonify(version=conflict.version, value=conflict.theirs, values={"text": conflict.theirs}), 409
    except Refused as refusal:
        return jsonify(message=refusal.sentence), 422
    time = clock_time(submission.saved_at) if submission.saved_at else ""
    return jsonify(version=submission.version, saved_at_text=_("kl. %(time)s", time=time))


def _sent_text() -> tuple[str, int]:
    """The text in the JSON body and the version it was written on. Raises BadRequest for anything else."""
    sent = sent_json()
    if sent.get("field") != "text" or not isinstance(sent.get("value"), str):
        raise BadRequest
    return free_text(sent["value"]), number_of(sent.get("version"))


@pages.page(
    "/opgave/<uuid:assignment_id>/bilag",
    access=access.may_answer_assignment,
    methods=["POST"],
    takes=Takes.ATTACHMENTS,
)
def attach(person: Person, assignment: Assignment) -> Answer:
    """Take in a file, sent as the raw body, and put it beside the draft at once."""
    arrived = receive_raw(by=person)
    draft = answering.open_draft(assignment, by=person)  # held before the person is, as the form does it
    row = answering.place_file(draft, keep_file(arrived, by=person), most=most_attachments())
    remove = url_for("assignments.detach", submission_attachment_id=row.id)
    return taken_in(row.file, remove=remove)


@pages.page(
    "/aflevering-bilag/<uuid:submission_attachment_id>/fjern",
    access=access.may_remove_submission_attachment,
    methods=["POST"],
)
def detach(person: Person, submission_attachment: SubmissionAttachment) -> Answer:
    """Take a file out of the draft, for a script; the form has buttons that do the same."""
    draft = answering.open_draft(submission_attachment.submission.assignment, by=person)
    answering.remove_attachments(draft, {submission_attachment.file_id})
    return jsonify({})
