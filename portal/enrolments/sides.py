"""Does somebody take part as a politician, or lead? Read from the title when they are enrolled; the coordinator may say otherwise."""

import re
from typing import Final

TITLES: Final = (
    "borgmester viceborgmester rådmand byrådsmedlem kommunalbestyrelsesmedlem regionsrådsmedlem udvalgsformand"
    " udvalgsnæstformand politiker byrådspolitiker kommunalpolitiker folkevalgt"
)
LEADERS: Final = "direktør chef leder"  # how their titles end
ELECTED: Final = frozenset(TITLES.split())


def is_title_of_elected(title: str) -> bool:
    """Whether one of the words is such a title: “borgmester” is one, “borgmesterens sekretær” none."""
    return not ELECTED.isdisjoint(re.findall(r"\w+", title.lower()))


def is_title_of_leader(title: str) -> bool:
    """Whether one of the words ends as such a title does: “miljøchef” is one, “chefkonsulent” none."""
    return any(word.endswith(tuple(LEADERS.split())) for word in re.findall(r"\w+", title.lower()))
