"""Is a page as everybody can use it: no finding of axe, and nothing that has to be pushed sideways on a narrow screen?"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Frame, Page, ViewportSize

from tests.journeys.browsing import DESK, NARROW, PHONE

AXE: Final = next((Path(__file__).parents[1] / "vendor").glob("axe-core-*/axe.min.js")).read_text(encoding="utf-8")
# Style sheets are fetched for one rule only, an experiment that is off.
RUN: Final = """() => axe.run(document, {resultTypes: ['violations'], preload: {assets: ['media']}})
    .then((found) => found.violations)"""
WIDE: Final = """() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const wide = [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > room + 1);
    return ['wider than the screen', ...wide.slice(0, 8).map((one) => one.cloneNode(false).outerHTML)];
}"""


def violations(page: Page | Frame) -> list[str]:
    """What axe finds, all rules on; a line for each, with the first places."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)  # through the debugger, so that the page's content policy stays as it is
    found: list[dict[str, Any]] = page.evaluate(RUN)
    return [f"{one['id']}: {one['help']}: {_places(one['nodes'])}" for one in found]


def _places(nodes: list[dict[str, Any]]) -> str:
    first = [
        f"{node['html'][:160]} ({(node['any'] or node['all'] or node['none'])[0]['message']})" for node in nodes[:3]
    ]
    return f"{len(nodes)} places, " + " | ".join(first)


def resize(page: Page, size: tuple[int, int]) -> None:
    """Give the window another size."""
    page.set_viewport_size(ViewportSize(width=size[0], height=size[1]))


def findings(page: Page, sizes: Iterable[tuple[int, int]] = (DESK, PHONE)) -> list[str]:
    """Everything wrong with a page at these sizes and, to be pushed sideways, on the narrowest screen."""
    found = []
    for size in sizes:
        resize(page, size)
        found += [f"{size[0]} px: {one}" for one in violations(page)]
    resize(page, NARROW)
    return found + [f"{NARROW[0]} px: {one}" for one in page.evaluate(WIDE)]
