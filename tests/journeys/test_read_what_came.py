"""Is what an instructor uploads read a moment later: judged, with its picture on the card, its pages and its text?"""

import pytest
from playwright.sync_api import FilePayload, Page, expect
from sqlalchemy import select

from portal.materials.models import Material
from portal.storage.models import FileState, StoredFile
from tests.journeys.browsing import PHONE, Windows
from tests.journeys.stage import Stage
from tests.journeys.test_reader import open_reader
from tests.materials.documents import paper

pytestmark = pytest.mark.once

PATIENCE = 60  # rounds of half a second, for the worker to come by


def share(page: Page, stage: Stage, document: FilePayload) -> Material:
    """Put it on the cohort's shelf, and wait until it is judged."""
    page.goto(f"/hold/{stage.cohort.id}/materialer")
    page.locator("#files").set_input_files(document)
    expect(page.locator("#add-list .upload")).to_contain_text("Klar")
    page.get_by_label("At se på inden kurset").check()
    page.get_by_role("button", name="Læg op").click()
    expect(page.get_by_text("Materialet er lagt op")).to_be_visible()
    mine = select(StoredFile).where(StoredFile.uploaded_by_id == stage.instructor.id)
    for _round in range(PATIENCE):
        if [file.state for file in stage.read(mine)] == [FileState.AVAILABLE]:
            break
        page.wait_for_timeout(500)
    [material] = stage.read(select(Material).where(Material.cohort_id == stage.cohort.id))
    assert isinstance(material, Material)
    return material


def test_a_document_is_uploaded_judged_seen_and_read(windows: Windows, stage: Stage) -> None:
    whole = paper(3, words={2: "Spoerg, om du er habil."})
    document = FilePayload(name="Kodeks.pdf", mimeType="application/pdf", buffer=whole)
    material = share(windows.open(person=stage.instructor), stage, document)
    page = windows.open(PHONE, person=stage.author)
    page.goto(f"/hold/{stage.cohort.id}")
    picture = page.locator(".mat img")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("(image) => image.naturalWidth") > 100
    page.get_by_role("link", name="Kodeks", exact=True).click()
    page.get_by_role("link", name="Læs som tekst").click()
    expect(page.get_by_role("article")).to_contain_text("Spoerg, om du er habil.")
    open_reader(page, material, "#side=2&q=habil")
    expect(page.locator("mark.is-chosen")).to_have_text("habil")
    page.goto(f"/hold/{stage.cohort.id}")
    expect(page.locator(".mat")).to_contain_text("Åbnet")
