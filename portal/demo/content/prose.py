"""How is prose kept readable in source? Wrapped lines become paragraphs, lines with a dash become list items."""

from textwrap import dedent


def prose(wrapped: str) -> str:
    """Join the wrapped lines of each paragraph; paragraphs are parted by an empty line, "- " begins a list item."""
    return "\n\n".join(_joined(block) for block in dedent(wrapped).strip().split("\n\n"))


def paragraphs(wrapped: str) -> tuple[str, ...]:
    """The same, as one string per paragraph."""
    return tuple(prose(wrapped).split("\n\n"))


def _joined(block: str) -> str:
    lines: list[str] = []
    for line in (raw.strip() for raw in block.splitlines()):
        if lines and not line.startswith("- "):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return "\n".join(lines)
