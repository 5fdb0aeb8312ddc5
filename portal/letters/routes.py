"""Where the demonstration's letters can be read. In production the pages do not exist."""

from flask import Flask

from portal import access
from portal.door import Answer, Pages
from portal.enrolments.queries import one_of_each_cohort
from portal.letters import queries
from portal.letters.models import Letter
from portal.people.queries import staff_to_show
from portal.people.session import render

pages = Pages("letters", __name__)


@pages.page("/breve", access=access.anyone)
def outbox() -> Answer:
    """The newest letters, and who one can sign in as."""
    who = {"staff": staff_to_show(), "participants": one_of_each_cohort()}
    return render("letters/outbox.html", letters=queries.newest_letters(), **who)


@pages.page("/brev/<uuid:letter_id>", access=access.may_read_letter)
def letter(letter: Letter) -> Answer:
    """One letter as it was sent."""
    return render("letters/letter.html", letter=letter)


def init_letters(app: Flask, *, is_demo: bool) -> None:
    """Offer the outbox in the demonstration world only: the codes are in it."""
    if is_demo:
        app.register_blueprint(pages)
