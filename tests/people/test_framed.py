"""Does a page that waits for its writer show the way in, and nothing else of ours, in a frame, and is a stranger told so?"""

import pytest

from portal.headers import FRAMED
from tests.cast import Cast
from tests.reader import Page, Reader

pytestmark = pytest.mark.once

OURS = {"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "same-origin"}
OTHERS = ({}, {**OURS, "Sec-Fetch-Site": "cross-site"}, {**OURS, "Sec-Fetch-Dest": "document"})


def ancestors(page: Page) -> str:
    parts = page.response.headers["Content-Security-Policy"].split("; ")
    return next(part for part in parts if part.startswith("frame-ancestors"))


def again(person_id: object) -> str:
    return f"/log-ind/klar?som={person_id}"


def test_wb_2_the_way_in_alone_may_be_framed_and_by_ourselves_alone(reader: Reader, cast: Cast) -> None:
    """WB-2: every page that needs nothing to be named, as everybody; nobody else's site makes a browser say it is ours."""
    plain = [r for r in reader.app.url_map.iter_rules() if not r.arguments and "GET" in (r.methods or ())]
    opened = {r.endpoint for r in plain if ancestors(reader.get(r.rule, headers=OURS)) == "frame-ancestors 'self'"}
    assert opened == FRAMED - {"people.sign_out", "single_sign_on.offer"}, "one is no page to look at, one asks whose"
    assert ancestors(reader.get("/log-ind/med/eksempel.dk", headers=OURS)) == "frame-ancestors 'self'"
    for headers in OTHERS:
        assert ancestors(reader.get("/log-ind", headers=headers)) == "frame-ancestors 'none'"


def test_in_a_frame_a_page_is_the_form_alone(reader: Reader) -> None:
    whole, bare = reader.get("/log-ind"), reader.get("/log-ind", headers=OURS)
    assert [len(whole.all(tag)) for tag in ("header", "nav", "footer")] == [1, 1, 1]
    assert [len(bare.all(tag)) for tag in ("header", "nav", "footer", "dialog")] == [0, 0, 0, 0]
    assert bare.heading == "Log ind"
    assert bare.links == []
    reader.post("/log-ind", {"email": "maja@eksempel.dk", "med": "adgangskode"})
    forgotten = [a for a in reader.get("/log-ind/adgangskode", headers=OURS).all("a") if "glemt" in a.get("href", "")]
    assert [a.get("target") for a in forgotten] == ["_blank"], "what is not shown in a frame opens beside it"


def test_who_signs_in_as_somebody_else_is_told_and_leaves_the_text_in_the_tab(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.classmate)
    page = reader.get(again(cast.author.id), headers=OURS)
    assert page.heading == f"Du er logget ind som {cast.classmate.name}"
    assert cast.author.name not in page.text
    [form] = [form for form in page.all("form") if form.get("action") == "/log-ud"]
    fields = {i.get("name", ""): i.get("value", "") for i in form.iter("input")}
    left = reader.post("/log-ud", {"naeste": fields["naeste"]})
    assert left.location == f"/log-ind?naeste=/log-ind/klar?som%3D{cast.author.id}"
    assert "Clear-Site-Data" not in left.response.headers
    assert "Clear-Site-Data" in reader.post("/log-ud", {"naeste": "/"}).response.headers
    assert reader.get("/profil").status == 303


def test_the_same_person_is_back(reader: Reader, cast: Cast) -> None:
    page = reader.sign_in(cast.author).get(again(cast.author.id), headers=OURS)
    assert (page.heading, page.text) == (
        "Du er logget ind igen",
        "Du er logget ind igen Din tekst bliver gemt nu.",
    )
    assert reader.get("/profil").all("iframe") == [], "a script makes it when it is needed"
