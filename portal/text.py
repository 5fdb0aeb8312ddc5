"""How does the portal speak? Gettext with Danish source text; lists and paragraphs as people here write them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final, Self

from babel.support import LazyProxy, NullTranslations, Translations
from flask import Flask, current_app, g
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from portal.settings import settings

LOCALES: Final = ("da", "en")
FOLDER: Final = Path(__file__).with_name("translations")


@cache
def catalogue(code: str) -> NullTranslations:
    """The texts of a language; Danish is what stands in the code."""
    return Translations.load(FOLDER, [code])


def language() -> str:
    """The language of the page or letter that is being written: `da` or `en`. A request is asked once."""
    try:
        spoken: str = g._get_current_object().language  # noqa: SLF001 - a page asks a hundred times: a third of the time
    except AttributeError:
        spoken = g.language = current_app.extensions["choose_language"]()
    except RuntimeError:  # no request, no command: nobody listens
        return "da"
    return spoken


@contextmanager
def force_locale(code: str) -> Iterator[None]:
    """Speak a language for a while whoever asks, for a letter."""
    before = language()
    g.language = code
    try:
        yield
    finally:
        g.language = before


def _(text: str, **values: Any) -> str:
    """The text in the language that is being spoken, with the values put in."""
    said: str = catalogue(language()).ugettext(text)
    return said % values if values else said


def ngettext(one: str, more: str, count: int) -> str:
    """The text for this many in the language that is being spoken; `count` is put in."""
    return catalogue(language()).ungettext(one, more, count) % {"count": count}


def _l(text: str, **values: Any) -> Any:
    """A text that is put into the language that is being spoken each time it is shown."""
    return LazyProxy(_, text, enable_cache=False, **values)


DANISH: Final = str.maketrans("æäøöå", "{{||}")
NO_LABEL: Final = LazyProxy(str)  # looked up by value alone, a member is found, not made


class Word(StrEnum):
    """An enum whose members carry what the screen calls them."""

    label: LazyProxy

    def __new__(cls, value: str, label: LazyProxy = NO_LABEL) -> Self:
        """Make a member from its stored value and its label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


def lines(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def listed(names: Sequence[str]) -> str:
    """“Maja, Otto og Åse”."""
    if len(names) < 2:  # noqa: PLR2004 - a list needs two
        return "".join(names)
    return _("%(first)s og %(last)s", first=", ".join(names[:-1]), last=names[-1])


def danish_order(text: str) -> str:
    """A key that sorts æ, ø and å last, and aa as å."""
    folded = text.casefold().replace("aa", "å")
    return folded.translate(DANISH)


def capitalize_first(text: str) -> str:
    """The first letter large, the rest as it is."""
    return text[:1].upper() + text[1:]


def paragraphs(text: str) -> Markup:
    """Escaped text as paragraphs and “- ” lists."""
    blocks = []
    for block in text.replace("\r\n", "\n").split("\n\n"):
        rows = [row for row in block.split("\n") if row.strip()]
        if rows and all(row.lstrip().startswith("- ") for row in rows):
            items = Markup().join(Markup("<li>{}</li>").format(row.lstrip()[2:]) for row in rows)
            blocks.append(Markup("<ul>{}</ul>").format(items))
        elif rows:
            blocks.append(Markup("<p>{}</p>").format(Markup("<br>").join(rows)))
    return Markup().join(blocks)


FILTERS: Final[dict[str, Any]] = {
    f.__name__: f
    for f in (
        lines, listed, paragraphs, capitalize_first,
    )
}  # fmt: skip


@cache
def _said(known: NullTranslations, text: str, *, is_markup: bool) -> str:
    """One of our own texts in a language; values that are put into markup are escaped."""
    said: str = known.ugettext(text)
    return Markup(said) if is_markup else said  # noqa: S704 - our own words


@pass_eval_context
def _in_template(evaluated: EvalContext, text: str, /, **values: Any) -> str:
    """As Jinja's own, in a fifth of the time: a page says it a hundred times."""
    said = _said(catalogue(language()), text, is_markup=evaluated.autoescape)
    return said % values if "%" in said else said


@pass_eval_context
def _counted_in_template(evaluated: EvalContext, one: str, more: str, num: int, /, **values: Any) -> str:
    said = catalogue(language()).ungettext(one, more, num)
    said = Markup(said) if evaluated.autoescape else said  # noqa: S704 - our own words
    return said % {"num": num, **values}


def init_text(app: Flask, *, choose: Callable[[], str]) -> None:
    """Give the app its languages and its filters. `choose` answers the code of the language to speak now."""
    app.extensions["choose_language"] = choose
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.newstyle_gettext = True  # type: ignore[attr-defined]
    app.jinja_env.globals |= {"_": _in_template, "gettext": _in_template, "ngettext": _counted_in_template}
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals["language"] = language


def render_text(template: str, **values: Any) -> str:
    """A text from a template, in the language that is being spoken; for letters."""
    return current_app.jinja_env.get_template(template).render(**values)


def portal_address(endpoint: str, **ids: Any) -> str:
    """The full address of a page, on the configured host whatever host a request came in on; for letters."""
    base = settings().base_url.rstrip("/")
    return base + current_app.url_map.bind("localhost").build(endpoint, ids)
