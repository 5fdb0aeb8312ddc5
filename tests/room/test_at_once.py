"""Is every vote counted once when a whole room votes in the same instant, also while a host closes the round?"""

from collections import Counter

import pytest
from flask import Flask
from werkzeug.test import Client, TestResponse

from tests.cast import Cast
from tests.own_cases.test_races import together
from tests.reader import Reader
from tests.room.playing import Played, players

SINGLE, TWICE = 22, 3  # and one who votes for two things at once: 30 in all


@pytest.fixture
def stage(own_app: Flask) -> Cast:
    return Cast(own_app)


def cast_vote(game: Played, client: Client, token: str, option: int) -> TestResponse:
    sent = {"round": "1", "option": str(option), "csrf_token": token}
    return client.post(game.phone, data=sent, headers={"Accept": "application/json"})


def test_thirty_votes_at_once_some_of_them_twice_are_counted_exactly(own_app: Flask, stage: Cast) -> None:
    game = Played(stage, Reader(own_app))
    game.command("next")
    crowd = players(stage, SINGLE + TWICE + 1)
    voters = [(reader, n % 3 + 1) for n, reader in enumerate(crowd[: SINGLE + TWICE])]
    voters += [(reader.copy(), option) for reader, option in voters[SINGLE:]]
    voters += [(crowd[-1], 1), (crowd[-1].copy(), 2)]
    answers = together(
        [reader for reader, _option in voters],
        lambda client, token, n: cast_vote(game, client, token, voters[n][1]),
    )
    assert Counter(answer.status_code for answer in answers) == {200: 29, 422: 1}
    which = next(answer.status_code for answer in answers[-2:]) == 200
    wanted = sorted([(1, n % 3 + 1) for n in range(SINGLE + TWICE)] + [(1, 1 if which else 2)])
    assert (game.votes(), game.ballots()) == (wanted, len(crowd))


def test_while_a_host_closes_a_vote_is_counted_or_refused_and_never_lost(own_app: Flask, stage: Cast) -> None:
    host = Reader(own_app)
    game = Played(stage, host)
    game.command("next")
    seen, crowd = game.row().version, players(stage, 11)

    def act(client: Client, token: str, n: int) -> TestResponse:
        if n:
            return cast_vote(game, client, token, 1)
        return client.post(game.wall, data={"version": str(seen), "command": "next", "csrf_token": token})

    closed, *answers = together([host, *crowd], act)
    counted = [answer for answer in answers if answer.status_code == 200]
    assert closed.status_code == 303
    assert {answer.status_code for answer in answers} <= {200, 422}
    assert (game.votes(), game.ballots()) == ([(1, 1)] * len(counted), len(counted))
