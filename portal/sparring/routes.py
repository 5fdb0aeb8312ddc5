"""Where does a case group help each other: what there is to read, one's advice, and what an author has been given?"""

from flask import request, url_for

from portal import access
from portal.answers import see_other
from portal.courses.cohort_models import Cohort
from portal.door import Answer, Pages
from portal.errors import Refused
from portal.forms import number_of
from portal.own_cases.actions import note_in_table, note_reading
from portal.own_cases.models import OwnCase
from portal.own_cases.perspectives import PROMPTS, Perspective
from portal.own_cases.queries import own_case_of
from portal.people.models import Person
from portal.people.session import render
from portal.sparring import actions, queries
from portal.sparring.forms import HELPS, AdviceForm, PeerAnswerForm
from portal.sparring.models import PeerConsultation
from portal.text import _

pages = Pages("sparring", __name__)


@pages.page("/hold/<uuid:cohort_id>/casegruppe", access=access.may_take_part, writes=True)
def group(person: Person, cohort: Cohort) -> Answer:
    """One's case group: who is in it, what there is to read, what one has given, and what worries people in each role."""
    mine = next((e.case_group for e in person.enrolments if e.cohort_id == cohort.id), None)
    own_cases = queries.cases_to_read(access.cases_to_consult(person), cohort.id, reader=person)
    given = {one.own_case_id: one for one in queries.given_by(person, cohort.id)}
    in_table = {one.id: one for one in [*own_cases, *_own(person, cohort)]}
    concerns = queries.concerns_in(queries.concerns_about(in_table))
    for shown in {each.own_case_id for row in concerns for each in row.said}:
        note_in_table(in_table[shown], by=person)
    return render(
        "sparring/group.html",
        cohort=cohort,
        number=mine,
        members=[] if mine is None else queries.members_of(cohort.id, mine),
        own_cases=own_cases,
        given=given,
        waiting=[one for one in own_cases if one.id not in given],
        concerns=concerns,
        in_table=in_table,
        out_of_sight=[one for one in given.values() if one.own_case_id not in {c.id for c in own_cases}],
    )


def _own(person: Person, cohort: Cohort) -> list[OwnCase]:
    """One's own case, once others have something to say about it."""
    own_case = own_case_of(person, cohort.id)
    return [own_case] if own_case is not None and own_case.is_handed_in else []


@pages.page(
    "/case/<uuid:own_case_id>/sparring",
    access=access.may_consult,
    methods=["GET", "POST"],
    writes=True,
    gives_back=actions.WORDS,
)
def consult(person: Person, own_case: OwnCase) -> Answer:
    """Read a case of the group in a role, and give it one piece of advice and one question."""
    form = AdviceForm(person=person)
    if form.came_in():
        with form.refusals():
            actions.consult(
                own_case, by=person, version=number_of(form.version.data), perspective=form.role, words=form.words()
            )
            return see_other(url_for("sparring.consult", own_case_id=own_case.id, sendt=1))
    given = queries.given_to(own_case.id, by=person.id)
    if request.method != "POST" and not form.was_held:
        form.show(given)
    return _consult_page(form, person, own_case, given), form.status


def _consult_page(form: AdviceForm, person: Person, own_case: OwnCase, given: PeerConsultation | None) -> str:
    note_reading(own_case, by=person)
    is_newer = given is not None and request.method == "POST" and given.version != number_of(form.version.data)
    if given is not None and is_newer:
        form.version.data = str(given.version)  # the other text has been seen now
    return render(
        "sparring/consult.html",
        own_case=own_case,
        form=form,
        given=given,
        is_newer=is_newer,
        helps=HELPS,
        perspectives=Perspective,
        prompts=PROMPTS,
        concerns=queries.concerns_in(queries.around(own_case.id)),
        sent=request.args.get("sendt"),
    )


@pages.page("/raad/<uuid:peer_consultation_id>", access=access.may_read_given)
def given(person: Person, peer_consultation: PeerConsultation) -> Answer:
    """What one has given, also when the case is no longer there to read."""
    own_case = peer_consultation.own_case
    if access.may_consult(person, own_case):
        return see_other(url_for("sparring.consult", own_case_id=own_case.id))
    return render("sparring/given.html", given=peer_consultation, cohort=own_case.cohort)


@pages.page("/case/<uuid:own_case_id>/raad", access=access.may_own_case)
def received(person: Person, own_case: OwnCase) -> Answer:  # noqa: ARG001 - the rule's arguments
    """What an author has been given."""
    found = queries.received_by(own_case.id)
    return render(
        "sparring/received.html",
        own_case=own_case,
        received=found,
        concerns=queries.concerns_in(found),
        told=request.args.get("gjort"),
    )


@pages.page("/raad/<uuid:peer_consultation_id>/maerk", access=access.may_answer_given, methods=["GET", "POST"])
def mark(person: Person, peer_consultation: PeerConsultation) -> Answer:
    """Thank the giver, keep the advice, or let it go again."""
    here = url_for("sparring.received", own_case_id=peer_consultation.own_case_id)
    if request.method != "POST":
        return see_other(here)
    wish = request.form.get("hvad")
    if wish == "tak":
        actions.thank(peer_consultation, by=person)
    elif wish in {"gem", "slip"}:
        actions.keep(peer_consultation, is_kept=wish == "gem")
    else:
        raise Refused(_("Vælg, om du vil sige tak eller gemme rådet."))
    return see_other(f"{here}?gjort={wish}#raad-{peer_consultation.id}")


@pages.page("/raad/<uuid:peer_consultation_id>/svar", access=access.may_answer_given, methods=["GET", "POST"])
def answer(person: Person, peer_consultation: PeerConsultation) -> Answer:
    """Answer the question."""
    here = url_for("sparring.received", own_case_id=peer_consultation.own_case_id)
    form = PeerAnswerForm(person=person)
    if form.came_in():
        with form.refusals():
            actions.answer(
                peer_consultation, by=person, version=number_of(form.version.data), text=form.text.data or ""
            )
            return see_other(f"{here}?gjort=svar#raad-{peer_consultation.id}")
    if request.method == "GET" and peer_consultation.answer is not None:
        return see_other(here)
    form.version.data = str(peer_consultation.version)
    return render("sparring/answer.html", form=form, given=peer_consultation), form.status
