"""What is planted upon the cases: advice of the case group, instructors' themes, a yes to the wall, and packs that were made?"""

from sqlalchemy import select

from portal import clock
from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.own_cases.models import OwnCase
from portal.own_cases.perspectives import Perspective
from portal.packs.models import CasePack
from portal.people.models import Person
from portal.preparing.models import CaseMark, Lens, Theme
from portal.sparring.models import PeerAnswer, PeerConsultation
from portal.typesetting.packs import make_due_packs
from tests.access.planting import CASES, FIELDS, NOBODY, ON_OTHER_COHORT, STAFF, Plan, Planted
from tests.reader import Reader

PLANS = {plan.name: plan for plan in CASES}
TEACHERS = ("instructor", "home_instructor", "other_instructor")
# To which case, by whom, and whether the giver may still read it, and so what its author answers; None: no answer yet.
GIVEN = (
    ("mine", "groupmate", False),  # its circle is smaller now
    ("mine", "ungrouped", None),
    ("for_group", "groupmate", True),
    ("for_group", "ungrouped", False),
    ("for_group", "removed", False),
    ("for_cohort", "colleague", None),
    ("withdrawn", "groupmate", False),
    ("of_politician", "classmate", False),  # another group
    ("from_afar", "author", False),
    ("group_across", "politician", True),
    ("elsewhere", "stranger", False),
)
THEMED = ("mine", "for_group", "withdrawn", "of_removed", "of_politician", "of_stranger")
SAID_YES = {"for_group", "for_cohort", "withdrawn", "draft", "from_afar", "of_politician", "of_removed", "elsewhere"}
# By whom whose author said so is shown in the room: handed in, for the whole cohort, by somebody who has a place.
ON_WALL = {
    "instructor": {"for_cohort", "from_afar", "of_politician"},
    "home_instructor": {"from_afar", "of_politician"},
    "other_instructor": {"elsewhere"},
}


def plant_upon(planted: Planted) -> None:
    """All that but the packs; inside an app context."""
    for case, giver, reads_on in GIVEN:
        _advice(planted, PLANS[case], giver, reads_on=reads_on)
    for case in THEMED:
        _theme(planted, case, mine_of(PLANS[case]))
    _theme(planted, "", NOBODY)
    for name in SAID_YES:
        db.session.get_one(OwnCase, planted.cases[name]).is_for_screen = True
    db.session.commit()


def mine_of(plan: Plan) -> frozenset[str]:
    """The author, when it is one of those who look."""
    return frozenset({plan.author} if plan.author else ())


def _advice(planted: Planted, plan: Plan, giver: str, *, reads_on: bool | None) -> None:
    mine, own_case_id = mine_of(plan), planted.cases[plan.name]
    about, between = f"{giver} to {plan.name}", mine | {giver}
    given = PeerConsultation(
        own_case_id=own_case_id,
        giver_id=getattr(planted.cast, giver).id,
        perspective=Perspective.PRESS,
        saved_at=clock.now(),
        **planted.words(about, between, ("advice", "question")),
        concern=planted.word(f"{about}.concern", between | plan.readers),
    )
    db.session.add(given)
    db.session.flush()
    planted.known("peer_consultation_id", given.id)
    if reads_on is None:
        return
    answer = planted.word(f"{about}.answer", between if reads_on else mine)
    db.session.add(PeerAnswer(own_case_id=own_case_id, peer_consultation_id=given.id, text=answer))


def _theme(planted: Planted, case: str, mine: frozenset[str]) -> None:
    """A theme on a case, and one on none: for all who teach the cohort, and for the author of what it stands on."""
    is_elsewhere = case in ON_OTHER_COHORT
    name = planted.word(f"theme of {case}", mine | ({"other_instructor"} if is_elsewhere else STAFF))
    cohort = planted.cast.other_cohort if is_elsewhere else planted.cast.cohort
    theme = Theme(cohort_id=cohort.id, name=name, folded=name.casefold())
    db.session.add(theme)
    db.session.flush()
    planted.known("theme_id", theme.id)
    if case:
        db.session.add(CaseMark(own_case_id=planted.cases[case], theme_id=theme.id))
        db.session.add(CaseMark(own_case_id=planted.cases[case], lens=Lens.OPEN_ABOUT_FAULTS))


def make_packs(planted: Planted) -> None:
    """Let each instructor order a PDF and the worker make them."""
    cast = planted.cast
    for name in TEACHERS:
        person: Person = getattr(cast, name)
        assert (
            Reader(cast.app).sign_in(person).post(f"/undervisning/{taught_by(planted, name).id}/casesamling").status
            == 303
        )
    with cast.app.app_context():
        assert make_due_packs() == len(TEACHERS)
        for pack in db.session.scalars(select(CasePack.id)):
            planted.known("case_pack_id", pack)


def taught_by(planted: Planted, name: str) -> Cohort:
    """Where somebody teaches."""
    return planted.cast.other_cohort if name == "other_instructor" else planted.cast.cohort


def handed_in_words(planted: Planted, case: str) -> set[str]:
    """The words of what was handed in, as readers see them."""
    wanted = {f"{case}.{name}" for name in (*FIELDS, "instead")}
    return {one for one, about in planted.about.items() if about in wanted}


def gathered_for(planted: Planted, teacher: str) -> set[str]:
    """All that stands in the pack of an instructor: the cases they may read, under their themes."""
    cases = {plan.name for plan in CASES if teacher in plan.readers}
    themes = {one for one, about in planted.about.items() if about in {f"theme of {case}" for case in cases}}
    return themes.union(*(handed_in_words(planted, case) for case in cases))
