"""Which courses stand in the catalogue of the demonstration world?"""

from datetime import date, timedelta

from portal import clock
from portal.courses.cohort_models import Cohort, CourseDay, Venue
from portal.courses.models import (
    ContactPurpose,
    Course,
    CourseContact,
    CourseFormat,
    Organiser,
    ProgrammeItem,
    RelatedCourse,
    Teacher,
    Testimonial,
)
from portal.db import db
from portal.demo.content.calendar import at_local, editions_until
from portal.demo.content.cohorts import COHORTS
from portal.demo.content.courses import COURSES
from portal.demo.content.shapes import CoursePlan, Edition
from portal.demo.world import World


def _paragraphs(*texts: str) -> str:
    return "\n\n".join(text for text in texts if text)


def _items(texts: tuple[str, ...]) -> str:
    return "\n".join(texts)


def _teachers(plan: CoursePlan) -> list[Teacher]:
    teachers = [
        Teacher(name=t.name, title=t.title, organisation=t.organisation, biography=t.biography) for t in plan.teachers
    ] + [Teacher(name=o.name, biography=o.contribution) for o in plan.speaker_organisations]
    for position, teacher in enumerate(teachers):
        teacher.position = position
    return teachers


def _rows(course: Course, plan: CoursePlan) -> None:
    course.teachers = _teachers(plan)
    course.organisers = [Organiser(position=n, name=name) for n, name in enumerate(plan.organisers)]
    course.contacts = [
        CourseContact(
            position=n, purpose=ContactPurpose(c.purpose), name=c.name, title=c.title, email=c.email, phone=c.phone
        )
        for n, c in enumerate(plan.contacts)
    ]
    course.programme = [
        ProgrammeItem(position=n, title=i.title, text=_paragraphs(i.text, "\n".join(f"- {p}" for p in i.points)))
        for n, i in enumerate(plan.programme)
    ]
    course.testimonials = [
        Testimonial(position=n, quote=t.quote, name=t.name, title=t.title, organisation=t.organisation)
        for n, t in enumerate(plan.testimonials)
    ]


def _course(plan: CoursePlan) -> Course:
    price = plan.price
    course = Course(
        title=plan.title,
        format=CourseFormat(plan.format),
        summary=plan.summary,
        description=_paragraphs(*plan.description),
        target_group=plan.target_group,
        outcomes=_items(plan.outcomes),
        contents=_items(plan.contents),
        themes="\n".join(f"{t.title}: {t.text}" if t.text else t.title for t in plan.themes),
        method=plan.working_method,
        not_covered=plan.not_covered,
        context=plan.context,
        preparation=plan.preparation,
        programme_note=plan.programme_note,
        teaching_note=plan.teaching_note,
        dates_note=plan.dates_note,
        follow_up_note=plan.follow_up_day,
        duration=plan.duration,
        price_excl_vat=price.excl_vat if price else None,
        price_covers=_items(price.covers) if price else "",
        price_leaves_out=_items(price.leaves_out) if price else "",
        capacity_note=plan.capacity_note,
    )
    _rows(course, plan)
    return course


def _editions(plan: CoursePlan, today: date) -> list[Edition]:
    """Those the course page knew, and one for each year since: no year is missing before the next."""
    known = list(plan.past_editions)
    yearly = [cohort for cohort in COHORTS if cohort.course == plan.key and cohort.yearly] if known else []
    days = [day for cohort in yearly for day in editions_until(cohort, after=known[-1].year, today=today)]
    return known + [
        Edition(year=day.year, starts=at_local(day, "12:00"), ends=at_local(day + timedelta(days=1), "12:00"))
        for day in days
    ]


def _place(world: World, plan: CoursePlan) -> Venue | None:
    yearly = next((cohort for cohort in COHORTS if cohort.course == plan.key and cohort.yearly), None)
    return world.venues[yearly.days[0].venue] if yearly else None


def _add_editions(course: Course, editions: list[Edition], place: Venue | None) -> None:
    """Those that were, and the one that may be yet to come, which is where the next one is."""
    for edition in editions:
        cohort = Cohort(
            course=course,
            name=str(edition.year),
            enrolment_deadline=edition.starts - timedelta(days=30),
            completed_at=edition.ends if edition.ends < clock.now() else None,
        )
        db.session.add(cohort)
        venue = None if cohort.completed_at else place
        evening, morning = edition.starts + timedelta(hours=9), edition.ends - timedelta(hours=3)
        for starts, ends in ((edition.starts, evening), (morning, edition.ends)):
            db.session.add(CourseDay(cohort=cohort, starts_at=starts, ends_at=ends, venue=venue))


def add_courses(world: World) -> None:
    """The five courses with all their rows, and the editions that were."""
    for plan in COURSES:
        course = world.courses[plan.key] = _course(plan)
        db.session.add(course)
        _add_editions(course, _editions(plan, world.today), _place(world, plan))
    db.session.flush()
    db.session.add_all(
        RelatedCourse(
            course_id=world.courses[plan.key].id,
            position=n,
            title=r.title,
            target_id=world.courses[r.course].id if r.course else None,
        )
        for plan in COURSES
        for n, r in enumerate(plan.related)
    )
    db.session.flush()
