"""Is any word lost or doubled when one person writes the same case on two devices, in 500 orders of what can happen?"""

from random import Random

from flask.ctx import AppContext
from sqlalchemy import text

from portal.db import db
from portal.masking.replacing import Mask
from portal.own_cases import drafts
from portal.own_cases.masks import OWN, keep_masks, kept_masks
from portal.own_cases.models import OwnCase
from tests.cast import Cast
from tests.own_cases.work import known, known_cohort

FIELDS = ("title", "situation", "question")
ORDERS, STEPS = 500, 9


class Desk:
    """The case as it is stored, and the one person who writes it."""

    def __init__(self, cast: Cast) -> None:
        self.cohort, self.person = known_cohort(cast.cohort), known(cast.author)
        self.stored = self.save(0, {"title": "æøå"})

    def save(self, version: int, texts: dict[str, str]) -> OwnCase:
        """As the page does it for the script that saves. Raises TextsDiffer."""
        return drafts.save_draft(self.cohort, by=self.person, version=version, texts=texts, is_whole=False)

    def clear(self) -> None:
        """An empty page."""
        self.save(self.stored.version, dict.fromkeys(FIELDS, ""))

    def texts(self) -> dict[str, str]:
        """What is stored."""
        return {name: getattr(self.stored, name) for name in FIELDS}


class Device:
    """A browser: what stands in its fields, what it knows to be stored, and since which version."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.written, self.known = desk, desk.texts(), desk.texts()
        self.version = desk.stored.version

    def type(self, name: str, word: str) -> None:
        """One word more at the end of a field."""
        self.written[name] = f"{self.written[name]} {word}".strip()

    def send(self, *, answered: bool = True) -> bool:
        """The first field that is not saved goes out; whether there was one. Without an answer nothing is learnt."""
        name = next((one for one in FIELDS if self.written[one] != self.known[one]), None)
        if name is None:
            return False
        try:
            saved = self.desk.save(self.version, {name: self.written[name]})
        except drafts.TextsDiffer as differ:
            if answered:
                self.see_both(differ.version)
        else:
            if answered:
                self.known[name], self.version = self.written[name], saved.version
        return True

    def see_both(self, version: int) -> None:
        """What was not touched here is taken over; of two texts the person makes one with every word of both."""
        for name, theirs in self.desk.texts().items():
            if self.written[name] == self.known[name]:
                self.written[name] = theirs
            elif theirs != self.known[name]:
                there = set(theirs.split())
                mine = [word for word in self.written[name].split() if word not in there]
                self.written[name] = " ".join([theirs, *mine]).strip()
            self.known[name] = theirs
        self.version = version

    def reload(self) -> None:
        """The page anew; what the server had not got yet comes back from the browser's own copy."""
        self.see_both(self.desk.stored.version)


def one_order(desk: Desk, chance: Random, number: int) -> dict[str, list[str]]:
    """Let two devices do this and that; gives the words that were typed, by field."""
    desk.clear()
    devices = [Device(desk), Device(desk)]
    typed: dict[str, list[str]] = {name: [] for name in FIELDS}
    for step in range(STEPS):
        device, name, what = chance.choice(devices), chance.choice(FIELDS), chance.random()
        if what < 0.45:
            typed[name].append(f"ø{number}-{step}")
            device.type(name, typed[name][-1])
        elif what < 0.8:
            device.send()
        elif what < 0.9:
            device.send(answered=False)
        elif what < 0.95:
            device.reload()
        else:
            keep_masks(desk.stored, [Mask((f"ø{number}-{step}",), "nogen", OWN)])
    while any([device.send() for device in devices]):  # noqa: C419 - each has its turn
        pass
    return typed


def test_in_500_orders_of_two_writers_no_word_is_lost(inside: AppContext, cast: Cast) -> None:
    desk, chance = Desk(cast), Random(5)
    masked = 0
    for number in range(ORDERS):
        typed = one_order(desk, chance, number)
        stored = desk.texts()
        assert {name: sorted(stored[name].split()) for name in FIELDS} == {
            name: sorted(words) for name, words in typed.items()
        }, number
        masked += kept_masks(desk.stored)[:1] != []
    db.session.flush()
    sealed = db.session.execute(text("SELECT title, situation, question, masks FROM own_case")).one()
    assert ("ø" in str(sealed), masked > 400) == (False, True)
