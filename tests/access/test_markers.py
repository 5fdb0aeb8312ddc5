"""Does anybody, on any page they can reach by a link or an address, see a word of a case that is not theirs to see?"""

import pytest
from sqlalchemy import select

from portal.db import db
from portal.letters.models import Letter
from tests.access.crawling import addresses, browsers, crawl
from tests.access.planting import CRAWLERS, MARKER, Planted
from tests.cast import Cast

pytestmark = pytest.mark.once


def test_of_300_planted_words_everybody_sees_exactly_those_meant_for_them(cast: Cast, planted: Planted) -> None:
    everywhere = list(addresses(cast.app, planted))
    seen = {name: crawl(reader, everywhere) for name, reader in browsers(planted).items()}
    meant = {name: {one for one, who in planted.may_see.items() if name in who} for name in CRAWLERS}
    assert len(planted.may_see) >= 300
    too_much = {(name, planted.about[one]) for name in CRAWLERS for one in seen[name] - meant[name]}
    too_little = {(name, planted.about[one]) for name in CRAWLERS for one in meant[name] - seen[name]}
    assert (too_much, too_little) == (set(), set())
    with cast.app.app_context():
        letters = [f"{one.subject} {one.body}" for one in db.session.scalars(select(Letter))]
    assert [MARKER.findall(letter) for letter in letters if MARKER.search(letter)] == []
