"""What do five thousand documents say, and what is asked of them? Drawn as Danish is from the Danish of this repository."""

import ast
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Final

from portal.searching.words import STOP_WORDS, plain_words_in

ROOT: Final = Path(__file__).parent.parent
PAGES, VOCABULARY, QUESTIONS = 60, 30_000, 25
SEED = 20_261_121
_DANISH: Final = re.compile(r"\b(og|det|ikke|du|vi|er|til)\b|[æøåÆØÅ]")
_MESSAGE: Final = re.compile(r'^msgid "(.+)"$', re.MULTILINE)
_SENTENCE: Final = re.compile(r"[^.:?\n<>%{}]{25,}[.:?]")


def sentences() -> list[str]:
    """What the demo's courses and people and the portal's own pages say, sentence by sentence."""
    messages = (ROOT / "portal/translations/en/LC_MESSAGES/messages.po").read_text(encoding="utf-8")
    texts = [*_written_in(ROOT / "portal/demo/content"), *_MESSAGE.findall(messages)]
    found = (" ".join(one.split()) for text in texts for one in _SENTENCE.findall(text))
    return sorted({one for one in found if _DANISH.search(one)})


def _written_in(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


class Language:
    """Words by rank, as Zipf counted them: few stand everywhere, most hardly anywhere.

    The first are the repository's own, by how often they stand there; the others are put together of two of those.
    """

    def __init__(self) -> None:
        chance = random.Random(SEED)
        self.sentences = sentences()
        chance.shuffle(self.sentences)
        counted = Counter(word for one in self.sentences for word in plain_words_in(one) if not word.isdigit())
        parts = [word for word in counted if len(word) > 3 and word not in STOP_WORDS]
        made = dict.fromkeys(word for word, _times in counted.most_common())
        self.own = len(made)
        while len(made) < VOCABULARY:
            made[f"{chance.choice(parts)}{chance.choice(('', 's'))}{chance.choice(parts)}"] = None
        self.words = list(made)
        self.weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(self.words))))
        self.sentence_weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(self.sentences))))

    def page(self, chance: random.Random, theme: Sequence[str]) -> str:
        """One to three hundred words; some are what the document is about, and a few sentences stand among them."""
        length = chance.randint(80, 280)
        said = chance.choices(self.words, cum_weights=self.weights, k=length * 4 // 5)
        said += chance.choices(theme, k=length // 5)
        chance.shuffle(said)
        for one in chance.choices(self.sentences, cum_weights=self.sentence_weights, k=chance.randint(1, 4)):
            said.insert(chance.randrange(len(said)), one)
        return " ".join(said)

    def document(self, number: int) -> list[str]:
        """The pages of a document; the same number is always the same document."""
        chance = random.Random(SEED + number)
        theme = chance.choices(self.words, k=150)
        return [self.page(chance, theme) for _ in range(PAGES)]

    def questions(self) -> dict[str, list[str]]:
        """Of each kind equally many."""
        chance = random.Random(SEED)
        telling = [word for word in self.words if word not in STOP_WORDS]

        def drawn(count: int) -> str:
            return " ".join(chance.choices(telling, cum_weights=self.weights[: len(telling)], k=count))

        def quote() -> str:
            while True:
                words = chance.choices(self.sentences, cum_weights=self.sentence_weights)[0].split()
                start, length = chance.randrange(len(words) - 1), chance.randint(2, 5)
                if set(plain_words_in(cut := " ".join(words[start : start + length]))) - STOP_WORDS:
                    return f"“{cut}”"

        kinds: dict[str, Callable[[], str]] = {
            "a common word": lambda: chance.choice(telling[:300]),
            "a rare word": lambda: chance.choice(telling[self.own :]),
            "the beginning of a word": lambda: chance.choice(telling[: self.own])[:4],
            "two words": lambda: drawn(2),
            "three or four words": lambda: drawn(chance.choice((3, 4))),
            "two common words": lambda: " ".join(chance.sample(telling[:100], 2)),
            "a quote": quote,
            "nothing found": lambda: f"{chance.choice(telling)} kvidderkvadder{chance.randrange(99)}",
        }
        return {kind: [make() for _ in range(QUESTIONS)] for kind, make in kinds.items()}
