"""Do case groups mix the municipalities, and does nothing count before it is saved?"""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from random import Random
from uuid import UUID, uuid4

import pytest
from flask import Flask

from portal import clock
from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.enrolments.models import Enrolment, EnrolmentStatus
from portal.teaching.grouping import Member, Work, mixed_groups, work_of
from portal.teaching.shortfall import Groups, Seated, shortfalls
from tests.cast import Cast
from tests.courses.reading import missing, sent_back
from tests.crossing import MOST_LOCKS, Crossing
from tests.reader import Page, Reader
from tests.test_second_press import pressing


def people(*counts: int, alone: int = 0, works: Sequence[Work] = ()) -> dict[UUID, Member]:
    """So many people from each municipality, and some from none; works are dealt in turn."""
    homes = [*(str(100 + n) for n, count in enumerate(counts) for _one in range(count)), *[None] * alone]
    return {uuid4(): Member(home, works[n % len(works)] if works else None) for n, home in enumerate(homes)}


@pytest.mark.parametrize(
    ("homes", "sizes"),
    [
        (people(), []),
        (people(1, 1, 1), [3]),
        (people(2, 2, 1), [5]),
        (people(2, 2, 2), [3, 3]),
        (people(*[2] * 12), [4, 5, 5, 5, 5]),
        (people(5, *[1] * 15), [4, 4, 4, 4, 4]),
        (people(*[3] * 5, *[1] * 10, alone=10), [5] * 7),
        (people(*[4] * 80, alone=30), [5] * 70),
    ],
)
def test_groups_have_four_or_five_and_keep_colleagues_apart(homes: dict[UUID, Member], sizes: list[int]) -> None:
    groups = mixed_groups(homes, chance=Random(7))
    assert set(groups) == set(homes)
    assert sorted(Counter(groups.values()).values()) == sizes
    met = Counter((group, homes[key].home) for key, group in groups.items() if homes[key].home)
    possible = max(Counter(one.home for one in homes.values() if one.home).values(), default=0) <= len(sizes)
    assert max(met.values(), default=0) <= (1 if possible else 2)


def test_a_municipality_with_more_people_than_groups_is_spread_evenly() -> None:
    homes = people(7, 1, 1, 1)
    groups = mixed_groups(homes, chance=Random(7))
    met = Counter(group for key, group in groups.items() if homes[key].home == "100")
    assert sorted(met.values()) == [3, 4]


def test_another_press_gives_another_proposal() -> None:
    homes = people(*[1] * 20)
    assert mixed_groups(homes, chance=Random(1)) != mixed_groups(homes, chance=Random(2))


@pytest.mark.once
@pytest.mark.parametrize("seed", range(5))
def test_each_group_gets_elected_leaders_and_officials_and_still_no_colleagues(seed: int) -> None:
    cohort = people(*[3] * 6, 1, 1, works=(Work.ELECTED, Work.LEADER, Work.OFFICIAL))
    groups = mixed_groups(cohort, chance=Random(seed))
    assert len(set(groups.values())) == 4
    met = Counter((group, cohort[key].home) for key, group in groups.items())
    works = {(group, cohort[key].work) for key, group in groups.items()}
    assert (max(met.values()), len(works)) == (1, 12)


@pytest.mark.once
@pytest.mark.parametrize(
    ("title", "is_elected", "work"),
    [
        ("Byrådsmedlem", True, Work.ELECTED),
        ("Teknik- og miljøchef", False, Work.LEADER),
        ("Vicedirektør, børn og unge", False, Work.LEADER),
        ("Chefkonsulent", False, Work.OFFICIAL),
        ("", False, None),
    ],
)
def test_the_place_and_the_title_say_what_somebody_does(title: str, is_elected: bool, work: Work | None) -> None:
    assert work_of(title, is_elected=is_elected) is work


def seated(*names_and_places: str) -> list[Seated]:
    """“Åse/Vejle/leader”: name, municipality and work."""
    found = []
    for one in names_and_places:
        name, place, work = one.split("/")
        found.append(Seated(name, place, Member(place or None, Work(work) if work else None)))
    return found


