"""Which words are planted in the cases of a cohort and all round them, and who may ever see each? Stated by hand."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from itertools import count
from typing import NamedTuple
from uuid import UUID

from portal import clock
from portal.courses.cohort_models import Cohort, StaffRole
from portal.db import db
from portal.enrolments.models import EnrolmentStatus
from portal.masking.replacing import Mask
from portal.own_cases.masks import OWN, keep_masks, texts_for_readers
from portal.own_cases.models import (
    HandedInCase,
    OwnCase,
    OwnCaseAttachment,
    OwnCaseComment,
    OwnCaseLift,
    OwnCaseStatus,
    Visibility,
)
from portal.people.models import Municipality, Person
from portal.storage.actions import claim_files, receive_file
from portal.storage.models import StoredFile
from tests.access.world import PRINCIPALS
from tests.cast import Cast
from tests.storage.judged import let_in

FIELDS = ("title", "situation", "dilemma", "actors", "attempts", "question")
COMMON = "Kvidderfugl"  # stands beside every marker, to be searched for
MARKER = re.compile(r"mrk\d{3}q")
# Besides those of the matrix: who teaches the cohort and works where the author does, and who was in the author's group.
CRAWLERS = ("anonymous", "speaker", *PRINCIPALS, "home_instructor", "ungrouped")

STAFF = frozenset({"instructor", "home_instructor"})
OFFICIALS_ELSEWHERE = frozenset({"classmate", "groupmate", "ungrouped"})
TEAM = OFFICIALS_ELSEWHERE | {"author", "colleague", "politician", "home_politician"}
INSTRUCTOR = frozenset({"instructor"})
NOBODY: frozenset[str] = frozenset()


class Plan(NamedTuple):
    """A case: whose it is, for which circle, and who besides the author reads what was handed in."""

    name: str
    visibility: str
    readers: frozenset[str]
    author: str = ""  # one of the cast; else somebody of their own
    home: str = "fjordby"
    group: int | None = 1
    is_elected: bool = False
    status: OwnCaseStatus = OwnCaseStatus.SUBMITTED
    spans_wall: bool = False
    lifted_for: str = ""
    has_files: bool = False


CASES = (
    Plan("mine", "instructors", INSTRUCTOR, author="author", has_files=True),
    Plan("for_group", "group", INSTRUCTOR | {"groupmate"}, status=OwnCaseStatus.REVIEWED, has_files=True),
    Plan("for_cohort", "cohort", INSTRUCTOR | OFFICIALS_ELSEWHERE, status=OwnCaseStatus.SELECTED, has_files=True),
    Plan("withdrawn", "cohort", NOBODY, status=OwnCaseStatus.WITHDRAWN, has_files=True),
    Plan("draft", "cohort", NOBODY, author="classmate", status=OwnCaseStatus.DRAFT, has_files=True),
    Plan("for_colleague", "cohort", INSTRUCTOR | OFFICIALS_ELSEWHERE | {"colleague"}, lifted_for="colleague"),
    Plan(
        "for_politician",
        "cohort",
        INSTRUCTOR | OFFICIALS_ELSEWHERE | {"home_politician"},
        lifted_for="home_politician",
    ),
    Plan("for_home_instructor", "instructors", STAFF, lifted_for="home_instructor", has_files=True),
    Plan("across", "cohort", INSTRUCTOR | OFFICIALS_ELSEWHERE | {"politician"}, spans_wall=True),
    Plan("group_across", "group", INSTRUCTOR | {"groupmate", "politician"}, spans_wall=True),
    Plan("of_politician", "cohort", STAFF | {"home_politician"}, author="politician", has_files=True),
    Plan("of_elected_group", "group", INSTRUCTOR | {"politician"}, is_elected=True),
    Plan(
        "from_afar",
        "cohort",
        STAFF | OFFICIALS_ELSEWHERE | {"author", "colleague"},
        home="havn",
        group=2,
        has_files=True,
    ),
    Plan("afar_for_group", "group", STAFF | {"classmate"}, home="havn", group=2),
    Plan(
        "afar_lifted",
        "cohort",
        STAFF | OFFICIALS_ELSEWHERE | {"author", "colleague", "politician"},
        home="havn",
        lifted_for="politician",
    ),
    Plan("afar_ungrouped", "group", STAFF, home="havn", group=None),
    Plan("of_removed", "cohort", NOBODY, author="removed"),
    Plan("of_stranger", "cohort", frozenset({"other_instructor"}), author="stranger"),
    Plan("elsewhere", "cohort", frozenset({"other_instructor", "stranger"})),
)
ON_OTHER_COHORT = {"of_stranger", "elsewhere"}


@dataclass
class Planted:
    """What stands where, and the addresses of the things it stands in."""

    cast: Cast
    may_see: dict[str, frozenset[str]] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)
    ids: dict[str, list[UUID]] = field(default_factory=dict)
    cases: dict[str, UUID] = field(default_factory=dict)
    _numbers: "count[int]" = field(default_factory=count)

    def word(self, about: str, who: Iterable[str]) -> str:
        """A text with a word that stands nowhere else."""
        marker = f"mrk{next(self._numbers):03}q"
        self.may_see[marker], self.about[marker] = frozenset(who) & frozenset(CRAWLERS), about
        return f"{COMMON} {marker}"

    def words(self, about: str, who: Iterable[str], names: Iterable[str]) -> dict[str, str]:
        """The same for several fields."""
        return {name: self.word(f"{about}.{name}", who) for name in names}

    def known(self, argument: str, one: UUID) -> UUID:
        """A thing with an address."""
        self.ids.setdefault(argument, []).append(one)
        return one

    def file(self, about: str, who: frozenset[str], by: Person) -> StoredFile:
        """A confidential file whose name and whose content hold a word each."""
        name, content = self.word(f"{about}.name", who), self.word(f"{about}.content", who)
        file = receive_file(by=by, name=f"{name}.txt", stream=BytesIO(content.encode()))
        claim_files([file.id], by=by, confidential=True, most=1)
        return let_in(file)


def plant_cases(cast: Cast) -> Planted:
    """Everybody who will look, and the cases; inside an app context."""
    planted = Planted(cast)
    for name in PRINCIPALS:
        getattr(cast, name)
    havn = db.session.get_one(Municipality, "101")
    homes = {"fjordby": cast.fjordby, "aaby": cast.aaby, "havn": havn}
    cast.home_instructor = cast.staff("Inger Fjord", cast.cohort, StaffRole.INSTRUCTOR, home=cast.fjordby)  # type: ignore[attr-defined]
    cast.ungrouped = cast.participant("Udo Åby", home=cast.aaby)  # type: ignore[attr-defined]
    for plan in CASES:
        cohort = cast.other_cohort if plan.name in ON_OTHER_COHORT else cast.cohort
        author = getattr(cast, plan.author) if plan.author else _author(cast, plan, homes[plan.home], cohort)
        planted.cases[plan.name] = planted.known("own_case_id", _case(planted, plan, author, cohort))
    db.session.commit()
    return planted


def _author(cast: Cast, plan: Plan, home: Municipality, cohort: Cohort) -> Person:
    person = cast.person(f"Forfatter {plan.name.replace('_', ' ')}", home=home)
    cast.enrol(person, cohort, EnrolmentStatus.CONFIRMED, case_group=plan.group, is_elected=plan.is_elected)
    return person


def _case(planted: Planted, plan: Plan, author: Person, cohort: Cohort) -> UUID:
    mine = frozenset({plan.author} if plan.author else ())
    reads = mine | plan.readers
    texts = planted.words(plan.name, reads, FIELDS)
    original = planted.word(f"{plan.name}.original", mine)
    own_case = OwnCase(
        cohort_id=cohort.id,
        author_id=author.id,
        status=plan.status,
        visibility=Visibility(plan.visibility),
        spans_wall=plan.spans_wall,
        **{**texts, "actors": f"{texts['actors']} {original}"},
    )
    hidden = MARKER.findall(original)[0]
    keep_masks(own_case, [Mask((hidden,), planted.word(f"{plan.name}.instead", reads), OWN)])
    db.session.add(own_case)
    db.session.flush()
    if plan.lifted_for:
        lifted = getattr(planted.cast, plan.lifted_for)
        db.session.add(OwnCaseLift(own_case_id=own_case.id, person_id=lifted.id))
    if plan.status is not OwnCaseStatus.DRAFT:
        _hand_in(planted, plan, own_case, author)
    if plan.has_files:
        _attach(planted, plan, own_case, author)
    return own_case.id


def _hand_in(planted: Planted, plan: Plan, own_case: OwnCase, author: Person) -> None:
    """An earlier version, the one that counts, a draft that goes on, and two remarks."""
    mine = frozenset({plan.author} if plan.author else ())
    earlier = planted.words(f"{plan.name}.earlier", mine, ["situation"])
    blank = dict.fromkeys(FIELDS, "")
    later = texts_for_readers(own_case)
    at = clock.now()
    db.session.add(HandedInCase(own_case_id=own_case.id, submitted_at=at, is_current=False, **{**blank, **earlier}))
    db.session.add(HandedInCase(own_case_id=own_case.id, submitted_at=at, **later))
    own_case.question = planted.word(f"{plan.name}.draft", mine)
    reviewers = mine | (plan.readers & (STAFF | {"other_instructor"}))
    taught_by = "other_instructor" if plan.name in ON_OTHER_COHORT else "instructor"
    teacher: Person = getattr(planted.cast, taught_by)
    for about, by, own in (("remark", author, mine), ("reply", teacher, frozenset({taught_by}))):
        text = planted.word(f"{plan.name}.{about}", reviewers | own)  # one's own words stay among “Mine oplysninger”
        db.session.add(OwnCaseComment(own_case_id=own_case.id, author_id=by.id, text=text, form_key=text))


def _attach(planted: Planted, plan: Plan, own_case: OwnCase, author: Person) -> None:
    """A file that was handed in, and one that came later and only the author has."""
    mine = frozenset({plan.author} if plan.author else ())
    for about, who, is_handed_in in (("file", mine | plan.readers, True), ("draft_file", mine, False)):
        if is_handed_in and plan.status is OwnCaseStatus.DRAFT:
            continue
        file = planted.file(f"{plan.name}.{about}", who, author)
        attachment = OwnCaseAttachment(own_case_id=own_case.id, file_id=file.id, is_handed_in=is_handed_in)
        db.session.add(attachment)
        db.session.flush()
        planted.known("own_case_attachment_id", attachment.id)
