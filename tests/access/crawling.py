"""How does one look at everything there is in the portal, as anybody, and which of the planted words does one see?"""

import html
import io
import re
import zipfile
from collections.abc import Iterator
from itertools import product

import pypdfium2
from flask import Flask
from werkzeug.test import TestResponse

from portal.people.models import Person
from tests.access.planting import COMMON, CRAWLERS, MARKER, Planted
from tests.access.world import World, add_speakers
from tests.reader import Reader

LINK = re.compile(r'(?:href|src|action)="(/[^"#]*)')
NOTHING_OF_CASES = ("pages.static_file", "credentials.", "single_sign_on.", "invitations.")
ASKED_ABOUT = ("mine", "for_cohort", "withdrawn", "draft")
NO_PAGES = ("/static/", "/sprog", "/log-ind")
BRIEFLY = {"Accept": "text/html;q=0.5, application/json"}  # what is not there is said in a sentence, in half the time
MY_DATA = "/profil/mine-oplysninger.zip"


def browsers(planted: Planted) -> dict[str, Reader]:
    """Everybody, signed in as they can be."""
    cast, found = planted.cast, {name: Reader(planted.cast.app) for name in CRAWLERS}
    world = World(cast)
    add_speakers(world)
    world.let_speak(found["speaker"])
    for name, reader in found.items():
        if isinstance(person := getattr(cast, name, None), Person) and name != "speaker":
            reader.sign_in(person)
    return found


def addresses(app: Flask, planted: Planted) -> Iterator[str]:
    """Every page that is looked at, about each of the things there are, and every search.

    Other pages about a case than its own are asked for by their address for a few; the links lead to those of the rest.
    """
    rest = set(planted.ids["own_case_id"]) - {planted.cases[name] for name in ASKED_ABOUT}
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint.startswith(NOTHING_OF_CASES):
            continue
        if rule.arguments <= planted.ids.keys():
            names = sorted(rule.arguments)
            for ids in product(*(planted.ids[name] for name in names)):
                given = dict(zip(names, ids, strict=True))
                if rule.endpoint == "own_cases.show" or given.get("own_case_id") not in rest:
                    yield adapter.build(rule.endpoint, given)
    yield f"/soeg?q={COMMON}"
    yield from (f"/hold/{cohort}/soeg?q={COMMON}" for cohort in planted.ids["cohort_id"])


def texts_of(pdf: bytes) -> list[str]:
    """What stands on the pages, in the bookmarks, and about the document."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_range() for page in document]
    marks = [one.get_title() for one in document.get_toc()]
    about = [str(document.get_metadata_dict())]
    document.close()
    return [*pages, *marks, *about]


def words_in(response: TestResponse) -> set[str]:
    """The markers in what came: page, script's answer, file, headers, and whatever a ZIP or a PDF holds."""
    data = response.get_data()
    told = [str(response.headers), data.decode(errors="replace")]
    if data.startswith(b"%PDF-"):
        told += texts_of(data)
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as parcel:
            told += [name + parcel.read(name).decode(errors="replace") for name in parcel.namelist()]
    return set(MARKER.findall("\n".join(told)))


def place(address: str) -> str:
    """Where a link leads, and what it asks for there, whatever the answer: a sort order is looked at once."""
    path, _mark, query = address.partition("?")
    return f"{path}?{sorted(one.partition('=')[0] for one in query.split('&'))}"


def crawl(reader: Reader, first: list[str]) -> set[str]:
    """What one sees who asks for every address, and follows every link."""
    seen, asked, left = set(), set(map(place, first)), list(first)
    while left:
        response = reader.client.get(left.pop(), headers=BRIEFLY)
        assert response.status_code < 500, response.request.path
        seen |= words_in(response)
        if response.mimetype == "text/html":
            for link in map(html.unescape, LINK.findall(response.get_data(as_text=True))):
                if place(link) not in asked and not link.startswith(NO_PAGES):
                    asked.add(place(link))
                    left.append(link)
        response.close()
    return seen | words_in(reader.client.post(MY_DATA, data={"csrf_token": reader.token()}))
