"""Are two acts at the same moment both done, whichever row each has first? Only one after the other, never one undone."""

import io
from collections.abc import Callable
from contextvars import Context
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.exceptions import NotFound

from portal import clock
from portal.assignments import answering
from portal.assignments.models import Assignment
from portal.courses.cohort_models import AgendaItem, Cohort, CohortStaff, StaffRole
from portal.credentials.models import ResetLink
from portal.credentials.password_actions import hashed_token, set_password, use_reset
from portal.db import db
from portal.dilemmas.actions import change_dilemma
from portal.dilemmas.models import Consent, Dilemma
from portal.enrolments import actions as enrolments
from portal.enrolments.boards import boards_for
from portal.enrolments.correcting import correct_home
from portal.enrolments.models import Enrolment, EnrolmentStatus
from portal.ledger import Kind, Ledger
from portal.loaders import LOADERS
from portal.materials.actions import delete_material
from portal.materials.models import Document, DocumentVersion, Material
from portal.own_cases import actions, drafts
from portal.own_cases.models import OwnCase, OwnCaseStatus, Visibility
from portal.people.models import Person
from portal.preparing.actions import mark_case, merge_theme
from portal.preparing.models import Theme
from portal.retention.due import own_cases_going
from portal.retention.erasing import erase_person
from portal.retention.notices import Notice, send_notice
from portal.retention.running import erase_due_account, erase_due_work
from portal.roles.actions import choose_staff
from portal.roles.office import take_back_coordination
from portal.roles.queries import roles_of
from portal.roles.reviewing import review
from portal.sparring.actions import answer, consult
from portal.sparring.models import PeerConsultation
from portal.speakers.actions import remove
from portal.speakers.models import Speaker, SpeakerMaterial
from portal.vouching.actions import take_back, use_link, vouch
from portal.vouching.models import Vouch, VouchLink
from tests.cast import Cast
from tests.credentials.ways import give_password, give_totp
from tests.crossing import Crossing, deadlocks
from tests.enrolments.test_races import Act
from tests.own_cases.work import known, known_cohort
from tests.reader import Reader

WORDS = {"advice": "Ring til formanden.", "question": "Hvad siger de?", "concern": "Forsiden."}


class Stage:
    """A portal on PostgreSQL, with people made anew for every meeting."""

    def __init__(self, app: Flask, ledger: Ledger) -> None:
        self.app, self.cast, self.ledger, self._numbers = app, Cast(app), ledger, count()
        self.cohort, self.coordinator, self.instructor = self.cast.cohort, self.cast.coordinator, self.cast.instructor

        with app.app_context():
            self.item = db.session.scalars(select(AgendaItem.id)).first()

    def participant(self, cohort: Cohort | None = None, **values: object) -> Person:
        return self.cast.participant(f"Åse {next(self._numbers)}", cohort or self.cohort, **values)

    def case(self, author: Person, **values: object) -> OwnCase:
        row = OwnCase(cohort_id=self.cohort.id, author_id=author.id, title="Løftet", status=OwnCaseStatus.SUBMITTED)
        for name, value in values.items():
            setattr(row, name, value)
        return self.cast.add(row)

    def erases(self, person: Person) -> Act:
        return lambda: erase_person(person.id, by_id=person.id, ledger=None, is_decided=True)

    def theme(self) -> Theme:
        name = f"Tema {next(self._numbers)}"
        return self.cast.add(Theme(cohort_id=self.cohort.id, name=name, folded=name.casefold()))


@pytest.fixture
def stage(crossed_app: Flask, tmp_path: Path) -> Stage:
    return Stage(crossed_app, Ledger(tmp_path / "erased"))


def loaded(kind: type, key: UUID) -> Any:
    """As the door loads it."""
    found = LOADERS[kind](key)
    if found is None:
        raise NotFound
    return found


def a_word_is_taken_back_while_its_link_is_used(stage: Stage) -> tuple[Act, Act]:
    person = stage.participant()
    link = stage.cast.add(VouchLink(person_id=person.id, token_hash=person.id.hex, expires_at=soon()))
    given = {"person_id": person.id, "by_id": stage.coordinator.id, "reason": "Kendt stemme", "is_for_staff": False}
    row = stage.cast.add(Vouch(**given, expires_at=soon(), link_id=link.id))
    return (
        lambda: take_back(db.session.get_one(Vouch, row.id), by=known(stage.coordinator)),
        lambda: use_link(known(person), link.id),
    )


