"""Does a large file get there whatever happens, and a whole folder at once, by every way there is to hand them over?"""

import hashlib
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from portal.storage.models import FileState, StoredFile
from tests.journeys.axe import violations
from tests.journeys.browsing import NARROW, Windows, upload
from tests.journeys.cutting import checksum_in_store, send_with_cuts
from tests.journeys.films import Sent, film, let_fall, slow_line
from tests.journeys.running import Running
from tests.journeys.stage import Stage
from tests.storage.samples import sample

ROWS = "#add-list > .upload"
MB = 1_000_000


@pytest.fixture
def page(stage: Stage, windows: Windows) -> Page:
    """The instructor at the place where files are shared."""
    opened = windows.open(person=stage.instructor)
    opened.on("dialog", lambda dialog: dialog.accept())
    return at_the_files(opened, stage)


def at_the_files(page: Page, stage: Stage) -> Page:
    page.goto(f"/hold/{stage.cohort.id}/materialer")
    expect(page.locator(".drop")).to_have_attribute("data-ready", "")
    return page


def stored_files(stage: Stage) -> list[StoredFile]:
    return stage.read(select(StoredFile).where(StoredFile.uploaded_by_id == stage.instructor.id))


def a_folder(tmp_path: Path) -> Path:
    """Two folders deep, with what computers leave behind."""
    folder = tmp_path / "Kursusmappe"
    (folder / "Dag 1").mkdir(parents=True)
    (folder / "Pligter.pdf").write_bytes(sample("pdf"))
    (folder / "Dag 1" / "Rollekort.docx").write_bytes(sample("docx"))
    for name in (".DS_Store", "Thumbs.db", "~$Rollekort.docx"):
        (folder / "Dag 1" / name).write_bytes(b"x")
    return folder


def test_a_folder_is_dropped_the_line_cut_the_page_loaded_anew_and_everything_arrives(
    page: Page, stage: Stage, windows: Windows, tmp_path: Path
) -> None:
    windows.complaints.expect(r"ERR_INTERNET_DISCONNECTED|ERR_FAILED|net::ERR")
    folder = a_folder(tmp_path)
    path = film(folder, 7)
    sent = Sent(page)
    row = page.locator(ROWS).filter(has_text=path.name)
    with slow_line(page, 6 * MB) as line:
        let_fall(page, ".drop", folder)
        expect(page.get_by_text("3 filer, som computeren selv har lagt i mappen, er udeladt")).to_be_visible()
        expect(row).to_contain_text(re.compile(r"[\d,]+ af 50,3 MB"))
        expect(row).to_contain_text(re.compile(r"(8|9|[1-4]\d)[\d,]* af 50,3 MB"))
        line.cut()
        expect(row).to_contain_text("vi prøver igen om")
        assert violations(page) == []
        line.mend()
        page.reload()
    expect(row).to_contain_text("Vælg filen igen, så sender vi resten.")
    assert violations(page) == []
    page.locator("input[webkitdirectory]").set_input_files(folder)
    expect(page.locator(ROWS).filter(has_text="Klar")).to_have_count(3)
    assert max(sent.done.values()) == 1
    films = [one for one in stored_files(stage) if one.name == path.name]
    assert [(one.size, one.state is not FileState.RESERVED) for one in films] == [(path.stat().st_size, True)]
    assert {number for key, number in sent.begun if key == films[0].key} == set(range(1, 8))


def test_a_film_cut_off_three_times_is_the_same_film(
    page: Page, stage: Stage, windows: Windows, portal: Running, tmp_path: Path
) -> None:
    """Once each: the line, the page, the server. `python -m benchmarks.cuts` does it twenty times with a larger one."""
    windows.complaints.expect(r"net::ERR|status of 50\d|ERR_")
    path = film(tmp_path, 8)
    told = send_with_cuts(page, portal, path, cuts=3, seed=1)
    assert (sorted(told.cuts), told.parts, told.most_times) == (["line", "page", "server"], 8, 1)
    [file] = stored_files(stage)
    assert checksum_in_store(portal, file.key) == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_file_that_came_whole_before_is_there_after_a_reload_and_can_be_used_or_let_be(
    page: Page, stage: Stage
) -> None:
    page.locator("#files").set_input_files([upload("Et.pdf"), upload("To.pdf")])
    expect(page.locator(ROWS).filter(has_text="Klar")).to_have_count(2)
    page.reload()
    first, second = (page.locator(ROWS).filter(has_text=name) for name in ("Et.pdf", "To.pdf"))
    expect(first).to_contain_text("Filen kom helt frem, men er ikke lagt op.")
    first.get_by_role("button", name="Brug den Et.pdf").click()
    expect(first.get_by_label("Titel")).to_have_value("Et")
    second.get_by_role("button", name="Kassér To.pdf").click()
    expect(second).to_have_count(0)
    page.get_by_role("button", name="Fortryd").click()
    expect(second).to_be_visible()
    page.get_by_role("button", name="Læg op").click()
    expect(page.get_by_text("er lagt op")).to_be_visible()


@pytest.mark.once
def test_a_picture_is_pasted_and_gets_a_name_with_the_moment(page: Page) -> None:
    page.locator("#files").focus()
    page.evaluate(
        """(bytes) => {
            const clipboardData = new DataTransfer();
            clipboardData.items.add(new File([new Uint8Array(bytes)], 'image.png', { type: 'image/png' }));
            const pasted = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
            document.activeElement.dispatchEvent(pasted);
        }""",
        list(sample("png")),
    )
    row = page.locator(ROWS)
    expect(row).to_contain_text("Klar")
    expect(row.locator(".upload__name")).to_have_text(re.compile(r"^Billede \d+\. \w+ \d{4} kl\. [\d.]+\.png$"))


def test_a_cancelled_film_comes_back_by_undo_and_else_leaves_the_store(
    page: Page, stage: Stage, tmp_path: Path
) -> None:
    row = page.locator(ROWS)
    with slow_line(page, 2 * MB):
        page.locator("#files").set_input_files(film(tmp_path, 2))
        expect(row).to_contain_text("MB")
        row.get_by_role("button", name="Sæt på pause").click()
        expect(row).to_contain_text("Sat på pause")
        row.get_by_role("button", name="Annullér").click()
        page.get_by_role("button", name="Fortryd").click()
        expect(row).to_be_visible()
        page.clock.install()
        row.get_by_role("button", name="Annullér").click()
        with page.expect_response("**/annuller"):
            page.clock.fast_forward(9_000)
    assert [one.state for one in stored_files(stage)] == [FileState.ABORTED]


@pytest.mark.once
def test_the_folder_input_is_reached_by_key_and_named_and_fits_a_narrow_phone(stage: Stage, windows: Windows) -> None:
    page = at_the_files(windows.open(NARROW, person=stage.instructor), stage)
    page.locator("#files").focus()
    page.keyboard.press("Tab")
    folder = page.get_by_label("Vælg en mappe")
    expect(folder).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
