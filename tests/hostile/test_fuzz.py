"""Does every address stand what Hypothesis makes up? A small sample of what `python -m benchmarks fuzz` does for long."""

import pytest

from tests.hostile.fuzzing import try_sample
from tests.hostile.siege import Stance

SAMPLE = 200


@pytest.mark.once
def test_wb_11_no_request_drawn_by_hypothesis_is_a_fault_of_ours(besieged: dict[str, Stance]) -> None:
    """WB-11: 0 answers of 500 and above, and no error page that shows the inside; 10,000 by `python -m benchmarks fuzz`."""
    try_sample(besieged, SAMPLE)
