"""How does a page written in Markdown look? Headings below the page's own, links that take nothing along, no foreign pictures."""

from functools import cache
from typing import Final

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

LOWEST: Final = 6
TAGS: Final = {
    *(
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "ul",
        "ol",
        "li",
        "blockquote",
        "hr",
        "br",
        "strong",
        "em",
        "s",
        "code",
        "pre",
    ),
    *("a", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES: Final = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES: Final = {"http", "https", "mailto", "tel"}


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable("image")


def page_html(text: str) -> Markup:
    """The page, clean. What looks like HTML in it is shown as it was written."""
    tokens = _markdown().parse(text)
    _shift_headings(tokens)
    whole = _markdown().renderer.render(tokens, _markdown().options, {})
    clean = nh3.clean(
        whole,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
        strip_comments=True,
    )
    return Markup(clean)  # noqa: S704 - clean is what was asked for


def _shift_headings(tokens: list[Token]) -> None:
    """One below the page's own h1, and no level left out on the way down."""
    depth, is_open = 1, {"heading_open": True, "heading_close": False}
    level = depth
    for token in tokens:
        if token.type not in is_open:
            continue
        if is_open[token.type]:
            level = min(int(token.tag[1:]) + 1, depth + 1, LOWEST)
            depth = level
        token.tag = f"h{level}"
