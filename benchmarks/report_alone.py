"""How do the figures stand against the aims that are measured with servers of their own: files on their way, and the search?"""

from collections.abc import Callable, Iterator
from typing import Any

from benchmarks import bundle, crowd, masking, pack, sign_in, start, uploads
from benchmarks.search import AIMS as MOST_MS
from portal.config import Config

Row = tuple[str, str, str, bool]

SENT = """A film of 2 GB from Chromium straight to S3, and the same film by boto3, in turns. All of it on these two cores: the
browser, the S3 server, the portal. Both work out a SHA-256 that the server compares; Chromium alone spends more on a GB than
boto3 and the server together. On a line of its own, loopback held to that speed, both wait for the line. What the portal spends is until the page says that the film is there; its judge, a child of the worker,
reads it after.
"""
CUT = "A film that is cut off at random places: the line, the page (loaded anew) and the server (killed) in turns.\n"
MANY = "Everybody opens the cohort's page and fetches a PDF of 1 MB from S3, at the same time, each on a line of their own.\n"
READ = "A PDF of 200 pages in Chromium, on both settings; the slow line has 4 Mbit/s and 150 ms.\n"
ZIPPED = "All of a cohort's materials over HTTP, from S3; the slowest and the most of three rounds.\n"
SEARCHED = """5,000 documents of 60 pages in a hundred cohorts, their words drawn by rank from the Danish of this repository. 200 questions,
25 of each kind, each asked once: the time is from sending the question to the portal over loopback, worker running, to having
the whole page with its passages.
"""


SIGNED_IN = (
    "People with a password (Argon2id, 19 MiB) and a code from an app, each from a network of their own, on SQLite.\n"
)


PACKED = "35 cases of some 3,600 characters each: read, opened, set in a child, and sealed; the slowest of three.\n"
MASKED = (
    "Sixty cases written for this, names and all else marked by hand; the rules were tried on forty. The\n"
    "twenty held out gave 98.5 % and 99.3 % on the first run, before anything was tuned.\n"
)


SERVED = """The cohort page at 35, asked for by sixteen people at once; the worker is in the first web process. `PORTAL_WEB_PROCESSES` and
`PORTAL_WEB_AT_ONCE` say how many. The best of two rounds in which the choices take turns.
"""
STARTED = """`make run` in a clean clone until `/livez` answers: first with all packages from where pip finds them, which may be this
machine's disk, then with them there, the slowest of three. Beside it the processor time of all of it, to its end.
"""


def _of_start(found: dict[str, Any]) -> Iterator[Row]:
    said = "{:.1f} s ({:.1f} s of processor)"
    cold, warm = found["cold s, and of processor"], max(found["warm s, and of processor"])
    yield (
        "packages, tables, demonstration",
        f"under {start.MOST_COLD_S:.0f} s",
        said.format(*cold),
        cold[0] < start.MOST_COLD_S,
    )
    yield "once more", f"under {start.MOST_WARM_S:.0f} s", said.format(*warm), warm[0] < start.MOST_WARM_S


def _of_serving(found: dict[str, Any]) -> Iterator[Row]:
    kinds = [kind for kind in found if kind not in {"measured", "busy"}]
    for choices in zip(*(found[kind] for kind in kinds), strict=True):
        processes, at_once = choices[0]["processes"], choices[0]["at a time"]
        said = ", ".join(f"{one['requests per second']}/s on {kind}" for kind, one in zip(kinds, choices, strict=True))
        stands = " (as it stands)" if (processes, at_once) == (Config.web_processes, Config.web_at_once) else ""
        yield f"processes: {processes}, at a time in each: {at_once}{stands}", "", said, True


def _of_uploads(found: dict[str, Any]) -> Iterator[Row]:
    ratio, spent, more = found["ratio"], found["portal processor seconds"], found["portal MB more"]
    said = f"{ratio:.2f} ({found['browser MB per second']:.0f} of {found['client MB per second']:.0f} MB/s)"
    yield "browser to S3: to the client's own", f"at least {uploads.LEAST_RATIO}", said, ratio >= uploads.LEAST_RATIO
    if (ratio := found.get("on a line: ratio", 0.0)) > 0:
        browser, client = (found[f"on a line: {who} MB per second"] for who in ("browser", "client"))
        said = f"{ratio:.2f} ({browser:.0f} of {client:.0f} MB/s)"
        what = f"the same on a line of {uploads.LINE} Mbit/s"
        yield what, f"at least {uploads.LEAST_RATIO}", said, ratio >= uploads.LEAST_RATIO
    yield (
        "portal's processor",
        f"under {uploads.MOST_PROCESSOR:.0f} s",
        f"{spent:.2f} s",
        spent < uploads.MOST_PROCESSOR,
    )
    yield (
        "portal's memory",
        f"at most {uploads.MOST_MEMORY} MB more",
        f"{more:.1f} MB more",
        more <= uploads.MOST_MEMORY,
    )
    yield "processor of the judge afterwards", "", f"{found['processor seconds of the judge afterwards']:.2f} s", True


def _of_cuts(found: dict[str, Any]) -> Iterator[Row]:
    same = found["is the same film"]
    yield f"{found['MB']} MB cut {found['cuts']} times", "the same film", "the same" if same else "another", same
    times, vain, most = found["most_times"], found["begun"] - found["parts"], found["begun in vain at most"]
    yield "a part sent to its end", "once", f"at most {times} times", times == 1
    yield "parts begun in vain", f"at most {most}, those in flight", f"{vain} (of {found['parts']})", vain <= most


