"""Does somebody take part as a politician? Read from the title when they are enrolled; the coordinator may say otherwise."""

import re
from typing import Final

TITLES: Final = (
    "borgmester viceborgmester rådmand byrådsmedlem kommunalbestyrelsesmedlem regionsrådsmedlem udvalgsformand"
    " udvalgsnæstformand politiker byrådspolitiker kommunalpolitiker folkevalgt"
)
ELECTED: Final = frozenset(TITLES.split())


def is_title_of_elected(title: str) -> bool:
    """Whether one of the words is such a title: “borgmester” is one, “borgmesterens sekretær” none."""
    return not ELECTED.isdisjoint(re.findall(r"\w+", title.lower()))
