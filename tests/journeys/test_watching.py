"""Would the journeys notice: a refusal by the content policy, a script's error, an inaccessible field, too wide a page?"""

import pytest
from playwright.sync_api import Page

from tests.journeys.axe import findings
from tests.journeys.browsing import Windows

pytestmark = pytest.mark.once


def heard(page: Page, windows: Windows, act: str) -> str:
    """What the windows hear of an act on a page; then it is forgotten, since it was provoked."""
    page.goto("/log-ind")
    assert windows.complaints.left() == []
    with page.context.expect_event("console", timeout=60_000) if "throw" not in act else page.expect_event("pageerror"):
        page.evaluate(act)
    said = windows.complaints.left()
    windows.complaints.heard.clear()
    return " ".join(said)


def test_what_the_browser_complains_about_is_heard(windows: Windows) -> None:
    page = windows.open()
    style = "document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">Rødt</p>')"
    assert "Content Security Policy" in heard(page, windows, style)
    script = "{ const s = document.createElement('script'); s.textContent = '1'; document.body.append(s) }"
    assert "Content Security Policy" in heard(page, windows, script)
    assert "blåbær" in heard(page, windows, "{ setTimeout(() => { throw new Error('blåbær') }); null }")
    assert "404" in heard(page, windows, "fetch('/findes-ikke').then(() => null)")


def test_what_is_hard_to_use_is_found(windows: Windows) -> None:
    page = windows.open()
    page.goto("/log-ind")
    assert findings(page) == []
    page.evaluate("document.querySelector('label').remove()")
    assert {"1280 px: label", "390 px: label"} <= {": ".join(one.split(": ")[:2]) for one in findings(page)}
    page.goto("/log-ind")
    page.evaluate("document.querySelector('h1').className = 'nowrap'")
    page.evaluate("document.querySelector('h1').textContent = 'Kommunalbestyrelse'.repeat(9)")
    assert "320 px: wider than the screen" in findings(page)
