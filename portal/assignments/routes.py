"""Where are assignments set, and answers read? Where they are written stands in `answer_routes`."""

from flask import request, url_for

from portal import access
from portal.answers import see_other
from portal.assignments import actions, queries
from portal.assignments.answer_routes import pages
from portal.assignments.forms import AssignmentForm, FeedbackForm
from portal.assignments.models import Assignment, AssignmentFile, Submission, SubmissionAttachment
from portal.courses.cohort_models import Cohort
from portal.door import Answer
from portal.forms import ids_of, number_of
from portal.incoming import Takes
from portal.people.models import Person
from portal.people.session import render
from portal.storage.current import limits
from portal.storage.kinds import MATERIAL_ENDINGS
from portal.storage.posted import Posted, came_whole, posted_files
from portal.storage.responses import go_to_file, stream_file

__all__ = ["pages"]


def _posted(person: Person) -> Posted:
    return posted_files(by=person, confidential=False) if request.method == "POST" else Posted([], [])


# The task


@pages.page("/hold/<uuid:cohort_id>/opgave/ny", access=access.may_teach, methods=["GET", "POST"], takes=Takes.MATERIALS)
def new(person: Person, cohort: Cohort) -> Answer:
    """Give the cohort something to do."""
    form, posted = AssignmentForm(person=person), _posted(person)
    if came_whole(form, posted):
        with form.refusals():
            assignment = actions.make_assignment(
                cohort,
                by=person,
                task=form.task(),
                file_ids=posted.ids,
                form_key=form.form_key.data or "",
            )
            return see_other(url_for("assignments.show", assignment_id=assignment.id, gemt=1))
    return _edit_page(form, posted, cohort=cohort, assignment=None), form.status


@pages.page(
    "/opgave/<uuid:assignment_id>/ret",
    access=access.may_edit_assignment,
    methods=["GET", "POST"],
    takes=Takes.MATERIALS,
)
def edit(person: Person, assignment: Assignment) -> Answer:
    """Change the task."""
    form, posted = AssignmentForm(person=person), _posted(person)
    if request.method != "POST" and not form.was_held:
        form.show(assignment)
    if came_whole(form, posted):
        with form.refusals():
            actions.change_assignment(
                assignment,
                by=person,
                version=number_of(form.version.data),
                task=form.task(assignment),
                file_ids=posted.ids,
                removed_ids=ids_of(request.form.getlist("remove_ids")),
            )
            return see_other(url_for("assignments.show", assignment_id=assignment.id, gemt=1))
    return _edit_page(form, posted, cohort=assignment.cohort, assignment=assignment), form.status


def _edit_page(form: AssignmentForm, posted: Posted, *, cohort: Cohort, assignment: Assignment | None) -> str:
    is_overtaken = (
        assignment is not None and request.method == "POST" and number_of(form.version.data) != assignment.version
    )
    if assignment is not None:
        form.version.data = str(assignment.version)
    return render(
        "assignments/edit.html",
        form=form,
        cohort=cohort,
        assignment=assignment,
        is_overtaken=is_overtaken,
        files=queries.files_of(assignment) if assignment else [],
        removed=ids_of(request.form.getlist("remove_ids")),
        waiting=posted.files,
        most_bytes=limits().material,
        endings=MATERIAL_ENDINGS,
    )


@pages.page("/opgave-fil/<uuid:assignment_file_id>", access=access.may_read_assignment_file, writes=True)
def file(person: Person, assignment_file: AssignmentFile) -> Answer:
    """A file that belongs to the task; that it was fetched is noted."""
    if request.method == "GET":
        actions.note_file_fetched(assignment_file, by=person)
    return go_to_file(assignment_file.file)


# What was handed in


@pages.page("/opgave/<uuid:assignment_id>/afleveringer", access=access.may_edit_assignment)
def submissions(person: Person, assignment: Assignment) -> Answer:  # noqa: ARG001 - the door judged
    """Who has handed in, and who lacks it."""
    return render("assignments/submissions.html", assignment=assignment, answers=queries.answers_to(assignment))


@pages.page("/aflevering/<uuid:submission_id>", access=access.may_read_submission, writes=True)
def submission(person: Person, submission: Submission) -> Answer:
    """One answer, with what was said to it."""
    if not submission.is_handed_in:
        return see_other(url_for("assignments.show", assignment_id=submission.assignment_id))
    return _submission_page(FeedbackForm(person=person), person=person, submission=submission)


@pages.page("/aflevering/<uuid:submission_id>", access=access.may_give_feedback, methods=["POST"], gives_back=["text"])
def give_feedback(person: Person, submission: Submission) -> Answer:
    """Answer what was handed in."""
    form = FeedbackForm(person=person)
    if form.came_in():
        with form.refusals():
            actions.give_feedback(submission, by=person, text=form.text.data or "", form_key=form.form_key.data or "")
            return see_other(url_for("assignments.submission", submission_id=submission.id, svaret=1))
    return _submission_page(form, person=person, submission=submission), form.status


def _submission_page(form: FeedbackForm, *, person: Person, submission: Submission) -> str:
    actions.note_reading(submission, by=person)
    return render(
        "assignments/submission.html",
        form=form,
        submission=submission,
        attachments=queries.handed_in_attachments(submission),
        feedback=queries.feedback_to(submission),
        neighbours=None if person.id == submission.author_id else queries.neighbours_of(submission),
        answered=request.args.get("svaret"),
    )


@pages.page(
    "/aflevering-bilag/<uuid:submission_attachment_id>", access=access.may_read_submission_attachment, writes=True
)
def attachment(person: Person, submission_attachment: SubmissionAttachment) -> Answer:
    """A file of an answer, through the portal."""
    actions.note_attachment_read(submission_attachment.submission, by=person)
    return stream_file(submission_attachment.file)
