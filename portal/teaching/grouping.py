"""Who goes with whom? Case groups of four or five: colleagues apart, and elected, leaders and officials in each."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from random import Random, SystemRandom
from typing import Final, NamedTuple
from uuid import UUID

from portal.enrolments.sides import is_title_of_leader
from portal.text import Word, _l

LARGEST: Final = 5
SMALLEST: Final = 4
ROUNDS: Final = 4  # of swapping; a cohort of seventy is done in two


class Work(Word):
    """What somebody does at the table, as far as place and title tell."""

    ELECTED = "elected", _l("folkevalgte")
    LEADER = "leader", _l("ledere")
    OFFICIAL = "official", _l("andre ansatte")


class Member(NamedTuple):
    """What decides where somebody sits: the municipality, and the work where it is known."""

    home: str | None = None
    work: Work | None = None


def work_of(title: str, *, is_elected: bool) -> Work | None:
    """What the place on the cohort and the title say; None for an official without a title."""
    if is_elected:
        return Work.ELECTED
    if is_title_of_leader(title):
        return Work.LEADER
    return Work.OFFICIAL if title.strip() else None


def number_of_groups(members: Iterable[Member]) -> int:
    """How many groups: of five, or of four when that keeps the people of the largest municipality apart."""
    homes = [one.home for one in members]
    fewest = max(1, math.ceil(len(homes) / LARGEST))
    most = max(fewest, len(homes) // SMALLEST)
    largest = max(Counter(home for home in homes if home).values(), default=0)
    return min(max(fewest, largest), most)


def mixed_groups(members: Mapping[UUID, Member], *, chance: Random | None = None) -> dict[UUID, int]:
    """A group, from 1, for everybody; a new proposal each time.

    The largest municipalities are seated first, each person where there are fewest colleagues, then fewest people, then
    fewest of the same work: colleagues meet only when there are more of them than groups. Then people change places
    wherever that mixes the work better and seats no colleagues together.
    """
    chance = chance or SystemRandom()
    tables = [_Table() for _n in range(number_of_groups(members.values()))]
    people = list(members)
    chance.shuffle(people)
    counts = Counter(one.home for one in members.values())
    first_met = {members[key].home: place for place, key in enumerate(people)}
    people.sort(key=lambda key: (members[key].home is None, -counts[members[key].home], first_met[members[key].home]))
    for key in people:
        member = members[key]
        min(tables, key=lambda table: table.fit(member)).seat(key, member)
    for _round in range(ROUNDS):
        if not sum(_swap(one, other, members) for one, other in combinations(tables, 2)):
            break
    return {key: number for number, table in enumerate(tables, 1) for key in table.people}


class _Table:
    """A group that is being put together."""

    def __init__(self) -> None:
        self.people: list[UUID] = []
        self.homes: Counter[str] = Counter()
        self.works: Counter[Work] = Counter()

    def fit(self, member: Member) -> tuple[int, int, int]:
        """The smaller the better somebody sits here."""
        colleagues = self.homes[member.home] if member.home else 0
        return colleagues, len(self.people), self.works[member.work] if member.work else 0

    def seat(self, key: UUID, member: Member) -> None:
        """Somebody sits down."""
        self.people.append(key)
        self._count(member, 1)

    def leave(self, key: UUID, member: Member) -> None:
        """Somebody gets up."""
        self.people.remove(key)
        self._count(member, -1)

    def _count(self, member: Member, by: int) -> None:
        if member.home:
            self.homes[member.home] += by
        if member.work:
            self.works[member.work] += by

    @property
    def cost(self) -> tuple[int, int]:
        """How far from mixed: colleagues that meet, then how unevenly the work is spread."""
        return sum(n * (n - 1) for n in self.homes.values()), sum(n * n for n in self.works.values())


def _swap(one: _Table, other: _Table, members: Mapping[UUID, Member]) -> int:
    """Let pairs change places as long as it helps; how many did."""
    done = 0
    for mine, theirs in _pairs(one, other, members):
        before = _cost(one, other)
        _change(one, other, mine, theirs, members)
        if _cost(one, other) < before:
            return done + 1 + _swap(one, other, members)
        _change(one, other, theirs, mine, members)
    return done


def _pairs(one: _Table, other: _Table, members: Mapping[UUID, Member]) -> Iterator[tuple[UUID, UUID]]:
    for mine in list(one.people):
        for theirs in list(other.people):
            if members[mine].work is not members[theirs].work:
                yield mine, theirs


def _change(one: _Table, other: _Table, mine: UUID, theirs: UUID, members: Mapping[UUID, Member]) -> None:
    one.leave(mine, members[mine])
    other.leave(theirs, members[theirs])
    one.seat(theirs, members[theirs])
    other.seat(mine, members[mine])


def _cost(one: _Table, other: _Table) -> tuple[int, int]:
    (mine, my_work), (theirs, their_work) = one.cost, other.cost
    return mine + theirs, my_work + their_work
