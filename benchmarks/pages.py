"""How many questions does each of the main pages ask, and how long is its HTML, however many take part?"""

from benchmarks.world import World
from tests.reader import counted

MOST_SELECTS = 8
MOST_BYTES = 30_000


def measure(world: World) -> dict[str, dict[str, dict[str, int]]]:
    """For each page and cohort size: SELECTs, the session's own among them, and bytes of HTML, not compressed."""
    found: dict[str, dict[str, dict[str, int]]] = {}
    client = world.app.test_client(use_cookies=False)
    for size, place in world.places.items():
        pages = {
            "front page": ("/", place.participant),
            "cohort page": (place.page, place.participant),
            "case board": (place.board, place.instructor),
        }
        for name, (address, visitor) in pages.items():
            with counted() as statements:
                answer = client.get(address, headers={"Cookie": visitor.cookie})
            assert answer.status_code == 200, (name, answer.status)
            found.setdefault(name, {})[str(size)] = {"selects": len(statements), "bytes": len(answer.get_data())}
    return found
