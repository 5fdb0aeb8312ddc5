"""Which page is looked at by whom? One or more visits for every endpoint that answers GET with a page."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from portal.people.models import Person
from portal.room.models import Phase
from tests.journeys.consulting import given_to, reader_of
from tests.journeys.dealing import card_of, game_of, played_in, theme_of
from tests.journeys.demo_world import DemoWorld
from tests.journeys.speaking import left_by_speaker
from tests.services.oidc import DOMAIN

Ids = Callable[[DemoWorld], dict[str, Any]]
Who = Callable[[DemoWorld], Person]


@dataclass(frozen=True)
class Visit:
    """A page, who looks at it (None: nobody is signed in), and the ids in its address."""

    endpoint: str
    who: Who | None = None
    ids: Ids = field(default=lambda _world: {})


def of_cohort(world: DemoWorld) -> dict[str, Any]:
    return {"cohort_id": world.cohort}


def of_full_cohort(world: DemoWorld) -> dict[str, Any]:
    return {"cohort_id": world.full}


def of_undated_cohort(world: DemoWorld) -> dict[str, Any]:
    return {"cohort_id": world.undated}


def of_course(world: DemoWorld) -> dict[str, Any]:
    return {"course_id": world.course}


def of_material(world: DemoWorld) -> dict[str, Any]:
    return {"material_id": world.material.id}


def of_changed_material(world: DemoWorld) -> dict[str, Any]:
    return {"material_id": world.changed_material.id, "udgave": 1}


def of_page(world: DemoWorld) -> dict[str, Any]:
    return {"material_id": world.page.id, "udgave": 1}


def of_day(world: DemoWorld) -> dict[str, Any]:
    return {"course_day_id": world.day.id}


def of_speaker(world: DemoWorld) -> dict[str, Any]:
    return {"speaker_material_id": left_by_speaker(world.rows, world.participant)}


def of_own_case(world: DemoWorld) -> dict[str, Any]:
    return {"own_case_id": world.own_case.id}


def of_theme(world: DemoWorld) -> dict[str, Any]:
    return {"theme_id": theme_of(world.rows, world.cohort)}


def of_given(world: DemoWorld) -> dict[str, Any]:
    return {"peer_consultation_id": given_to(world.rows, world.own_case, reader_of(world.rows, world.own_case))}


def of_lost(world: DemoWorld) -> dict[str, Any]:
    return {"peer_consultation_id": given_to(world.rows, world.own_case, world.instructor)}


def of_given_case(world: DemoWorld) -> dict[str, Any]:
    of_given(world)
    return of_own_case(world)


def of_card(world: DemoWorld) -> dict[str, Any]:
    return {"dilemma_id": card_of(world.rows, world.instructor, world.own_case)}


def of_own_card(world: DemoWorld) -> dict[str, Any]:
    return {"dilemma_id": card_of(world.rows, world.instructor, None)}


def of_game(world: DemoWorld) -> dict[str, Any]:
    return {"dilemma_game_id": game_of(world.rows, world.instructor, world.cohort, Phase.FIRST)}


def of_shown_game(world: DemoWorld) -> dict[str, Any]:
    return {"dilemma_game_id": game_of(world.rows, world.instructor, world.cohort, Phase.SHOWN)}


def of_remembered_game(world: DemoWorld) -> dict[str, Any]:
    return {"cohort_id": played_in(world.rows).cohort_id}


def of_screened_case(world: DemoWorld) -> dict[str, Any]:
    return {"own_case_id": world.screened_case.id}


def of_assignment(world: DemoWorld) -> dict[str, Any]:
    return {"assignment_id": world.assignment.id}


def of_open_assignment(world: DemoWorld) -> dict[str, Any]:
    return {"assignment_id": world.open_assignment.id}


def of_submission(world: DemoWorld) -> dict[str, Any]:
    return {"submission_id": world.submission.id}


def whose_card_was_played(world: DemoWorld) -> Person:
    return world.named(played_in(world.rows).author)


def maja(world: DemoWorld) -> Person:
    return world.participant


def instructor(world: DemoWorld) -> Person:
    return world.instructor


def coordinator(world: DemoWorld) -> Person:
    return world.coordinator


def author(world: DemoWorld) -> Person:
    return world.author


def task_giver(world: DemoWorld) -> Person:
    return world.task_giver


def answerer(world: DemoWorld) -> Person:
    return world.answerer


def henrik(world: DemoWorld) -> Person:
    return world.named("Henrik Østergaard Lund")


VISITS: Final = (
    Visit("announcements.new", coordinator, of_cohort),
    Visit("announcements.show", maja, lambda world: {"announcement_id": world.announcement.id}),
    Visit("announcements.show", coordinator, lambda world: {"announcement_id": world.announcement.id}),
    Visit("assignments.edit", task_giver, of_assignment),
    Visit("assignments.new", instructor, of_cohort),
    Visit("assignments.show", answerer, of_assignment),
    Visit("assignments.show", task_giver, of_assignment),
    Visit("assignments.show", lambda world: world.lacking_person, of_open_assignment),
    Visit("assignments.submission", answerer, of_submission),
    Visit("assignments.submission", task_giver, of_submission),
    Visit("assignments.submissions", task_giver, of_assignment),
    Visit("coordination.follow", coordinator, of_cohort),
    Visit("coordination.overview", coordinator),
    Visit("courses.catalogue", maja),
    Visit("courses.catalogue", coordinator),
    Visit("courses.edit_agenda", lambda world: world.undated_coordinator, of_undated_cohort),
    Visit("courses.edit_cohort", coordinator, of_cohort),
    Visit("courses.edit_day", coordinator, of_day),
    Visit("courses.edit_practical", coordinator, of_cohort),
    Visit("courses.edit_course", coordinator, of_course),
    Visit("courses.edit_course_rows", coordinator, of_course),
    Visit("courses.edit_staff", coordinator, of_cohort),
    Visit("courses.edit_venue", coordinator, lambda world: {"venue_id": world.venue.id}),
    Visit("courses.new_cohort", coordinator, of_course),
    Visit("courses.new_course", coordinator),
    Visit("courses.show_cohort", maja, of_cohort),
    Visit("courses.show_cohort", coordinator, of_cohort),
    Visit("courses.show_cohort", lambda world: world.undated_instructor, of_undated_cohort),
    Visit("courses.show_course", maja, of_course),
    Visit("courses.show_course", coordinator, of_course),
    Visit("dilemmas.deck", instructor, of_cohort),
    Visit("dilemmas.edit", instructor, of_card),
    Visit("dilemmas.new", instructor, of_cohort),
    Visit("dilemmas.of_case", instructor, of_own_case),
    Visit("dilemmas.show", author, of_card),
    Visit("dilemmas.show", instructor, of_own_card),
    Visit("enrolments.correct_home", coordinator, of_cohort),
    Visit("enrolments.cancel", coordinator, lambda world: {"enrolment_id": world.enrolment.id}),
    Visit("enrolments.enrol_one", coordinator, of_cohort),
    Visit("enrolments.import_people", coordinator, of_cohort),
    Visit("enrolments.roster", coordinator, of_cohort),
    Visit("enrolments.roster", lambda world: world.full_coordinator, of_full_cohort),
    Visit("pages.operation", henrik),
    Visit("letters.letter", None, lambda world: {"letter_id": world.letter.id}),
    Visit("demonstration.look_round"),
    Visit("letters.outbox"),
    Visit("materials.add_link", instructor, of_cohort),
    Visit("materials.add_page", instructor, of_cohort),
    Visit("materials.caption", instructor, of_material),
    Visit("materials.delete", instructor, of_material),
    Visit("materials.edit", instructor, of_material),
    Visit("materials.manage", instructor, of_cohort),
    Visit("materials.read", maja, of_material),
    Visit("materials.read", instructor, of_material),
    Visit("materials.older_page", instructor, of_page),
    Visit("materials.replace", instructor, of_material),
    Visit("materials.replace", instructor, of_page),
    Visit("materials.restore", instructor, of_changed_material),
    Visit("materials.shelves", instructor),
    Visit("materials.show", maja, of_material),
    Visit("materials.show", instructor, of_material),
    Visit("materials.text", maja, of_material),
    Visit("materials.use", instructor, of_material),
    Visit("own_cases.comment", instructor, of_own_case),
    Visit("own_cases.mask", author, of_cohort),
    Visit("own_cases.joint", coordinator, of_cohort),
    Visit("own_cases.readers", author, of_own_case),
    Visit("own_cases.receipt", author, of_own_case),
    Visit("own_cases.shared", maja, of_cohort),
    Visit("own_cases.show", author, of_own_case),
    Visit("own_cases.show", instructor, of_own_case),
    Visit("own_cases.withdraw", author, of_own_case),
    Visit("own_cases.write", maja, of_cohort),
    Visit("own_cases.write", author, of_cohort),
    Visit("packs.on_screen", instructor, of_screened_case),
    Visit("packs.on_screen", instructor, lambda world: {**of_screened_case(world), "moerk": 1}),
    Visit("packs.screen", instructor, of_cohort),
    Visit("sparring.group", lambda world: reader_of(world.rows, world.own_case), of_cohort),
    Visit("sparring.given", instructor, of_lost),
    Visit("sparring.consult", lambda world: reader_of(world.rows, world.own_case), of_given_case),
    Visit("sparring.received", author, of_given_case),
    Visit("sparring.answer", author, of_given),
    Visit("packs.pack", instructor, of_cohort),
    Visit("packs.deck", instructor, of_cohort),
    Visit("pages.accessibility"),
    Visit("pages.case_care"),
    Visit("pages.help_page"),
    Visit("pages.help_page", maja),
    Visit("pages.privacy"),
    Visit("pages.sharing_help"),
    Visit("pathways.home", maja),
    Visit("pathways.home", answerer),
    Visit("pathways.home", lambda world: world.waiting_person),
    Visit("credentials.app", maja),
    Visit("credentials.change_password", maja),
    Visit("credentials.choose"),
    Visit("credentials.choose_app"),
    Visit("credentials.forgotten"),
    Visit("credentials.password"),
    Visit("credentials.second_step"),
    Visit("credentials.security", maja),
    Visit("credentials.told_code"),
    Visit("people.devices", maja),
    Visit("retention.my_data", maja),
    Visit("retention.erase_me", maja),
    Visit("retention.gone"),
    Visit("people.enter_code"),
    Visit("people.profile", maja),
    Visit("people.sign_in"),
    Visit("people.signed_in_again", maja),
    Visit("step_up.confirm", coordinator),
    Visit("vouching.staff", coordinator),
    Visit("vouching.vouch", coordinator, lambda world: {"enrolment_id": world.enrolment.id}),
    Visit("speakers.manage", coordinator, of_cohort),
    Visit("speakers.enter"),
    Visit("speakers.code"),
    Visit("speakers.mine"),
    Visit("speakers.replace", None, of_speaker),
    Visit("roles.give", coordinator),
    Visit("roles.give", henrik),
    Visit("roles.municipality", lambda world: world.secretary),
    Visit("roles.municipality", lambda world: world.contact),
    Visit("roles.overview", coordinator),
    Visit("roles.overview", henrik),
    Visit("roles.review", coordinator),
    Visit("roles.review_office", henrik),
    Visit("room.host", instructor, of_game),
    Visit("room.host", instructor, lambda world: {**of_shown_game(world), "moerk": 1}),
    Visit("room.join", maja),
    Visit("room.overview", instructor, of_cohort),
    Visit("room.play", maja, of_game),
    Visit("room.play", maja, of_shown_game),
    Visit("room.remembered", whose_card_was_played, of_remembered_game),
    Visit("searching.search", maja),
    Visit("searching.search", instructor),
    Visit("searching.search_cohort", maja, of_cohort),
    Visit("invitations.show"),
    Visit("single_sign_on.accounts", maja),
    Visit("single_sign_on.offer", None, lambda _world: {"domain": DOMAIN}),
    Visit("teaching.cohort", instructor, of_cohort),
    Visit("teaching.cohort", lambda world: world.undated_instructor, of_undated_cohort),
    Visit("teaching.cohorts", instructor),
    Visit("teaching.cohorts", maja),
    Visit("teaching.groups", instructor, of_cohort),
    Visit("preparing.themes", instructor, of_cohort),
    Visit("preparing.gaps", instructor, of_cohort),
    Visit("preparing.remind", instructor, of_cohort),
    Visit("preparing.mark", instructor, of_own_case),
    Visit("preparing.theme", instructor, of_theme),
)

# What answers GET with something else than a page.
NO_PAGES: Final = {
    *(
        "assignments.attachment",
        "assignments.file",
        "own_cases.attachment",
        "materials.download",
        "materials.bundle",
        "storage.get",
    ),
    *("packs.download", "enrolments.template", "pages.static_file"),  # files
    *("materials.picture", "materials.captions"),  # files too
    *(
        "materials.address",
        "storage.begun",
        "room.standing",
        "room.state",
        "packs.standing",
        "packs.pack_state",
    ),  # JSON
    *("room.wall_line", "room.phone_line"),  # go on and on
    *("credentials.follow_reset", "credentials.new_password"),  # lead nowhere without a link from a letter
    *("pages.livez", "pages.readyz", "people.token"),  # JSON
    *("pages.accessibility_statement", "pages.security_contact"),  # leads on; a text for machines
    *("vouching.follow", "vouching.arrive"),  # lead nowhere without a link from a letter
    *("invitations.arrive", "speakers.arrive"),  # lead to the page without the token
    *("single_sign_on.go", "single_sign_on.back"),  # lead to the provider, and in
    *("own_cases.move", "sparring.mark", "enrolments.confirm"),  # lead back to the page with the button
}
