"""What stands in the portal while rights are tried? One of everything, belonging to somebody."""

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from uuid import UUID

from sqlalchemy import select

from portal import clock
from portal.announcements.models import Announcement
from portal.assignments.models import (
    Assignment,
    AssignmentFile,
    Submission,
    SubmissionAttachment,
    SubmissionStatus,
)
from portal.courses.cohort_models import Cohort
from portal.courses.cohort_queries import days_of
from portal.credentials.models import Passkey, TrustedBrowser
from portal.db import db
from portal.dilemmas.models import Consent, Dilemma
from portal.enrolments.models import Enrolment
from portal.letters.models import Letter
from portal.materials.models import Document, DocumentVersion, Material, MaterialSection
from portal.own_cases.models import HandedInCase, OwnCase, OwnCaseAttachment, OwnCaseLift, OwnCaseStatus, Visibility
from portal.packs.models import CasePack
from portal.people.models import Person, SignInSession
from portal.people.throttle_models import KnownBrowser
from portal.preparing.models import CaseMark, Lens, Theme
from portal.roles.models import RoleGrant
from portal.room.models import DilemmaGame, Phase
from portal.single_sign_on.models import ExternalIdentity
from portal.sparring.models import PeerConsultation
from portal.speakers import visiting
from portal.speakers.actions import hashed
from portal.speakers.models import Speaker, SpeakerMaterial, SpeakerVisit
from portal.storage.current import store
from portal.storage.models import FileRendition, FileState, RenditionKind, StoredFile
from portal.vouching.models import Vouch
from tests.cast import Cast
from tests.reader import Reader

PRINCIPALS = (
    "author",
    "classmate",
    "groupmate",
    "colleague",
    "politician",
    "home_politician",
    "stranger",
    "removed",
    "waiting",
    "disabled",
    "instructor",
    "other_instructor",
    "coordinator",
    "other_coordinator",
    "chief",
    "administrator",
    "secretary",
    "contact",
)
CANARY = "Kanariefugl"


def marker(name: str) -> str:
    """The word that stands in every text of one thing of the world, and in no other."""
    return f"{CANARY}-{name.replace('_', '-')}-slut"


@dataclass
class World:
    """The rows by the name the matrix uses."""

    cast: Cast
    ids: dict[str, UUID] = field(default_factory=dict)
    confided: dict[UUID, tuple[str, UUID]] = field(
        default_factory=dict
    )  # what a case or an answer says, and its author

    def file(self, owner: Person, *, confidential: bool, claimed: bool = True) -> StoredFile:
        """A file that has come whole."""
        key = secrets.token_hex(20)
        store().put(key, BytesIO(CANARY.encode()), media_type="application/pdf", limit=99)
        return self.cast.add(
            StoredFile(
                key=key,
                name=f"{CANARY} æøå.pdf",
                media_type="application/pdf",
                size=len(CANARY),
                is_confidential=confidential,
                state=FileState.AVAILABLE,
                uploaded_by_id=owner.id,
                completed_at=clock.now(),
                claimed_at=clock.now() if claimed else None,
            )
        )

    def let_speak(self, browser: Reader) -> None:
        """The browser in which the speaker has typed the code."""
        secret = "hemmelighed for en oplægsholder"
        expires = clock.now() + timedelta(days=1)
        self.cast.add(SpeakerVisit(speaker_id=self.ids["speaker"], secret_hash=hashed(secret), expires_at=expires))
        with browser.client.session_transaction() as cookie:
            cookie[visiting.VISIT], cookie[visiting.INVITED] = secret, str(self.ids["speaker"])

    def rendition(self, file: StoredFile, kind: RenditionKind) -> None:
        """Something made of a file."""
        key = secrets.token_hex(20)
        store().put(key, BytesIO(CANARY.encode()), media_type="image/webp", limit=99)
        self.cast.add(
            FileRendition(file_id=file.id, kind=kind, key=key, media_type="image/webp", size=len(CANARY.encode()))
        )

    def case(
        self,
        author: Person,
        cohort: Cohort,
        status: OwnCaseStatus,
        visibility: Visibility = Visibility.INSTRUCTORS,
        name: str = "",
        *,
        spans_wall: bool = False,
        is_for_screen: bool = False,
    ) -> OwnCase:
        """A case with text; handed in when its status says so."""
        texts = dict.fromkeys(("title", "situation", "dilemma", "actors", "attempts", "question"), marker(name))
        told = f"fortalt-om-{name}"  # and not in the title, which lists may show
        texts["situation"] += f", {told}"
        own_case = self.cast.add(
            OwnCase(
                cohort_id=cohort.id,
                author_id=author.id,
                status=status,
                visibility=visibility,
                spans_wall=spans_wall,
                is_for_screen=is_for_screen,
                **texts,
            )
        )
        self.confided[own_case.id] = told, author.id
        if own_case.is_handed_in:
            self.cast.add(HandedInCase(own_case_id=own_case.id, submitted_at=clock.now(), **texts))
        return own_case

    def attachment(self, own_case: OwnCase, author: Person) -> OwnCaseAttachment:
        """A file beside a case, handed in with it."""
        return self.cast.add(
            OwnCaseAttachment(
                own_case_id=own_case.id,
                file_id=self.file(author, confidential=True).id,
                is_handed_in=own_case.is_handed_in,
            )
        )