def two_speak_for_each_other(stage: Stage) -> tuple[Act, Act]:
    first, second = (
        stage.cast.person(f"Åge {n}", is_administrator=True) for n in (next(stage._numbers), next(stage._numbers))
    )
    for one in (first, second):
        gives_ways(stage, one)
    return (
        lambda: vouch(first.id, by=known(second), reason="Kendt stemme"),
        lambda: vouch(second.id, by=known(first), reason="Kendt stemme"),
    )


def a_place_is_given_up_while_its_account_goes(stage: Stage) -> tuple[Act, Act]:
    person, place = an_old_account(stage, EnrolmentStatus.CONFIRMED)
    return gives_up(stage, place), lambda: erase_due_account(person.id, clock.now(), stage.ledger)


def a_place_in_line_is_given_up_while_its_account_goes(stage: Stage) -> tuple[Act, Act]:
    person, place = an_old_account(stage, EnrolmentStatus.WAITLISTED)
    return gives_up(stage, place), stage.erases(person)


def an_author_goes_while_their_case_is_spoken_of(stage: Stage) -> tuple[Act, Act]:
    author = stage.participant()
    case = stage.case(author)
    comment = {"text": "Hvem lovede hvad?", "form_key": case.id.hex}
    return (
        lambda: actions.comment_own_case(loaded(OwnCase, case.id), by=known(stage.instructor), **comment),
        stage.erases(author),
    )


def an_author_goes_while_they_are_told_that_their_case_goes(stage: Stage) -> tuple[Act, Act]:
    author = stage.participant(over(stage))
    case = stage.case(author, cohort_id=over(stage).id)
    with stage.app.app_context():
        [due] = own_cases_going(OwnCase.id == case.id)
    return lambda: send_notice(Notice(case.id, due.at, 14)), stage.erases(author)


def an_author_goes_while_their_case_does(stage: Stage) -> tuple[Act, Act]:
    author = stage.participant(long_over(stage))
    case = stage.case(author, cohort_id=long_over(stage).id)
    return lambda: erase_due_work(Kind.OWN_CASE, case.id, clock.now(), stage.ledger), stage.erases(author)


def a_file_comes_beside_a_case_whose_author_goes(stage: Stage) -> tuple[Act, Act]:
    author = stage.participant()
    stage.case(author)

    def attaches() -> object:
        draft = drafts.open_draft(known_cohort(stage.cohort), by=known(author))
        return drafts.receive_attachment(draft, by=author, name="notat.txt", stream=io.BytesIO(b"Notat\n"), most=9).id

    return attaches, stage.erases(author)


def a_file_comes_beside_an_answer_whose_author_goes(stage: Stage) -> tuple[Act, Act]:
    author = stage.participant()
    task = Assignment(
        cohort_id=stage.cohort.id, title="Prøv", text="Et møde", deadline=soon(), made_by_id=stage.instructor.id
    )
    task_id = stage.cast.add(task).id

    def attaches() -> object:
        draft = answering.open_draft(db.session.get_one(Assignment, task_id), by=known(author))
        return answering.receive_attachment(
            draft, by=author, name="notat.txt", stream=io.BytesIO(b"Notat\n"), most=9
        ).id

    with stage.app.app_context():
        answering.open_draft(db.session.get_one(Assignment, task_id), by=known(author))
        db.session.commit()
    return attaches, stage.erases(author)


def advice_is_answered_while_its_case_goes(stage: Stage) -> tuple[Act, Act]:
    author, given = advice(stage, long_over(stage))
    case_id = given.own_case_id
    return answers(given, author), lambda: erase_due_work(Kind.OWN_CASE, case_id, clock.now(), stage.ledger)


def advice_is_answered_while_it_is_changed(stage: Stage) -> tuple[Act, Act]:
    author, given = advice(stage, stage.cohort)

    def changes() -> object:
        case, giver = loaded(OwnCase, given.own_case_id), db.session.get_one(Person, given.giver_id)
        return consult(case, by=giver, version=1, perspective=None, words={**WORDS, "advice": "Vent."}).version

    return answers(given, author), changes


def a_card_is_changed_while_the_author_of_its_case_goes(stage: Stage) -> tuple[Act, Act]:
    author = stage.participant()
    words = {"title": "Løftet", "situation": "Formanden ringer.", "option_1": "Jeg svarer", "option_2": "Jeg venter"}
    by_id, own_case_id = stage.instructor.id, stage.case(author).id
    card = stage.cast.add(Dilemma(made_by_id=by_id, own_case_id=own_case_id, consent=Consent.DRAFT, **words))

    def changes() -> None:
        changed = {**words, "option_3": "", "option_4": "", "title": "Et løfte"}
        change_dilemma(loaded(Dilemma, card.id), by=known(stage.instructor), version=1, words=changed)

    return changes, stage.erases(author)


