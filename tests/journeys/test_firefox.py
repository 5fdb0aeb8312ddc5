"""Do large files get there in Firefox too: several at once, cut off by a reload in the middle, and finished?"""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from portal.materials.models import Material
from portal.storage.models import FileState, StoredFile
from tests.journeys.browsing import cookie_of
from tests.journeys.films import film
from tests.journeys.running import Running
from tests.journeys.stage import Stage
from tests.services.firefox import Firefox
from tests.storage.samples import sample

ROWS = "[...document.querySelectorAll('#add-list > .upload')]"
PAUSE = f"{ROWS}[0].querySelector('.upload__tools button')"
READY = f"{ROWS}.filter((row) => row.textContent.includes('Klar')).length"


def press(firefox: Firefox, words: str) -> None:
    found = f"[...document.querySelectorAll('button')].find((one) => one.textContent.trim().startsWith({words!r}))"
    firefox.run(f"{found}.click()")


@pytest.mark.once
def test_several_files_are_chosen_the_page_loaded_anew_and_everything_arrives(
    firefox: Firefox, stage: Stage, portal: Running, tmp_path: Path
) -> None:
    large, small = film(tmp_path, 12), tmp_path / "Rollekort.docx"
    small.write_bytes(sample("docx"))
    firefox.let_in(cookie_of(portal, stage.instructor), str(urlsplit(portal.address).hostname))
    firefox.go(f"{portal.address}/hold/{stage.cohort.id}/materialer")
    firefox.wait_for("document.querySelector('.drop[data-ready]') !== null")
    firefox.choose("#files", large, small)
    firefox.wait_for(f"document.querySelector('#add-list progress').value > 150 && ({PAUSE}.click(), true)")
    firefox.reload()
    firefox.wait_for(f"{ROWS}.some((row) => row.textContent.includes('Vælg filen igen, så sender vi resten.'))")
    firefox.choose("#files", large, small)
    firefox.wait_for(f"{READY} === 2")
    assert firefox.run(f"{ROWS}.length") == 2
    press(firefox, "Læg op")
    firefox.wait_for("document.body.innerText.includes('2 materialer er lagt op')")
    titles = stage.read(select(Material).where(Material.cohort_id == stage.cohort.id))
    assert {one.title for one in titles} == {"Film fra dag 1", "Rollekort"}
    files = stage.read(select(StoredFile).where(StoredFile.uploaded_by_id == stage.instructor.id))
    assert {(one.name, one.size) for one in files} == {(path.name, path.stat().st_size) for path in (large, small)}
    assert FileState.RESERVED not in {one.state for one in files}
