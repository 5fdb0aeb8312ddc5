"""What is the state of the scanner, for those who look after the portal?"""

import time
from typing import Final

from portal.checking.scanning import is_there

ASKED_EVERY: Final = 5.0
_asked: dict[str, tuple[float, bool]] = {}


def answers(address: str) -> bool:
    """Whether it is there, as of the last few seconds."""
    until, is_well = _asked.get(address, (0.0, False))
    if time.monotonic() >= until:
        is_well = is_there(address)
        _asked[address] = (time.monotonic() + ASKED_EVERY, is_well)
    return is_well
