"""Where each person sees what to do next."""

from flask import url_for

from portal import access
from portal.answers import see_other
from portal.courses.reach import taught_by
from portal.door import Answer, Pages
from portal.pathways.front import front_of, is_soon, line_about
from portal.people.models import Person
from portal.people.session import render

pages = Pages("pathways", __name__)


@pages.page("/", access=access.signed_in)
def home(person: Person) -> Answer:
    """The one next step, and the way from enrolment to certificate. Staff without a course of their own go to their room."""
    front = front_of(person)
    if front.facts is None and not front.others:
        if taught_by(person):
            return see_other(url_for("teaching.cohorts"))
        if access.may_coordinate(person):
            return see_other(url_for("coordination.overview"))
        if access.may_administer(person):
            return see_other(url_for("pages.operation"))
        if access.may_see_municipality(person):
            return see_other(url_for("roles.municipality"))
    return render("pathways/home.html", front=front, line_about=line_about, is_soon=is_soon)
