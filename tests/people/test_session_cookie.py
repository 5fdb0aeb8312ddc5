"""Is what stands in the cookie of any use to anybody else, before, after, or read from the database?"""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from portal import clock
from portal.app import create_app
from portal.config import Config
from portal.courses.cohort_models import CohortStaff, StaffRole
from portal.db import db
from portal.journal.models import Entry
from portal.migrating import bring_up_to_date
from portal.people.models import Ended, HeldForm, SignInCode, SignInSession
from portal.people.session_cookie import NAME
from tests.cast import Cast
from tests.people.browsers import is_in
from tests.people.test_pages import ask, code_in_the_newest_letter
from tests.people.test_sessions import another, row_of
from tests.reader import Reader


def test_se_1_another_role_ends_the_session_and_the_text_is_kept(reader: Reader, cast: Cast) -> None:
    """SE-1: no session outlives the roles it was begun for, on any of three devices, and it never comes back."""
    devices = [another(reader, cast.author) for _one in range(3)]
    token = devices[0].token()
    author, cohort = cast.author.id, cast.other_cohort.id
    cast.add(CohortStaff(person_id=author, cohort_id=cohort, role=StaffRole.INSTRUCTOR))
    typed = {"csrf_token": token, "name": "Maja Ærø Bruun", "locale": "da"}
    assert devices[0]._read("POST", "/profil", data=typed).location == "/log-ind?naeste=/profil"
    assert [is_in(one) for one in devices] == [False] * 3
    with reader.app.app_context():
        assert db.session.query(HeldForm).one().fields["name"] == ["Maja Ærø Bruun"]
        db.session.query(CohortStaff).filter_by(person_id=cast.author.id).delete()
        db.session.commit()
    assert [is_in(one) for one in devices] == [False] * 3
    assert [row_of(one).ended_by for one in devices] == [Ended.ROLE] * 3


def test_se_1_a_secret_brought_along_is_never_made_a_session(reader: Reader, cast: Cast) -> None:
    """SE-1: fixation: what stood in the cookie before signing in opens nothing after it."""
    reader.client.set_cookie(NAME, "udvalgt-af-en-anden")
    foe = reader.copy()
    ask(reader, cast.author.email)
    reader.post("/log-ind/kode", {"code": code_in_the_newest_letter(reader.app)})
    assert (is_in(reader), is_in(foe)) == (True, False)
    assert reader.secret != "udvalgt-af-en-anden"


@pytest.mark.parametrize(
    ("who", "idle", "absolute"), [("author", 60, 720), ("instructor", 30, 600), ("coordinator", 15, 480)]
)
def test_se_2_the_limits_hold_to_the_second_and_what_ran_out_is_marked_ended(
    reader: Reader, cast: Cast, who: str, idle: int, absolute: int
) -> None:
    """SE-2: at the limit the portal opens, a second later not; what was refused once never opens again."""
    person, start = getattr(cast, who), clock.now()
    at_limit = [another(reader, person) for _one in range(2)]
    for device in at_limit:
        begun = row_of(device).created_at
        clock.set_clock(begun + timedelta(minutes=idle))
        assert is_in(device)
        clock.set_clock(begun + timedelta(minutes=2 * idle, seconds=1))
        assert not is_in(device)
        assert (row_of(device).ended_at, row_of(device).ended_by) == (clock.now(), Ended.LIMIT)
        clock.set_clock(begun + timedelta(minutes=1))
        assert not is_in(device), "the clock went back"
    clock.set_clock(start + timedelta(days=2))
    worked = another(reader, person)
    end = row_of(worked).created_at + timedelta(minutes=absolute)
    for at, opens in ((end, True), (end + timedelta(seconds=1), False)):
        with reader.app.app_context():
            db.session.get_one(SignInSession, row_of(worked).id).seen_at = at
            db.session.commit()
        clock.set_clock(at)
        assert is_in(worked) is opens


def test_se_2_a_page_a_minute_counts_and_nobody_idle_is_let_in_late(reader: Reader, cast: Cast) -> None:
    """SE-2: being seen is written once a minute, so that who is idle may be asked 59 seconds early, never late."""
    reader.sign_in(cast.author)
    start = clock.now()
    clock.set_clock(start + timedelta(seconds=59))
    assert is_in(reader)
    clock.set_clock(start + timedelta(minutes=60, seconds=1))
    assert not is_in(reader)


def test_se_4_what_the_database_holds_of_sessions_and_codes_opens_nothing(reader: Reader, cast: Cast) -> None:
    """SE-4: every text of a dump, tried as a session's secret; no code or secret stands in it as it is typed."""
    ask(reader, cast.author.email)
    code = code_in_the_newest_letter(reader.app)
    reader.post("/log-ind/kode", {"code": code})
    with reader.app.app_context():
        rows = [*db.session.query(SignInSession), *db.session.query(SignInCode)]
        texts = {str(value) for row in rows for value in vars(row).values()} | {str(row.id.hex) for row in rows}
    assert reader.secret not in texts
    assert code not in texts
    for text in texts - {""}:
        thief = Reader(reader.app)
        thief.client.set_cookie(NAME, text)
        assert not is_in(thief), text
    assert is_in(reader)


@pytest.mark.once
def test_se_1_the_cookie_is_bound_to_the_host_short_and_out_of_reach_of_scripts(tmp_path: Path) -> None:
    """SE-1: all cookies over https: __Host-, Secure, HttpOnly, SameSite=Lax, and 4,096 bytes are far away."""
    base = "https://portal.eksempel.dk"
    app = create_app(Config(base_url=base, database_url=f"sqlite:///{tmp_path}/x.sqlite"))
    bring_up_to_date(app)
    cast, client = Cast(app), app.test_client()
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/log-ind", base_url=base).text)
    assert token
    sent = {"csrf_token": token[1], "email": cast.author.email}
    client.post("/log-ind", data=sent, base_url=base, headers={"Referer": base})
    sent["code"] = code_in_the_newest_letter(app)
    answer = client.post("/log-ind/kode", data=sent, base_url=base, headers={"Referer": base})
    cookies = answer.headers.getlist("Set-Cookie")
    assert sorted(cookie.partition("=")[0] for cookie in cookies) == [
        "__Host-kendt",
        "__Host-mitkomponent",
        "__Host-portal",
    ]
    for cookie in cookies:
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}
        assert "domain" not in cookie.lower()
        assert len(cookie) < 600
    (own,) = (cookie for cookie in cookies if cookie.startswith("__Host-mitkomponent="))
    assert len(own.partition("=")[2].partition(";")[0]) == 43, "256 bits and nothing else"
    assert client.get("/profil", base_url=base).headers.getlist("Set-Cookie") == []


def test_signing_out_ends_it_for_good_and_stands_in_the_journal(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.author)
    row, captured = row_of(reader), reader.copy()
    reader.post("/log-ud")
    assert not is_in(captured)
    with reader.app.app_context():
        (entry,) = db.session.query(Entry).filter_by(act="sign_out.done")
        assert (entry.by_id, entry.subject_id, entry.owner_id) == (cast.author.id, row.id, cast.author.id)
        assert db.session.query(SignInSession).one().ended_by is Ended.SIGNED_OUT


def test_a_session_whose_row_is_gone_is_not_made_anew(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.author)
    token = reader.token()
    with reader.app.app_context():
        db.session.query(SignInSession).delete()
        db.session.commit()
    assert not is_in(reader)
    reader.post("/log-ud", {"csrf_token": token})
    with reader.app.app_context():
        assert db.session.query(SignInSession).count() == 0
