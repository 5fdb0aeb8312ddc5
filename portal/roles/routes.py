"""Where do coordinators see who has access, give and take roles, and look at it all again each quarter?"""

from flask import request, url_for

from portal import access
from portal.door import Answer, Pages, see_other
from portal.forms import options
from portal.people.models import Person
from portal.people.queries import municipalities
from portal.people.session import render
from portal.roles import actions, queries, reviewing
from portal.roles.forms import GiveRoleForm, ReviewForm
from portal.roles.models import GrantedRole, RoleGrant
from portal.text import _

pages = Pages("roles", __name__)


@pages.page("/adgang", access=access.may_coordinate)
def overview(person: Person) -> Answer:
    """Who has which role on one's cohorts, and what was answered at earlier reviews."""
    reviews = queries.reviews_by(person)
    return render(
        "roles/overview.html",
        holders=queries.holders_for(person),
        reviews=reviews,
        due_at=reviewing.next_due(reviews),
        is_due=reviewing.is_due(reviews),
    )


@pages.page("/adgang/giv", access=access.may_coordinate, methods=["GET", "POST"], step_up={"POST"})
def give(person: Person) -> Answer:
    """Make somebody a board's secretary or a municipality's contact."""
    form = GiveRoleForm(person=person)
    cohorts = {str(cohort.id): cohort for cohort in queries.cohorts_run_by(person)}
    form.municipality_code.choices = options([("", _("Vælg")), *((one.code, one.name) for one in municipalities())])
    form.cohort_id.choices = options(
        [("", _("Vælg")), *((key, f"{one.course.title}, {one.name}") for key, one in cohorts.items())]
    )
    if form.came_in():
        with form.refusals():
            actions.give_role(
                GrantedRole(form.role.data),
                by=person,
                email=form.email.data or "",
                name=form.name.data or "",
                municipality_code=form.municipality_code.data or "",
                cohort=cohorts.get(form.cohort_id.data or ""),
            )
            return see_other(url_for("roles.overview", givet=1))
    return render("roles/give.html", form=form), form.status


@pages.page("/adgang/<uuid:role_grant_id>/fjern", access=access.may_take_back_role, methods=["POST"], step_up={"POST"})
def take_back(person: Person, role_grant: RoleGrant) -> Answer:
    """Take a role back."""
    actions.take_back(role_grant, by=person)
    return see_other(url_for("roles.overview", fjernet=1))


@pages.page("/adgang/gennemgang", access=access.may_coordinate, methods=["GET", "POST"], step_up={"POST"})
def review(person: Person) -> Answer:
    """Say of each who has a role whether it stays."""
    form, holders = ReviewForm(person=person), queries.holders_for(person)
    given = form.answers() if request.method == "POST" else {}
    if form.came_in():
        with form.refusals():
            reviewing.review(holders, given, by=person, note=form.note.data or "")
            return see_other(url_for("roles.overview", gennemgaaet=1))
    return render("roles/review.html", form=form, holders=holders, given=given), form.status


@pages.page("/min-kommune", access=access.may_see_municipality)
def municipality(person: Person) -> Answer:
    """A contact's places, and the cohorts on which one helps a board. Never a case."""
    codes = {g.municipality_code for g in person.role_grants if g.role is GrantedRole.MUNICIPAL_CONTACT}
    return render("roles/municipality.html", places=queries.places_of(codes), helped=queries.helped_by(person))
