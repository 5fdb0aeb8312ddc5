"""Can an instructor share files, work through the cases and give a task, and does the participant get it all?"""

from datetime import timedelta

from playwright.sync_api import Page, expect
from sqlalchemy import select

from portal import clock
from portal.materials.models import Material
from tests.journeys.axe import violations
from tests.journeys.browsing import PHONE, Windows, drop, fill, load_until_judged, upload
from tests.journeys.case_form import handed_in, stored, write
from tests.journeys.stage import Stage

FILES = ["Syv_pligter.pdf", "Rollekort.docx", "Slides_dag_1.pptx", "Deltagernes spørgsmål.xlsx"]


def local_day(days: int) -> str:
    """A date as a browser's date field takes it."""
    return clock.to_local(clock.now() + timedelta(days=days)).date().isoformat()


def test_four_files_dropped_at_once_reach_the_participant(stage: Stage, windows: Windows) -> None:
    page = windows.open(person=stage.instructor)
    page.goto("/undervisning")
    page.get_by_role("link", name=f"{stage.course.title}, {stage.cohort.name}").click()
    drop_four(page)
    title_and_time(page)
    put_in_order(page)
    participant = windows.open(PHONE, person=stage.author)
    materials = participant.locator("#materialer")
    load_until_judged(participant, f"/hold/{stage.cohort.id}", materials.get_by_text("Åbner "), 4)
    expect(materials.get_by_role("link")).to_have_count(0)
    open_the_first(page)
    read_it(participant, stage)
    replace_it(page)
    see_the_new_version(participant, stage, windows)


def drop_four(page: Page) -> None:
    drop(page, ".drop", [upload(name) for name in FILES])
    rows = page.locator("#add-list > .upload")
    expect(rows.filter(has_text="Klar")).to_have_count(4)
    titles = [one.input_value() for one in rows.get_by_label("Titel").all()]
    assert titles == ["Syv pligter", "Rollekort", "Slides dag 1", "Deltagernes spørgsmål"]


def title_and_time(page: Page) -> None:
    page.locator("#add-list > .upload").nth(0).get_by_label("Titel").fill("De syv pligter")
    page.locator("summary", has_text="Vælg et andet tidspunkt").click()
    page.get_by_label("Fra et bestemt tidspunkt").check()
    page.get_by_label("Dato").fill(local_day(3))
    page.get_by_label("Klokkeslæt").fill("08:30")
    page.get_by_label("At se på inden kurset").check()
    assert violations(page) == []
    page.get_by_role("button", name="Læg op").click()
    expect(page.get_by_text("4 materialer er lagt op")).to_be_visible()


def put_in_order(page: Page) -> None:
    page.get_by_role("button", name="Flyt “Deltagernes spørgsmål” op").click()
    names = page.locator("li.file .file__name")
    expect(names).to_have_text(["De syv pligter", "Rollekort", "Deltagernes spørgsmål", "Slides dag 1"])


def open_the_first(page: Page) -> None:
    page.locator("li.file", has_text="De syv pligter").get_by_role("button", name="Vis nu").click()
    expect(page.get_by_text("Deltagerne kan se det nu")).to_be_visible()


def read_it(participant: Page, stage: Stage) -> None:
    participant.reload()
    expect(participant.locator("#materialer")).to_contain_text("0 af 1 er klaret")
    participant.get_by_role("link", name="De syv pligter").click()
    with participant.expect_download() as download:
        participant.get_by_role("link", name="Hent").click()
    assert download.value.suggested_filename == "Syv_pligter.pdf"
    assert download.value.path().read_bytes() == upload("Syv_pligter.pdf")["buffer"]
    participant.get_by_role("button", name="Jeg har læst den").click()
    expect(participant.get_by_text("Markeret som læst")).to_be_visible()


def replace_it(page: Page) -> None:
    page.get_by_role("link", name="Ny udgave De syv pligter").click()
    page.locator("input[type=file][name=files]").set_input_files(upload("Syv pligter, rettet.odt"))
    expect(page.locator("#new-list .upload")).to_contain_text("Klar")
    fill(page, note="Afsnittet om partipolitisk neutralitet er skrevet om.")
    page.get_by_label("Noget, de skal se").check()
    page.get_by_role("button", name="Læg udgaven op").click()
    expect(page.get_by_text("Den nye udgave er lagt op")).to_be_visible()


