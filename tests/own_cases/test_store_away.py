"""Is the text handed in and saved while files cannot be kept, with script and without, and is it said what is lacking?"""

from collections.abc import Callable

from tests.own_cases.test_write_page import SUBMIT, address, files, stored
from tests.own_cases.work import WHOLE
from tests.reader import Reader

__all__ = ["address"]


def test_the_text_is_handed_in_though_the_store_is_away(
    reader: Reader, address: str, store_goes_away: Callable[[], None]
) -> None:
    store_goes_away()
    page = reader.post(address, {**SUBMIT, "version": "0", "files": files("Kort.pdf")})
    assert (page.status, page.location) == (303, f"/case/{stored(reader).id}/kvittering?uden=1")
    page = reader.get(page.location)
    assert "Et bilag kom ikke med. Vi kunne ikke tage imod filer lige da. Teksten er afleveret." in page.text
    assert "Kvittering nummer 1" in page.text


def test_a_draft_is_saved_though_the_store_is_away(
    reader: Reader, address: str, store_goes_away: Callable[[], None]
) -> None:
    store_goes_away()
    page = reader.post(address, {**WHOLE, "version": "0", "intent": "save", "files": files("a.pdf", "b.pdf")})
    assert page.status == 422
    assert "Teksten er gemt, men vi kan ikke tage imod filer lige nu. Vælg filerne igen om lidt." in page.text
    assert stored(reader).title == WHOLE["title"]


def test_an_incomplete_hand_in_says_that_a_file_stayed_behind_too(reader: Reader, address: str) -> None:
    page = reader.post(address, {**SUBMIT, "version": "0", "question": "", "files_behind": "2"})
    assert (page.status, page.errors) == (422, ["Skriv det spørgsmål, du vil have holdets hjælp til."])
    assert "Vælg filerne igen om lidt." in page.text


def test_the_receipt_counts_what_a_script_left_behind(reader: Reader, address: str) -> None:
    page = reader.post(address, {**SUBMIT, "version": "0", "files_behind": "2"})
    assert page.location == f"/case/{stored(reader).id}/kvittering?uden=2"
    page = reader.get(page.location)
    assert "Åbn casen om lidt, vælg filerne igen, og tryk “Aflever igen”." in page.text
    assert f"{address}#bilag" in page.links


def test_saving_and_closing_leaves_a_file_behind_in_silence(reader: Reader, address: str) -> None:
    page = reader.post(address, {"title": "Kun en titel", "version": "0", "intent": "save", "files_behind": "1"})
    assert (page.status, page.location) == (303, "/")
