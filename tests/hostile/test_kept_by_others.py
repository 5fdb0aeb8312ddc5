"""Can somebody between the portal and a reader keep what is for one person, and does anything leave that a spreadsheet runs?"""

import csv
import io

import pytest

from tests.access.world import CANARY
from tests.hostile.siege import Stance

pytestmark = pytest.mark.once

SUFFIXES = ("/x.css", "%2f..%2fx.css", ";x.css", "%0a.css")
FOR_ANYBODY = {"pages.static_file", "pages.font"}
LIVE = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
KEPT_BY_ONE_BROWSER = {"materials.picture", "materials.captions"}
SPREADSHEETS = {"enrolments.template"}


def kept_by_a_cache(address: str, cache_control: str, status: int) -> bool:
    """A shared cache that means no good: it keeps what looks like a file, whatever is said but no-store."""
    return status == 200 and "no-store" not in cache_control and "private" not in cache_control


def test_wb_6_no_shared_cache_holds_what_was_for_one_person(besieged: dict[str, Stance]) -> None:
    """WB-6: no-store on every answer but what is the same for anybody, and no address that looks like a file is kept."""
    held: dict[str, str] = {}
    asked = 0
    for stance in besieged.values():
        if "GET" not in stance.methods or stance.endpoint in FOR_ANYBODY:
            continue
        for suffix in ("", *SUFFIXES) if stance.who != "anonymous" else ("",):
            with stance.browser.client.open(path=stance.address.rstrip("/") + suffix or "/") as answer:
                asked += 1
                said = answer.headers.get("Cache-Control", "")
                wanted = (
                    "private" if stance.endpoint in KEPT_BY_ONE_BROWSER and answer.status_code == 200 else "no-store"
                )
                assert wanted in said, f"{stance.address}{suffix}: {said}"
                if kept_by_a_cache(stance.address + suffix, said, answer.status_code):
                    held[stance.address + suffix] = answer.get_data(as_text=True)
    assert asked > 200
    assert held == {}


def test_wb_9_no_spreadsheet_that_leaves_holds_what_somebody_wrote(besieged: dict[str, Stance]) -> None:
    """WB-9: the one spreadsheet that leaves is the empty form to fill in: 0 formulas however its lines are read, 0 stored words."""
    found = set()
    for stance in besieged.values():
        if "GET" not in stance.methods:
            continue
        with stance.browser.client.get(stance.address) as answer:
            if "csv" in answer.mimetype or "sheet" in answer.mimetype or "excel" in answer.mimetype:
                found.add(stance.endpoint)
                text = answer.get_data().decode("utf-8-sig")
                assert CANARY not in text
                for separator in ";,\t":
                    cells = [cell for row in csv.reader(io.StringIO(text), delimiter=separator) for cell in row]
                    assert [cell for cell in cells if cell.strip(" ").startswith(LIVE)] == []
    assert found == SPREADSHEETS
