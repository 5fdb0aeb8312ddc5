"""In which order did people enrol, and who has signed in and read since?"""

from collections.abc import Iterable

from portal.demo.content.shapes import AgendaPlan, EnrolmentPlan, EnrolmentStatus, Moment, PersonPlan


def in_order(
    people: Iterable[PersonPlan],
    *,
    status: EnrolmentStatus,
    first: int,
    not_signed_in: frozenset[str] = frozenset(),
    have_read: frozenset[str] = frozenset(),
) -> tuple[EnrolmentPlan, ...]:
    """One after the other, three a day; `first` is the number of days before (negative) or after today."""
    return tuple(
        EnrolmentPlan(
            person=person.key,
            status=status,
            enrolled=Moment(first + place // 3, f"{9 + 2 * (place % 3):02d}:{(place * 17) % 60:02d}"),
            signed_in=person.key not in not_signed_in,
            has_read=person.key in have_read,
        )
        for place, person in enumerate(people)
    )


def pause(at: str, until: str, title: str, description: str = "") -> AgendaPlan:
    """A break, a meal or a journey."""
    return AgendaPlan(at=at, until=until, title=title, description=description, kind="break")


def cases(at: str, until: str, title: str, description: str) -> AgendaPlan:
    """Time in which the participants' own cases are worked on."""
    return AgendaPlan(at=at, until=until, title=title, description=description, kind="own_case")
