"""Is every vote counted once, in its round, without anybody's name, and do hosts not fight?"""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from portal import clock
from portal.db import db
from portal.dilemmas.models import Consent, Dilemma
from portal.enrolments.models import Enrolment, EnrolmentStatus
from portal.journal.models import Entry
from portal.people.models import Person
from portal.retention.due import MANY
from portal.room.models import DilemmaGame, GameVote, Phase
from tests.cast import Cast
from tests.dilemmas.test_cards import asked, only, say
from tests.reader import Reader
from tests.room.playing import Played, players

CLOSED = "Afstemningen er lukket, så din stemme kom ikke med."
FIRST_COUNTS = "Din stemme er talt. Den første gælder."


def acts(played: Played) -> list[str]:
    with played.app.app_context():
        found = select(Entry.act).where(Entry.act.startswith("dilemma_game.")).order_by(Entry.at)
        return list(db.session.scalars(found))


def test_a_game_from_the_six_letters_to_what_is_taken_home(cast: Cast, reader: Reader) -> None:
    game = Played(cast, reader)
    crowd = players(cast, 6)
    code = game.row().code or ""
    assert code in reader.get(game.wall).text
    assert crowd[0].get(f"/spil?kode={code.lower()}").location == game.phone
    game.command("next")
    assert [game.vote(one, 1 if n < 4 else 2, f"Fordi {n}").location for n, one in enumerate(crowd)] == [game.phone] * 6
    assert "Din stemme er talt." in crowd[0].get(game.phone).text
    assert "Fordi" not in reader.get(game.wall).text  # hidden until it is revealed
    game.until(Phase.SECOND)
    assert [game.vote(one, 3, round_=2).status for one in crowd] == [303] * 6
    game.until(Phase.SHOWN)
    wall = reader.get(game.wall)
    assert "6 har flyttet sig." in wall.text
    assert ("gik fra A til C" in wall.text, "Fordi 3" in wall.text) == (False, True)  # four are too few to tell
    with cast.app.app_context():
        keep = next(one.id for one in db.session.scalars(select(GameVote)) if one.reason == "Fordi 3")
    assert reader.post(f"{game.phone}/begrundelser", {"reason_ids": str(keep)}).status == 303
    game.until(Phase.ENDED)
    home = crowd[0].get(f"/hold/{cast.cohort.id}/spillene").text
    assert ("6 har flyttet sig." in home, "Fordi 3" in home, "Fordi 2" in home) == (True, True, False)
    assert acts(game) == ["dilemma_game.started", "dilemma_game.reasons_chosen", "dilemma_game.closed"]


def test_a_reason_that_another_host_kept_is_not_deleted_by_an_older_wall(cast: Cast, reader: Reader) -> None:
    game = Played(cast, reader)
    game.command("next")
    for n, one in enumerate(players(cast, 3)):
        game.vote(one, 1, f"Fordi {n}")
    game.until(Phase.SHOWN)
    with cast.app.app_context():
        votes = sorted(db.session.scalars(select(GameVote)), key=lambda vote: vote.reason)
        first, second, third = (str(vote.id) for vote in votes)
    address, older = f"{game.phone}/begrundelser", {"had": reader.get(game.wall).field("had")}
    assert older == {"had": ""}
    reader.post(address, older | {"reason_ids": [first, second]})
    reader.post(address, older | {"reason_ids": third})
    assert kept_of(cast) == ["Fordi 0", "Fordi 1", "Fordi 2"]
    reader.post(address, {"had": reader.get(game.wall).field("had"), "reason_ids": [first, third]})
    assert kept_of(cast) == ["Fordi 0", "Fordi 2"]


def kept_of(cast: Cast) -> list[str]:
    with cast.app.app_context():
        return sorted(vote.reason for vote in db.session.scalars(select(GameVote).where(GameVote.is_chosen)))


