"""What could not be kept when the case groups were put together, and why? One sentence for each, the gravest first."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from portal.figures import number_word
from portal.teaching.grouping import LARGEST, SMALLEST, Member, Work, number_of_groups
from portal.text import _, capitalize_first, listed


class Seated(NamedTuple):
    """Somebody in a group, as a sentence names them."""

    name: str
    place: str
    member: Member


Groups = Mapping[int, Sequence[Seated]]


def shortfalls(groups: Groups) -> list[str]:
    """Everything that these groups do not keep. Who sits in none is not among them."""
    everybody = [one for people in groups.values() for one in people]
    return [*_colleagues(groups, everybody), *_sizes(groups, everybody), *_works(groups, everybody)]


def _colleagues(groups: Groups, everybody: Sequence[Seated]) -> Iterator[str]:
    of_home = Counter(one.member.home for one in everybody)
    for number, people in groups.items():
        here = Counter(one.member.home for one in people if one.member.home)
        for home in (home for home, count in here.items() if count > 1):
            met = [one for one in people if one.member.home == home]
            what = _(
                "%(names)s fra %(place)s er sammen i gruppe %(n)s.",
                names=listed([one.name for one in met]),
                place=met[0].place,
                n=number,
            )
            yield f"{what} {_why_together(met[0].place, of_home[home], len(groups))}"


def _why_together(place: str, count: int, groups: int) -> str:
    if count <= groups:
        return _("Det kan undgås: Flyt en af dem, eller tryk “Fordel automatisk” igen.")
    return _(
        "Der er %(count)s fra %(place)s og kun %(groups)s.",
        count=number_word(count),
        place=place,
        groups=_groups(groups),
    )


def _groups(count: int) -> str:
    return _("én gruppe") if count == 1 else _("%(count)s grupper", count=number_word(count))


def _sizes(groups: Groups, everybody: Sequence[Seated]) -> Iterator[str]:
    is_best = len(groups) == number_of_groups(one.member for one in everybody)
    sizes = [len(people) for people in groups.values()]
    even = bool(sizes) and max(sizes) - min(sizes) <= 1
    for number, people in groups.items():
        if SMALLEST <= len(people) <= LARGEST:
            continue
        what = _("Gruppe %(n)s har %(count)s.", n=number, count=number_word(len(people)))
        why = _("Det kan undgås: Flyt nogen, eller tryk “Fordel automatisk” igen.")
        if is_best and even:
            why = _("%(count)s kan ikke deles i grupper på fire eller fem.", count=_people(len(everybody)))
        yield f"{what} {why}"


def _people(count: int) -> str:
    return _("Én deltager") if count == 1 else _("%(n)s deltagere", n=capitalize_first(number_word(count)))


def _works(groups: Groups, everybody: Sequence[Seated]) -> Iterator[str]:
    """Work that there is on the cohort and not in the group."""
    there = Counter(one.member.work for one in everybody)
    for work in (work for work in Work if there[work]):
        without = [n for n, people in groups.items() if all(one.member.work is not work for one in people)]
        if not without:
            continue
        what = _missing(work, without)
        why = _("Der er nok på holdet. Flyt nogen, hvis det kan gøres, uden at kolleger kommer i samme gruppe.")
        if there[work] < len(groups):
            why = _("Der er kun %(count)s på holdet.", count=number_word(there[work]))
        yield f"{what} {why}"


def _missing(work: Work, numbers: Sequence[int]) -> str:
    where = listed([str(n) for n in numbers])
    if len(numbers) == 1:
        return _("Gruppe %(where)s har ingen %(work)s.", where=where, work=work.label)
    return _("Gruppe %(where)s har hver især ingen %(work)s.", where=where, work=work.label)
