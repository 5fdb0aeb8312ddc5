"""Do case groups mix the municipalities, and does nothing count before it is saved?"""

from collections import Counter
from random import Random
from uuid import UUID, uuid4

import pytest

from portal.db import db
from portal.enrolments.models import Enrolment
from portal.teaching.grouping import mixed_groups
from tests.cast import Cast
from tests.reader import Page, Reader


def people(*counts: int, alone: int = 0) -> dict[UUID, str | None]:
    """So many people from each municipality, and some from none."""
    homes: dict[UUID, str | None] = {uuid4(): str(100 + n) for n, count in enumerate(counts) for _one in range(count)}
    return homes | {uuid4(): None for _one in range(alone)}


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
def test_groups_have_four_or_five_and_keep_colleagues_apart(homes: dict[UUID, str | None], sizes: list[int]) -> None:
    groups = mixed_groups(homes, chance=Random(7))
    assert set(groups) == set(homes)
    assert sorted(Counter(groups.values()).values()) == sizes
    met = Counter((group, homes[key]) for key, group in groups.items() if homes[key])
    possible = max(Counter(h for h in homes.values() if h).values(), default=0) <= len(sizes)
    assert max(met.values(), default=0) <= (1 if possible else 2)


def test_a_municipality_with_more_people_than_groups_is_spread_evenly() -> None:
    homes = people(7, 1, 1, 1)
    groups = mixed_groups(homes, chance=Random(7))
    met = Counter(group for key, group in groups.items() if homes[key] == "100")
    assert sorted(met.values()) == [3, 4]


def test_another_press_gives_another_proposal() -> None:
    homes = people(*[1] * 20)
    assert mixed_groups(homes, chance=Random(1)) != mixed_groups(homes, chance=Random(2))


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
    proposal = reader.post(address, {**chosen(page), "fordel": "1"})
    assert "Det her er et forslag." in proposal.text
    assert Counter(chosen(proposal).values()) == {"1": 3, "2": 3}
    assert stored(reader) == [None] * 6
    saved = reader.post(address, chosen(proposal))
    assert saved.location == f"{address}?gemt=1"
    assert Counter(stored(reader)) == {1: 3, 2: 3}
    assert chosen(reader.get(address)) == chosen(proposal)


def test_a_participant_is_moved_and_taken_out_by_hand(reader: Reader, address: str) -> None:
    names = list(chosen(reader.get(address)))
    reader.post(address, dict(zip(names, ["1", "1", "2", "2", "3", ""], strict=True)))
    page = reader.get(address)
    assert Counter(stored(reader)) == {1: 2, 2: 2, 3: 1, None: 1}
    assert ("Uden gruppe" in page.text, page.text.count("Kolleger fra samme kommune")) == (True, 1)


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