@pytest.mark.parametrize("number", [1, 5])
def test_what_is_taken_home_costs_the_same_however_many_games_it_was(cast: Cast, reader: Reader, number: int) -> None:
    one = players(cast, 1)[0]
    for time in range(1, number + 1):
        game = Played(cast, reader, form_key=f"spil {time}")
        game.command("next")
        game.vote(one, 1 + time % 2, f"Fordi {time}.")
        game.until(Phase.SHOWN)
        with cast.app.app_context():
            keep = db.session.scalars(select(GameVote.id).where(GameVote.game_id == game.id)).one()
        game.host.post(f"{game.phone}/begrundelser", {"reason_ids": str(keep)})
        game.until(Phase.ENDED)
    shown = one.get(f"/hold/{cast.cohort.id}/spillene").text
    assert [shown.count(f"Fordi {time}.") for time in range(1, number + 1)] == [1] * number
    assert len(one.queries) == 7


def test_nothing_leads_from_a_vote_to_a_person_when_the_game_has_ended(cast: Cast, reader: Reader) -> None:
    game = Played(cast, reader)
    game.command("next")
    one = players(cast, 1)[0]
    game.vote(one, 1, "Hemmelig grund")
    assert (game.ballots(), len(game.row().blind_key or b"")) == (1, 32)
    game.command("end")
    assert (game.ballots(), game.row().blind_key, game.row().code) == (0, None, None)
    with cast.app.app_context():
        assert db.session.scalars(select(GameVote.reason)).all() == [""]
    columns = {column.name for column in GameVote.__table__.columns}
    assert columns == {"id", "game_id", "round", "voter", "option", "reason", "role", "is_chosen"}
    assert game.votes() == [(1, 1)]


def test_a_vote_sent_again_is_the_same_vote_and_another_one_is_not_counted(cast: Cast, reader: Reader) -> None:
    game, one = Played(cast, reader), players(cast, 1)[0]
    game.command("next")
    assert [game.vote(one, 2, script=True).status for _n in range(3)] == [200] * 3
    other = game.vote(one, 1, script=True)
    assert (other.status, other.json["message"]) == (422, FIRST_COUNTS)
    assert (game.votes(), game.ballots()) == ([(1, 2)], 1)


def test_a_vote_after_closing_is_refused_unless_it_was_in_before(cast: Cast, reader: Reader) -> None:
    game, (early, late) = Played(cast, reader), players(cast, 2)
    assert CLOSED in game.vote(early, 1).text  # not open yet
    game.command("next")
    game.vote(early, 1)
    game.command("next")
    assert game.vote(early, 1, script=True).status == 200  # its answer was lost on the way
    page = game.vote(late, 1)
    assert (page.status, CLOSED in page.text) == (422, True)
    game.command("next")
    assert CLOSED in game.vote(late, 1, round_=1).text  # a vote of the first round is none of the second
    assert game.votes() == [(1, 1)]


def test_an_option_that_is_none_and_a_cpr_number_are_not_taken(cast: Cast, reader: Reader) -> None:
    game, one = Played(cast, reader), players(cast, 1)[0]
    game.command("next")
    assert "Vælg en af handlingerne." in game.vote(one, 4).text
    page = game.vote(one, 1, "Ring til 010190-1234")
    assert (page.status, page.field("reason")) == (422, "Ring til 010190-1234")
    assert (game.votes(), game.ballots()) == ([], 0)


def test_somebody_from_outside_neither_votes_nor_finds_the_game(cast: Cast, reader: Reader) -> None:
    game = Played(cast, reader)
    game.command("next")
    stranger = Reader(cast.app).sign_in(cast.stranger)
    page = stranger.get(f"/spil?kode={game.row().code}")
    assert (page.status, "Der er ikke et spil i gang med de bogstaver" in page.text) == (200, True)
    assert [stranger.get(game.phone).status, game.vote(stranger, 1).status, game.vote(reader, 1).status] == [404] * 3
    assert game.votes() == []


