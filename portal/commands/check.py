"""May this portal serve, and what should the person who starts it know?"""

import sys
from importlib import import_module

import click
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from portal import clock, schema
from portal.app import create_app
from portal.commands import no_store
from portal.commands.no_database import OTHER_VERSION, no_answer
from portal.config import Config
from portal.courses.cohort_models import CourseDay, DayKind
from portal.db import db
from portal.demo.content.people import PEOPLE, SIGN_IN_AS
from portal.enrolments.models import Enrolment
from portal.journal import made_up
from portal.letters.relay import relay_from
from portal.people.models import Person
from portal.people.queries import is_nobody_here, people_by_email
from portal.sealing import state
from portal.storage.current import store
from portal.storage.store import StoreDown


def refusal(config: Config) -> str:
    """Why the portal must not serve from this database; empty when it may. Raises SQLAlchemyError."""
    if schema.is_being_restored():
        return schema.RESTORING
    if not schema.is_current():
        return OTHER_VERSION
    return made_up.refusal(config) or state.refusal()


def _known() -> list[Person]:
    """Those of the demonstration's people to sign in as who are there, in the order they are shown."""
    emails = {plan.key: plan.email for plan in PEOPLE}
    found = people_by_email(emails.values())
    return [found[emails[key]] for key in SIGN_IN_AS if emails[key] in found]


def _has_course_ahead(person: Person) -> bool:
    """Whether a participant's course is still to come, or under way."""
    days = select(CourseDay.id).join(Enrolment, Enrolment.cohort_id == CourseDay.cohort_id)
    ahead = days.where(
        Enrolment.person_id == person.id, CourseDay.kind == DayKind.TEACHING, CourseDay.ends_at > clock.now()
    )
    return db.session.scalar(ahead.limit(1)) is not None


def welcome(config: Config) -> str:
    """The address, whom one can sign in as, and where the letters are."""
    said = [f"MitKomponent is ready: {config.base_url}"]
    if not config.is_demo:
        return said[0]
    people = _known()
    width = max((len(person.email) for person in people), default=0)
    if people:
        said += ["Sign in as", *(f"  {one.email:{width}}  {one.name}, {one.title}" for one in people)]
    if people and not _has_course_ahead(people[0]):
        said += ["The course that was next in this world is over. `portal demo --anew` builds it round today."]
    said += [f"Codes and all other letters are kept at {config.base_url}/breve", "Ctrl-C ends it."]
    return "\n".join(said)


def _prepare(app: Flask) -> None:
    """Bring an older or a new database up to date; in the demonstration an empty one is filled.

    What does that is loaded only when there is something to do: a start is not held up by it.
    """
    with app.app_context():
        is_current = schema.is_being_restored() or (schema.is_current() and state.refusal() != state.PLAIN)
    if not is_current:
        import_module("portal.migrating").bring_up_to_date(app)
    with app.app_context():
        is_new = is_nobody_here()
    if is_new and app.extensions["portal"].is_demo:
        import_module("portal.commands.demo").build_if_empty(app)


def _judged(app: Flask) -> str:
    """The welcome, if the portal may serve; ends the process with a sentence otherwise."""
    config: Config = app.extensions["portal"]
    with app.app_context():
        reason = refusal(config)
        if reason:
            sys.exit(reason)
        return welcome(config)


@click.command("check")
@click.option("--prepare", is_flag=True, help="Migrate first, and fill an empty demonstration.")
def command(*, prepare: bool) -> None:
    """Say whether the portal can serve with these settings; exit status 1 and a sentence when not."""
    app = create_app()
    config: Config = app.extensions["portal"]
    relay_from(config.smtp_url)
    schema.make_folder(config)
    try:
        if prepare:
            _prepare(app)
        said = _judged(app)
    except SQLAlchemyError as trouble:
        sys.exit(no_answer(trouble))
    try:
        store().check()
    except StoreDown:
        click.echo(f"{no_store.SENTENCE} Texts are kept, files have to wait.", err=True)
    click.echo(said)
