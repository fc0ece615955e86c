"""How many examples a property is tried with: all that its test asks for at a desk, few where machines wait."""

from __future__ import annotations

import os

MOST_UNDER_CI = 30


def examples(wanted: int) -> int:
    """The number of examples to try now."""
    return min(wanted, MOST_UNDER_CI) if os.environ.get("CI") else wanted
