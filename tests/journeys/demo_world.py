"""Whom and what of the demonstration world do we look at? Real ids, by what they are."""

from functools import cached_property
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import Select, select

from portal import clock
from portal.announcements.models import Announcement
from portal.assignments.models import Assignment, Submission, SubmissionStatus
from portal.courses.cohort_models import Cohort, CohortStaff, CourseDay, StaffRole, Venue
from portal.db import db
from portal.enrolments.models import Enrolment, EnrolmentStatus
from portal.letters.models import Letter
from portal.materials.models import Document, DocumentKind, DocumentVersion, Material
from portal.own_cases.models import HANDED_IN, OwnCase, Visibility
from portal.people.models import Person


class DemoWorld:
    """The world round Maja's cohort, two days before its course, and the one between course and follow-up day."""

    def __init__(self, rows: Flask) -> None:
        self.rows = rows

    def _first(self, statement: Select[Any]) -> Any:
        with self.rows.app_context():
            return db.session.scalars(statement.limit(1)).unique().one()

    def named(self, name: str) -> Person:
        """Somebody by name."""
        person: Person = self._first(select(Person).where(Person.name == name))
        return person

    def speak(self, person: Person, language: str) -> None:
        """Let somebody read the portal in this language."""
        with self.rows.app_context():
            db.session.get_one(Person, person.id).locale = language
            db.session.commit()

    @cached_property
    def participant(self) -> Person:
        """Maja, with a draft."""
        return self.named("Maja Bruun")

    @cached_property
    def instructor(self) -> Person:
        """Who teaches both."""
        return self._staff(self.cohort, StaffRole.INSTRUCTOR)

    @cached_property
    def coordinator(self) -> Person:
        """Who runs Maja's cohort."""
        return self._staff(self.cohort, StaffRole.COORDINATOR)

    def _staff(self, cohort: UUID, role: StaffRole) -> Person:
        works = select(Person).join(CohortStaff, CohortStaff.person_id == Person.id)
        person: Person = self._first(
            works.where(CohortStaff.cohort_id == cohort, CohortStaff.role == role).order_by(Person.name)
        )
        return person

    @cached_property
    def secretary(self) -> Person:
        """Who helps an executive board."""
        return self.named("Tove Aagaard")

    @cached_property
    def contact(self) -> Person:
        """Who is a municipality's contact."""
        return self.named("Palle Sørup-Lind")

    @cached_property
    def cohort(self) -> UUID:
        """Maja's."""
        found: UUID = self._first(select(Enrolment.cohort_id).where(Enrolment.person_id == self.participant.id))
        return found

    @cached_property
    def full(self) -> UUID:
        """The cohort with a waiting list."""
        found: UUID = self._first(select(Enrolment.cohort_id).where(Enrolment.status == EnrolmentStatus.WAITLISTED))
        return found

    @cached_property
    def full_coordinator(self) -> Person:
        """Who runs that."""
        return self._staff(self.full, StaffRole.COORDINATOR)

    @cached_property
    def waiting(self) -> Enrolment:
        """Somebody on the waiting list."""
        found: Enrolment = self._first(
            select(Enrolment).where(Enrolment.status == EnrolmentStatus.WAITLISTED).order_by(Enrolment.enrolled_at)
        )
        return found

    @cached_property
    def waiting_person(self) -> Person:
        """Who that is."""
        found: Person = self._first(select(Person).where(Person.id == self.waiting.person_id))
        return found

    @cached_property
    def undated_instructor(self) -> Person:
        """Who teaches the cohort without a date."""
        return self._staff(self.undated, StaffRole.INSTRUCTOR)

    @cached_property
    def undated_coordinator(self) -> Person:
        """Who runs it."""
        return self._staff(self.undated, StaffRole.COORDINATOR)

    @cached_property
    def day(self) -> CourseDay:
        """The first of Maja's cohort, with a programme."""
        mine = select(CourseDay).where(CourseDay.cohort_id == self.cohort).order_by(CourseDay.starts_at)
        found: CourseDay = self._first(mine)
        return found

    @cached_property
    def undated(self) -> UUID:
        """A cohort without a date, with staff."""
        dated = select(CourseDay.cohort_id)
        found: UUID = self._first(select(CohortStaff.cohort_id).where(CohortStaff.cohort_id.not_in(dated)))
        return found

    @cached_property
    def course(self) -> UUID:
        """Maja's course."""
        found: UUID = self._first(select(Cohort.course_id).where(Cohort.id == self.cohort))
        return found

    @cached_property
    def venue(self) -> Venue:
        """A place."""
        found: Venue = self._first(select(Venue).order_by(Venue.name))
        return found

    @cached_property
    def enrolment(self) -> Enrolment:
        """Maja's."""
        found: Enrolment = self._first(select(Enrolment).where(Enrolment.person_id == self.participant.id))
        return found

    @cached_property
    def announcement(self) -> Announcement:
        """One on Maja's cohort."""
        found: Announcement = self._first(
            select(Announcement).where(Announcement.cohort_id == self.cohort).order_by(Announcement.created_at)
        )
        return found

    @cached_property
    def material(self) -> Material:
        """One that Maja can open."""
        open_now = select(Material).where(Material.cohort_id == self.cohort, Material.released_at <= clock.now())
        found: Material = self._first(open_now.order_by(Material.position))
        return found

    @cached_property
    def changed_material(self) -> Material:
        """One on the instructor's cohort that has come in a second version."""
        version = DocumentVersion.document_id == Material.document_id
        found: Material = self._first(
            select(Material)
            .join(DocumentVersion, version)
            .where(Material.cohort_id == self.cohort, DocumentVersion.number == 2)
        )
        return found

    @cached_property
    def page(self) -> Material:
        """One that was written in the portal."""
        is_page = select(Document.id).where(Document.kind == DocumentKind.PAGE)
        found: Material = self._first(
            select(Material).where(Material.cohort_id == self.cohort, Material.document_id.in_(is_page))
        )
        return found

    @cached_property
    def own_case(self) -> OwnCase:
        """One that was handed in on Maja's cohort, for the case group to read."""
        here = OwnCase.cohort_id == self.cohort, OwnCase.visibility == Visibility.GROUP
        with self.rows.app_context():
            found = db.session.scalars(select(OwnCase).where(*here, OwnCase.status.in_(HANDED_IN))).all()
        return min(found, key=lambda one: one.title)

    @cached_property
    def screened_case(self) -> OwnCase:
        """One on Maja's cohort that may be shown in the room."""
        found: OwnCase = self._first(select(OwnCase).where(OwnCase.cohort_id == self.cohort, OwnCase.is_for_screen))
        return found

    @cached_property
    def author(self) -> Person:
        """Who wrote it."""
        found: Person = self._first(select(Person).where(Person.id == self.own_case.author_id))
        return found

    @cached_property
    def submission(self) -> Submission:
        """An answer with feedback."""
        found: Submission = self._first(
            select(Submission).where(Submission.status == SubmissionStatus.REVIEWED).order_by(Submission.submitted_at)
        )
        return found

    @cached_property
    def answerer(self) -> Person:
        """Who gave it."""
        found: Person = self._first(select(Person).where(Person.id == self.submission.author_id))
        return found

    @cached_property
    def assignment(self) -> Assignment:
        """The task it answers."""
        found: Assignment = self._first(select(Assignment).where(Assignment.id == self.submission.assignment_id))
        return found

    @cached_property
    def task_giver(self) -> Person:
        """Who teaches there."""
        return self._staff(self.assignment.cohort_id, StaffRole.INSTRUCTOR)

    @cached_property
    def open_assignment(self) -> Assignment:
        """A task that is open now."""
        is_open = Assignment.opens_at <= clock.now(), Assignment.deadline > clock.now()
        found: Assignment = self._first(select(Assignment).where(*is_open).order_by(Assignment.deadline))
        return found

    @cached_property
    def lacking_person(self) -> Person:
        """A participant who has not begun that task."""
        task = self.open_assignment
        begun = select(Submission.author_id).where(Submission.assignment_id == task.id)
        here = Enrolment.cohort_id == task.cohort_id, Enrolment.status == EnrolmentStatus.CONFIRMED
        seated = select(Person).join(Enrolment, Enrolment.person_id == Person.id).where(*here)
        found: Person = self._first(seated.where(Person.id.not_in(begun)).order_by(Person.name))
        return found

    @cached_property
    def letter(self) -> Letter:
        """A letter that has gone out."""
        to = self.participant
        letter = Letter(
            kind="sign_in_code", person_id=to.id, to_name=to.name, to_email=to.email, subject="Din kode",
            body="Hej Maja\n\nDin kode er 12345678\n", message_id="<axe@mitkomponent>", due_at=clock.now(),
        )  # fmt: skip
        with self.rows.app_context():
            db.session.add(letter)
            db.session.commit()
        return letter
