"""Where is what came of the games remembered?"""

from portal import access
from portal.courses.cohort_models import Cohort
from portal.door import Answer, Pages
from portal.people.models import Person
from portal.people.session import render
from portal.room import queries, views
from portal.room.models import Phase

pages = Pages("room", __name__)


@pages.page("/hold/<uuid:cohort_id>/spillene", access=access.may_be_in_room)
def remembered(person: Person, cohort: Cohort) -> Answer:
    """What the cohort's games came to, to take home: counts and the reasons that were chosen, without names."""
    games = [game for game in queries.games_of(cohort.id) if game.phase is Phase.ENDED]
    results, reasons = queries.results_of(games), queries.chosen_reasons(games)
    return render(
        "room/remembered.html",
        cohort=cohort,
        is_player=access.may_take_part(person, cohort),
        games=[(game, views.card_in(game), results[game.id], reasons.get(game.id, [])) for game in games],
        is_open=any(one.phase is not Phase.ENDED for one in queries.open_games([cohort.id])),
    )