def two_themes_become_each_other(stage: Stage) -> tuple[Act, Act]:
    one, other = stage.theme().id, stage.theme().id
    return merges(stage, one, other), merges(stage, other, one)


def a_case_is_marked_while_its_themes_become_one(stage: Stage) -> tuple[Act, Act]:
    author = stage.participant()
    case, themes = stage.case(author), sorted([stage.theme().id, stage.theme().id])

    def marks() -> None:
        mark_case(loaded(OwnCase, case.id), by=known(stage.instructor), themes=themes)

    return merges(stage, themes[0], themes[1]), marks


def a_speakers_file_is_taken_away_by_both(stage: Stage) -> tuple[Act, Act]:
    one = a_speakers_file(stage)
    return (
        lambda: remove(loaded(SpeakerMaterial, one.id), by=stage.coordinator),
        lambda: delete_material(loaded(Material, one.material_id), by=stage.instructor),
    )


def where_somebody_works_is_corrected_while_they_go(stage: Stage) -> tuple[Act, Act]:
    person = stage.participant()

    def corrects() -> None:
        cohort, by = known_cohort(stage.cohort), known(stage.coordinator)
        correct_home(db.session.get_one(Person, person.id), cohort, by=by, municipality_code="751")

    return corrects, stage.erases(person)


def where_one_of_a_board_works_is_corrected_while_they_go(stage: Stage) -> tuple[Act, Act]:
    corrects, goes = where_somebody_works_is_corrected_while_they_go(stage)
    with stage.app.app_context():
        newest = db.session.scalars(select(Enrolment).order_by(Enrolment.created_at.desc()).limit(1)).one()
        newest.delegation = boards_for(known_cohort(stage.cohort), {"630"})["630"]
        db.session.commit()
    return corrects, goes


def two_links_to_a_new_password_are_used(stage: Stage) -> tuple[Act, Act]:
    person, tokens = stage.participant(), [f"{next(stage._numbers)}" for _link in range(2)]
    for token in tokens:
        stage.cast.add(ResetLink(person_id=person.id, token_hash=hashed_token(token), expires_at=soon()))
    first, second = (chooses(stage, person, token) for token in tokens)
    return first, second


def somebody_is_chosen_to_coordinate_while_they_are_enrolled(stage: Stage) -> tuple[Act, Act]:
    person = stage.cast.person(f"Åse {next(stage._numbers)}")
    newcomer = enrolments.Newcomer(name=person.name, email=person.email)

    def chooses() -> None:
        cohort, by = known_cohort(stage.cohort), known(stage.coordinator)
        choose_staff(cohort, known(person), by=by, role=StaffRole.COORDINATOR)

    def enrols() -> bool:
        cohort, by = known_cohort(stage.cohort), known(stage.coordinator)
        return enrolments.enrol(cohort, by=by, newcomer=newcomer, form_key=person.email).is_known

    return chooses, enrols


def two_lose_the_role_of_coordinator(stage: Stage) -> tuple[Act, Act]:
    first, second = two_cohorts_with_two_coordinators(stage)
    return loses_the_role(stage, first), loses_the_role(stage, second)


def a_review_takes_roles_away_while_somebody_loses_theirs(stage: Stage) -> tuple[Act, Act]:
    first, second = two_cohorts_with_two_coordinators(stage)
    by = stage.cast.chief

    def reviews() -> None:
        found = [one for one in roles_of(known(first)) if one.cohort]
        holders = sorted(found, key=lambda one: one.row.cohort_id, reverse=True)
        review(holders, {one.key: False for one in holders}, by=known(by), note="")

    return reviews, loses_the_role(stage, second)


# What stands there before


def two_cohorts_with_two_coordinators(stage: Stage) -> tuple[Person, Person]:
    """The second was chosen for the later one first; a third stays."""
    cohorts = [stage.cohort, over(stage)]
    people = [stage.cast.person(f"Åge {next(stage._numbers)}", is_coordinator=True) for _number in range(3)]
    for person, turn in zip(people, (cohorts, cohorts[::-1], cohorts), strict=True):
        for cohort in turn:
            stage.cast.add(CohortStaff(cohort_id=cohort.id, person_id=person.id, role=StaffRole.COORDINATOR))
    return people[0], people[1]


def loses_the_role(stage: Stage, person: Person) -> Act:
    by = stage.cast.administrator
    return lambda: take_back_coordination(known(person), by=known(by))


