"""What has nobody raised? The duties and roles no case has, and themes that stand on one case alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.preparing.models import DUTIES, ROLES, Lens
from portal.preparing.queries import Marks, Named


@dataclass(frozen=True)
class Gaps:
    """What the marks of these cases say. `unmarked` is how many have neither theme nor lens: they may hold what is missing."""

    cases: int
    unmarked: int
    raised: Sequence[tuple[Lens, int]]
    duties: Sequence[Lens]
    roles: Sequence[Lens]
    lone: Sequence[Named]

    @property
    def has_duties(self) -> bool:
        """Whether any case has a duty: before that, nothing is missing, it has not been looked for."""
        return len(self.duties) < len(DUTIES)

    @property
    def has_roles(self) -> bool:
        """The same of roles."""
        return len(self.roles) < len(ROLES)


def gaps_in(marks: Marks, cases: int) -> Gaps:
    """What nobody raised in so many cases that somebody may read, with these marks."""
    return Gaps(
        cases=cases,
        unmarked=cases - len(marks.by_case),
        raised=[(lens, count) for lens in Lens if (count := marks.count(lens))],
        duties=[lens for lens in DUTIES if not marks.count(lens)],
        roles=[lens for lens in ROLES if not marks.count(lens)],
        lone=[theme for theme in marks.themes if theme.cases == 1],
    )