def build(cast: Cast) -> World:
    """The world of the matrix: the author's things on the cohort, the stranger's on the other."""
    world = World(cast)
    for name in PRINCIPALS:
        getattr(cast, name)
    _cases(world)
    _sparring(world)
    _materials(world)
    _assignments(world)
    add_speakers(world)
    _marks(world)
    _dilemmas(world)
    _games(world)
    _rest(world)
    return world


def _cases(world: World) -> None:
    cast, ids = world.cast, world.ids
    ids["cohort"], ids["course"], ids["other_cohort"] = cast.cohort.id, cast.course.id, cast.other_cohort.id
    for name, status, visibility in (
        ("draft", OwnCaseStatus.DRAFT, Visibility.COHORT),
        ("case_for_instructors", OwnCaseStatus.SUBMITTED, Visibility.INSTRUCTORS),
        ("case_for_group", OwnCaseStatus.REVIEWED, Visibility.GROUP),
        ("case_for_cohort", OwnCaseStatus.SELECTED, Visibility.COHORT),
        ("withdrawn_case", OwnCaseStatus.WITHDRAWN, Visibility.COHORT),
        ("lifted_case", OwnCaseStatus.SUBMITTED, Visibility.COHORT),
        ("case_across", OwnCaseStatus.SUBMITTED, Visibility.COHORT),
    ):
        cohort = cast.cohort
        author = cast.author
        if name != "case_for_instructors":
            author = cast.participant(f"Forfatter {name}", home=cast.fjordby, group=1)
        own_case = world.case(
            *(author, cohort, status, visibility, name),
            spans_wall=name == "case_across",
            is_for_screen=name in {"case_for_group", "case_for_cohort", "withdrawn_case"},
        )
        ids[name] = own_case.id
        ids[f"attachment_of_{name}"] = world.attachment(own_case, author).id
    for one in (cast.colleague, cast.home_politician):
        cast.add(OwnCaseLift(own_case_id=ids["lifted_case"], person_id=one.id))
    for name, who, where in (
        ("strangers_case", cast.stranger, cast.other_cohort),
        ("removed_persons_case", cast.removed, cast.cohort),
    ):
        ids[name] = world.case(who, where, OwnCaseStatus.SUBMITTED, Visibility.COHORT, name).id

    ids["case_pack"] = cast.add(CasePack(cohort_id=cast.cohort.id, person_id=cast.instructor.id)).id


def _sparring(world: World) -> None:
    """What the groupmate has given to a case they read, and to the author's, which is for instructors alone now."""
    for name, case in (("given", "case_for_group"), ("given_to_author", "case_for_instructors")):
        words = dict.fromkeys(("advice", "question"), marker(name))
        made = PeerConsultation(
            own_case_id=world.ids[case], giver_id=world.cast.groupmate.id, saved_at=clock.now(), **words
        )
        world.ids[name] = world.cast.add(made).id


