"""With which values is each letter shown? One sample per letter and per turn it can take; a letter without one fails a test.

Named like the template, or `<template>-<turn>`. After a letter has changed on purpose: `WRITE_LETTERS=1 pytest tests/letters`.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from portal.courses.cohort_models import Cohort, CohortContact
from portal.courses.models import Course
from portal.enrolments.letters import Facts
from portal.enrolments.queries import CourseTime
from portal.receipts.models import Receipt
from portal.roles.letters import News

COURSE = "Politisk betjening i praksis"
ADDRESS = "https://portal.eksempel.dk/case/0b0f4a52-6c1f-4d3e-9d5b-1f7f3a8f1c11"
SIGN_IN = "https://portal.eksempel.dk/log-ind"
LINK = "https://portal.eksempel.dk/invitation/3kQy0s8mZ5uV1wXc7bNf2aLd9eHg4jRt6iPoKxYzTqE"
HELP = "https://portal.eksempel.dk/log-ind/hjaelp/3kQy0s8mZ5uV1wXc7bNf2aLd9eHg4jRt6iPoKxYzTqE"
NOON = datetime(2026, 11, 26, 11, 0, tzinfo=UTC)
DEADLINE = datetime(2026, 11, 10, 22, 59, tzinfo=UTC)

DELETED = {"course": COURSE, "made_at": DEADLINE, "at": NOON, "checksum": "3f5a" * 16, "key": "9c1e" * 16}


def facts(**changes: object) -> Facts:
    """What letters about a place tell."""
    known: dict[str, object] = {
        "course": COURSE,
        "time": CourseTime(NOON, NOON.replace(day=27)),
        "binding_after": DEADLINE,
        "is_binding": False,
        "contact": CohortContact(name="Fatima Karlsen", email="fatima.karlsen@eksempel.dk", phone="12 34 56 78"),
        "cohort_id": UUID(int=3),
    }
    return Facts(**{**known, **changes})  # type: ignore[arg-type]


def cohort() -> Cohort:
    """What letters about a role are for."""
    return Cohort(name="Hold 3", course=Course(title=COURSE))


def receipt(**changes: object) -> Receipt:
    """Proof of a hand-in."""
    known = {"id": UUID(int=7), "number": 2, "at": DEADLINE, "sha256": "3f5a" * 16, "is_late": False}
    return Receipt(**{**known, **changes})


SAMPLES: dict[str, Callable[[], dict[str, object]]] = {
    "sign_in_code": lambda: {"code": "04938271", "minutes": 10},
    "identity_linked": lambda: {"provider": "Aarhus Kommune"},
    "identity_unlinked": lambda: {"provider": "Aarhus Kommune"},
    "invitation": lambda: {"facts": facts(), "address": LINK},
    "invitation-binding": lambda: {"facts": facts(is_binding=True), "address": LINK},
    "invitation-undated": lambda: {"facts": facts(time=None, binding_after=None, contact=None), "address": LINK},
    "announcement": lambda: {
        "headline": "Toget går fem minutter senere",
        "words": "Kære alle\n\nVi venter på jer ved stationen. Tag “en god case” med.",
        "course": COURSE,
        "author": "Fatima Karlsen",
        "address": "https://portal.eksempel.dk/opslag/0b0f4a52-6c1f-4d3e-9d5b-1f7f3a8f1c11",
    },
    "waitlisted": lambda: {"facts": facts(), "position": 3},
    "role_given": lambda: {"news": News("board_secretary", cohort(), "Vejle"), "address": SIGN_IN},
    "role_given-contact": lambda: {"news": News("municipal_contact", None, "Vejle"), "address": SIGN_IN},
    "role_given-coordinator": lambda: {"news": News("coordinator"), "address": SIGN_IN},
    "role_given-coordinator-of-all": lambda: {"news": News("coordinator_of_all"), "address": SIGN_IN},
    "role_given-administrator": lambda: {"news": News("administrator"), "address": SIGN_IN},
    "role_invitation": lambda: {"news": News("instructor", cohort()), "address": LINK},
    "role_invitation-coordinator": lambda: {"news": News("coordinator", cohort()), "address": LINK},
    "speaker_invited": lambda: {
        "at": NOON,
        "course": COURSE,
        "venue": "Strandgården",
        "contact": facts().contact,
        "ends_at": DEADLINE,
        "address": LINK.replace("invitation", "oplaeg/brev"),
    },
    "dilemma_asked": lambda: {
        "address": "https://portal.eksempel.dk/dilemma/0b0f4a52-6c1f-4d3e-9d5b-1f7f3a8f1c11",
    },
    "place_confirmed": lambda: {"facts": facts(), "address": LINK},
    "place_cancelled": lambda: {"facts": facts()},
    "material_changed": lambda: {
        "course": COURSE,
        "address": "https://portal.eksempel.dk/materiale/0b0f4a52-6c1f-4d3e-9d5b-1f7f3a8f1c11",
    },
    "account_erased": dict,
    "ways_changed": lambda: {"address": ADDRESS},
    "recovery_code_used": lambda: {"address": ADDRESS},
    "no_password": lambda: {"address": ADDRESS},
    "forgotten_password": lambda: {"address": ADDRESS, "minutes": 30},
    "vouched": lambda: {"address": HELP, "by": ["Fatima Karlsen", "Henrik Østergaard Lund"], "hours": 2},
    "vouch_begun": lambda: {"by": "Fatima Karlsen"},
    "second_step_replaced": lambda: {"address": ADDRESS},
    "own_case_goes": lambda: {"course": COURSE, "goes_at": NOON, "address": ADDRESS},
    "work_deleted": lambda: {**DELETED, "is_case": True},
    "work_deleted-answer": lambda: {**DELETED, "is_case": False},
    "file_rejected": lambda: {"address": ADDRESS},
    "own_case_received": lambda: {"course": COURSE, "receipt": receipt(), "address": ADDRESS},
    "own_case_received-late": lambda: {"course": COURSE, "receipt": receipt(is_late=True), "address": ADDRESS},
    "own_case_commented": lambda: {"course": COURSE, "is_by_author": False, "address": ADDRESS},
    "own_case_commented-by_author": lambda: {"course": COURSE, "is_by_author": True, "address": ADDRESS},
    "peer_advice": lambda: {"course": COURSE, "address": ADDRESS},
    "own_case_lacking": lambda: {
        "course": COURSE,
        "deadline": NOON,
        "author": "Ingrid Solbjerg",
        "words": "Vi glæder os.",
        "address": ADDRESS,
    },
    "own_case_lacking-without_deadline": lambda: {
        "course": COURSE,
        "deadline": None,
        "author": "Ingrid Solbjerg",
        "words": "",
        "address": ADDRESS,
    },
    "submission_received": lambda: {"receipt": receipt(), "address": ADDRESS},
    "submission_received-late": lambda: {"receipt": receipt(is_late=True), "address": ADDRESS},
    "submission_answered": lambda: {"instructor": "Ingrid Solbjerg", "address": ADDRESS},
}
