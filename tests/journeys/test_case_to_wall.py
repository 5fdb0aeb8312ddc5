"""Does a case get from its first word to the wall, and does a colleague in the same room find no trace of it before that?"""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import PHONE, Windows
from tests.journeys.case_form import CASE, saving, stored, write
from tests.journeys.stage import Stage

WORD = "kranpligt"  # stands in this case alone
NAMED = CASE | {"situation": f"Borgmester Ole Ravn ringede, før sagen om {WORD} var trykt. Jeg sad alene."}


@pytest.mark.once
def test_a_case_goes_from_its_first_word_to_the_wall_and_a_colleague_finds_no_trace(
    stage: Stage, windows: Windows
) -> None:
    windows.complaints.expect("404")
    assert stage.groupmate
    author, instructor = windows.open(PHONE, person=stage.author), windows.open(person=stage.instructor)
    peer, colleague = windows.open(PHONE, person=stage.groupmate), windows.open(person=stage.colleague)
    write_it(author, stage)
    hide_the_name(author, stage)
    hand_it_in(author, stage)
    is_advised(peer, stage)
    choose_it(instructor, stage)
    leaves_no_trace(colleague, stage)
    say_yes_to_the_wall(author, stage)
    stands_on_the_wall(instructor, stage)
    leaves_no_trace(colleague, stage)
    who_has_opened_it(author, stage)


def write_it(author: Page, stage: Stage) -> None:
    author.goto(f"/hold/{stage.cohort.id}/case", wait_until="networkidle")
    write(author, **NAMED)
    with saving(author, "visibility"):
        author.get_by_label("Hele holdet").check()


def hide_the_name(author: Page, stage: Stage) -> None:
    author.goto(f"/hold/{stage.cohort.id}/case/navne")
    author.get_by_role("button", name="Gem og gå til casen").click()
    expect(author.locator("[name=situation]")).to_have_value(NAMED["situation"])


def hand_it_in(author: Page, stage: Stage) -> None:
    author.get_by_label("Jeg har fjernet navne").check()
    author.get_by_role("button", name="Aflever case").click()
    expect(author.get_by_role("heading", name="Kvittering nummer 1")).to_be_visible()


def is_advised(peer: Page, stage: Stage) -> None:
    peer.goto(f"/soeg?q={WORD}")
    expect(peer.get_by_role("main")).to_contain_text("ringede, før sagen om kranpligt")
    peer.goto(f"/hold/{stage.cohort.id}/casegruppe")
    peer.get_by_role("link", name=CASE["title"], exact=True).click()
    expect(peer.get_by_role("main")).not_to_contain_text("Ole Ravn")
    peer.get_by_label("Ét råd").fill("Bed om at få det på skrift.")
    peer.get_by_label("Ét spørgsmål").fill("Hvem skal have det først?")
    peer.get_by_role("button", name="Send til forfatteren").click()
    expect(peer.get_by_text("Dit råd og dit spørgsmål er sendt")).to_be_visible()


def choose_it(instructor: Page, stage: Stage) -> None:
    instructor.goto(f"/undervisning/{stage.cohort.id}")
    instructor.get_by_role("link", name=CASE["title"]).click()
    instructor.get_by_role("button", name="Vælg til kurset").click()
    expect(instructor.get_by_role("button", name="Fjern fra kurset")).to_be_visible()
    instructor.goto(f"/undervisning/{stage.cohort.id}/storskaerm")
    expect(instructor.get_by_role("main")).not_to_contain_text(CASE["title"])


def leaves_no_trace(colleague: Page, stage: Stage) -> None:
    """On every page of the cohort, in the search, and at the case's own addresses."""
    case, cohort = f"/case/{stored(stage, stage.author).id}", f"/hold/{stage.cohort.id}"
    for address in ("/", cohort, f"{cohort}/casegruppe", f"/soeg?q={WORD}"):
        answer = colleague.goto(address)
        assert answer
        assert answer.ok, address
        shown = colleague.get_by_role("main").inner_text()
        assert [word for word in (CASE["title"], "trykt", "Ole Ravn", case) if word in shown] == [], address
        assert case not in colleague.content(), address
    for end in ("", "/sparring", "/storskaerm", "/raad", "/laesere", "/maerker", "/kvittering"):
        refused = colleague.goto(case + end)
        assert refused
        assert (refused.status, CASE["title"] in colleague.content()) == (404, False), end


def say_yes_to_the_wall(author: Page, stage: Stage) -> None:
    author.goto(f"/case/{stored(stage, stage.author).id}/laesere")
    author.get_by_label("Den må vises på storskærm for alle i lokalet").check()
    author.get_by_role("button", name="Gem valget").click()
    expect(author.get_by_text("Valget er gemt og gælder nu")).to_be_visible()


def stands_on_the_wall(instructor: Page, stage: Stage) -> None:
    instructor.goto(f"/undervisning/{stage.cohort.id}/storskaerm")
    instructor.get_by_role("link", name="Begynd med den første").click()
    expect(instructor.get_by_role("heading", level=1)).to_have_text(CASE["title"])
    wall = instructor.locator("body").inner_text()
    assert (WORD in wall, "Ole Ravn" in wall, "Maja" in wall) == (True, False, False)


def who_has_opened_it(author: Page, stage: Stage) -> None:
    author.goto(f"/case/{stored(stage, stage.author).id}/laesere")
    opened = author.get_by_role("region", name="Hvem har åbnet den?")
    for said in (stage.groupmate.name, "vist i en søgning", stage.instructor.name, "vist i lokalet"):
        expect(opened).to_contain_text(said)
    expect(opened).not_to_contain_text(stage.colleague.name)
