"""Does somebody who sends far too much read why, with the text still there? In Chromium and Firefox, without our scripts."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import Windows, cookie_of, fill
from tests.journeys.case_form import CASE
from tests.journeys.running import Running
from tests.journeys.stage import Stage
from tests.services.firefox import Firefox

pytestmark = pytest.mark.once
TOO_LARGE = "Det, du sendte, er for stort"
A_FORM = """(() => {
    const form = Object.assign(document.createElement("form"), { id: "plain", method: "post", enctype: "multipart/form-data" });
    form.append(document.querySelector("[name=csrf_token]").cloneNode());
    form.append(Object.assign(document.createElement("input"), { type: "file", id: "chosen", name: "files" }));
    document.body.append(form);
})()"""


@pytest.fixture
def film(tmp_path: Path, size: int) -> Path:
    """A long film that takes no room."""
    path = tmp_path / "Film.pdf"
    with path.open("wb") as file:
        file.truncate(size)
    return path


@pytest.mark.parametrize("size", [300_000_000, 5_000_000_000])
def test_chromium_shows_why_and_has_the_text_still(stage: Stage, windows: Windows, film: Path) -> None:
    page = windows.open(script=False, person=stage.author)
    windows.complaints.expect(r"status of 413")
    page.goto(f"/hold/{stage.cohort.id}/case")
    fill(page, **CASE)
    page.locator("#files").set_input_files([film])
    page.get_by_role("button", name="Gem og luk").click()
    expect(page.get_by_role("heading", name=TOO_LARGE)).to_be_visible(timeout=30_000)
    expect(page.locator(".lead")).to_contain_text("Gå tilbage i browseren, hvor den stadig står.")
    expect(page.get_by_role("link", name="Åbn siden, som den sidst er gemt")).to_have_attribute(
        "href", f"/hold/{stage.cohort.id}/case"
    )
    page.go_back()
    expect(page.locator("[name=situation]")).to_have_value(CASE["situation"])


@pytest.mark.parametrize("size", [300_000_000])
def test_firefox_shows_why(firefox: Firefox, stage: Stage, portal: Running, film: Path) -> None:
    firefox.let_in(cookie_of(portal, stage.author), str(urlsplit(portal.address).hostname))
    firefox.go(f"{portal.address}/hold/{stage.cohort.id}/case")
    firefox.run(A_FORM)
    firefox.choose("#chosen", film)
    firefox.run("document.querySelector('#plain').submit()")
    firefox.wait_for(f"document.title.startsWith({TOO_LARGE!r})")