def _of_crowd(found: dict[str, Any]) -> Iterator[Row]:
    errors, spent, aim = found["errors"], found["processor ms per download"], crowd.MOST_PROCESSOR_MS
    yield f"{found['participants']} at once: errors", "none", str(errors), errors == 0
    yield "portal's processor for a download", f"under {aim} ms", f"{spent:.1f} ms", spent < aim
    for what in ("page", "file"):
        middle, late = found[f"{what}: seconds, middle and p95"]
        yield f"the {what} is there after", "", f"{middle:.1f} s in the middle, {late:.1f} s at p95", True


def _of_reader(found: dict[str, Any]) -> Iterator[Row]:
    for kind in ("sqlite", "postgresql"):
        one = found[kind]
        size, fetched = one["document MB"], one["fetched by then MB"]
        said = f"{fetched:.1f} of {size:.1f} MB"
        yield f"{kind}: fetched when the first page shows", "not the whole", said, fetched < size
        yield (
            f"{kind}: first page",
            "",
            f"{one['first page s']:.2f} s, slow line {one['first page over 4 Mbit/s s']:.1f} s",
            True,
        )


def _of_zip(found: dict[str, Any]) -> Iterator[Row]:
    first, more, right = found["first byte ms"], found["portal MB more"], found["every entry is right"]
    what = f"{found['files']} files, {found['MB']} MB"
    yield f"{what}: first byte", f"under {bundle.MOST_MS} ms", f"{first} ms", first < bundle.MOST_MS
    yield (
        f"{what}: portal's memory",
        f"at most {bundle.MOST_MEMORY} MB more",
        f"{more:.1f} MB more",
        more <= bundle.MOST_MEMORY,
    )
    said = f"{found['MB per second']} MB/s, {found['portal processor seconds']:.1f} s of the portal's processor"
    yield f"{what}: every entry right", "yes", "yes" if right else "no", right
    yield f"{what}: speed", "", said, True


def _of_search(found: dict[str, Any]) -> Iterator[Row]:
    for name, one in found["databases"].items():
        for who in ("coordinator of all", "participant of one cohort"):
            spent = one[f"{who}, ms"]
            said = f"{spent['p95']:.0f} ms (p50 {spent['p50']:.0f} ms)"
            yield f"{name}: p95, {who}", f"under {MOST_MS[name]:.0f} ms", said, spent["p95"] < MOST_MS[name]
        kinds = one["coordinator of all, ms"]["p50 of each kind"]
        said = ", ".join(f"{kind} {ms:.0f} ms" for kind, ms in kinds.items())
        yield f"{name}: p50 of each kind, coordinator", "", said, True
        size = ", ".join(f"{what} {megabytes:.0f} MB" for what, megabytes in one["MB"].items())
        yield f"{name}: on disk", "", size, True
        if "seconds to index" in one:
            yield f"{name}: to bring {one['pages']} pages in", "", f"{one['seconds to index']} s", True


def _of_sign_in(found: dict[str, Any]) -> Iterator[Row]:
    (middle, late), (page, late_page) = found["sign-in s, p50 and p95"], found["page ms, p50 and p95"]
    somebody, nobody = found["median ms, somebody and nobody"]
    apart = abs(somebody - nobody)
    most = max(5.0, 0.05 * max(somebody, nobody))
    aim = sign_in.MOST_SIGN_IN_S
    yield f"{found['sign-ins']} sign-ins in 10 s: p95", f"under {aim:.0f} s", f"{late} s (p50 {middle} s)", late < aim
    limit = sign_in.MOST_PAGE_MS
    yield "the front page meanwhile: p95", f"under {limit:.0f} ms", f"{late_page} ms (p50 {page} ms)", late_page < limit
    yield "sign-ins a second", "", f"{found['per second']}", True
    what = f"wrong password, {found['tries each']} each: somebody's address, nobody's"
    yield what, f"less than {most:.0f} ms apart", f"{somebody} ms, {nobody} ms", apart < most


def _of_masking(found: dict[str, Any]) -> Iterator[Row]:
    least, fewest = masking.LEAST_RECALL, masking.LEAST_PRECISION
    for name, words in (("tuned", "the forty"), ("held_out", "the twenty held out")):
        one = found[name]
        recall, precision = one["recall"], one["precision"]
        yield f"{words}: {one['marked']} marked, found", f"at least {least:.0%}", f"{recall:.1%}", recall >= least
        yield f"{words}: {one['finds']} finds, right", f"at least {fewest:.0%}", f"{precision:.1%}", precision >= fewest
    slowest = found["slowest ms"]
    yield "the slowest case", f"under {masking.MOST_MS:.0f} ms", f"{slowest:.0f} ms", slowest < masking.MOST_MS


def _of_pack(found: dict[str, Any]) -> Iterator[Row]:
    slowest, aim = found["slowest s"], pack.MOST_S
    yield f"a PDF of {found['cases']} cases, in the worker", f"under {aim:.0f} s", f"{slowest} s", slowest < aim
    yield "its size", "", f"{found['PDF kB']} kB", True
    yield "memory of the child that sets it, for so long", "", f"{found['child MiB']} MiB", True


ALONE: dict[str, tuple[str, str, Callable[[dict[str, Any]], Iterator[Row]]]] = {
    "start": ("Starting", STARTED, _of_start),
    "serving": ("Processes and requests at a time", SERVED, _of_serving),
    "uploads": ("A film from the browser", SENT, _of_uploads),
    "cuts": ("A film cut off", CUT, _of_cuts),
    "crowd": ("Everybody at once", MANY, _of_crowd),
    "reader": ("Reading", READ, _of_reader),
    "zip": ("All as a ZIP", ZIPPED, _of_zip),
    "sign-in": ("Signing in", SIGNED_IN, _of_sign_in),
    "masking": ("Names made roles", MASKED, _of_masking),
    "pack": ("Case pack", PACKED, _of_pack),
    "search": ("Search", SEARCHED, _of_search),
}
