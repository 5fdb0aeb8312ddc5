"""What has somebody left in the portal? Forty markers in every place a person's words or files reach, and where to look for them."""

import io
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal import clock
from portal.assignments.models import Feedback, SubmissionAttachment
from portal.courses.cohort_models import CohortContact
from portal.courses.models import ContactPurpose, CourseContact
from portal.credentials.models import SignInAttempt
from portal.db import Base, db
from portal.enrolments.models import Enrolment, ImportDraft
from portal.letters.actions import post
from portal.own_cases import actions, drafts
from portal.own_cases.models import TEXT_FIELDS, OwnCase, OwnCaseComment
from portal.people.models import HeldForm, Person, SignInCode, SignInSession
from portal.sealing.rows import sealed_kinds
from portal.sparring.models import PeerAnswer, PeerConsultation
from portal.storage.actions import receive_file
from portal.storage.content import Bytes, data_key_of, put, read
from portal.storage.models import FileRendition, RenditionKind, StoredFile
from portal.storage.names import new_key
from tests.assignments.scene import make_answer, make_task
from tests.cast import Cast
from tests.own_cases.work import known, known_cohort
from tests.storage.judged import let_all_in


def rows_as_read(name: str) -> Iterator[tuple[object, ...]]:
    """All rows of a table as the portal reads them."""
    table, kind = Base.metadata.tables[name], sealed_kinds().get(name)
    if kind is None:
        yield from map(tuple, db.session.execute(select(table)))
        return
    for row in db.session.scalars(select(kind).execution_options(populate_existing=True)):
        yield tuple(getattr(row, column.name) for column in table.columns)


