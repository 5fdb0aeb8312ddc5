"""Where does one see who has access, give and take roles, and look at it all again each quarter?"""

from collections.abc import Mapping, Sequence

from flask import request, url_for

from portal import access
from portal.answers import see_other
from portal.courses.cohort_models import Cohort
from portal.credentials.queries import without_a_way_in
from portal.door import Answer, Pages
from portal.errors import Refused
from portal.forms import options
from portal.people.models import Person
from portal.people.queries import municipalities
from portal.people.session import render
from portal.roles import actions, office, queries, reviewing
from portal.roles.forms import GiveRoleForm, ReviewForm
from portal.roles.inviting import send_role_again
from portal.roles.models import GrantedRole, RoleGrant
from portal.roles.office import OfficeRole
from portal.roles.queries import Holder
from portal.text import Word, _

pages = Pages("roles", __name__)


@pages.page("/adgang", access=access.may_give_roles)
def overview(person: Person) -> Answer:
    """Who has which role on one's cohorts and in the office, and what was answered at earlier reviews."""
    reviews, holders, desk = queries.reviews_by(person), _holders(person), queries.office()
    office_reviews = queries.office_reviews() if person.is_administrator else []
    return render(
        "roles/overview.html",
        holders=holders,
        office=desk,
        outside=without_a_way_in({one.person.id for one in [*holders, *desk]}),
        reviews=reviews,
        due_at=reviewing.next_due(reviews),
        is_due=reviewing.is_due(reviews),
        office_reviews=office_reviews,
        office_due_at=reviewing.next_due(office_reviews),
        office_is_due=bool(_others(person)) and reviewing.is_due(office_reviews) if person.is_administrator else False,
    )


def _holders(person: Person) -> list[Holder]:
    return queries.holders_for(person) if access.may_coordinate(person) else []


@pages.page("/adgang/giv", access=access.may_give_roles, methods=["GET", "POST"], step_up={"POST"})
def give(person: Person) -> Answer:
    """Give somebody a role: on one's cohorts and for a municipality, or in the office."""
    form = GiveRoleForm(person=person)
    given = [*(GrantedRole if access.may_coordinate(person) else ()), *(OfficeRole if person.is_administrator else ())]
    cohorts = {str(cohort.id): cohort for cohort in queries.cohorts_run_by(person)}
    form.role.choices = options((role.value, role.label) for role in given)
    form.role.data = form.role.data or given[0].value
    form.municipality_code.choices = options([("", _("Vælg")), *((one.code, one.name) for one in municipalities())])
    form.cohort_id.choices = options(
        [("", _("Vælg")), *((key, f"{one.course.title}, {one.name}") for key, one in cohorts.items())]
    )
    if form.came_in():
        with form.refusals():
            _give(form, given, cohorts, by=person)
            return see_other(url_for("roles.overview", givet=1))
    return render("roles/give.html", form=form), form.status


def _give(form: GiveRoleForm, given: Sequence[Word], cohorts: Mapping[str, Cohort], *, by: Person) -> None:
    role = next((one for one in given if one.value == form.role.data), None)
    email, name = form.email.data or "", form.name.data or ""
    if isinstance(role, OfficeRole):
        office.give_office_role(role, by=by, email=email, name=name)
    elif isinstance(role, GrantedRole):
        code, cohort = form.municipality_code.data or "", cohorts.get(form.cohort_id.data or "")
        actions.give_role(role, by=by, email=email, name=name, municipality_code=code, cohort=cohort)
    else:
        raise Refused(_("Vælg en rolle på listen."), field="role")


@pages.page("/adgang/kontor", access=access.may_administer, methods=["POST"], step_up=True)
def change_office(person: Person) -> Answer:
    """Widen or narrow whom a coordinator reaches, or take a role in the office back."""
    whom = {str(one.person.id): one.person for one in queries.office()}.get(request.form.get("person_id", ""))
    if whom is None:
        raise Refused(_("Rollen er allerede taget tilbage."))
    act = request.form.get("act")
    if act in {"all", "own"}:
        office.set_reach(whom, reaches_all=act == "all", by=person)
    elif act == "coordinator":
        office.take_back_coordination(whom, by=person)
    elif act == "administrator":
        office.take_back_administration(whom, by=person)
    return see_other(url_for("roles.overview", aendret=1))


@pages.page("/adgang/inviter", access=access.may_give_roles, methods=["POST"])
def invite_again(person: Person) -> Answer:
    """Send the invitation once more to somebody who cannot sign in yet; the link in the old one is dead."""
    seen = [*_holders(person), *(queries.office() if person.is_administrator else [])]
    holder = next((one for one in seen if str(one.row.id) == request.form.get("row")), None)
    if holder is None:
        raise Refused(_("Rollen er allerede taget tilbage."))
    send_role_again(holder, by=person)
    return see_other(url_for("roles.overview", inviteret=1))


@pages.page("/adgang/<uuid:role_grant_id>/fjern", access=access.may_take_back_role, methods=["POST"], step_up={"POST"})
def take_back(person: Person, role_grant: RoleGrant) -> Answer:
    """Take a role back."""
    actions.take_back(role_grant, by=person)
    return see_other(url_for("roles.overview", fjernet=1))


@pages.page("/adgang/gennemgang", access=access.may_coordinate, methods=["GET", "POST"], step_up={"POST"})
def review(person: Person) -> Answer:
    """Say of each who has a role on one's cohorts whether it stays."""
    return _review(person, queries.holders_for(person), of_office=False)


@pages.page("/adgang/gennemgang/kontor", access=access.may_administer, methods=["GET", "POST"], step_up={"POST"})
def review_office(person: Person) -> Answer:
    """Say of each who coordinates or administers whether they still do; of oneself another administrator says it."""
    return _review(person, _others(person), of_office=True)


def _others(person: Person) -> list[Holder]:
    return [one for one in queries.office() if one.person.id != person.id]


def _review(person: Person, holders: list[Holder], *, of_office: bool) -> Answer:
    form = ReviewForm(person=person)
    given = form.answers() if request.method == "POST" else {}
    if form.came_in():
        with form.refusals():
            reviewing.review(holders, given, by=person, note=form.note.data or "", of_office=of_office)
            return see_other(url_for("roles.overview", gennemgaaet=1))
    return render("roles/review.html", form=form, holders=holders, given=given, of_office=of_office), form.status


@pages.page("/min-kommune", access=access.may_see_municipality)
def municipality(person: Person) -> Answer:
    """A contact's places, and the cohorts on which one helps a board. Never a case."""
    codes = {g.municipality_code for g in person.role_grants if g.role is GrantedRole.MUNICIPAL_CONTACT}
    return render("roles/municipality.html", places=queries.places_of(codes), helped=queries.helped_by(person))
