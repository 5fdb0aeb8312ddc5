"""What does a real browser do with pages of ours that somebody means harm with? It gets them from the test's own portal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, Request, Route
from werkzeug.test import TestResponse

from tests.access.matrix import MATRIX
from tests.access.world import World, build
from tests.cast import Cast
from tests.hostile.strings import CALL, RUNS
from tests.hostile.test_markup import READ_BY, write_everywhere
from tests.reader import Reader

pytestmark = pytest.mark.once

HERE = "http://localhost"
POLICY = {"content-security-policy"}
RAN = "/koert"
UNSEEN = {"stylesheet", "font", "image", "media"}
A_MOMENT = "new Promise(done => setTimeout(done, 40))"


class Portal:
    """Answers a browser's requests by a client of one's choice; the browser's own cookies do not count."""

    def __init__(self, client: FlaskClient, *, without: set[str] = frozenset()) -> None:  # type: ignore[assignment]
        self.client, self.without = client, without
        self.ran: list[str] = []
        self.static: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.next: dict[str, tuple[int, dict[str, str], bytes]] = {}  # asked for already, to be shown once

    def answer(self, route: Route) -> None:
        asked = urlsplit(route.request.url)
        if asked.netloc != "localhost" or route.request.resource_type in UNSEEN:
            route.abort()
        elif asked.path == RAN:
            self.ran.append(route.request.frame.url)
            route.fulfill(status=204)
        else:
            status, headers, body = self.kept(asked.path, asked.query, route.request)
            route.fulfill(status=status, headers=headers, body=body)

    def kept(self, path: str, query: str, request: Request) -> tuple[int, dict[str, str], bytes]:
        if path in self.static:
            return self.static[path]
        if request.method == "GET" and path in self.next:
            return self.next.pop(path)
        sent = {"data": request.post_data_buffer, "content_type": request.headers.get("content-type")}
        with self.client.open(path, method=request.method, query_string=query, follow_redirects=True, **sent) as answer:
            found = self.told(answer)
        if path.startswith("/static/"):
            self.static[path] = found
        return found

    def told(self, answer: TestResponse) -> tuple[int, dict[str, str], bytes]:
        headers = {name: value for name, value in answer.headers if name.lower() not in self.without}
        return answer.status_code, headers, answer.get_data()


@contextmanager
def looking(chromium: Browser, portal: Portal, elsewhere: Callable[[Route], None] | None = None) -> Iterator[Page]:
    context = chromium.new_context()
    context.set_default_timeout(60_000)
    context.route("**/*", portal.answer)
    if elsewhere:
        context.route("http://ond.eksempel.dk/**", elsewhere)
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.dismiss())
    try:
        yield page
    finally:
        context.close()


@pytest.fixture
def world(cast: Cast) -> World:
    return build(cast)


def test_wb_7_no_stored_text_runs_in_chromium_without_the_policy(
    reader: Reader, world: World, chromium: Browser
) -> None:
    """WB-7: 60 texts that run where they are shown raw, in every stored field, on every page: 0 run, policy off."""
    app = reader.app
    browsers = {name: Reader(app).sign_in(getattr(world.cast, name)) for (name,) in READ_BY.values()}
    assert len(RUNS) == 60
    assert write_everywhere(app, *RUNS) > 4 * len(RUNS)
    portal = Portal(reader.client, without=POLICY)
    seen: list[str] = []
    with looking(chromium, portal) as page:
        page.route(
            f"{HERE}/raa",
            lambda route: route.fulfill(body=f"<title>x</title><img src=x onerror={CALL}>", content_type="text/html"),
        )
        page.goto(f"{HERE}/raa")
        page.evaluate(A_MOMENT)
        assert len(portal.ran) == 1, "what runs is not seen"
        for endpoint, wanted, who in MATRIX:
            if not who or "GET" not in {m for r in app.url_map.iter_rules(endpoint) for m in r.methods or ()}:
                continue
            address = app.url_map.bind("localhost").build(endpoint, {n: world.ids[k] for n, k in wanted.items()})
            portal.client = browsers[max(who)].client if max(who) in browsers else reader.client
            with portal.client.get(address) as first:
                if first.status_code != 200 or first.mimetype != "text/html" or address in seen:
                    continue
                portal.next[address] = portal.told(first)
            seen.append(address)
            page.goto(HERE + address, wait_until="load")
    assert portal.ran[1:] == []
    assert len(seen) > 25


def test_wb_3_no_page_lets_itself_be_framed(reader: Reader, cast: Cast, chromium: Browser) -> None:
    """WB-3: a page of another site that frames ours shows none of it; with the policy off it would."""
    frames = "".join(
        f"<iframe src='{HERE}{path}'></iframe>"
        for path in ("/", "/log-ind", "/profil", "/hjaelp", "/nej", f"/hold/{cast.cohort.id}")
    )
    evil = f"<title>x</title>{frames}"
    for without, shown in ((set(), 0), (POLICY, 6)):
        portal = Portal(reader.sign_in(cast.author).client, without=without)
        with looking(chromium, portal, lambda route: route.fulfill(body=evil, content_type="text/html")) as page:
            page.goto("http://ond.eksempel.dk/")
            page.evaluate(A_MOMENT)
            bodies = [frame for frame in page.frames[1:] if frame.locator("main").count()]
            assert len(page.frames) == 7
            assert len(bodies) == shown


def test_wb_6_going_back_after_signing_out_shows_nothing(reader: Reader, cast: Cast, chromium: Browser) -> None:
    """WB-6: the page before is asked for again, and leads to signing in."""
    portal = Portal(reader.sign_in(cast.author).client)
    with looking(chromium, portal) as page:
        page.goto(f"{HERE}/profil")
        assert cast.author.name in page.content()
        page.goto(f"{HERE}/hjaelp")
        reader.post("/log-ud")
        page.go_back()
        assert cast.author.name not in page.content()
