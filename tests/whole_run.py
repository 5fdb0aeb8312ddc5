"""How does a run of all tests go? Both databases at once, each with its share of the workers; what held only at the second try is told."""

import os
from collections.abc import Iterable, Mapping

import pytest

Reports = Mapping[str, Iterable[pytest.TestReport]]


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """On two cores three for SQLite and two for PostgreSQL, which is asked a third: one that waits leaves its core to another."""
    cores = os.cpu_count() or 1
    return cores + 1 if config.getoption("--database") == "sqlite" else cores // 2 + 1


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Green all the same, for a busy machine fails good changes; but nobody shall have to look for it."""
    told = held_at_last(terminalreporter.stats)
    if told:
        terminalreporter.section(f"{len(told)} held only when tried again: look into them", yellow=True)
    for name, words in told.items():
        terminalreporter.line(f"{name}: {words}")


def held_at_last(stats: Reports) -> dict[str, str]:
    """Tests that failed first and not the second time, with what was said the first time."""
    broken = {report.nodeid for kind in ("failed", "error") for report in stats.get(kind, ())}
    again = [report for report in stats.get("rerun", ()) if report.nodeid not in broken]
    return {report.nodeid: last_words(report) for report in again}


def last_words(report: pytest.TestReport) -> str:
    """The first line of why a test failed."""
    crash = getattr(report.longrepr, "reprcrash", None)
    return str(crash.message if crash else report.longrepr).partition("\n")[0]