def _materials(world: World) -> None:
    cast, now = world.cast, clock.now()
    for name, released_at in (
        ("material", now - timedelta(days=1)),
        ("coming_material", now + timedelta(days=1)),
        ("hidden_material", None),
    ):
        file = world.file(cast.instructor, confidential=False)
        for kind in (RenditionKind.PICTURE, RenditionKind.TEXT):
            world.rendition(file, kind)
        captions = world.file(cast.instructor, confidential=False)
        shown = Document(versions=[DocumentVersion(number=1, file_id=file.id, captions_id=captions.id)])
        made = Material(
            cohort_id=cast.cohort.id, title=marker(name), position=1, released_at=released_at, document=shown
        )
        material = cast.add(made)
        world.ids[name] = material.id
    section = cast.add(MaterialSection(cohort_id=cast.cohort.id, title=CANARY, position=1))
    world.ids["material_section"] = section.id


def add_speakers(world: World) -> None:
    """A speaker on each cohort, who has left a file that nobody has shown yet."""
    cast = world.cast
    for prefix, person, cohort in (("", cast.speaker, cast.cohort), ("strangers_", cast.stranger, cast.other_cohort)):
        with cast.app.app_context():
            point = days_of(cohort)[0].agenda[1].id
        speaker = cast.add(Speaker(person_id=person.id, agenda_item_id=point, token_hash=f"{prefix}ukendt"))
        name = f"{prefix}speaker_material"
        shown = Document(versions=[DocumentVersion(number=1, file_id=world.file(person, confidential=False).id)])
        left = cast.add(Material(cohort_id=cohort.id, title=marker(name), position=9, document=shown))
        world.ids[f"{prefix}speaker"] = speaker.id
        world.ids[name] = cast.add(SpeakerMaterial(speaker_id=speaker.id, material_id=left.id)).id


def _marks(world: World) -> None:
    """A theme of each cohort; ours stands on the author's case."""
    cast, ids = world.cast, world.ids
    for name, cohort in (("theme", cast.cohort), ("strangers_theme", cast.other_cohort)):
        ids[name] = cast.add(Theme(cohort_id=cohort.id, name=marker(name), folded=marker(name).casefold())).id
    cast.add(CaseMark(own_case_id=ids["case_for_instructors"], theme_id=ids["theme"]))
    cast.add(CaseMark(own_case_id=ids["case_for_instructors"], lens=Lens.CHAIR))


def _dilemmas(world: World) -> None:
    """A card of an instructor's own, and cards of the author's case: in play, and not yet shown to the author."""
    cast, ids = world.cast, world.ids
    for name, case, consent in (
        ("dilemma", None, None),
        ("dilemma_of_case", ids["case_for_instructors"], Consent.GIVEN),
        ("drafted_dilemma", ids["case_for_instructors"], Consent.DRAFT),
    ):
        words = dict.fromkeys(("title", "situation", "option_1", "option_2"), marker(name))
        made = Dilemma(made_by_id=cast.instructor.id, own_case_id=case, consent=consent, **words)
        ids[name] = cast.add(made).id


def _games(world: World) -> None:
    """A game that goes on with the card of the author's case, and one of the other cohort."""
    cast, ids = world.cast, world.ids
    for name, cohort, host, dilemma in (
        ("dilemma_game", cast.cohort, cast.instructor, ids["dilemma_of_case"]),
        ("strangers_game", cast.other_cohort, cast.other_instructor, None),
    ):
        game = DilemmaGame(
            cohort_id=cohort.id,
            dilemma_id=dilemma,
            duty=None if dilemma else "lawful",
            options=2 if dilemma else 3,
            started_by_id=host.id,
            phase=Phase.FIRST,
            blind_key=bytes(32),
            form_key=name,
        )
        ids[name] = cast.add(game).id


