"""Where own cases are read, spoken of, moved and taken back. All pages of the feature are reached through here."""

from flask import jsonify, request, url_for

from portal import access
from portal.answers import see_other
from portal.courses.cohort_models import Cohort
from portal.dilemmas.queries import cards_of_case
from portal.door import Answer
from portal.enrolments.queries import course_time
from portal.incoming import wants_json
from portal.own_cases import actions, queries
from portal.own_cases.audience import audience_for
from portal.own_cases.closing import is_closed
from portal.own_cases.forms import CommentForm, chosen_mark
from portal.own_cases.masking_routes import pages
from portal.own_cases.masks import is_handed_in_masked
from portal.own_cases.models import OwnCase, OwnCaseAttachment, OwnCaseStatus
from portal.people.models import Person
from portal.people.session import render
from portal.preparing.queries import marks_on
from portal.receipts.queries import receipts_of
from portal.retention.keeping import goes_at, may_be_kept_longer
from portal.sparring.queries import around, concerns_in
from portal.storage.responses import stream_file
from portal.text import _

__all__ = ["pages"]


# Handed in


@pages.page("/case/<uuid:own_case_id>/kvittering", access=access.may_own_case)
def receipt(person: Person, own_case: OwnCase) -> Answer:
    """What was received, who can read it now, and what happens next."""
    receipts = receipts_of(own_case.id)
    if not own_case.is_handed_in or not receipts:
        return see_other(url_for("own_cases.show", own_case_id=own_case.id))
    time = course_time(own_case.cohort)
    return render(
        "own_cases/receipt.html",
        own_case=own_case,
        receipts=receipts,
        audience=audience_for(person, own_case.cohort, own_case),
        openings=queries.openings_of(own_case.id),
        attachments=[a for a in queries.attachments_of(own_case.id) if a.is_handed_in],
        begins_at=time and time.first,
        is_closed=is_closed(own_case),
        lacking=request.args.get("uden", default=0, type=int),
        is_masked=is_handed_in_masked(own_case),
    )


@pages.page("/case/<uuid:own_case_id>/traek-tilbage", access=access.may_own_case, methods=["GET", "POST"])
def withdraw(person: Person, own_case: OwnCase) -> Answer:
    """Take the case back, after seeing what that does."""
    if request.method == "POST":
        actions.withdraw_own_case(own_case, by=person)
        return see_other(url_for("own_cases.show", own_case_id=own_case.id, trukket=1))
    if not own_case.is_handed_in:
        return see_other(url_for("own_cases.show", own_case_id=own_case.id))
    return render(
        "own_cases/withdraw.html",
        own_case=own_case,
        audience=audience_for(person, own_case.cohort, own_case),
        openings=queries.openings_of(own_case.id),
    )


# Reading


@pages.page("/case/<uuid:own_case_id>", access=access.may_read_own_case, writes=True)
def show(person: Person, own_case: OwnCase) -> Answer:
    """Read a case: what was handed in, or one's own draft."""
    return _show_page(CommentForm(), person, own_case)


def _show_page(form: CommentForm, person: Person, own_case: OwnCase) -> str:
    """What was handed in; to its author alone the draft, while that is all there is. Whoever else gets it is noted."""
    actions.note_reading(own_case, by=person)
    reviews, given = access.may_review_own_case(person, own_case), around(own_case.id)
    is_author = person.id == own_case.author_id
    in_thread = reviews or is_author
    shows_draft = is_author and not own_case.is_handed_in
    return render(
        "own_cases/show.html",
        form=form,
        own_case=own_case,
        text=own_case if shows_draft else own_case.handed_in,
        attachments=[a for a in queries.attachments_of(own_case.id) if (a.in_draft if shows_draft else a.is_handed_in)],
        comments=queries.comments_of(own_case.id) if in_thread else [],
        in_thread=in_thread,
        is_author=is_author,
        is_closed=is_author and is_closed(own_case),
        reviews=reviews,
        turn=queries.turn_at(own_case, reader=person) if reviews else None,
        marks=marks_on(own_case.cohort, [own_case.id]).on(own_case.id) if reviews else None,
        may_consult=access.may_consult(person, own_case),
        given=len(given),
        receipts=receipts_of(own_case.id) if is_author and own_case.status is OwnCaseStatus.WITHDRAWN else [],
        concerns=concerns_in(given),
        dilemmas=cards_of_case(own_case.id, for_author=not reviews) if in_thread else [],
        goes_at=goes_at(own_case) if is_author else None,
        may_be_kept_longer=may_be_kept_longer,
        told={name: request.args.get(name) for name in ("flyttet", "sendt", "trukket", "beholdt", "maerket")},
    )


@pages.page("/hold/<uuid:cohort_id>/cases", access=access.may_take_part)
def shared(person: Person, cohort: Cohort) -> Answer:
    """What others on the cohort have let this participant read."""
    return render(
        "own_cases/shared.html",
        cohort=cohort,
        own_cases=queries.shared_own_cases(access.visible_own_cases(person), cohort.id, reader=person),
    )


@pages.page(
    "/case/<uuid:own_case_id>/kommentar",
    access=access.may_comment_own_case,
    methods=["GET", "POST"],
    writes=True,
    gives_back=["text"],
)
def comment(person: Person, own_case: OwnCase) -> Answer:
    """Write in the thread between author and instructors; what was held up by signing in is found here again."""
    form = CommentForm(person=person)
    if form.came_in():
        with form.refusals():
            actions.comment_own_case(own_case, by=person, text=form.text.data or "", form_key=form.form_key.data or "")
            return see_other(url_for("own_cases.show", own_case_id=own_case.id, sendt=1, _anchor="traad"))
    return _show_page(form, person, own_case), form.status


@pages.page("/case/<uuid:own_case_id>/flyt", access=access.may_review_own_case, methods=["GET", "POST"])
def move(person: Person, own_case: OwnCase) -> Answer:
    """Mark a case as read or as chosen for the course, or take the mark away."""
    here = url_for("own_cases.show", own_case_id=own_case.id)
    if request.method != "POST":
        return see_other(here)
    to = chosen_mark()
    actions.move_own_case(own_case, to, by=person)
    if wants_json():
        return jsonify(message=_("Casen står nu under “%(column)s”", column=to.label))
    if request.form.get("fra") == "case":
        return see_other(f"{here}?flyttet=1")
    return see_other(url_for("teaching.cohort", cohort_id=own_case.cohort_id, til=to.value, _anchor="h-cases"))


@pages.page("/case-bilag/<uuid:own_case_attachment_id>", access=access.may_read_own_case_attachment, writes=True)
def attachment(person: Person, own_case_attachment: OwnCaseAttachment) -> Answer:
    """Get a file of a case."""
    actions.note_download(own_case_attachment, own_case_attachment.own_case, by=person)
    return stream_file(own_case_attachment.file)