@pytest.mark.once
@pytest.mark.parametrize(
    ("groups", "said"),
    [
        ({}, []),
        ({1: seated("Åse/Vejle/official", "Bo/Ribe/official", "Ib/Køge/official", "Ea/Hørsholm/official")}, []),
        (
            {1: seated("Åse/Vejle/", "Bo/Vejle/", "Ib/Køge/", "Ea/Ærø/")},
            ["Åse og Bo fra Vejle er sammen i gruppe 1. Der er to fra Vejle og kun én gruppe."],
        ),
        (
            {n: seated(*([f"{n}a/Vejle/", f"{n}b/Vejle/"] if n == 1 else [f"{n}a//", f"{n}b//"]), *[f"{n}//"] * 2) for n in (1, 2)},
            ["1a og 1b fra Vejle er sammen i gruppe 1. Det kan undgås: Flyt en af dem, eller tryk “Fordel automatisk” igen."],
        ),
        (
            {1: seated("a//", "b//", "c//"), 2: seated("d//", "e//", "f//")},
            [
                "Gruppe 1 har tre. Seks deltagere kan ikke deles i grupper på fire eller fem.",
                "Gruppe 2 har tre. Seks deltagere kan ikke deles i grupper på fire eller fem.",
            ],
        ),
        (
            {1: seated("a//", "b//"), 2: seated(*(f"{n}//" for n in range(5)), "x//")},
            [
                "Gruppe 1 har to. Det kan undgås: Flyt nogen, eller tryk “Fordel automatisk” igen.",
                "Gruppe 2 har seks. Det kan undgås: Flyt nogen, eller tryk “Fordel automatisk” igen.",
            ],
        ),
        (
            {
                1: seated("a//elected", "b//leader", "c//leader", "d//"),
                2: seated(*(f"{n}//" for n in range(4))),
                3: seated("e//leader", *(f"x{n}//" for n in range(3))),
            },
            [
                "Gruppe 2 og 3 har hver især ingen folkevalgte. Der er kun en på holdet.",
                "Gruppe 2 har ingen ledere. Der er nok på holdet. Flyt nogen, hvis det kan gøres, uden at kolleger kommer i samme gruppe.",
            ],
        ),
    ],
)  # fmt: skip
def test_what_could_not_be_kept_is_said_with_the_reason(groups: Groups, said: list[str]) -> None:
    assert shortfalls(groups) == said


@pytest.fixture
def address(reader: Reader, cast: Cast) -> str:
    """Six people from two municipalities, in no group yet, and the instructor signed in."""
    for n in range(3):
        cast.participant(f"Fra Vejle {n}", home=cast.fjordby)
        cast.participant(f"Fra Aarhus {n}", home=cast.aaby)
    reader.sign_in(cast.instructor)
    return f"/undervisning/{cast.cohort.id}/grupper"


def chosen(page: Page) -> dict[str, str]:
    names = [s.get("name", "") for s in page.all("select")]
    selected = {
        s.get("name", ""): next(("".join(o.itertext()) for o in s.iter("option") if o.get("selected") is not None), "")
        for s in page.all("select")
    }
    return {name: selected[name] for name in names}


def stored(reader: Reader) -> list[int | None]:
    with reader.app.app_context():
        return [e.case_group for e in db.session.query(Enrolment).order_by(Enrolment.enrolled_at)]


def test_a_proposal_counts_only_when_it_is_saved(reader: Reader, address: str) -> None:
    page = reader.get(address)
    assert set(chosen(page).values()) == {""}
    proposal = reader.post(address, {**sent_back(page), "fordel": "1"})
    assert "Det her er et forslag." in proposal.text
    assert Counter(chosen(proposal).values()) == {"1": 3, "2": 3}
    assert stored(reader) == [None] * 6
    saved = reader.post(address, sent_back(proposal))
    assert saved.location == f"{address}?gemt=1"
    assert Counter(stored(reader)) == {1: 3, 2: 3}
    assert chosen(reader.get(address)) == chosen(proposal)


def test_a_participant_is_moved_and_taken_out_by_hand(reader: Reader, address: str) -> None:
    page = reader.get(address)
    reader.post(address, sent_back(page) | dict(zip(chosen(page), ["1", "1", "2", "2", "3", ""], strict=True)))
    page = reader.get(address)
    assert Counter(stored(reader)) == {1: 2, 2: 2, 3: 1, None: 1}
    assert "Uden gruppe" in page.text
    assert page.text.count("er sammen i gruppe") == 1
    together = "Fra Vejle 0 og Fra Vejle 1 fra Vejle er sammen i gruppe 1."
    assert f"{together} Det kan undgås: Flyt en af dem, eller tryk “Fordel automatisk” igen." in page.text


def test_elected_and_officials_in_one_group_are_told_that_the_wall_stands(reader: Reader, cast: Cast) -> None:
    for one in (cast.groupmate, cast.politician):
        assert one.id
    address = f"/undervisning/{cast.cohort.id}/grupper"
    assert "ser ikke hinandens cases" in reader.sign_in(cast.instructor).get(address).text
    with reader.app.app_context():
        cohort = db.session.get_one(Cohort, cast.cohort.id)
        cohort.joint_purpose, cohort.joint_until = "Fælles øvelse", clock.now() + timedelta(days=1)
        db.session.commit()
    assert "ser ikke hinandens cases" not in reader.get(address).text


@pytest.fixture
def grouped(reader: Reader, address: str) -> dict[str, str]:
    """What the page sends when all six are in group 1, and nothing was chosen."""
    page = reader.get(address)
    assert reader.post(address, sent_back(page) | dict.fromkeys(chosen(page), "1")).status == 303
    return sent_back(reader.get(address))


def test_two_who_move_different_people_take_nothing_from_each_other(
    reader: Reader, address: str, grouped: dict[str, str]
) -> None:
    first, second, *_rest = (name for name in grouped if name.startswith("group-"))
    for moves in ({first: "3"}, {second: ""}, {first: "3"}):
        assert reader.post(address, grouped | moves).status == 303
    assert Counter(stored(reader)) == {1: 4, 3: 1, None: 1}


