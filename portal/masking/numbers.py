"""Which numbers and addresses of a text point to somebody: cpr, telephone, case, mail, street?"""

import re
from collections.abc import Iterator
from typing import Final

from portal.masking.lists import first_names, municipality, places
from portal.masking.spans import CAPITAL, WORD, Kind, Span, begins_sentence, free_of
from portal.people.cpr import where_cpr

_MONTH: Final = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
_CPR: Final = re.compile(
    rf"\b\d{{6}}[- ]?[xX*]{{4}}|(?<=født )(?:den |d\. )?\d{{1,2}}(?:[./-] ?\d{{1,2}}[./-] ?|\. (?:{_MONTH}) )\d{{2,4}}"
)
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WEB: Final = re.compile(
    r"(?:https?://|www\.)[^\s,;)”\"]*[\w/]|\b[\w-]+\.(?:dk|com|org|net|eu|gl|fo)\b(?:/[\w/.-]*\w)?"
)
_CALLED: Final = (
    r"(?:\b(?:sags?[ -]?(?:n(?:umme)?r\b\.?|id\b)|sag (?:n(?:umme)?r\b\.?)|j\.? ?nr\b\.?|journal-?n(?:umme)?r\b\.?"
    r"|dok(?:ument)?\.?-?n(?:umme)?r\b\.?|acadre-?n(?:umme)?r\b\.?)[: ]*)"
)
_CASE: Final = re.compile(
    rf"{_CALLED}(?=[\w./-]*\d)[\w](?:[\w./-]*\w)?"
    r"|\b\d{2}\.\d{2}\.\d{2}-[A-ZÆØÅ]\d{2}-\d+(?:-\d+)*"
    r"|\b[A-ZÆØÅ]{2,6}-\d{2,4}-\d{3,}"
    r"|(?<![\d.,/-])(?:(?:19|20)\d{2}[/-](?!(?:19|20)\d{2}\b)\d{4,8}|\d{2}/\d{4,7}|\d{2}-\d{5,7})(?![\d/-])",
    re.IGNORECASE,
)
_PHONE: Final = re.compile(
    r"(?<![\d.,/-])(?<!\d )(?:(?:\(?\+|00)45\)?[ .-]?)?(?:\d{2}([ .-]?)\d{2}\1\d{2}\1\d{2}|\d{4}[ -]\d{4}|\d{3} \d{2} \d{3})"
    r"(?![\d/-]|[.,]\d| \d{2}\b| ?kr\b| ?mio\b| ?mia\b| ?kroner)"
    r"|(?:\+|00)(?!45)[1-9]\d{1,2}[ -]?\d(?:[ -]?\d){6,11}"
)
_YEARS: Final = re.compile(r"(?:19|20)\d{2}[ -]?(?:19|20)\d{2}")
_AMOUNT: Final = re.compile(r"(?:kr\.?|beløb på|cvr[- ]?n?r?\.?|konto\w*|ean\w*)[: ]*$", re.IGNORECASE)

_ONE_WORD: Final = (
    r"(?:vej|gade|stræde|allé|alle|boulevard|plads|torv|vænge)(?:en|n|et|t)?s?"  # these need no number to be streets
)
_WITH_NUMBER: Final = (
    r"(?:park|bakke|bank|eng|lund|have|brink|skrænt|toft|kaj|bro|mose|dal|høj|ager|kær|krog|led|mark|skov|stien|sti"
    r"|gård|hus|kilde|vang|hegn|sving|passage|gang|kvarter|strand|hede|skel|dam|sø|ås|kratt?)(?:en|n|et|t|ene|erne|ne)?"
)
_PREFIX: Final = r"(?:(?:Gl|Ndr|Sdr|Nr|St|Skt|Chr|Dr|Kgs|H\.C|J\.P|P)\.\s)?"
_HOUSE: Final = (
    rf"\s\d{{1,3}}(?:\s?[{CAPITAL}a-h](?!\w))?(?:,?\s(?:st|kl|\d{{1,2}})\.?(?:,?\s?(?:tv|th|mf|dør\s?\d+)\b\.?)?)?"
    rf"(?:,?\s(?:DK-)?\d{{4}}\s{WORD}(?:\s[NSVØKC]{{1,2}}\b)?)?(?![\d.]\d)"
)
_STREET: Final = re.compile(
    rf"(?<!\w){_PREFIX}(?:(?:{WORD}\s){{0,3}}(?:[{CAPITAL}]\w*(?:{_ONE_WORD}|{_WITH_NUMBER})|Vej|Gade|Allé|Plads|Torv|Kaj"
    rf"|Boulevard|Stræde|Vænge){_HOUSE}"
    rf"|(?:{WORD}\s){{0,2}}(?:Vej|Allé|Plads|Boulevard|Stræde|Torv)\b"
    rf"|(?:(?:Vestre|Østre|Søndre|Nordre|Gammel|Ny|Lille|Store)\s)?[{CAPITAL}]\w*{_ONE_WORD}(?!\w))"
)
_POSTED: Final = re.compile(rf"(?<![\d.,])(?:DK-)?[1-9]\d{{3}}\s({WORD})(?:\s[NSVØKC]{{1,2}}\b)?")
_ENDS: Final = re.compile(rf"\.(?:\s*$|\s+[“”\"]?[{CAPITAL}])")
_NUMBERED: Final = re.compile(r"\d")


def numbers_in(text: str) -> list[Span]:
    """All of them, none on top of another."""
    found: list[Span] = []
    for some in (_cpr(text), _mail(text), _case(text), _phone(text), _address(text), _posted(text)):
        found += free_of(list(some), found)
    return found


def _span(found: re.Match[str], kind: Kind) -> Span:
    return Span(found.start(), found.end(), kind, found[0])


def _cpr(text: str) -> Iterator[Span]:
    for start, end in where_cpr(text):
        yield Span(start, end, Kind.CPR, text[start:end])
    yield from (_span(found, Kind.CPR) for found in _CPR.finditer(text))


def _mail(text: str) -> Iterator[Span]:
    mails = [_span(found, Kind.EMAIL) for found in _MAIL.finditer(text)]
    yield from mails
    yield from free_of([_span(found, Kind.EMAIL) for found in _WEB.finditer(text)], mails)


def _case(text: str) -> Iterator[Span]:
    return (_span(found, Kind.CASE_NUMBER) for found in _CASE.finditer(text))


def _phone(text: str) -> Iterator[Span]:
    for found in _PHONE.finditer(text):
        if not _YEARS.fullmatch(found[0]) and not _AMOUNT.search(text, max(0, found.start() - 16), found.start()):
            yield _span(found, Kind.PHONE)


def _address(text: str) -> Iterator[Span]:
    for found in _STREET.finditer(text):
        start, words = found.start(), found[0]
        has_number = _NUMBERED.search(words) is not None
        # “Da Havnegade 4”: the first word of a sentence belongs to it only when it is no street by itself.
        while begins_sentence(text, start) and " " in words and not has_number:
            start, words = start + words.index(" ") + 1, words[words.index(" ") + 1 :]
        is_somebody = not has_number and words.split()[0] in first_names()
        is_a_word = not has_number and begins_sentence(text, start)
        if not is_somebody and not is_a_word and municipality(words) is None and words not in places():
            end = found.end() - (1 if _ENDS.match(text, found.end() - 1) else 0)
            yield Span(start, end, Kind.ADDRESS, text[start:end])


def _posted(text: str) -> Iterator[Span]:
    for found in _POSTED.finditer(text):
        if found[1] in places() or municipality(found[1]):
            yield _span(found, Kind.ADDRESS)
