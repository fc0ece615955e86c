"""How many examples a property is tried with: all that its test asks for at a desk, few beside the whole suite.

The suite tries the same ones each time: what a random one finds is found at a desk, and not in somebody else's change.
"""

from __future__ import annotations

import os

MOST_IN_THE_SUITE = 30


def is_suite() -> bool:
    """Whether the whole suite runs."""
    return "CI" in os.environ or "PYTEST_XDIST_WORKER" in os.environ


def examples(wanted: int) -> int:
    """The number of examples to try now."""
    return min(wanted, MOST_IN_THE_SUITE) if is_suite() else wanted
