"""Do others read what the author chose in the place of names, whatever is changed afterwards?"""

import re

import pytest

from portal.db import db
from portal.own_cases.models import HandedInCase, OwnCase
from tests.cast import Cast
from tests.own_cases.work import WHOLE
from tests.reader import Page, Reader

NAMED = {
    **WHOLE,
    "title": "Da Jens Holm ringede",
    "situation": "Borgmester Jens Holm ringede fra Ærø. Mettes notat lå klar.",
    "actors": "Borgmesteren\nMette Krogh",
}
MASKED = {
    **WHOLE,
    "title": "Da borgmesteren ringede",
    "situation": "Borgmesteren ringede fra en lille kommune. Person A's notat lå klar.",
    "actors": "Borgmesteren\nPerson A",
}


@pytest.fixture
def address(reader: Reader, cast: Cast) -> str:
    """Where the author writes, who is signed in."""
    reader.sign_in(cast.author)
    return f"/hold/{cast.cohort.id}/case"


def version(reader: Reader) -> str:
    with reader.app.app_context():
        found = db.session.query(OwnCase).one_or_none()
        return str(found.version if found else 0)


def write(reader: Reader, address: str, texts: dict[str, str], intent: str) -> Page:
    sent = {**texts, "visibility": "cohort", "is_anonymised": "y", "intent": intent, "version": version(reader)}
    return reader.post(address, sent)


def chosen(page: Page, **changed: str) -> dict[str, str]:
    """What a browser would send of the page as it stands; hidden fields and ticks too."""
    fields: dict[str, str] = {}
    for tag in re.findall(r"<input [^>]*>", page.source):
        name, value = (re.search(rf' {what}="([^"]*)"', tag) for what in ("name", "value"))
        if name and name[1].startswith("rows-") and ("checkbox" not in tag or " checked" in tag):
            fields[name[1]] = value[1] if value else ""
    return {**fields, "own_words": "", "intent": "back", **changed}


def read_by_others(reader: Reader) -> dict[str, str]:
    with reader.app.app_context():
        row = db.session.query(HandedInCase).filter_by(is_current=True).one()
        return {name: getattr(row, name) for name in WHOLE}


def choose(reader: Reader, address: str, **changed: str) -> Page:
    return reader.post(f"{address}/navne", chosen(reader.get(f"{address}/navne"), **changed))


def test_names_are_found_and_the_author_takes_or_leaves_each(reader: Reader, address: str) -> None:
    assert write(reader, address, NAMED, "mask").location == f"{address}/navne"
    page = reader.get(f"{address}/navne")
    assert page.heading == "Lav navne om til roller"
    assert page.field("rows-0-instead") == "borgmesteren"
    assert "Borgmester Jens Holm Jens Holm, Jens, Holm Navn, 2 steder" in page.text
    assert "Filnavne og bilag bliver ikke ændret." in page.text
    sent = chosen(page, **{"rows-1-instead": "en ø-kommune"})
    del sent["rows-2-taken"]
    assert reader.post(f"{address}/navne", sent).location == f"{address}?navne=til"
    write(reader, address, NAMED, "submit")
    assert read_by_others(reader) == {
        **MASKED,
        "situation": "Borgmesteren ringede fra en ø-kommune. Mettes notat lå klar.",
        "actors": "Borgmesteren\nMette Krogh",
    }


def test_the_original_stays_with_the_author_and_readers_and_receipt_have_the_other(
    reader: Reader, address: str, cast: Cast
) -> None:
    write(reader, address, NAMED, "mask")
    choose(reader, address)
    receipt = reader.get(write(reader, address, NAMED, "submit").location)
    assert read_by_others(reader) == MASKED
    assert "Borgmesteren ringede fra en lille kommune. Person A's notat lå klar." in receipt.text
    assert "teksten med navnene er kun hos dig" in receipt.text
    assert reader.get(address).field("situation").strip() == NAMED["situation"]
    case = next(link for link in receipt.links if re.fullmatch(r"/case/[\w-]+", link))
    for reads in (cast.author, cast.instructor, cast.classmate):
        reader.sign_in(reads)
        assert [name for name in ("Holm", "Mette", "Krogh", "Ærø") if name in reader.get(case).source] == []


