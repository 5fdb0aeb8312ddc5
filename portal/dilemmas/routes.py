"""Where are dilemma cards written, read by the author of the case, and gathered in a deck?"""

from flask import request, url_for

from portal import access
from portal.answers import see_other
from portal.courses.cohort_models import Cohort
from portal.dilemmas import actions, queries
from portal.dilemmas.cards import Card, duty_card
from portal.dilemmas.duties import DUTIES
from portal.dilemmas.forms import AnswerForm, DilemmaForm
from portal.dilemmas.models import Dilemma
from portal.door import Answer, Pages
from portal.forms import number_of
from portal.own_cases.models import OwnCase
from portal.people.models import Person
from portal.people.session import render

pages = Pages("dilemmas", __name__)


@pages.page("/hold/<uuid:cohort_id>/dilemmaer", access=access.may_teach)
def deck(person: Person, cohort: Cohort) -> Answer:
    """The cards one may play on a cohort: one's own, those of its cases, and the seven that come with the portal."""
    return render(
        "dilemmas/deck.html",
        cohort=cohort,
        dilemmas=queries.deck_of(person, cohort.id),
        duties={duty: duty_card(duty) for duty in DUTIES},
        removed=request.args.get("fjernet"),
    )


@pages.page("/hold/<uuid:cohort_id>/dilemmaer/nyt", access=access.may_teach, methods=["GET", "POST"])
def new(person: Person, cohort: Cohort) -> Answer:
    """Write a card of one's own."""
    return _written(person, cohort, None)


@pages.page("/case/<uuid:own_case_id>/dilemma", access=access.may_review_own_case, methods=["GET", "POST"])
def of_case(person: Person, own_case: OwnCase) -> Answer:
    """Write a card of a case; its author decides on the words."""
    return _written(person, own_case.cohort, own_case)


def _written(person: Person, cohort: Cohort, own_case: OwnCase | None) -> Answer:
    form = DilemmaForm(person=person)
    if form.came_in():
        with form.refusals():
            made = actions.make_dilemma(
                cohort, by=person, words=form.words(), own_case=own_case, form_key=form.form_key.data or ""
            )
            return see_other(url_for("dilemmas.show", dilemma_id=made.id, gemt=1))
    return _edit_page(form, cohort, own_case, None), form.status


@pages.page("/dilemma/<uuid:dilemma_id>/ret", access=access.may_edit_dilemma, methods=["GET", "POST"])
def edit(person: Person, dilemma: Dilemma) -> Answer:
    """Write other words; of a case they need its author's yes again."""
    form = DilemmaForm(person=person)
    if request.method != "POST" and not form.was_held:
        form.show(dilemma)
    if form.came_in():
        with form.refusals():
            actions.change_dilemma(dilemma, by=person, version=number_of(form.version.data), words=form.words())
            return see_other(url_for("dilemmas.show", dilemma_id=dilemma.id, gemt=1))
    cohort = dilemma.own_case.cohort if dilemma.own_case else None
    return _edit_page(form, cohort, dilemma.own_case, dilemma), form.status


def _edit_page(form: DilemmaForm, cohort: Cohort | None, own_case: OwnCase | None, dilemma: Dilemma | None) -> str:
    """A form that came from an older version goes on from the stored one, once that has been shown."""
    sent = number_of(form.version.data)
    is_overtaken = dilemma is not None and request.method == "POST" and sent != dilemma.version
    if dilemma is not None:
        form.version.data = str(dilemma.version)
    return render(
        "dilemmas/edit.html",
        form=form,
        cohort=cohort,
        own_case=own_case,
        dilemma=dilemma,
        is_overtaken=is_overtaken,
    )


@pages.page("/dilemma/<uuid:dilemma_id>", access=access.may_read_dilemma)
def show(person: Person, dilemma: Dilemma) -> Answer:
    """The exact words; what one may do with them depends on whose they are."""
    return _show_page(person, dilemma, AnswerForm(person=person))


def _show_page(person: Person, dilemma: Dilemma, form: AnswerForm) -> str:
    form.version.data = str(dilemma.version)
    own_case = dilemma.own_case
    return render(
        "dilemmas/show.html",
        dilemma=dilemma,
        card=Card(dilemma.title, dilemma.situation, dilemma.options),
        own_case=own_case,
        is_author=own_case is not None and own_case.author_id == person.id,
        form=form,
        told=request.args,
    )


@pages.page("/dilemma/<uuid:dilemma_id>/spoerg", access=access.may_edit_dilemma, methods=["POST"])
def ask(person: Person, dilemma: Dilemma) -> Answer:
    """Ask the author of the case."""
    actions.ask_author(dilemma, by=person)
    return see_other(url_for("dilemmas.show", dilemma_id=dilemma.id, spurgt=1))


@pages.page("/dilemma/<uuid:dilemma_id>/svar", access=access.may_answer_for_dilemma, methods=["POST"])
def answer(person: Person, dilemma: Dilemma) -> Answer:
    """The author's yes or no."""
    form = AnswerForm(person=person)
    if form.came_in():
        with form.refusals():
            actions.answer(
                dilemma,
                by=person,
                version=number_of(form.version.data),
                says_yes=form.answer.data == "ja",
                is_named=bool(form.is_named.data),
            )
            return see_other(url_for("dilemmas.show", dilemma_id=dilemma.id, svaret=1))
    return _show_page(person, dilemma, form), form.status


@pages.page("/dilemma/<uuid:dilemma_id>/fjern", access=access.may_edit_dilemma, methods=["POST"])
def remove(person: Person, dilemma: Dilemma) -> Answer:
    """Take a card away."""
    own_case = dilemma.own_case
    actions.remove(dilemma, by=person)
    if own_case is not None:
        return see_other(url_for("dilemmas.deck", cohort_id=own_case.cohort_id, fjernet=1))
    return see_other(url_for("teaching.cohorts"))