def _assignments(world: World) -> None:
    cast, now, ids = world.cast, clock.now(), world.ids
    for name, opens_at in (("assignment", now - timedelta(days=1)), ("coming_assignment", now + timedelta(days=1))):
        assignment = cast.add(
            Assignment(
                cohort_id=cast.cohort.id,
                title=marker(name),
                opens_at=opens_at,
                deadline=now + timedelta(days=9),
                made_by_id=cast.instructor.id,
            )
        )
        file = world.file(cast.instructor, confidential=False)
        ids[name] = assignment.id
        ids[f"file_of_{name}"] = cast.add(AssignmentFile(assignment_id=assignment.id, file_id=file.id)).id
    for name, author, status in (
        ("submission", cast.author, SubmissionStatus.SUBMITTED),
        ("draft_submission", cast.colleague, SubmissionStatus.DRAFT),
    ):
        submission = cast.add(
            Submission(
                assignment_id=ids["assignment"],
                author_id=author.id,
                text=marker(name),
                submitted_text=marker(name),
                status=status,
                submitted_at=now,
            )
        )
        file = world.file(author, confidential=True)
        ids[name], world.confided[submission.id] = submission.id, (marker(name), author.id)
        ids[f"attachment_of_{name}"] = cast.add(
            SubmissionAttachment(
                submission_id=submission.id, file_id=file.id, is_handed_in=status is SubmissionStatus.SUBMITTED
            )
        ).id


def _rest(world: World) -> None:
    cast, ids = world.cast, world.ids
    ids["announcement"] = cast.add(
        Announcement(
            cohort_id=cast.cohort.id,
            author_id=cast.coordinator.id,
            subject=marker("announcement"),
            body=marker("announcement"),
            recipients=4,
            form_key="æ",
        )
    ).id
    with cast.app.app_context():
        wanted = select(Enrolment.id).where(
            Enrolment.cohort_id == cast.cohort.id, Enrolment.person_id == cast.author.id
        )
        ids["enrolment"] = db.session.scalars(wanted).one()
        ids["course_day"] = days_of(cast.cohort)[0].id
        for name, whose in (("role_on_cohort", cast.secretary), ("role_everywhere", cast.contact)):
            ids[name] = db.session.scalars(select(RoleGrant.id).where(RoleGrant.person_id == whose.id)).one()
    ids["venue"] = cast.strandgaarden.id
    ids["open_file"] = cast.add(
        StoredFile(
            key="åben",
            name="på vej.pdf",
            media_type="application/pdf",
            size=9,
            is_confidential=False,
            uploaded_by_id=cast.instructor.id,
            upload_id="ukendt",
            part_size=9,
        )
    ).id
    ids["strangers_file"] = world.file(cast.stranger, confidential=True, claimed=False).id
    ids["strangers_material_file"] = world.file(cast.other_instructor, confidential=False, claimed=False).id
    ids["strangers_section"] = cast.add(MaterialSection(cohort_id=cast.other_cohort.id, title=CANARY, position=1)).id
    ids["stored_file"] = world.file(cast.author, confidential=True, claimed=False).id
    ids["sign_in_session"] = cast.add(
        SignInSession(person_id=cast.author.id, secret_hash="0" * 64, seen_at=clock.now())
    ).id
    account = ExternalIdentity(person_id=cast.author.id, issuer="https://login.eksempel.dk", subject=CANARY)
    ids["external_identity"] = cast.add(account).id
    later = clock.now() + timedelta(days=30)
    ids["passkey"] = cast.add(
        Passkey(person_id=cast.author.id, credential_id=b"noegle", public_key=b"", name="Chrome på Windows")
    ).id
    ids["trusted_browser"] = cast.add(
        TrustedBrowser(person_id=cast.author.id, secret_hash="ukendt", browser="Chrome på Windows", expires_at=later)
    ).id
    word = Vouch(
        person_id=cast.author.id,
        by_id=cast.coordinator.id,
        reason=CANARY,
        is_for_staff=False,
        expires_at=later,
    )
    ids["vouch"] = cast.add(word).id
    known = KnownBrowser(person_id=cast.author.id, secret_hash="ukendt", seen_at=clock.now())
    ids["known_browser"] = cast.add(known).id
    ids["letter"] = cast.add(
        Letter(kind="x", to_name="Maja", to_email="m@eksempel.dk", subject="Hej", body="Hej", message_id="<1@x>")
    ).id
