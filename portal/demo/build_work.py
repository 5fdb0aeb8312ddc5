"""What have people written in the demonstration world, and what was answered?"""

from datetime import datetime

from portal.assignments.models import Feedback, Submission, SubmissionStatus
from portal.db import db
from portal.demo.content.cases import OWN_CASES, SUBMISSIONS
from portal.demo.content.shapes import OwnCasePlan, SubmissionPlan
from portal.demo.world import PLANS, World
from portal.own_cases.models import TEXT_FIELDS, HandedInCase, OwnCase, OwnCaseComment, OwnCaseStatus, Visibility
from portal.own_cases.perspectives import Perspective
from portal.people.models import Person
from portal.preparing.actions import folded
from portal.preparing.models import CaseMark, Lens, Theme
from portal.receipts.actions import give_receipt
from portal.sparring.models import PeerConsultation


def _receipt(
    person: Person, subject: OwnCase | Submission, fields: dict[str, str], at: datetime, *, is_late: bool
) -> None:
    given = give_receipt(
        by=person, subject_id=subject.id, form_key=f"demo-{subject.id}", fields=fields, files=[], is_late=is_late
    )
    given.receipt.at = at


def _own_case(world: World, plan: OwnCasePlan) -> None:
    cohort, author = world.cohorts[plan.cohort], world.people[plan.author]
    texts = {name: getattr(plan, name) for name in ("title", *TEXT_FIELDS)}
    submitted_at = world.past(plan.submitted, PLANS[plan.cohort]) if plan.submitted else None
    own_case = OwnCase(
        cohort_id=cohort.id,
        author_id=author.id,
        visibility=Visibility(plan.visibility),
        is_for_screen=plan.status == "selected" and plan.visibility == "cohort",
        status=OwnCaseStatus(plan.status),
        created_at=world.past(plan.begun, PLANS[plan.cohort]),
        saved_at=submitted_at or world.past(plan.begun, PLANS[plan.cohort]),
        **texts,
    )
    world.own_cases[plan.key] = own_case
    db.session.add(own_case)
    db.session.flush()
    if submitted_at is not None:
        is_late = cohort.own_case_deadline is not None and submitted_at > cohort.own_case_deadline
        db.session.add(HandedInCase(own_case_id=own_case.id, submitted_at=submitted_at, is_late=is_late, **texts))
        _receipt(author, own_case, texts, submitted_at, is_late=is_late)
    for number, comment in enumerate(plan.comments):
        db.session.add(
            OwnCaseComment(
                own_case_id=own_case.id,
                author_id=world.people[comment.by].id,
                text=comment.text,
                created_at=world.past(comment.at, PLANS[plan.cohort]),
                form_key=f"demo-{own_case.id}-{number}",
            )
        )


def _themes(world: World) -> dict[tuple[str, str], Theme]:
    named = sorted({(plan.cohort, name) for plan in OWN_CASES for name in plan.themes})
    themes = {
        (cohort, name): Theme(cohort=world.cohorts[cohort], name=name, folded=folded(name)) for cohort, name in named
    }
    db.session.add_all(themes.values())
    db.session.flush()
    return themes


def _prepared(world: World, plan: OwnCasePlan, themes: dict[tuple[str, str], Theme]) -> None:
    own_case = world.own_cases[plan.key]
    db.session.add_all(CaseMark(own_case_id=own_case.id, theme_id=themes[plan.cohort, name].id) for name in plan.themes)
    db.session.add_all(CaseMark(own_case_id=own_case.id, lens=Lens(lens)) for lens in plan.lenses)
    for one in plan.advice:
        at = world.past(one.at, PLANS[plan.cohort])
        db.session.add(
            PeerConsultation(
                own_case_id=own_case.id,
                giver_id=world.people[one.by].id,
                perspective=Perspective(one.role),
                advice=one.advice,
                question=one.question,
                concern=one.concern,
                created_at=at,
                saved_at=at,
            )
        )


def _status(plan: SubmissionPlan) -> SubmissionStatus:
    if plan.submitted is None:
        return SubmissionStatus.DRAFT
    return SubmissionStatus.REVIEWED if plan.feedback else SubmissionStatus.SUBMITTED


def _submission(world: World, plan: SubmissionPlan) -> None:
    author, assignment = world.people[plan.author], world.assignments[f"{plan.cohort}/{plan.assignment}"]
    submitted_at = world.past(plan.submitted, PLANS[plan.cohort]) if plan.submitted else None
    is_late = submitted_at is not None and submitted_at > assignment.deadline
    submission = Submission(
        assignment_id=assignment.id,
        author_id=author.id,
        text=plan.text,
        submitted_text=plan.text if submitted_at else "",
        submitted_at=submitted_at,
        saved_at=submitted_at,
        is_late=is_late,
        status=_status(plan),
    )
    db.session.add(submission)
    db.session.flush()
    if submitted_at is not None:
        _receipt(author, submission, {"text": plan.text}, submitted_at, is_late=is_late)
    if plan.feedback is not None:
        db.session.add(
            Feedback(
                submission_id=submission.id,
                author_id=world.people[plan.feedback.by].id,
                text=plan.feedback.text,
                created_at=world.past(plan.feedback.at, PLANS[plan.cohort]),
                form_key=f"demo-{submission.id}",
            )
        )


def add_work(world: World) -> None:
    """The own cases with comments, themes and advice, the answers to assignments with feedback."""
    themes = _themes(world)
    for own_case in OWN_CASES:
        _own_case(world, own_case)
        _prepared(world, own_case, themes)
    for submission in SUBMISSIONS:
        _submission(world, submission)
    db.session.flush()
