"""What do journeys with large files need? A film on the disk, a line that is slow, and a count of what was sent."""

import re
import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import CDPSession, Page, Request

from tests.storage.samples import sample

PART = 8 << 20
PART_ADDRESS = re.compile(r"/lager/\w+/(\d+)\?|[?&]partNumber=(\d+)")


def film(folder: Path, parts: int, name: str = "Film fra dag 1.mp4") -> Path:
    """A film of so many parts, the last one short."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(sample("mp4") + secrets.token_bytes(PART * (parts - 1)))
    return path


def let_fall(page: Page, zone: str, *paths: Path) -> None:
    """Drop real files and folders, as a hand does."""
    box = page.locator(zone).bounding_box()
    assert box
    line = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    for step in ("dragEnter", "dragOver", "drop"):
        line.send("Input.dispatchDragEvent", {"type": step, **at, "data": data})
    line.detach()


class Line:
    """The line of a page, which goes up no quicker than this, and can be cut."""

    def __init__(self, session: CDPSession, bytes_per_second: int) -> None:
        self._session, self._speed = session, bytes_per_second
        session.send("Network.enable")
        self.mend()

    def cut(self) -> None:
        """Nothing goes through."""
        self._be(self._speed, is_cut=True)

    def mend(self) -> None:
        """It goes on, as slowly as before: at full speed a film would be there before anybody has looked."""
        self._be(self._speed)

    def let_go(self) -> None:
        """As quick as it comes."""
        self._be(-1)
        self._session.detach()

    def _be(self, speed: int, *, is_cut: bool = False) -> None:
        said = {"offline": is_cut, "latency": 0, "downloadThroughput": -1, "uploadThroughput": speed}
        self._session.send("Network.emulateNetworkConditions", said)


@contextmanager
def slow_line(page: Page, bytes_per_second: int) -> Iterator[Line]:
    """Bytes go up no quicker than this meanwhile."""
    line = Line(page.context.new_cdp_session(page), bytes_per_second)
    try:
        yield line
    finally:
        line.let_go()


class Sent:
    """How often was each part sent to its end, and how often begun? By key in the store and number."""

    def __init__(self, page: Page) -> None:
        self.begun: Counter[tuple[str, int]] = Counter()
        self.done: Counter[tuple[str, int]] = Counter()
        page.on("request", lambda request: self._note(request, self.begun))
        page.on("requestfinished", lambda request: self._note(request, self.done))

    def _note(self, request: Request, counter: Counter[tuple[str, int]]) -> None:
        found = PART_ADDRESS.search(request.url)
        if request.method == "PUT" and found:
            key = urlsplit(request.url).path.split("/")[2]
            counter[key, int(found[1] or found[2])] += 1