def see_the_new_version(participant: Page, stage: Stage, windows: Windows) -> None:
    letter = windows.letter_to(stage.author.email, "Ny udgave af noget, du har læst")
    participant.goto(f"/hold/{stage.cohort.id}")
    expect(participant.locator("#materialer")).to_contain_text("Ny udgave")
    participant.goto(next(word for word in letter.split() if word.startswith("http")))
    expect(participant.get_by_role("main")).to_contain_text("Afsnittet om partipolitisk neutralitet er skrevet om.")
    with participant.expect_download() as download:
        participant.get_by_role("link", name="Hent").click()
    assert download.value.suggested_filename == "Syv pligter, rettet.odt"
    assert len(stage.read(select(Material).where(Material.cohort_id == stage.cohort.id))) == 4


def test_cases_are_moved_on_the_board_and_read_one_after_the_other(stage: Stage, windows: Windows) -> None:
    for person, title in ((stage.author, "Løftet før mødet"), (stage.classmate, "Den lange høring")):
        handed_in(stage, person, title)
    assert stage.colleague
    page = windows.open(person=stage.instructor)
    page.goto(f"/undervisning/{stage.cohort.id}")
    expect(page.locator(".people-list")).to_contain_text("Nanna Friis Holt")
    page.get_by_label("Flyt “Løftet før mødet” til").select_option("selected")
    chosen = page.locator("[data-col=selected]")
    expect(chosen).to_contain_text("Løftet før mødet")
    expect(page.locator("[data-col-count=selected]")).to_have_text("1")
    assert violations(page) == []
    page.get_by_role("button", name="Fortryd").click()
    expect(page.locator("[data-col=submitted]")).to_contain_text("Løftet før mødet")
    move_by_keys(page, "Løftet før mødet")
    expect(chosen).to_contain_text("Løftet før mødet")
    page.reload()
    expect(chosen).to_contain_text("Løftet før mødet")
    read_one_after_the_other(page)
    comment_reaches_the_author(page, stage, windows)
    windows.complaints.expect("404")  # how the wall learns that it may not show the case any more
    goes_on_the_wall_and_off_it(page, stage, windows.open(PHONE, person=stage.author))


def move_by_keys(page: Page, title: str) -> None:
    """Passing through the columns sends nothing; Enter does, and one is still at the card afterwards."""
    menu = page.get_by_label(f"Flyt “{title}” til")
    page.get_by_role("link", name=title, exact=True).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(menu).to_be_focused()
    expect(menu).to_have_value("selected")
    expect(page.locator("[data-col=submitted]")).to_contain_text(title)
    page.keyboard.press("Enter")
    expect(page.locator("[data-col=selected]")).to_contain_text(title)
    expect(menu).to_be_focused()


def read_one_after_the_other(page: Page) -> None:
    page.get_by_role("link", name="Læs den næste case").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Den lange høring")
    page.get_by_role("button", name="Markér som læst").click()
    expect(page.get_by_text("Casen står nu under “Læst”")).to_be_visible()
    page.locator(".turn").get_by_role("link", name="case").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Løftet før mødet")


def comment_reaches_the_author(page: Page, stage: Stage, windows: Windows) -> None:
    fill(page, text="Den her vil vi gerne bruge på dag to. Må vi det?")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("Kommentaren er sendt")).to_be_visible()
    letter = windows.letter_to(stage.author.email, "En underviser har skrevet til dig")
    assert "dag to" not in letter
    author = windows.open(PHONE, person=stage.author)
    author.goto(f"/case/{stored(stage, stage.author).id}")
    expect(author.locator(".comment--staff")).to_contain_text("Den her vil vi gerne bruge på dag to. Må vi det?")


