"""How do the figures stand against the aims? A table for people beside the file for machines."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.machine import facts, name_of
from benchmarks.pages import MOST_BYTES, MOST_SELECTS
from benchmarks.report_alone import ALONE, Row
from benchmarks.storage import AIMS

FOLDER = Path(__file__).parent
LEAST_RATIO = 0.5
MOST_RESIDENT = 250
# A tenth of what Moodle needs for the same work on such a machine: from and to, in processor milliseconds.
TENTH_OF_MOODLE = {
    "front page": (10.1, 16.9),
    "cohort page": (9.3, 13.0),
    "case board": (39.6, 66.9),
    "material": (12.4, 12.4),
    "hand in": (57.7, 57.7),
}

HEAD = """# Figures

Measured on {measured} with `make bench` on {cores} cores ({processor}), {memory} of memory, {system}, Python {python},
SQLite {sqlite}, PostgreSQL {postgresql}, Flask {flask}, SQLAlchemy {sqlalchemy}, granian {granian}. Everything is on this one
machine: the load generator, the database and the S3 server share its cores with the portal. Each figure is the best of rounds
in which everything measured takes turns, a ratio to a bare page that of the middle round. {busy}

The portal runs as `make run` starts it: two web processes, one of them the worker too. The cohort has {size} participants unless the line says
otherwise; cases are handed in to the cohort of 350, from the form to the receipt. Memory is that of the web processes and the one that watches over them; the child that judges a file comes
and goes, and is no part of it. Processor time is the portal's own (pages and worker, user and system); the database server's comes after +.
Moodle's figures are for the same work on a machine of this size (issue 2, `stack.md`).
"""


def _of_pages(pages: dict[str, Any]) -> Iterator[Row]:
    for name, sizes in pages.items():
        asked = [one["selects"] for one in sizes.values()]
        said = ", ".join(f"{count} at {size}" for size, count in zip(sizes, asked, strict=True))
        aim = f"at most {MOST_SELECTS}, the same"
        yield f"{name}: SELECTs", aim, said, max(asked) <= MOST_SELECTS and len(set(asked)) == 1
        length = sizes["35"]["bytes"]
        said = ", ".join(f"{one['bytes'] / 1000:.1f} kB at {size}" for size, one in sizes.items())
        yield f"{name}: HTML", f"under {MOST_BYTES // 1000} kB at 35", said, length < MOST_BYTES


def _of_load(load: dict[str, Any]) -> Iterator[Row]:
    for name, words in (("bare page", ""), ("bare page, compiled", ", its template compiled once")):
        if (plain := load.get(name)) is None:
            continue
        said = f"{plain['requests per second']:.0f}/s, {plain['processor ms']:.1f} ms"
        yield f"bare page{words}: requests and processor time", "to compare with", said, True
    for name in ("front page", "cohort page"):
        ratio, rate = load[name]["ratio to the first"], load[name]["requests per second"]
        aim = f"at least {LEAST_RATIO}"
        yield f"{name}: requests to the bare page's", aim, f"{ratio:.2f} ({rate:.0f}/s)", ratio >= LEAST_RATIO
        if (of_compiled := load[name].get("ratio to the second")) is not None:
            yield f"{name}: to the bare page's, compiled once", aim, f"{of_compiled:.2f}", of_compiled >= LEAST_RATIO


def _of_costs(costs: dict[str, dict[str, float]]) -> Iterator[Row]:
    for name, (low, high) in TENTH_OF_MOODLE.items():
        if name in costs:
            own, database = costs[name]["processor ms"], costs[name]["database ms"]
            said = f"{own:.1f} ms" + (f" + {database:.1f} ms" if database else "")
            aim = f"{low:.0f} to {high:.0f} ms" if low != high else f"{high:.0f} ms"
            yield f"{name}: processor time", aim, said, own + database <= high
    if "after ms" in (handed_in := costs["hand in"]):
        after, judges = handed_in["after ms"], handed_in["judges ms"]
        said = f"{after:.1f} ms, and {judges:.1f} ms in children that judge the file"
        yield "after a hand-in: letters, receipts, the file", "", said, True


def _of_memory(memory: dict[str, dict[str, float]]) -> Iterator[Row]:
    for when, one in memory.items():
        for what, words in (("shared once", "what processes share counted once"), ("resident", "counted for each")):
            aim, said = f"under {MOST_RESIDENT} MB", f"{one[what]:.0f} MB"
            yield f"memory, {when}, {words}", aim, said, one[what] < MOST_RESIDENT


def _of_bytes(found: dict[str, Any]) -> Iterator[Row]:
    speeds = found["MB per second"]
    for way, (what, aim) in AIMS.items():
        for verb, word in (("get", "download"), ("put", "upload")):
            ratio, own = found["ratio to the client"][f"{way} {verb}"], speeds[f"client {verb} {what}"]
            said = f"{ratio:.2f} ({speeds[f's3 {way} {verb} {what}']:.0f} of {own:.0f} MB/s)"
            where = "through the portal" if way == "portal" else "direct"
            yield f"{word} {where}, S3: to the client's own", f"at least {aim}", said, ratio >= aim
            said = f"{speeds[f'folder {way} {verb} {what}']:.0f} MB/s"
            yield f"{word} {where}, folder", "", said, True


def _table(rows: Iterator[Row]) -> list[str]:
    lines = ["| | aim | measured | |", "| --- | --- | --- | --- |"]
    return [
        *lines,
        *(f"| {what} | {aim} | {said} | {'' if is_met else '**missed**'} |" for what, aim, said, is_met in rows),
    ]


def _rows_of(found: dict[str, Any]) -> Iterator[Row]:
    yield from _of_pages(found["pages"])
    if "load" in found:
        yield from _of_load(found["load"])
    yield from _of_costs(found.get("load", {}) | {"hand in": found["hand in"]})
    yield from _of_memory(found["memory"])


def _of_portal(found: dict[str, Any]) -> list[str]:
    before, after = found["busy"] if "busy" in found else found["wanted a core before and after"]
    busy = f"Processes that wanted a core: {before} in the minute before, {after} in the last minute of the run."
    parts = [HEAD.format(**found["machine"], measured=found["measured"], size=35, busy=busy)]
    for name, one in found["settings"].items():
        parts += [f"## On {name}\n", *_table(_rows_of(one)), ""]
    parts += [
        "## Files\n",
        "250 MB direct (four parts at a time), 24 MB through the portal; what is downloaded is written to a file on each side.\n",
    ]
    return [*parts, *_table(_of_bytes(found["bytes"])), ""]


def text(found: dict[str, Any]) -> str:
    """RESULTS.md."""
    parts = _of_portal(found) if "settings" in found else ["# Figures\n"]
    for name, (title, words, rows) in ALONE.items():
        if one := found.get(name):
            before, after = one["busy"]
            when = f"Measured on {one['measured']}; processes that wanted a core: {before} before, {after} after.\n"
            parts += [f"## {title}\n", words + when, *_table(rows(one)), ""]
    return "\n".join(parts)


def _newest(machine: str) -> dict[str, Any]:
    """What was kept last of a machine of this name; nothing when nothing was."""
    paths = sorted((FOLDER / "results").glob(f"{machine}-*.json"))
    found: dict[str, Any] = json.loads(paths[-1].read_text()) if paths else {}
    return found


def keep(found: dict[str, Any]) -> str:
    """Keep the figures beside those of other parts, and write the table; answers the table."""
    here = facts()
    whole = {"machine": here, "measured": str(date.today())} | _newest(name_of(here)) | found
    kept = FOLDER / "results" / f"{name_of(whole['machine'])}-{whole['measured']}.json"
    kept.parent.mkdir(exist_ok=True)
    kept.write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n")
    said = text(whole)
    (FOLDER / "RESULTS.md").write_text(said)
    return said