def test_who_was_moved_by_both_stands_there_with_both_moves_and_nothing_is_saved(
    reader: Reader, address: str, grouped: dict[str, str]
) -> None:
    first, second, third, fourth, *_rest = (name for name in grouped if name.startswith("group-"))
    assert reader.post(address, grouped | {first: "3", second: "", third: "2"}).status == 303
    page = reader.post(address, grouped | {first: "2", second: "2", fourth: "2"})
    assert (page.status, Counter(stored(reader))) == (422, {1: 3, 3: 1, 2: 1, None: 1})
    assert not missing(
        page,
        "Grupperne er blevet gemt, efter at du åbnede siden. Dine valg står her endnu og er ikke gemt.",
        "Fra Vejle 0 er flyttet til gruppe 3, efter at du åbnede siden.",
        "Fra Vejle 1 er taget ud af sin gruppe, efter at du åbnede siden.",
    )
    marked = [one for one in page.all("select") if one.get("aria-invalid")]
    assert [one.get("name") for one in marked] == [first, second]
    assert chosen(page) == dict.fromkeys(chosen(page), "1") | {first: "2", second: "2", third: "2", fourth: "2"}
    assert reader.post(address, sent_back(page)).status == 303
    assert Counter(stored(reader)) == {1: 2, 2: 4}


def test_of_two_who_move_somebody_in_the_same_moment_one_is_told(crossed_app: Flask) -> None:
    cast = Cast(crossed_app)
    assert cast.author.id
    address = f"/undervisning/{cast.cohort.id}/grupper"
    browsers = [Reader(crossed_app).sign_in(cast.instructor) for _one in range(2)]
    for halt_after in range(1, MOST_LOCKS):
        fields = sent_back(browsers[0].get(address))
        name, group = next((name, int(group)) for name, group in fields.items() if name.startswith("group-"))
        first, second = (
            pressing(browser, address, fields | {name: str(group % 9 + n)})
            for n, browser in enumerate(browsers, start=1)
        )
        crossing = Crossing(crossed_app, first, second, halt_after)
        assert sorted(map(str, crossing.meet().values())) == ["303", "422"], halt_after
        if not crossing.halted.is_set():
            break
    assert halt_after > 1


def test_a_proposal_takes_back_nobody_that_a_colleague_moved_after_it(
    reader: Reader, address: str, grouped: dict[str, str]
) -> None:
    proposal = sent_back(reader.post(address, grouped | {"fordel": "1"}))
    moved = next(name for name, group in proposal.items() if name.startswith("group-") and group == "2")
    assert reader.post(address, grouped | {moved: "3"}).status == 303
    page = reader.post(address, proposal)
    assert (page.status, chosen(page)[moved], Counter(stored(reader))) == (422, "2", {1: 5, 3: 1})


def test_who_left_meanwhile_keeps_nobody_from_being_moved(
    reader: Reader, address: str, grouped: dict[str, str]
) -> None:
    gone, other, *_rest = (name for name in grouped if name.startswith("group-"))
    with reader.app.app_context():
        enrolment = db.session.get_one(Enrolment, UUID(gone.removeprefix("group-")))
        enrolment.status, enrolment.case_group = EnrolmentStatus.CANCELLED, None
        db.session.commit()
    assert reader.post(address, grouped | {gone: "2", other: "2"}).status == 303
    assert Counter(stored(reader)) == {1: 4, 2: 1, None: 1}


@pytest.mark.parametrize("group", ["0", "-1", "201", "²", "en"])
def test_a_group_that_cannot_be_is_refused(reader: Reader, address: str, group: str) -> None:
    first = next(iter(chosen(reader.get(address))))
    page = reader.post(address, {first: group})
    assert page.status == 422
    assert "Vælg en gruppe fra listen." in page.text
    assert stored(reader) == [None] * 6


def test_nobody_from_another_cohort_can_be_moved(reader: Reader, cast: Cast, address: str) -> None:
    with reader.app.app_context():
        other = db.session.query(Enrolment).filter_by(person_id=cast.stranger.id).one()
    assert reader.post(address, {f"group-{other.id}": "1"}).status == 303
    with reader.app.app_context():
        assert db.session.get_one(Enrolment, other.id).case_group is None


@pytest.mark.parametrize("count", [1, 3, 35])
def test_the_page_costs_three_queries_and_little_html(reader: Reader, cast: Cast, count: int) -> None:
    for n in range(count):
        cast.participant(f"Deltager Nummer {n}", title="Sekretariatskonsulent", home=cast.aaby, group=n // 5 + 1)
    reader.sign_in(cast.instructor)
    page = reader.get(f"/undervisning/{cast.cohort.id}/grupper")
    assert len(chosen(page)) == count
    assert len(reader.queries) == 3
    assert len(page.source.encode()) < 30_000


def test_a_cohort_without_people_says_so(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.instructor)
    assert "Der er ingen deltagere på holdet endnu." in reader.get(f"/undervisning/{cast.cohort.id}/grupper").text
