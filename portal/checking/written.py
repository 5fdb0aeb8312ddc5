"""How is the text of a file written down for the reader and the search?"""

import json
from pathlib import Path

from portal.checking.plain_text import Text


def write_text(path: Path, pages: Text, language: str | None) -> None:
    """As the reader's text view and the search read it."""
    told = {"language": language, "pages": [{"blocks": [list(block) for block in blocks]} for blocks in pages]}
    path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
