"""Does anything happen here that another site had sent, or that somebody only looked at?"""

from typing import Any

import pytest
from sqlalchemy import select

from portal.db import Base, db
from tests.hostile.siege import Stance, form_of

pytestmark = pytest.mark.once

SITE = "https://ond.eksempel.dk"
CROSS: dict[str, dict[str, str]] = {
    "another site": {"Sec-Fetch-Site": "cross-site", "Origin": SITE},
    "a neighbour": {"Sec-Fetch-Site": "same-site"},
    "an older browser": {"Origin": SITE, "Referer": f"{SITE}/"},
    "an odd origin": {"Origin": "http://["},
}
SIGNED = {"storage.put_part"}  # the signature in the address is the right; no cookie is asked for
# Who was here, and how far they read, is noted.
LOOKED = {"sign_in_session", "journal_entry", "journal_seal", "reading_progress"}


def rows(stance: Stance, but: set[str]) -> dict[str, list[str]]:
    with stance.app.app_context():
        tables = [table for table in Base.metadata.sorted_tables if table.name not in but]
        return {table.name: sorted(map(repr, db.session.execute(select(table)))) for table in tables}


def sent(stance: Stance, form: dict[str, Any], **headers: str) -> Any:
    answer = stance.browser.client.post(stance.address, headers=headers, **form)
    answer.close()
    return answer


def test_wb_1_nothing_is_done_without_the_token_or_for_another_site(besieged: dict[str, Stance]) -> None:
    """WB-1: no token, somebody else's token, Origin or Sec-Fetch-Site of another site: 0 effects at any address."""
    tokens = {stance.who: stance.token for stance in besieged.values()}
    taking = [one for one in besieged.values() if "POST" in one.methods and one.endpoint not in SIGNED]
    assert len(taking) > 40
    forms = [form_of(stance.fields()) for stance in taking]
    before = rows(taking[0], {"held_form"})
    done = []
    for stance, form in zip(taking, forms, strict=True):
        foreign = next(token for who, token in tokens.items() if who != stance.who)
        for label, headers in {"no token": {}, "another's token": {"X-CSRFToken": foreign}}.items():
            answer = sent(stance, form, **headers)
            done += [f"{stance.endpoint}: {label}: {answer.status}"] if answer.status_code == 200 else []
        for label, headers in CROSS.items():
            answer = sent(stance, form, **{"X-CSRFToken": stance.token}, **headers)
            done += [f"{stance.endpoint}: {label}: {answer.status}"] if answer.status_code != 400 else []
    after = rows(taking[0], {"held_form"})
    assert done == []
    assert [name for name in after if after[name] != before[name]] == []


def test_wb_1_looking_changes_nothing(besieged: dict[str, Stance]) -> None:
    """WB-1: no unsafe effect by GET or HEAD at any address."""
    seen = [one for one in besieged.values() if "GET" in one.methods]
    before = rows(seen[0], LOOKED)
    for stance in seen:
        for method in ("GET", "HEAD"):
            stance.browser.client.open(stance.address, method=method).close()
    after = rows(seen[0], LOOKED)
    assert [name for name in after if after[name] != before[name]] == []