def test_whose_place_is_cancelled_while_a_vote_is_open_votes_no_more_and_what_was_in_counts(
    cast: Cast, reader: Reader
) -> None:
    game, (gone, late) = Played(cast, reader), players(cast, 2)
    game.command("next")
    assert game.vote(gone, 1).status == 303
    assert [one.get(game.phone).status for one in (gone, late)] == [200, 200]
    with cast.app.app_context():
        db.session.execute(update(Enrolment).values(status=EnrolmentStatus.CANCELLED))
        db.session.commit()
    for one in (gone, late):
        assert [one.get(where).status for where in (game.phone, f"{game.phone}/tilstand")] == [404, 404]
        assert [game.vote(one, 2, script=script).status for script in (False, True)] == [404, 404]
    assert (game.votes(), game.ballots()) == ([(1, 1)], 1)
    assert game.command("next").status == 303


def test_two_hosts_do_not_fight(cast: Cast, reader: Reader) -> None:
    game = Played(cast, reader)
    seen = game.row().version
    assert game.command("next", version=seen).status == 303
    late = game.command("next", version=seen)
    assert (late.status, "En anden førte spillet videre lige før dig." in late.text) == (409, True)
    assert (game.row().phase, late.field("version")) == (Phase.FIRST, str(seen + 1))


def test_a_card_taken_back_is_gone_at_once_and_the_game_goes_on(cast: Cast, reader: Reader) -> None:
    author = asked(cast, reader)
    say(author, cast.app, "ja")
    game = Played(cast, reader, card=str(only(cast.app).id))
    one, other = players(cast, 2)
    game.command("next")
    game.vote(one, 1)
    state = f"{game.phone}/tilstand"
    before = one.get(state).json["mark"]
    assert "Formanden ringer på en søndag." in other.get(game.phone).text
    say(author, cast.app, "nej")
    assert one.get(state).json["mark"] != before
    for page in (other.get(game.phone), reader.get(game.wall)):
        assert ("Kortet er taget ud af spil" in page.text, "Formanden" in page.text) == (True, False)
    assert game.vote(other, 2).status == 303
    game.until(Phase.ENDED)
    assert game.votes() == [(1, 1), (1, 2)]
    home = one.get(f"/hold/{cast.cohort.id}/spillene").text
    assert ("Kortet er taget ud af spil" in home, "Formanden" in home) == (True, False)


def test_a_card_of_another_cohorts_case_or_without_a_yes_is_not_played(cast: Cast, reader: Reader) -> None:
    asked(cast, reader)
    address = f"/hold/{cast.cohort.id}/dilemmaspil"
    card = str(only(cast.app).id)
    assert "Kortet er ikke i spil. Vælg et andet." in reader.post(address, {"card": card}).text
    with cast.app.app_context():
        db.session.get_one(Dilemma, only(cast.app).id).consent = Consent.GIVEN
        db.session.commit()
    elsewhere = Reader(cast.app).sign_in(cast.other_instructor)
    there = f"/hold/{cast.other_cohort.id}/dilemmaspil"
    assert "Kortet er ikke i spil. Vælg et andet." in elsewhere.post(there, {"card": card}).text
    assert reader.post(address, {"card": card}).status == 303


def test_roles_are_dealt_evenly_stay_as_they_were_dealt_and_are_shown_from_five_up(cast: Cast, reader: Reader) -> None:
    crowd = players(cast, 12)
    game = Played(cast, reader, has_roles="y")
    game.command("next")
    dealt = [role_on(phone, game) for phone in crowd]
    assert Counter(dealt) == {"Udvalgsformand": 6, "Sagsbehandler": 6}  # twelve people: two roles that can be shown
    gone = crowd.pop()
    dealt.pop()
    with cast.app.app_context():
        clock.set_clock(clock.now() + timedelta(minutes=1))
        named = select(Person.id).where(Person.name == "Deltager Nummer 11").scalar_subquery()
        gave_up = {"status": EnrolmentStatus.CANCELLED, "cancelled_at": clock.now()}
        db.session.execute(update(Enrolment).where(Enrolment.person_id == named).values(**gave_up))
        db.session.commit()
    late = Reader(cast.app).sign_in(cast.participant("Deltager Sent"))
    assert (gone.get(game.phone).status, role_on(late, game) in dealt) == (404, True)
    assert [role_on(phone, game) for phone in crowd] == dealt
    for phone in crowd:
        game.vote(phone, 1)
    with cast.app.app_context():
        stored = db.session.scalars(select(GameVote.role)).all()
    assert Counter(str(role.label) for role in stored if role) == Counter(dealt)
    game.until(Phase.SHOWN)
    captions = {table.findtext(".//caption") for table in reader.get(game.wall).all("table")}
    assert captions == {"Stemmer før og efter samtalen", "Udvalgsformand", "Sagsbehandler"}


