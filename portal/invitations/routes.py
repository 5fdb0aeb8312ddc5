"""Where does the link in an invitation lead? To a page that asks who one is; opening or pressing things there uses up nothing."""

from uuid import UUID

from flask import request, url_for
from flask import session as cookie

from portal import access
from portal.answers import leave_token, see_other
from portal.credentials.attempts import BEFORE_KEPT, WHEN_SET_UP, begin_setup, current_attempt, setup_of
from portal.credentials.models import ProvedBy, SignInAttempt
from portal.door import Answer, Pages
from portal.enrolments.inviting import send_again_to
from portal.enrolments.queries import contact_of
from portal.invitations import actions, queries
from portal.invitations.forms import WhoseForm
from portal.invitations.models import Invitation
from portal.people.models import Person
from portal.people.session import current_person, render, sign_out
from portal.roles.inviting import send_role_again_to
from portal.single_sign_on.providers import provider_for

pages = Pages("invitations", __name__)
KEY = "invitation"


def _use_up(person: Person, attempt: SignInAttempt) -> None:
    if attempt.proved_by is ProvedBy.INVITATION:
        actions.use_up(person, attempt.ticket_id)


def _refuse_over(person: Person, attempt: SignInAttempt) -> None:
    if attempt.proved_by is ProvedBy.INVITATION:
        actions.refuse_over(person, attempt.ticket_id)


WHEN_SET_UP.append(_use_up)
BEFORE_KEPT.append(_refuse_over)


def _invitation() -> Invitation | None:
    """The one whose link was opened in this browser. What the signed cookie holds is its id, which opens nothing."""
    try:
        return queries.invitation(UUID(cookie.get(KEY, "")))
    except ValueError:
        return None


@pages.page("/invitation/<token>", access=access.anyone_with_token)
def arrive(token: str) -> Answer:
    """Take the token out of the address, so that it is neither sent on nor left on the screen."""
    found = queries.by_token_hash(actions.hashed(token))
    cookie[KEY] = str(found.id) if found else ""
    return leave_token(url_for("invitations.show"))


@pages.page("/invitation", access=access.anyone, methods=["GET", "POST"])
def show() -> Answer:
    """Say whose address it is; then choose how to sign in."""
    invitation, person = _invitation(), current_person()
    if invitation is None or not queries.is_living(invitation):
        return render("invitations/over.html", asked=request.args.get("bedt"))
    if person is not None and person.id == invitation.person_id:
        return see_other(_wanted(invitation))
    if person is not None:
        whose = {"theirs": actions.mask(invitation.person.email), "mine": actions.mask(person.email)}
        return render("invitations/another.html", **whose)
    form = WhoseForm()
    if form.came_in():
        with form.refusals():
            answer = actions.whose(invitation, form.email.data or "")
            if isinstance(answer, Person):
                return _choose(answer, invitation)
            form.email.errors = [answer]
    page = render(
        "invitations/show.html",
        form=form,
        mask=actions.mask(invitation.person.email),
        course=invitation.cohort.course.title if invitation.cohort else "",
        contact=contact_of(invitation.cohort) if invitation.cohort else None,
    )
    return page, form.status


def _wanted(invitation: Invitation) -> str:
    """What one is invited to: a cohort, or the room that a role has."""
    if invitation.cohort_id is None:
        return url_for("pathways.home")
    return url_for("courses.show_cohort", cohort_id=invitation.cohort_id)


def _choose(person: Person, invitation: Invitation) -> Answer:
    """To where a way in is chosen; whoever has one already signs in with it."""
    wanted = _wanted(invitation)
    begin_setup(person, proved_by=ProvedBy.INVITATION, ticket_id=invitation.id)
    if setup_of(current_attempt()) is None:
        return see_other(url_for("people.sign_in", naeste=wanted))
    if provider_for(person.email) is not None:
        return see_other(url_for("single_sign_on.offer", domain=person.email.rpartition("@")[2], naeste=wanted))
    return see_other(url_for("credentials.choose", naeste=wanted))


@pages.page("/invitation/skift", access=access.anyone, methods=["POST"])
def switch() -> Answer:
    """Sign out, and go on with the invitation as somebody else."""
    kept = cookie.get(KEY, "")
    sign_out()
    cookie[KEY] = kept
    return see_other(url_for("invitations.show"))


@pages.page("/invitation/ny", access=access.anyone, methods=["POST"])
def ask_anew() -> Answer:
    """Ask for a new letter in place of one that no longer holds. The same answer to everybody."""
    invitation = _invitation()
    if invitation is not None and not queries.is_living(invitation):
        send_again_to(invitation)
        send_role_again_to(invitation)
    return see_other(url_for("invitations.show", bedt=1))