def test_new_names_are_shown_before_handing_in_again_and_the_others_are_still_replaced(
    reader: Reader, address: str
) -> None:
    write(reader, address, NAMED, "mask")
    choose(reader, address)
    write(reader, address, NAMED, "submit")
    later = {**NAMED, "situation": "Jens Holms svar kom til Mette og Åse Dam. Holm var vred."}
    assert write(reader, address, later, "submit").location == f"{address}/navne?aflever=1"
    assert read_by_others(reader) == MASKED
    page = reader.get(f"{address}/navne?aflever=1")
    assert "Casen er gemt, men ikke afleveret endnu. Der er kommet ét nyt ord til" in page.text
    assert page.text.count(" Ny ") == 1
    choose(reader, address)
    assert write(reader, address, later, "submit").location.endswith("/kvittering")
    assert read_by_others(reader)["situation"] == (
        "Borgmesterens svar kom til person A og person B. Borgmesteren var vred."
    )


def test_what_readers_have_stays_masked_while_the_original_and_the_choices_are_changed(
    reader: Reader, address: str, cast: Cast
) -> None:
    write(reader, address, NAMED, "mask")
    choose(reader, address)
    receipt = reader.get(write(reader, address, NAMED, "submit").location)
    case = next(link for link in receipt.links if re.fullmatch(r"/case/[\w-]+", link))
    saved = {"field": "situation", "value": "Jens Holm kom igen. Mette gik.", "version": int(version(reader))}
    assert reader.send(f"{address}/gem", saved).status == 200
    choose(reader, address, own_words="notat = papir")
    assert choose(reader, address, **{"rows-0-instead": "formanden"}).status == 303
    assert read_by_others(reader) == MASKED
    for reads in (cast.author, cast.instructor, cast.classmate):
        page = reader.sign_in(reads).get(case)
        assert MASKED["situation"] in page.text
        assert [word for word in ("Holm", "Mette", "papir", "formanden") if word in page.source] == []


def test_a_name_that_comes_back_is_replaced_as_before(reader: Reader, address: str) -> None:
    write(reader, address, NAMED, "mask")
    choose(reader, address)
    write(reader, address, WHOLE, "mask")
    choose(reader, address)
    write(reader, address, NAMED, "submit")
    assert read_by_others(reader) == MASKED


def test_words_of_ones_own_are_hidden_too(reader: Reader, address: str) -> None:
    write(reader, address, WHOLE, "mask")
    choose(reader, address, own_words="Cykelstien = anlægget\nmødet\n\n")
    page = reader.get(f"{address}/navne")
    assert page.field("own_words").strip() == "Cykelstien = anlægget\nmødet = (udeladt)"
    write(reader, address, WHOLE, "submit")
    assert read_by_others(reader)["situation"] == "To dage før (udeladt) ringede formanden. Anlægget var lovet væk."


def test_nobody_is_forced(reader: Reader, address: str) -> None:
    write(reader, address, NAMED, "submit")
    assert read_by_others(reader) == {name: text.strip() for name, text in NAMED.items()}
    choose(reader, address)
    assert choose(reader, address, intent="off").location == f"{address}?navne=fra"
    write(reader, address, {**NAMED, "question": "Hvad gør Åse Dam?"}, "submit")
    assert read_by_others(reader)["question"] == "Hvad gør Åse Dam?"


def test_words_to_be_replaced_need_others_and_nothing_typed_is_lost(reader: Reader, address: str) -> None:
    write(reader, address, NAMED, "mask")
    page = choose(reader, address, **{"rows-0-instead": "", "rows-1-instead": "et sted i Jylland"})
    assert (page.status, page.errors) == (422, ["Skriv, hvad der skal stå i stedet for “Borgmester Jens Holm”."])
    assert 'href="#rows-0-instead"' in page.source
    assert page.field("rows-1-instead") == "et sted i Jylland"
    write(reader, address, NAMED, "submit")
    assert read_by_others(reader)["title"] == NAMED["title"]


def test_without_a_case_the_way_leads_to_writing_one(reader: Reader, address: str) -> None:
    assert reader.get(f"{address}/navne").location == address
