"""What do the tests of own cases write? A whole case, people as the door gives them, files as a browser sends them."""

import io
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.own_cases import actions, drafts
from portal.own_cases.models import OwnCase, Visibility
from portal.people.models import Person
from portal.receipts.models import Receipt
from tests.cast import Cast
from tests.reader import Reader
from tests.storage.judged import let_in
from tests.storage.samples import sample

WHOLE = {
    "title": "Når svaret allerede er lovet",
    "situation": "To dage før mødet ringede formanden. Cykelstien var lovet væk.",
    "dilemma": "Jeg ville hjælpe hende og ikke bøje fagligheden.",
    "actors": "Udvalgsformanden\nBorgergruppen\nAfdelingschefen",
    "attempts": "Vi skrev et notat, som ingen åbnede.",
    "question": "Hvad gør I, når løftet er givet?",
}
MOST = 10


def known(person: Person) -> Person:
    """The person as the door hands them to a page: with enrolments and staff roles."""
    statement = (
        select(Person)
        .where(Person.id == person.id)
        .options(
            *(selectinload(what) for what in (Person.enrolments, Person.staff_roles, Person.role_grants)),
            joinedload(Person.municipality),
        )
    )
    return db.session.scalars(statement, execution_options={"populate_existing": True}).one()


def known_cohort(cohort: Cohort) -> Cohort:
    """The cohort with its course."""
    statement = select(Cohort).where(Cohort.id == cohort.id).options(joinedload(Cohort.course))
    return db.session.scalars(statement, execution_options={"populate_existing": True}).one()


def write(
    cast: Cast,
    *,
    by: Person | None = None,
    texts: Mapping[str, str] = WHOLE,
    visibility: Visibility | None = None,
    version: int | None = None,
) -> OwnCase:
    """Save a draft of the author's, or of somebody else's."""
    person = known(by or cast.author)
    if version is None:
        found = db.session.scalars(
            select(OwnCase).where(OwnCase.author_id == person.id, OwnCase.cohort_id == cast.cohort.id)
        ).one_or_none()
        version = found.version if found else 0
    cohort = known_cohort(cast.cohort)
    return drafts.save_draft(cohort, by=person, version=version, texts=texts, visibility=visibility)


def hand_in(cast: Cast, own_case: OwnCase, *, by: Person | None = None, form_key: str = "nøgle") -> Receipt:
    """Hand a draft in."""
    return actions.submit_own_case(own_case, by=known(by or cast.author), form_key=form_key, is_anonymised=True)


def attach(cast: Cast, own_case: OwnCase, name: str, *, by: Person | None = None) -> drafts.OwnCaseAttachment:
    """Put a file beside a draft; the kind is the name's ending, each name has bytes of its own."""
    content = sample(name.rpartition(".")[2])
    attachment = drafts.receive_attachment(
        own_case, by=known(by or cast.author), name=name, stream=io.BytesIO(content), most=MOST
    )
    let_in(attachment.file)
    return attachment


def handed_in_by(
    reader: Reader, cast: Cast, person: Person, *, visibility: str = "instructors", title: str = WHOLE["title"]
) -> str:
    """Let somebody hand a case in through the page; answers the address of the case."""
    reader.sign_in(person)
    page = reader.post(
        f"/hold/{cast.cohort.id}/case",
        {**WHOLE, "title": title, "version": "0", "visibility": visibility, "is_anonymised": "y", "intent": "submit"},
    )
    assert page.status == 303, page.errors
    return page.location.removesuffix("/kvittering")
