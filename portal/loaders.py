"""How is the thing an address names fetched, with the parents its rule asks about?"""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.interfaces import ORMOption

from portal.announcements.models import Announcement
from portal.assignments.models import Assignment, AssignmentFile, Submission, SubmissionAttachment
from portal.courses.cohort_models import Cohort, CourseDay, Venue
from portal.courses.models import Course
from portal.credentials.models import Passkey, TrustedBrowser
from portal.db import Model, db
from portal.dilemmas.models import Dilemma
from portal.enrolments.models import Enrolment
from portal.letters.models import Letter
from portal.materials.models import Material, MaterialSection
from portal.own_cases.models import OwnCase, OwnCaseAttachment
from portal.packs.models import CasePack
from portal.people.models import Person, SignInSession
from portal.people.throttle_models import KnownBrowser
from portal.preparing.models import Theme
from portal.roles.models import RoleGrant
from portal.room.models import DilemmaGame
from portal.sealing.rows import unopened
from portal.single_sign_on.models import ExternalIdentity
from portal.sparring.models import PeerConsultation
from portal.speakers.models import Speaker, SpeakerMaterial
from portal.speakers.queries import WHOLE
from portal.storage.models import StoredFile
from portal.vouching.models import Vouch


def _by_id(kind: type[Model], *options: ORMOption) -> Callable[..., Any]:
    statement = select(kind).options(*options).where(kind.id == bindparam("wanted"))
    anew = statement.execution_options(populate_existing=True)

    def load(wanted: UUID, *, is_anew: bool = False) -> Any:
        return db.session.scalars(anew if is_anew else statement, {"wanted": wanted}).unique().one_or_none()

    return load


_case = joinedload(OwnCaseAttachment.own_case)
_given = joinedload(PeerConsultation.own_case)
_answer = joinedload(SubmissionAttachment.submission)

LOADERS: Final[dict[type, Callable[..., Any]]] = {
    Course: _by_id(Course),
    Cohort: _by_id(Cohort, joinedload(Cohort.course)),
    CourseDay: _by_id(CourseDay, joinedload(CourseDay.cohort).joinedload(Cohort.course)),
    Venue: _by_id(Venue),
    Enrolment: _by_id(Enrolment, joinedload(Enrolment.person), joinedload(Enrolment.cohort).joinedload(Cohort.course)),
    Announcement: _by_id(
        Announcement,
        joinedload(Announcement.cohort).joinedload(Cohort.course),
        joinedload(Announcement.author),
    ),
    Material: _by_id(Material, joinedload(Material.cohort).joinedload(Cohort.course)),
    MaterialSection: _by_id(MaterialSection, joinedload(MaterialSection.cohort)),
    OwnCase: _by_id(
        OwnCase,
        joinedload(OwnCase.cohort).joinedload(Cohort.course),
        joinedload(OwnCase.author).joinedload(Person.municipality),
        joinedload(OwnCase.enrolment),
        joinedload(OwnCase.handed_in),
        joinedload(OwnCase.lifts),
    ),
    OwnCaseAttachment: _by_id(
        OwnCaseAttachment,
        _case.joinedload(OwnCase.enrolment),
        _case.joinedload(OwnCase.author),
        _case.joinedload(OwnCase.cohort),
        _case.joinedload(OwnCase.lifts),
        joinedload(OwnCaseAttachment.file),
    ),
    Dilemma: _by_id(
        Dilemma,
        joinedload(Dilemma.own_case).joinedload(OwnCase.cohort).joinedload(Cohort.course),
        joinedload(Dilemma.own_case).joinedload(OwnCase.author),
        joinedload(Dilemma.own_case).joinedload(OwnCase.enrolment),
        joinedload(Dilemma.own_case).joinedload(OwnCase.lifts),
    ),
    Theme: _by_id(Theme, joinedload(Theme.cohort).joinedload(Cohort.course)),
    DilemmaGame: _by_id(
        DilemmaGame,
        joinedload(DilemmaGame.cohort).joinedload(Cohort.course),
        joinedload(DilemmaGame.dilemma).joinedload(Dilemma.own_case).joinedload(OwnCase.author),
    ),
    PeerConsultation: _by_id(
        PeerConsultation,
        _given.joinedload(OwnCase.cohort).joinedload(Cohort.course),
        _given.joinedload(OwnCase.author),
        _given.joinedload(OwnCase.enrolment),
        _given.joinedload(OwnCase.handed_in),
        _given.joinedload(OwnCase.lifts),
        joinedload(PeerConsultation.giver),
        joinedload(PeerConsultation.answer),
    ),
    CasePack: _by_id(CasePack, *unopened(CasePack), joinedload(CasePack.cohort).joinedload(Cohort.course)),
    Assignment: _by_id(Assignment, joinedload(Assignment.cohort).joinedload(Cohort.course)),
    AssignmentFile: _by_id(
        AssignmentFile,
        joinedload(AssignmentFile.assignment).joinedload(Assignment.cohort),
        joinedload(AssignmentFile.file),
    ),
    Submission: _by_id(
        Submission,
        joinedload(Submission.assignment).joinedload(Assignment.cohort).joinedload(Cohort.course),
        joinedload(Submission.author),
    ),
    SubmissionAttachment: _by_id(
        SubmissionAttachment, _answer.joinedload(Submission.assignment), joinedload(SubmissionAttachment.file)
    ),
    RoleGrant: _by_id(RoleGrant),
    Speaker: _by_id(Speaker, *WHOLE),
    SpeakerMaterial: _by_id(
        SpeakerMaterial, joinedload(SpeakerMaterial.material).joinedload(Material.cohort).joinedload(Cohort.course)
    ),
    StoredFile: _by_id(StoredFile),
    SignInSession: _by_id(SignInSession),
    ExternalIdentity: _by_id(ExternalIdentity),
    Passkey: _by_id(Passkey),
    TrustedBrowser: _by_id(TrustedBrowser),
    KnownBrowser: _by_id(KnownBrowser),
    Letter: _by_id(Letter),
    Vouch: _by_id(Vouch),
}
