"""Does a page say this, whatever stands between its blocks?"""

from xml.etree.ElementTree import Element

from tests.reader import Page, words


def missing(page: Page | Element, *sentences: str) -> list[str]:
    """Those of the sentences that do not stand there; spaces between blocks do not count."""
    text = _squeezed(page.text if isinstance(page, Page) else words(page))
    return [sentence for sentence in sentences if _squeezed(sentence) not in text]


def _squeezed(text: str) -> str:
    return "".join(text.split())
