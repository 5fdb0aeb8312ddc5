"""Is what one writes or pastes in the case form what is kept: whole, counted, tidy, and never over what another device wrote?"""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.browsing import Windows, fill
from tests.journeys.case_form import CASE, saved, saving, stored, write, write_first
from tests.journeys.stage import Stage

pytestmark = pytest.mark.once

# As Word puts it on the clipboard: styles, comments for itself, paragraphs that are a list only by their style.
FROM_WORD = """
<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta charset="utf-8"><title>Notat</title><style><!-- p.MsoNormal {margin:0cm; font-family:"Calibri"} --></style>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--></head>
<body lang="DA"><!--StartFragment-->
<p class="MsoNormal" style="margin-bottom:8.0pt"><b>Formanden</b> ringede
   før&nbsp;mødet&nbsp;– og bad om et andet svar.<o:p></o:p></p>
<p class="MsoNormal"><o:p>&nbsp;</o:p></p>
<p class="MsoListParagraphCxSpFirst" style="text-indent:-18.0pt;mso-list:l0 level1 lfo1"><span
   style="mso-list:Ignore">·<span style="font:7.0pt 'Times New Roman'">&nbsp;&nbsp; </span></span>Ærlighed over for udvalget<o:p></o:p></p>
<p class="MsoListParagraphCxSpLast" style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">2.<span>&nbsp; </span></span>Åbenhed om fejl</p>
<script>window.pasted = true</script>
<p class="MsoNormal">Så sagde jeg nej.</p>
<ul><li>Et rigtigt punkt</li></ul>
<!--EndFragment--></body></html>
"""
TIDY = """Formanden ringede før mødet – og bad om et andet svar.
- Ærlighed over for udvalget
- Åbenhed om fejl

Så sagde jeg nej.
- Et rigtigt punkt"""
PASTE = """([id, html, text]) => {
    const area = document.getElementById(id);
    const clipboardData = new DataTransfer();
    if (html) clipboardData.setData('text/html', html);
    clipboardData.setData('text/plain', text);
    area.focus();
    area.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def page(stage: Stage, windows: Windows) -> Page:
    """The author at the form, with the situation saved."""
    opened = windows.open(person=stage.author)
    write_first(opened, stage)
    return opened


def save_with_answer_lost(page: Page, stage: Stage, text: str) -> None:
    """What is written is kept, and the page never hears so; what it tries again does not leave it."""
    taken: list[bool] = []

    def lose(route: Route) -> None:
        if not taken:
            taken.append(route.fetch().ok)
        route.abort()

    page.route("**/case/gem", lose)
    fill(page, dilemma=text)
    expect(page.locator("#save-state")).to_have_attribute("data-state", "offline")
    assert (taken, stored(stage, stage.author).dilemma) == ([True], text)


def test_an_answer_that_was_lost_writes_nothing_over_what_another_device_wrote_since(
    page: Page, stage: Stage, windows: Windows
) -> None:
    windows.complaints.expect(r"ERR_FAILED|status of 409")
    save_with_answer_lost(page, stage, "Skrevet i toget.")
    phone = windows.open(person=stage.author)
    phone.goto(f"/hold/{stage.cohort.id}/case")
    expect(phone.locator("[name=dilemma]")).to_have_value("Skrevet i toget.")
    write(phone, dilemma="Skrevet i toget, rettet på telefonen.", actors="Borgmesteren")
    page.unroute("**/case/gem")
    choice = page.get_by_role("alert").filter(has_text="Feltet er rettet et andet sted")
    expect(choice).to_contain_text("Skrevet i toget, rettet på telefonen.")
    expect(page.locator("[name=dilemma]")).to_have_value("Skrevet i toget.")
    expect(page.locator("[name=actors]")).to_have_value("Borgmesteren")
    write(page, question=CASE["question"])  # one goes on meanwhile, and that writes nothing over it either
    kept = stored(stage, stage.author)
    assert (kept.dilemma, kept.actors) == ("Skrevet i toget, rettet på telefonen.", "Borgmesteren")
    choice.get_by_role("button", name="Brug den gemte").click()
    expect(page.locator("[name=dilemma]")).to_have_value("Skrevet i toget, rettet på telefonen.")
    saved(page)


def test_an_answer_that_was_lost_is_no_question_when_the_other_device_wrote_elsewhere(
    page: Page, stage: Stage, windows: Windows
) -> None:
    windows.complaints.expect(r"ERR_FAILED|status of 409")
    save_with_answer_lost(page, stage, "Skrevet i toget.")
    phone = windows.open(person=stage.author)
    phone.goto(f"/hold/{stage.cohort.id}/case")
    write(phone, actors="Borgmesteren")
    page.unroute("**/case/gem")
    expect(page.locator("[name=actors]")).to_have_value("Borgmesteren")
    saved(page)
    expect(page.get_by_text("Feltet er rettet et andet sted")).to_have_count(0)
    kept = stored(stage, stage.author)
    assert (kept.dilemma, kept.actors) == ("Skrevet i toget.", "Borgmesteren")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("  \n ", 0),
        ("Ærlighed", 1),
        ("Så gik jeg, æøå og alt.", 6),
        ("EU-direktivet om § 16 b\n\n- børne- og ungeudvalget\n- kl. 9.30", 12),
        ("før\u00a0mødet\u2009kom hun", 4),
    ],
)
def test_words_are_counted_as_they_are_written_and_as_the_server_counts_them(
    page: Page, stage: Stage, text: str, count: int
) -> None:
    beside = page.locator(".stop:has(#dilemma) [data-words]")
    with saving(page, "dilemma"):
        fill(page, dilemma="Noget, der står her i forvejen.")
    with saving(page, "dilemma"):
        fill(page, dilemma=text)
        expect(beside).to_have_text(f"{count} ord")
    page.reload()
    expect(beside).to_have_text(f"{count} ord")


def test_nothing_that_is_typed_or_pasted_is_cut_and_too_much_is_said(
    page: Page, stage: Stage, windows: Windows
) -> None:
    windows.complaints.expect(r"status of 422")
    fits, too_much, title = "æ " * 9_999 + "å", "æ " * 10_000 + "slut", "Når løftet er givet " * 6 + "slut"
    with saving(page, "dilemma"):
        fill(page, dilemma=fits)
    expect(page.locator(".stop:has(#dilemma) [data-words]")).to_have_text("10000 ord")
    assert stored(stage, stage.author).dilemma == fits
    for name, text in (("dilemma", too_much), ("title", title)):
        page.locator(f"[name={name}]").fill("")
        page.locator(f"[name={name}]").focus()
        page.keyboard.insert_text(text)
        said = page.locator(f".field:has(#{name}) .field__error")
        expect(said).to_contain_text("Kort den lidt.")
        expect(page.locator(f"[name={name}]")).to_have_value(text)


def test_what_comes_from_word_becomes_paragraphs_and_lists(page: Page, stage: Stage) -> None:
    with saving(page, "dilemma"):
        page.evaluate(PASTE, ["dilemma", FROM_WORD, "Formanden ringede"])
        expect(page.locator("[name=dilemma]")).to_have_value(TIDY)
        page.locator("[name=dilemma]").blur()
    assert stored(stage, stage.author).dilemma.replace("\r\n", "\n") == TIDY
    assert page.evaluate("window.pasted") is None
    page.locator("[name=dilemma]").focus()
    page.keyboard.press("Control+z")
    expect(page.locator("[name=dilemma]")).to_have_value("")
