"""Where the author of a case chooses which names others do not see."""

from flask import request, url_for

from portal import access
from portal.answers import see_other
from portal.courses.cohort_models import Cohort
from portal.door import Answer
from portal.own_cases import drafts, queries
from portal.own_cases.masking_forms import MaskForm
from portal.own_cases.masks import keep_masks, kept_masks, leave_masks, proposals, shown_pieces
from portal.own_cases.models import OwnCase
from portal.own_cases.routes import pages
from portal.people.models import Person
from portal.people.session import render
from portal.text import _l

__all__ = ["pages"]

HEADINGS = {
    "title": _l("Titel"),
    "situation": _l("Situationen"),
    "dilemma": _l("Dilemmaet"),
    "actors": _l("Aktørerne"),
    "attempts": _l("Hvad har du prøvet?"),
    "question": _l("Dit spørgsmål til holdet"),
}


@pages.page("/hold/<uuid:cohort_id>/case/navne", access=access.may_write_own_case, methods=["GET", "POST"])
def mask(person: Person, cohort: Cohort) -> Answer:
    """Make names into roles: see what was found, choose, and see the text as others do."""
    own_case = queries.own_case_of(person, cohort.id)
    if own_case is None:
        return see_other(url_for("own_cases.write", cohort_id=cohort.id))
    form = MaskForm(person=person)
    if form.came_in():
        own_case = drafts.open_draft(cohort, by=person)
        with form.refusals():
            if form.intent == "off":
                leave_masks(own_case)
            else:
                keep_masks(own_case, form.masks())
            return see_other(_after(form, cohort))
    return _page(form, cohort, own_case), form.status


def _after(form: MaskForm, cohort: Cohort) -> str:
    if form.intent == "show":
        return url_for("own_cases.mask", cohort_id=cohort.id, gemt=1, _anchor="saadan")
    return url_for("own_cases.write", cohort_id=cohort.id, navne="fra" if form.intent == "off" else "til")


def _page(form: MaskForm, cohort: Cohort, own_case: OwnCase) -> str:
    found = proposals(own_case)
    kept = kept_masks(own_case)
    if not form.is_submitted() and not form.was_held:
        form.fill(found, kept)
    by_form = {words: proposal for proposal in found for words in proposal.mask.forms}
    shown = shown_pieces(own_case, form.masks())
    return render(
        "own_cases/mask.html",
        form=form,
        cohort=cohort,
        own_case=own_case,
        facts=[by_form.get(row.words[0]) for row in form.finds],
        new=sum(proposal.is_new for proposal in found) if own_case.masks else 0,
        texts=[(HEADINGS[name], some) for name, some in shown.items() if any(piece.text for piece in some)],
        replaced=sum(bool(piece.was) for some in shown.values() for piece in some),
        saved=request.args.get("gemt"),
        before_handing_in=request.args.get("aflever"),
    )