class Planted:
    """A participant with a marker in everything; `markers` are theirs, `kept` those of others that have to stay."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.markers: list[str] = []
        self.withheld: set[str] = set()
        self.sealed: set[str] = set()
        self.person_id: UUID
        self.email = f"{self.mark()}@eksempel.dk"
        self.keys: list[str] = []

    def mark(self, *, is_withheld: bool = False) -> str:
        """A word that stands nowhere else; a withheld one is a key, or made by the portal, and not for an export."""
        self.markers.append(f"spor{len(self.markers):02}blaabaergroed")
        self.withheld |= {self.markers[-1]} if is_withheld else set()
        return self.markers[-1]

    def mark_sealed(self) -> str:
        """A word that the database never has as it is."""
        marker = self.mark()
        self.sealed.add(marker)
        return marker

    def plant(self) -> None:
        """Leave something everywhere."""
        mark, cast = self.mark, self.cast
        person = cast.person(mark(), title=mark(), organisation=mark(), phone=mark(), biography=mark())
        person.email = self.email
        self.person_id = person.id
        db.session.merge(person)
        cast.add(Enrolment(person_id=person.id, cohort_id=cast.cohort.id, status="confirmed", remark=mark()))
        self._case(person)
        self._answer(person)
        self._people(person)
        db.session.commit()

    def _file(self, person: Person) -> StoredFile:
        """A confidential file with markers in its name, its text and the picture of its first page."""
        content = io.BytesIO(f"{self.mark_sealed()}\n".encode())
        file = receive_file(by=person, name=f"{self.mark_sealed()}.txt", stream=content)
        picture = FileRendition(file=file, kind=RenditionKind.PICTURE, key=new_key(), media_type="image/webp", size=19)
        drawn = self.mark(is_withheld=True).encode()
        put(picture.key, io.BytesIO(drawn), data_key_of(file), size=len(drawn), media_type="image/webp")
        self.sealed.add(drawn.decode())
        db.session.add(picture)
        db.session.flush()
        self.keys += [file.key, picture.key]
        return file

    def _case(self, person: Person) -> None:
        author = known(person)
        texts = {name: self.mark_sealed() for name in ("title", *TEXT_FIELDS)}
        cohort = known_cohort(self.cast.cohort)
        own_case = drafts.save_draft(cohort, by=author, version=0, texts=texts)
        file = self._file(author)
        let_all_in()
        drafts.attach_files(own_case, [file.id], by=author, most=9)
        actions.submit_own_case(own_case, by=author, form_key="planted", is_anonymised=True)
        later = {name: self.mark_sealed() for name in TEXT_FIELDS}
        drafts.save_draft(cohort, by=author, version=own_case.version, texts=later)
        rows = [OwnCaseComment(own_case_id=own_case.id, author_id=who, text=self.mark_sealed(), form_key=self.mark(is_withheld=True))
                for who in (author.id, self.cast.instructor.id)]  # fmt: skip
        db.session.add_all(rows)
        self._sparring(own_case, author)
        self.own_case_id = own_case.id

    def _sparring(self, own_case: OwnCase, author: Person) -> None:
        """Advice to the case with the author's answer, and the person's own to another's case."""
        others = drafts.save_draft(
            known_cohort(self.cast.cohort), by=known(self.cast.groupmate), version=0, texts={"title": "En anden"}
        )
        others.kept_until = clock.days_after(clock.now(), 3000)  # it stays, and the advice goes with its giver alone
        for case, giver in ((own_case, self.cast.classmate), (others, author)):
            words = {name: self.mark_sealed() for name in ("advice", "question", "concern")}
            given = PeerConsultation(own_case_id=case.id, giver_id=giver.id, saved_at=clock.now(), **words)
            db.session.add(given)
            db.session.flush()
            if case is own_case:
                answer = PeerAnswer(own_case_id=case.id, peer_consultation_id=given.id, text=self.mark_sealed())
                db.session.add(answer)

    def _answer(self, person: Person) -> None:
        task = make_task(self.cast)
        answer = make_answer(self.cast, task, person, text=self.mark_sealed(), submitted_text=self.mark_sealed())
        db.session.add(
            Feedback(
                submission_id=answer.id,
                author_id=self.cast.instructor.id,
                text=self.mark_sealed(),
                form_key=self.mark(is_withheld=True),
            )
        )
        files = [self._file(person), self._file(person)]  # one beside the answer, one nothing has claimed yet
        db.session.add(SubmissionAttachment(submission_id=answer.id, file_id=files[0].id))
        files[0].claimed_at = clock.now()
        self.submission_id = answer.id

    def _people(self, person: Person) -> None:
        mark = self.mark
        db.session.add_all(
            [
                SignInCode(person_id=None, email=self.email, code_hash=mark(is_withheld=True), expires_at=clock.now()),
                SignInSession(
                    person_id=person.id, secret_hash=mark(is_withheld=True), seen_at=clock.now(), browser=mark()
                ),
                HeldForm(person_id=person.id, path=f"/profil/{mark()}", fields={"name": [self.mark_sealed()]}),
                ImportDraft(
                    cohort_id=self.cast.cohort.id,
                    person_id=self.cast.coordinator.id,
                    file_name="deltagere.xlsx",
                    rows=[{"name": mark(is_withheld=True), "email": self.email.upper()}],
                    unused=[],
                ),
            ]
        )
        contact = {"position": 9, "purpose": ContactPurpose.CONTENT, "name": mark(), "email": self.email}
        db.session.add(CohortContact(cohort_id=self.cast.cohort.id, **contact))
        db.session.add(CourseContact(course_id=self.cast.course.id, **contact | {"name": mark()}))
        db.session.add(SignInAttempt(email=self.email, expires_at=clock.now()))
        here = f"/hold/{self.cast.cohort.id}/case"
        db.session.add(HeldForm(person_id=person.id, path=here, fields={"situation": [self.mark_sealed()]}))
        post("sign_in_code", to=person, code=mark(is_withheld=True), minutes=10)
        of_another = post("file_rejected", to=self.cast.coordinator, address="/")
        of_another.body += f"\n{self.email}"  # a letter to somebody else that names this one's address

    def found(self, *places: Path) -> set[str]:
        """Which markers still stand in these files, or in any file of these folders, as any text is kept."""
        files = [
            file for place in places for file in ([place] if place.is_file() else place.rglob("*")) if file.is_file()
        ]
        content = b"\0".join(file.read_bytes() for file in files) + b"\0".join(str(f).encode() for f in files)
        low = content.lower()
        return {marker for marker in self.markers if marker.encode() in low}

    def in_files(self) -> set[str]:
        """Which markers stand in any confidential file, or in what was made of one, opened."""
        files = db.session.scalars(
            select(StoredFile).where(StoredFile.is_sealed).options(selectinload(StoredFile.renditions))
        )
        kept = [Bytes(one.key, one.size, data_key_of(file)) for file in files for one in (file, *file.renditions)]
        content = b"\0".join(b"".join(read(one)) for one in kept)
        return {marker for marker in self.markers if marker.encode() in content}

    def in_rows(self) -> set[str]:
        """Which markers stand in any row, what is sealed opened."""
        words = "\0".join(str(row) for table in Base.metadata.sorted_tables for row in rows_as_read(table.name)).lower()
        return {marker for marker in self.markers if marker in words}
