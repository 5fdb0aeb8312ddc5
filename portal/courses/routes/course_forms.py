"""Where do coordinators write what a course says?"""

from flask import url_for

from portal import access
from portal.answers import see_other
from portal.courses import actions, queries
from portal.courses.forms import CourseForm, CourseRowsForm, row_values
from portal.courses.models import Course
from portal.courses.routes.pages import pages
from portal.door import Answer
from portal.forms import options
from portal.people.models import Person
from portal.people.session import render
from portal.repeated import hold_to_change, stands_already
from portal.text import _


@pages.page("/kursus/nyt", access=access.may_coordinate, methods=["GET", "POST"])
def new_course(person: Person) -> Answer:
    """Give the catalogue another course."""
    form = CourseForm(person=person)
    if form.came_in():
        with form.refusals():
            course = actions.create_course(by=person, text=form.draft())
            return see_other(url_for("courses.edit_course_rows", course_id=course.id, oprettet=1))
    return render("courses/edit_course.html", form=form, course=None), form.status


@pages.page("/kursus/<uuid:course_id>/ret", access=access.may_edit_course, methods=["GET", "POST"])
def edit_course(person: Person, course: Course) -> Answer:
    """Change what a course says."""
    hold_to_change(course)
    form = CourseForm(person=person, obj=course)
    if form.came_in():
        with form.refusals():
            if not stands_already(form, course.version, obj=course):
                actions.change_course(course, by=person, version=form.version.data or 0, text=form.draft())
            return see_other(url_for("courses.show_course", course_id=course.id, gemt=1))
        form.version.data = course.version
    return render("courses/edit_course.html", form=form, course=course), form.status


@pages.page("/kursus/<uuid:course_id>/ret/personer", access=access.may_edit_course, methods=["GET", "POST"])
def edit_course_rows(person: Person, course: Course) -> Answer:
    """Change everything a course has several of: organisers, teachers, contacts and the like."""
    hold_to_change(course)
    stored = row_values(queries.course_page(course))
    form = CourseRowsForm(person=person, data=stored)
    titles = {other.id: other.title for other in queries.courses_by_title() if other.id != course.id}
    offered = [("", _("Ikke et af vores")), *((str(key), title) for key, title in titles.items())]
    form.related.let_choose(target_id=options(offered))
    if form.came_in():
        with form.refusals():
            if not stands_already(form, course.version, data=stored):
                rows = form.draft(titles)
                actions.change_course_rows(course, by=person, version=form.version.data or 0, rows=rows)
            return see_other(url_for("courses.show_course", course_id=course.id, gemt=1))
        form.version.data = course.version
    return render("courses/edit_course_rows.html", form=form, course=course), form.status
