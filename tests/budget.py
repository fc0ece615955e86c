"""How many examples a property is tried with: all that its test asks for at a desk, few beside the whole suite."""

from __future__ import annotations

import os

MOST_IN_THE_SUITE = 30


def examples(wanted: int) -> int:
    """The number of examples to try now."""
    is_suite = "CI" in os.environ or "PYTEST_XDIST_WORKER" in os.environ
    return min(wanted, MOST_IN_THE_SUITE) if is_suite else wanted
