"""What does the portal look like? The README's picture: three screens of a running demonstration, side by side."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page

from tests.services.chromium import running_chromium

WIDTH, HEIGHT = 1280, 1500
TARGET = Path(__file__).resolve().parents[1] / "README.png"
FRAME = """<!doctype html><style>body{margin:0;padding:36px;display:flex;gap:28px;background:#d5deda}
img{width:560px;height:656px;object-fit:cover;object-position:top;border-radius:12px;box-shadow:0 14px 40px rgb(12 39 32/.2)}
</style>%s"""


def sign_in(browser: Browser, base: str, email: str) -> Page:
    """A browser in which somebody is signed in by the newest letter of the demonstration."""
    page = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, base_url=base).new_page()
    page.goto("/log-ind")
    page.get_by_label("Din e-mailadresse").fill(email)
    page.get_by_role("button", name="Send mig en kode").click()
    letters = page.context.new_page()
    letters.goto("/breve")
    letters.locator("main h3 a").first.click()
    code = letters.locator("main").inner_text().split("Din kode er ")[1][:8]
    page.get_by_label("Koden fra brevet").fill(code)
    page.get_by_role("button", name="Log ind").click()
    page.wait_for_url(lambda url: "/log-ind" not in url)
    return page


def main(base: str) -> None:
    """Take the three screens of the portal at this address and write the picture."""
    with running_chromium() as browser, TemporaryDirectory() as folder:
        participant = sign_in(browser, base, "maja.bruun@vejle.eksempel.dk")
        instructor = sign_in(browser, base, "ingrid.solbjerg@mitkomponent.eksempel.dk")
        instructor.get_by_role("link", name="Politisk betjening i praksis").first.click()
        cohort = participant.context.new_page()
        cohort.goto("/")
        cohort.get_by_role("link", name="Gå til holdet").click()
        images = ""
        for number, page in enumerate((participant, instructor, cohort)):
            page.wait_for_load_state("networkidle")
            shot = Path(folder) / f"{number}.png"
            page.screenshot(path=shot)
            images += f'<img src="{shot.as_uri()}">'
        frame = Path(folder) / "frame.html"
        frame.write_text(FRAME % images)
        sheet = browser.new_page(viewport={"width": 1808, "height": 728})
        sheet.goto(frame.as_uri())
        sheet.screenshot(path=TARGET)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000")
