"""What if somebody sends nonsense by chance, many thousand times, to every address there is?"""

import json
import random
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from tests.hostile.payloads import BODIES, ELSEWHERE, FILE_NAMES, HEADERS, JSON, QUERIES, TEXTS, VALUES
from tests.hostile.siege import NAMES, Stance, form_of

METHODS = ("GET",) * 4 + ("POST",) * 6 + ("HEAD", "OPTIONS", "PUT", "DELETE", "PATCH")
KEYS = ("field", "value", "version", "name", "size", "fingerprint", "parts", "token", "id", "state", "page")
LETTERS = "abcæøåÆØÅ 0123456789-_.,:;/\\?&=%#<>\"'{}[]()$@!\x00\x01\t\r\n\x1b\x7f\u2028\u202e\ufeff\ud800😀"


class Fuzz:
    """Requests drawn by chance from one seed: the same seed asks the same."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def text(self) -> str:
        if self.chance.random() < 0.5:
            return self.chance.choice(list(TEXTS.values()))
        return "".join(self.chance.choices(LETTERS, k=self.chance.choice((0, 1, 3, 12, 80, 900))))

    def address(self, stance: Stance) -> str:
        parts = stance.address.split("/")
        if self.chance.random() < 0.3:
            spot = self.chance.randrange(len(parts))
            parts[spot] = self.chance.choice(
                (ELSEWHERE, "0", "-1", quote(self.text()[:60], errors="surrogatepass"), "..", "")
            )
        return "/" + "/".join(parts).lstrip("/")

    def names(self) -> list[str]:
        return self.chance.sample(NAMES, self.chance.randrange(1, 6))

    def body(self) -> Mapping[str, Any]:
        drawn = self.chance.random()
        if drawn < 0.4:
            return form_of((name, self.text()) for name in self.names())
        if drawn < 0.6:
            values = {key: self.chance.choice(list(VALUES.values())) for key in self.chance.sample(KEYS, 3)}
            return {"data": json.dumps(values), "content_type": "application/json"}
        if drawn < 0.7:
            return {"data": self.chance.choice(list(JSON.values())), "content_type": "application/json"}
        if drawn < 0.85:
            kind, content = self.chance.choice(list(BODIES.values()))
            return {"data": content, "content_type": kind}
        return {
            "data": self.chance.randbytes(self.chance.choice((0, 1, 40, 4000))),
            "content_type": "application/octet-stream",
        }

    def headers(self) -> dict[str, str]:
        found = dict(self.chance.choice(list(HEADERS.values()))) if self.chance.random() < 0.3 else {}
        if self.chance.random() < 0.1:
            name = self.chance.choice(list(FILE_NAMES.values()))
            found["X-File-Name"] = quote(name, errors="surrogatepass")
        return found

    def query(self) -> str:
        if self.chance.random() < 0.2:
            return self.chance.choice(list(QUERIES.values()))
        return "&".join(f"{name}={quote(self.text()[:200], errors='surrogatepass')}" for name in self.names())


def fuzz(stances: Mapping[str, Stance], requests: int, seed: int) -> Iterator[str]:
    """What was unsound, of so many requests; each undone when it did something."""
    drawn = Fuzz(seed)
    known = sorted(stances)
    for number in range(requests):
        stance = stances[drawn.chance.choice(known)]
        address, kept = drawn.address(stance), stance.address
        stance.unsound.clear()
        method, token = drawn.chance.choice(METHODS), drawn.chance.random() < 0.9
        options = dict(drawn.body()) if method in {"POST", "PUT", "PATCH", "DELETE"} else {}
        stance.address = address
        try:
            stance.attack(
                f"{number}", method, token=token, headers=drawn.headers(), query_string=drawn.query(), **options
            )
        finally:
            stance.address = kept
        yield from (f"{stance.endpoint} {address[:90]!r}: {fault}" for fault in stance.unsound)
