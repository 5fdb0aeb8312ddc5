"""Could somebody guess a secret that is long enough? One that repeats itself, runs along the alphabet, or is an example."""

from itertools import pairwise
from typing import Final

FEWEST_SIGNS: Final = 9  # different ones; sixteen random bytes in hexadecimal have them but once in a million
EXAMPLES: Final = ("secret", "password", "changeme", "change-me", "change_me", "example", "hemmelig", "mitkomponent")


def is_guessable(secret: str) -> bool:
    """Whether it looks like anything but what a generator makes."""
    repeats = any(secret.startswith(secret[step:]) for step in range(1, len(secret) // 2 + 1))
    runs = sum(abs(ord(one) - ord(other)) <= 1 for one, other in pairwise(secret)) > len(secret) // 2
    is_example = any(word in secret.casefold() for word in EXAMPLES)
    return len(set(secret)) < FEWEST_SIGNS or repeats or runs or is_example
