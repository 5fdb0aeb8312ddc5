"""Does each standing get in with what suffices, and with nothing less? The whole table, by hand."""

from itertools import combinations

import pytest

from portal.people.policy import (
    Has,
    Standing,
    Way,
    can_sign_in,
    may_do_without,
    may_trust_browser,
    second_steps,
    suffices,
)

pytestmark = pytest.mark.once

LETTER, PASSWORD, TOTP, RECOVERY, TRUSTED = Way.LETTER, Way.PASSWORD, Way.TOTP, Way.RECOVERY, Way.TRUSTED
PARTICIPANT, INSTRUCTOR, OFFICE = Standing.PARTICIPANT, Standing.INSTRUCTOR, Standing.OFFICE
ALONE = {Way.PASSKEY, Way.SINGLE_SIGN_ON}
WITH_PASSWORD = {
    PARTICIPANT: {LETTER, TOTP, RECOVERY, TRUSTED},
    INSTRUCTOR: {TOTP, RECOVERY, TRUSTED},
    OFFICE: {TOTP, RECOVERY},
}


@pytest.mark.parametrize("standing", Standing)
def test_every_set_of_ways_is_judged_as_the_policy_says(standing: Standing) -> None:
    judged = 0
    for size in range(len(Way) + 1):
        for shown in map(frozenset, combinations(Way, size)):
            should = bool(shown & ALONE) or (PASSWORD in shown and bool(shown & WITH_PASSWORD[standing]))
            assert suffices(standing, shown, is_demo=False) is should, shown
            assert suffices(standing, shown, is_demo=True) is (should or LETTER in shown), shown
            judged += 1
    assert judged == 2 ** len(Way)


@pytest.mark.parametrize(
    ("standing", "has", "steps"),
    [
        (PARTICIPANT, Has(password=True), {LETTER}),
        (PARTICIPANT, Has(password=True, totp=True), {TOTP, RECOVERY}),
        (INSTRUCTOR, Has(password=True), set()),
        (INSTRUCTOR, Has(password=True, totp=True), {TOTP, RECOVERY}),
        (OFFICE, Has(password=True), set()),
        (OFFICE, Has(password=True, totp=True), {TOTP, RECOVERY}),
    ],
)
def test_an_app_takes_the_letters_place_and_staff_get_no_letter(standing: Standing, has: Has, steps: set[Way]) -> None:
    assert second_steps(standing, has) == steps


@pytest.mark.parametrize(
    ("has", "who"),
    [
        (Has(), set()),
        (Has(totp=True), set()),
        (Has(password=True), {PARTICIPANT}),
        (Has(password=True, totp=True), {PARTICIPANT, INSTRUCTOR, OFFICE}),
        (Has(passkeys=1), {PARTICIPANT, INSTRUCTOR, OFFICE}),
        (Has(identities=1), {PARTICIPANT, INSTRUCTOR, OFFICE}),
    ],
)
def test_who_gets_in_with_what_one_has(has: Has, who: set[Standing]) -> None:
    assert {standing for standing in Standing if can_sign_in(standing, has)} == who
    assert all(can_sign_in(standing, has, is_demo=True) for standing in Standing)


def test_the_last_way_in_is_never_removed() -> None:
    key, both = Has(passkeys=1), Has(passkeys=1, password=True)
    assert not may_do_without(OFFICE, key, Has())
    assert not may_do_without(OFFICE, both, Has(password=True))
    assert may_do_without(OFFICE, both, key)
    assert may_do_without(PARTICIPANT, both, Has(password=True))
    assert may_do_without(OFFICE, Has(password=True), Has()), "what let nobody in may go"
    assert may_do_without(OFFICE, key, Has(), is_demo=True)


def test_the_office_is_asked_for_a_code_each_time() -> None:
    assert [may_trust_browser(one) for one in Standing] == [True, True, False]
