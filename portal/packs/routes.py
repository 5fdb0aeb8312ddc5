"""Where are a cohort's cases gathered: on one page, and as a PDF to take along?"""

from flask import Response, jsonify, request, url_for

from portal import access, clock
from portal.answers import see_other
from portal.courses.cohort_models import Cohort
from portal.door import Answer
from portal.own_cases.actions import note_reading
from portal.own_cases.models import OwnCase
from portal.packs import actions, queries
from portal.packs.cases import by_theme, cases_in, parts_of, text_of
from portal.packs.models import CasePack
from portal.packs.screen_routes import pages
from portal.people.models import Person
from portal.people.session import render
from portal.storage.names import disposition
from portal.storage.responses import NOTHING_RUNS
from portal.text import _

__all__ = ["pages"]


def _cases(person: Person, cohort: Cohort) -> list[OwnCase]:
    return cases_in(access.visible_own_cases(person), cohort.id)


@pages.page("/undervisning/<uuid:cohort_id>/casesamling", access=access.may_teach, methods=["GET", "POST"])
def pack(person: Person, cohort: Cohort) -> Answer:
    """Order the PDF, and see how far it has come."""
    if request.method == "POST":
        actions.order_pack(cohort, _cases(person, cohort), by=person)
        return see_other(url_for("packs.pack", cohort_id=cohort.id))
    case_pack = queries.pack_of(person, cohort.id, at=clock.now())
    return render(
        "packs/pack.html",
        cohort=cohort,
        count=len(_cases(person, cohort)),
        case_pack=case_pack,
        goes_at=case_pack.created_at + queries.KEPT if case_pack else None,
        has_changed=request.args.get("aendret"),
    )


@pages.page("/casesamling/<uuid:case_pack_id>/stand", access=access.may_have_case_pack)
def pack_state(person: Person, case_pack: CasePack) -> Answer:  # noqa: ARG001 - the door judged
    """What the page asks while it waits."""
    return jsonify(mark=case_pack.state.value, voted=None)


@pages.page("/casesamling/<uuid:case_pack_id>/hent", access=access.may_have_case_pack, writes=True, step_up=True)
def download(person: Person, case_pack: CasePack) -> Answer:
    """The PDF, if it still is of what this reader may read; else it is made anew."""
    cohort = case_pack.cohort
    own_cases = _cases(person, cohort)
    pdf = actions.pdf_as_of_now(case_pack, own_cases, by=person)
    takes = request.method != "HEAD"
    if pdf is None:
        if takes and not case_pack.is_under_way and own_cases:
            actions.order_pack(cohort, own_cases, by=person)
        return see_other(url_for("packs.pack", cohort_id=cohort.id, aendret=1))
    if takes:
        actions.note_taken_along(own_cases, by=person)
    name = _("Cases fra %(course)s.pdf", course=cohort.course.title)
    headers = {
        "Content-Disposition": disposition(name),
        "Content-Security-Policy": NOTHING_RUNS,
        "Cache-Control": "no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return Response(pdf, mimetype="application/pdf", headers=headers)


@pages.page("/undervisning/<uuid:cohort_id>/casesamling/laes", access=access.may_teach, writes=True)
def deck(person: Person, cohort: Cohort) -> Answer:
    """All cases one may read on one page, to go through or to print."""
    own_cases = _cases(person, cohort)
    for own_case in own_cases:
        note_reading(own_case, by=person)
    groups = by_theme(own_cases)
    return render("packs/deck.html", cohort=cohort, groups=groups, text_of=text_of, parts_of=parts_of)
