"""AZ-6: who is shut out, or leaves a cohort, gets nothing more of it: no page, and no letter that still waited."""

import pytest
from flask import Flask

from portal import clock
from portal.courses.cohort_models import CohortStaff
from portal.db import db
from portal.enrolments.models import Enrolment, EnrolmentStatus
from portal.enrolments.queries import may_get
from portal.letters.actions import post
from portal.letters.delivery import Sent, send_due_letters
from portal.letters.models import Letter
from portal.letters.relay import relay_from
from portal.people.models import Person
from tests.cast import Cast
from tests.letters.samples import COURSE, SAMPLES
from tests.people.browsers import is_in
from tests.people.test_sessions import another
from tests.reader import Reader
from tests.services.smtp_sink import running_smtp


@pytest.mark.once
def test_az_6_letters_that_wait_are_dropped_for_whoever_left_and_sent_to_the_rest(own_app: Flask) -> None:
    """AZ-6: disabled, cancelled and removed from the staff: 0 sent; the others get theirs, and the cancelled what ends it."""
    cast = Cast(own_app)
    stays, leaves, shut_out, taught = cast.author, cast.classmate, cast.disabled, cast.instructor
    with own_app.app_context():
        for person in (stays, leaves, shut_out, taught):
            post("announcement", to=person, cohort_id=cast.cohort.id, **SAMPLES["announcement"]())
        post("sign_in_code", to=shut_out, code="12345678", minutes=10)
        post("place_cancelled", to=leaves, **SAMPLES["place_cancelled"]())
        db.session.query(Enrolment).filter_by(person_id=leaves.id).update({"status": EnrolmentStatus.CANCELLED})
        db.session.query(CohortStaff).filter_by(person_id=taught.id).delete()
        db.session.commit()
        with running_smtp() as sink:
            done = send_due_letters(relay_from(sink.url), sender="P <p@eksempel.dk>", may_get=may_get)
            got = {(one.recipients[0], str(one["subject"])) for one in sink.messages}
        assert done == Sent(2, 0)
        cancelled = f"Du er afmeldt {COURSE}"
        assert got == {(stays.email, str(SAMPLES["announcement"]()["headline"])), (leaves.email, cancelled)}
        assert db.session.query(Letter).filter(Letter.sent_at.is_(None)).count() == 0


def cancel(cast: Cast) -> None:
    db.session.query(Enrolment).filter_by(person_id=cast.author.id).update({"status": EnrolmentStatus.CANCELLED})


def disable(cast: Cast) -> None:
    db.session.query(Person).filter_by(id=cast.author.id).update({"disabled_at": clock.now()})


def test_az_6_leaving_a_cohort_closes_it_on_three_devices_at_the_next_request(reader: Reader, cast: Cast) -> None:
    """AZ-6: un-enrolled: the cohort's page is as absent as one that never was, in each browser."""
    devices = [another(reader, cast.author) for _one in range(3)]
    address = f"/hold/{cast.cohort.id}"
    assert [one.get(address).status for one in devices] == [200] * 3
    with reader.app.app_context():
        cancel(cast)
        db.session.commit()
    assert [one.get(address).status for one in devices] == [404] * 3
    assert [is_in(one) for one in devices] == [True] * 3


def test_az_6_closing_an_account_ends_three_devices_at_the_next_request_for_good(reader: Reader, cast: Cast) -> None:
    """AZ-6: disabled: signed out everywhere, and opening the account again revives none of them."""
    devices = [another(reader, cast.author) for _one in range(3)]
    with reader.app.app_context():
        disable(cast)
        db.session.commit()
    assert [is_in(one) for one in devices] == [False] * 3
    with reader.app.app_context():
        db.session.query(Person).filter_by(id=cast.author.id).update({"disabled_at": None})
        db.session.commit()
    assert [is_in(one) for one in devices] == [False] * 3