def chooses(stage: Stage, person: Person, token: str) -> Act:
    def act() -> None:
        if not use_reset(token):
            raise NotFound
        set_password(known(person), token, config=stage.app.extensions["portal"])

    return act


def gives_ways(stage: Stage, person: Person) -> None:
    give_password(stage.app, person)
    give_totp(stage.app, person)


def soon() -> object:
    return clock.now() + timedelta(hours=1)


def an_old_account(stage: Stage, status: EnrolmentStatus) -> tuple[Person, Enrolment]:
    person = stage.cast.person(f"Åse {next(stage._numbers)}")
    return person, stage.cast.enrol(person, long_over(stage), status)


def a_speakers_file(stage: Stage) -> SpeakerMaterial:
    document = Document(versions=[DocumentVersion(number=1)])
    material = Material(cohort_id=stage.cohort.id, document=document, title="Noter", position=1)
    stage.cast.add(material)
    speaker = Speaker(person_id=stage.participant().id, agenda_item_id=stage.item, token_hash=material.id.hex)
    stage.cast.add(speaker)
    return stage.cast.add(SpeakerMaterial(speaker_id=speaker.id, material_id=material.id))


def over(stage: Stage) -> Cohort:
    return ended(stage, 80)


def long_over(stage: Stage) -> Cohort:
    return ended(stage, 400)


def ended(stage: Stage, days: int) -> Cohort:
    """A cohort whose follow-up day was so many days ago."""
    name = f"Hold {days}"
    with stage.app.app_context():
        found = db.session.scalars(select(Cohort).where(Cohort.name == name)).one_or_none()
    return found or stage.cast.make_cohort(name, in_days=-75 - days)


def gives_up(stage: Stage, place: Enrolment) -> Act:
    return lambda: enrolments.cancel(loaded(Enrolment, place.id), by=known(stage.coordinator)) and None


def advice(stage: Stage, cohort: Cohort) -> tuple[Person, PeerConsultation]:
    author, giver = stage.participant(cohort), stage.participant(cohort)
    case = stage.case(author, cohort_id=cohort.id, visibility=Visibility.COHORT)
    return author, stage.cast.add(
        PeerConsultation(own_case_id=case.id, giver_id=giver.id, saved_at=clock.now(), **WORDS)
    )


def answers(given: PeerConsultation, author: Person) -> Act:
    def act() -> None:
        answer(loaded(PeerConsultation, given.id), by=known(author), version=given.version, text="Det prøver jeg.")

    return act


def merges(stage: Stage, theme_id: UUID, into_id: UUID) -> Act:
    return lambda: merge_theme(db.session.get_one(Theme, theme_id), into_id, by=known(stage.instructor)).id


MEETINGS = [
    a_word_is_taken_back_while_its_link_is_used,
    two_speak_for_each_other,
    a_place_is_given_up_while_its_account_goes,
    a_place_in_line_is_given_up_while_its_account_goes,
    an_author_goes_while_their_case_is_spoken_of,
    an_author_goes_while_they_are_told_that_their_case_goes,
    an_author_goes_while_their_case_does,
    a_file_comes_beside_a_case_whose_author_goes,
    a_file_comes_beside_an_answer_whose_author_goes,
    advice_is_answered_while_its_case_goes,
    advice_is_answered_while_it_is_changed,
    a_card_is_changed_while_the_author_of_its_case_goes,
    two_themes_become_each_other,
    a_case_is_marked_while_its_themes_become_one,
    a_speakers_file_is_taken_away_by_both,
    where_somebody_works_is_corrected_while_they_go,
    where_one_of_a_board_works_is_corrected_while_they_go,
    two_links_to_a_new_password_are_used,
    somebody_is_chosen_to_coordinate_while_they_are_enrolled,
    two_lose_the_role_of_coordinator,
    a_review_takes_roles_away_while_somebody_loses_theirs,
]


def test_what_is_gone_when_an_act_gets_to_it_is_not_there(stage: Stage) -> None:
    person, place = an_old_account(stage, EnrolmentStatus.WAITLISTED)
    browser = Reader(stage.app).sign_in(stage.cast.chief)

    def asks() -> int:
        return Context().run(browser.post, f"/tilmelding/{place.id}/afmeld").status

    assert Crossing(stage.app, stage.erases(person), asks, halt_after=1).meet()["second"] == 404


@pytest.mark.parametrize("meeting", MEETINGS, ids=lambda one: one.__name__)
def test_nobody_is_undone(stage: Stage, meeting: Callable[[Stage], tuple[Act, Act]]) -> None:
    assert deadlocks(stage.app, lambda: meeting(stage)) == []
