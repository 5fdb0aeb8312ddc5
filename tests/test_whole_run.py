"""Is it told which tests held only when they were tried again, and why they had failed?"""

import pytest

from tests.whole_run import held_at_last

pytestmark = pytest.mark.once


def report(name: str, outcome: str) -> pytest.TestReport:
    why = "assert 1 == 2\n more of it"
    return pytest.TestReport(name, ("", 0, ""), {}, outcome, why, "call")  # type: ignore[arg-type]


def test_only_what_held_at_last_is_told_with_why_it_had_failed() -> None:
    again = [report(name, "rerun") for name in ("held", "broken", "without its fixture")]
    failed, errors = [report("broken", "failed")], [report("without its fixture", "failed")]
    stats = {"rerun": again, "failed": failed, "error": errors}
    assert held_at_last(stats) == {"held": "assert 1 == 2"}
    assert held_at_last({"passed": [report("fine", "passed")]}) == {}