@pytest.mark.once
def test_a_role_that_four_voted_in_is_not_shown_by_itself(cast: Cast, reader: Reader) -> None:
    crowd = players(cast, 12)
    game = Played(cast, reader, has_roles="y")
    game.command("next")
    roles = {phone: role_on(phone, game) for phone in crowd}
    few = [phone for phone, role in roles.items() if role == "Sagsbehandler"][:2]
    for phone in crowd:
        if phone not in few:
            game.vote(phone, 1)
    game.until(Phase.SHOWN)
    captions = {table.findtext(".//caption") for table in reader.get(game.wall).all("table")}
    assert captions == {"Stemmer før og efter samtalen", "Udvalgsformand"}


@pytest.mark.parametrize("command", ["blank", "end", "back", "next", "more"])
def test_a_command_to_a_game_that_has_ended_does_nothing_and_blames_nobody(
    cast: Cast, reader: Reader, command: str
) -> None:
    game = Played(cast, reader)
    game.until(Phase.ENDED)
    before = game.row()
    page = game.command(command)
    assert (page.status, page.location) == (303, game.wall)
    assert (game.row().version, game.row().is_blank) == (before.version, False)


def role_on(phone: Reader, game: Played) -> str:
    """The role that stands on somebody's phone."""
    return phone.get(game.phone).text.split("Din rolle: ")[1].partition(".")[0]


def test_what_is_polled_is_answered_briefly_and_by_two_questions(cast: Cast, reader: Reader) -> None:
    game, one = Played(cast, reader), players(cast, 1)[0]
    state = one.get(f"{game.phone}/tilstand")
    assert len(one.queries) == 2
    known = {"If-None-Match": f'"{state.json["mark"]}"'}
    assert one.client.get(f"{game.phone}/tilstand", headers=known).status_code == 304
    game.command("next")
    assert one.client.get(f"{game.phone}/tilstand", headers=known).status_code == 200
    game.vote(one, 1)
    assert reader.get(f"{game.phone}/stand").json["voted"] == 1
    assert len(reader.queries) == 3


def test_commands_lead_on_back_cover_and_lengthen(cast: Cast, reader: Reader) -> None:
    game = Played(cast, reader, talk_minutes="5")
    game.command("blank")
    assert (game.row().is_blank, "Storskærmen er dækket til." in reader.get(game.wall).text) == (True, True)
    game.until(Phase.TALK)
    begun = game.row().talk_until
    game.command("more")
    assert begun is not None
    assert (game.row().talk_until - begun).total_seconds() == 120  # type: ignore[operator]
    game.command("back")
    assert (game.row().phase, game.row().is_blank) == (Phase.FIRST, False)
    game.command("end")
    assert game.command("next").status in {303, 409}
    assert game.row().phase is Phase.ENDED


@pytest.mark.once
def test_games_go_with_the_cohorts_cases(cast: Cast, reader: Reader) -> None:
    game = Played(cast, reader)
    _row, which = MANY["dilemma_game"]
    with cast.app.app_context():
        day = clock.now()
        assert db.session.scalars(which(clock.days_after(day, 174))).all() == []
        assert db.session.scalars(which(clock.days_after(day, 176))).all() == [game.id]
        assert db.session.get(DilemmaGame, game.id) is not None
