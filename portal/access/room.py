"""Who may lead a dilemma game, vote in it, and see what came of it?"""

from portal.access.cohorts import may_teach
from portal.access.standing import takes_part
from portal.courses.cohort_models import Cohort, StaffRole
from portal.courses.reach import works_for
from portal.people.models import Person
from portal.room.models import DilemmaGame


def may_host_game(person: Person, dilemma_game: DilemmaGame) -> bool:
    """Lead a game on: everybody who teaches the cohort."""
    return works_for(person, dilemma_game.cohort_id, StaffRole.INSTRUCTOR)


def may_play(person: Person, dilemma_game: DilemmaGame) -> bool:
    """Vote: participants of the cohort, and nobody else."""
    return takes_part(person, dilemma_game.cohort_id)


def may_be_in_room(person: Person, cohort: Cohort) -> bool:
    """See what the cohort's games came to: those who played, and those who teach it."""
    return takes_part(person, cohort.id) or may_teach(person, cohort)
