"""What does the portal look like? The README's pictures of a running demonstration: three main screens, and a case's road."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize

from tests.services.chromium import running_chromium

WIDE: Final[ViewportSize] = {"width": 1280, "height": 1500}
LOWER: Final[ViewportSize] = {"width": 1280, "height": 1200}
PHONE: Final[ViewportSize] = {"width": 390, "height": 844}
AUTHOR, READER = "maja.bruun@vejle.eksempel.dk", "jens-kristian.fuglsang@holstebro.eksempel.dk"
INSTRUCTOR, COURSE = "ingrid.solbjerg@mitkomponent.eksempel.dk", "Politisk betjening i praksis"
TARGET = Path(__file__).resolve().parents[1]
COLOURS: Final = 256
FRAME: Final = """<!doctype html><style>body{margin:0;padding:36px;display:flex;gap:28px;background:#d5deda}
img{width:560px;height:656px;object-fit:cover;object-position:top;border-radius:12px;box-shadow:0 14px 40px rgb(12 39 32/.2)}
</style>%s"""
ROAD_FRAME: Final = """<!doctype html><style>body{margin:0;padding:36px;display:grid;grid-template-columns:repeat(3,560px);gap:28px;
background:#d5deda}p{margin:0;position:relative;height:520px}img{object-fit:cover;object-position:top;border-radius:12px;
box-shadow:0 14px 40px rgb(12 39 32/.2)}.wide{width:510px;height:478px}.phone{position:absolute;right:0;bottom:0;width:180px;
height:390px;outline:4px solid #d5deda}</style>%s"""


def sign_in(browser: Browser, base: str, email: str) -> Page:
    """A browser in which somebody is signed in by the newest letter of the demonstration."""
    page = browser.new_context(viewport=WIDE, base_url=base, reduced_motion="reduce").new_page()
    page.goto("/log-ind")
    page.get_by_label("Din e-mailadresse").fill(email)
    page.get_by_role("button", name="Send mig en kode").click()
    letters = page.context.new_page()
    letters.goto("/breve")
    letters.locator("main h3 a", has_text="kode").first.click()
    code = letters.locator("main").inner_text().split("Din kode er ")[1][:8]
    page.get_by_label("Koden fra mailen").fill(code)
    page.get_by_role("button", name="Log ind").click()
    page.wait_for_url(lambda url: "/log-ind" not in url)
    return page


class Road:
    """The screens a case comes by, each as it looks on a computer and on a phone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cells: list[str] = []

    def take(self, wide: Page, phone: Page | None = None, *, to: str = "h1") -> None:
        """One screen; the phone shows what `to` finds, or is somebody else's."""
        images = []
        for name, page, size in (("wide", wide, LOWER), ("phone", phone or wide, PHONE)):
            page.set_viewport_size(size)
            page.reload(wait_until="load")
            if name == "phone" and phone is None:
                page.locator(to).first.evaluate("it => scrollTo(0, it.getBoundingClientRect().top + scrollY - 24)")
            shot = self.folder / f"{name}{len(self.cells)}.png"
            page.screenshot(path=shot)
            images.append(f'<img class="{name}" src="{shot.as_uri()}">')
        self.cells.append(f"<p>{''.join(images)}</p>")


def cohort_of(page: Page) -> str:
    """The address of the cohort on the front page."""
    page.goto("/")
    return page.get_by_role("link", name="Gå til holdet").get_attribute("href") or ""


def walk(road: Road, author: Page, reader: Page, instructor: Page) -> None:
    """From the names in a draft to the game on the wall."""
    cohort = cohort_of(author)
    author.goto(f"{cohort}/case/navne")
    road.take(author, to="#fundet")
    author.goto(f"{cohort}/case")
    reader.goto(cohort_of(reader) + "/case")
    reader.get_by_role("link", name="Se, hvem der læser den").click()
    reader.wait_for_url("**/laesere")
    road.take(reader, to="[name=visibility]")
    reader.goto(f"{cohort}/casegruppe")
    road.take(reader, to="#roller")
    instructor.goto(cohort.replace("/hold/", "/undervisning/") + "?efter=tema")
    road.take(instructor, to=".board")
    instructor.goto(cohort.replace("/hold/", "/undervisning/") + "/storskaerm")
    instructor.get_by_role("link", name="Begynd med den første").click()
    road.take(instructor)
    play(road, cohort, author, instructor)


def play(road: Road, cohort: str, author: Page, instructor: Page) -> None:
    """The card of a case on the wall, and on a phone that has not voted yet."""
    instructor.goto(f"{cohort}/dilemmaspil")
    instructor.get_by_label("Beskeden efter lukketid").check()
    instructor.get_by_role("button", name="Start spillet").click()
    instructor.get_by_role("button", name="Åbn afstemning").click()
    instructor.wait_for_load_state("load")
    author.goto(instructor.url.split("/styr")[0])
    road.take(instructor, author)


def write(browser: Browser, frame: str, images: str, size: ViewportSize, name: str) -> None:
    """Lay the images out, and keep the sheet with few colours: README is read on slow lines too."""
    with TemporaryDirectory() as folder:
        page, sheet = Path(folder) / "frame.html", browser.new_page(viewport=size)
        page.write_text(frame % images)
        sheet.goto(page.as_uri())
        sheet.screenshot(path=TARGET / name)
        sheet.close()
    with Image.open(TARGET / name) as whole:
        few = whole.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(TARGET / name, optimize=True)


def main(base: str) -> None:
    """Take the screens of the portal at this address and write both pictures."""
    with running_chromium() as browser, TemporaryDirectory() as folder:
        author, instructor = sign_in(browser, base, AUTHOR), sign_in(browser, base, INSTRUCTOR)
        instructor.get_by_role("link", name=COURSE).first.click()
        cohort = author.context.new_page()
        cohort.goto(cohort_of(author))
        author.get_by_role("button", name="Ikke nu").click()
        images = ""
        for number, page in enumerate((author, instructor, cohort)):
            page.wait_for_load_state("load")
            shot = Path(folder) / f"{number}.png"
            page.screenshot(path=shot)
            images += f'<img src="{shot.as_uri()}">'
        write(browser, FRAME, images, {"width": 1808, "height": 728}, "README.png")
        road = Road(Path(folder))
        walk(road, author, sign_in(browser, base, READER), instructor)
        write(browser, ROAD_FRAME, "".join(road.cells), {"width": 1808, "height": 1140}, "README-case.png")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000")
