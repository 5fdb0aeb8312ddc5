"""Who goes with whom? Case groups of four or five, with colleagues from the same municipality apart when it can be done."""

import math
from collections import Counter
from collections.abc import Mapping
from random import Random, SystemRandom
from typing import Final
from uuid import UUID

LARGEST: Final = 5
SMALLEST: Final = 4


def number_of_groups(homes: Mapping[UUID, str | None]) -> int:
    """How many groups: of five, or of four when that keeps the people of the largest municipality apart."""
    fewest = max(1, math.ceil(len(homes) / LARGEST))
    most = max(fewest, len(homes) // SMALLEST)
    largest = max(Counter(home for home in homes.values() if home).values(), default=0)
    return min(max(fewest, largest), most)


def mixed_groups(homes: Mapping[UUID, str | None], *, chance: Random | None = None) -> dict[UUID, int]:
    """A group, from 1, for everybody, given the municipality each comes from; a new proposal each time.

    People are dealt like cards, one municipality after the other, so that those of one meet only when it has more
    people than there are groups.
    """
    chance = chance or SystemRandom()
    groups = number_of_groups(homes)
    people = list(homes)
    chance.shuffle(people)
    counts = Counter(homes.values())
    first_met = {homes[key]: place for place, key in enumerate(people)}
    people.sort(key=lambda key: (homes[key] is None, -counts[homes[key]], first_met[homes[key]]))
    return {key: index % groups + 1 for index, key in enumerate(people)}
