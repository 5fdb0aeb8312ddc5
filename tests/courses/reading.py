"""How do these tests read pages: what is missing there, and what would the browser send?"""

from xml.etree.ElementTree import Element

from tests.cast import Cast
from tests.reader import Page, Reader, words


def missing(page: Page | Element, *sentences: str) -> list[str]:
    """Those of the sentences that do not stand there; spaces between blocks do not count."""
    text = _squeezed(page.text if isinstance(page, Page) else words(page))
    return [sentence for sentence in sentences if _squeezed(sentence) not in text]


def _squeezed(text: str) -> str:
    return "".join(text.split())


def sent_back(page: Page) -> dict[str, str]:
    """Every field of the form as the page shows it."""
    fields = {}
    for tag in ("input", "textarea", "select"):
        for one in page.all(tag):
            name = one.get("name", "")
            skip = one.get("type") in {"checkbox", "radio"} and one.get("checked") is None
            if name and "__n__" not in name and name not in {"csrf_token", "locale"} and not skip:
                fields[name] = page.field(name)
    return fields


def opened(reader: Reader, cast: Cast, address: str) -> dict[str, str]:
    """The form as a coordinator gets it."""
    reader.sign_in(cast.coordinator)
    return sent_back(reader.get(address))
