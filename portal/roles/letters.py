"""What do we write to somebody who got a role? Who cannot sign in yet gets an invitation, everybody else where to go."""

from typing import NamedTuple

from portal.courses.cohort_models import Cohort
from portal.credentials.queries import without_a_way_in
from portal.db import db
from portal.invitations.actions import invite
from portal.letters.actions import post
from portal.people.models import Person
from portal.text import portal_address


class News(NamedTuple):
    """Which role somebody has: a word of `letters/parts.txt`, and what it is for."""

    word: str
    cohort: Cohort | None = None  # with its course loaded
    municipality: str = ""


def role_given(person: Person, news: News) -> None:
    """Which role it is, what for, and how to get in. An invitation's link leads, and signs nobody in."""
    db.session.expire(person, ["staff_roles"])  # the new role counts
    if without_a_way_in([person.id]):
        token = invite(person, news.cohort.id if news.cohort else None)
        post("role_invitation", to=person, address=portal_address("invitations.arrive", token=token), news=news)
    else:
        post("role_given", to=person, address=portal_address("people.sign_in"), news=news)