def goes_on_the_wall_and_off_it(page: Page, stage: Stage, author: Page) -> None:
    author.goto(f"/case/{stored(stage, stage.author).id}/laesere")
    author.get_by_role("radio", name="Hele holdet").check()
    author.get_by_label("Den må vises på storskærm for alle i lokalet").check()
    author.get_by_role("button", name="Gem valget").click()
    expect(author.get_by_text("Valget er gemt og gælder nu")).to_be_visible()
    page.goto(f"/undervisning/{stage.cohort.id}/storskaerm")
    page.get_by_role("link", name="Begynd med den første").click()
    heading, body = page.get_by_role("heading", level=1), page.locator("body")
    expect(page.locator("[data-help]")).to_be_visible()  # the keys are there
    expect(heading).to_have_text("Løftet før mødet")
    page.keyboard.press("d")
    expect(body).to_have_class("wall wall--dark")
    page.keyboard.press("b")
    expect(heading).to_have_text("Storskærmen er dækket til")
    page.keyboard.press("b")
    expect(heading).to_have_text("Løftet før mødet")
    author.get_by_label("Den må vises på storskærm for alle i lokalet").uncheck()
    author.get_by_role("button", name="Gem valget").click()
    expect(page.get_by_text("Casen vises ikke mere. Gå videre til den næste.")).to_be_visible()
    assert "Løftet før mødet" not in page.content()
    page.keyboard.press("Escape")
    expect(heading).to_have_text("Cases på storskærm")


def test_a_task_is_answered_and_the_answer_gets_feedback(stage: Stage, windows: Windows) -> None:
    assert stage.author
    page = windows.open(person=stage.instructor)
    page.goto(f"/undervisning/{stage.cohort.id}")
    page.get_by_role("link", name="Lav en opgave").click()
    fill(page, title="Én ting anderledes", text="Prøv én ting af hjemme.\n\n- Hvad gjorde du?\n- Hvad skete der?")
    page.get_by_label("Frist").fill(local_day(60))
    page.locator("[name=deadline_at]").fill("15:00")
    page.locator("input[type=file][name=files]").set_input_files(upload("Tre spørgsmål.pdf"))
    expect(page.locator("#file-list .upload")).to_contain_text("Klar")
    page.get_by_role("button", name="Gem opgaven").click()
    expect(page.get_by_text("Opgaven er gemt")).to_be_visible()
    answer(windows.open(PHONE, person=stage.author))
    give_feedback(page, stage, windows)


def answer(participant: Page) -> None:
    participant.goto("/")
    participant.get_by_role("link", name="Én ting anderledes").first.click()
    participant.wait_for_url("**/opgave/*")
    load_until_judged(participant, participant.url, participant.get_by_role("link", name="Tre spørgsmål.pdf"))
    write(participant, text="Jeg sagde det højt på mødet i stedet for at skrive et notat.")
    participant.locator("input[type=file][name=files]").set_input_files(upload("Referat.docx"))
    expect(participant.locator("#file-list .upload")).to_contain_text("Klar")
    participant.get_by_role("button", name="Aflever", exact=True).click()
    receipt = participant.locator("#kvittering")
    expect(receipt).to_contain_text("Din aflevering er modtaget")
    expect(receipt).to_contain_text("Referat.docx")


def give_feedback(page: Page, stage: Stage, windows: Windows) -> None:
    page.goto(f"/undervisning/{stage.cohort.id}")
    page.get_by_role("link", name="Én ting anderledes").click()
    page.get_by_role("link", name="Maja Bruun").click()
    expect(page.get_by_role("main")).to_contain_text("Jeg sagde det højt på mødet")
    fill(page, text="Godt set, at du valgte mødet. Hvad sagde direktøren bagefter?")
    page.get_by_role("button", name="Send svaret").click()
    expect(page.get_by_text("Dit svar er sendt")).to_be_visible()
    letter = windows.letter_to(stage.author.email, "En underviser har svaret")
    participant = windows.open(person=stage.author)
    participant.goto(next(word for word in letter.split() if word.startswith("http")))
    expect(participant.get_by_role("main")).to_contain_text("Hvad sagde direktøren bagefter?")
