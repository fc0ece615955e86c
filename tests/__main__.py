"""`tonmeister test`: the whole suite, several files beside each other; `--fast`: of what is quick the first case each.

What pytest is told besides goes through to it; with paths, or options of one's own for it, it runs as it always does.
"""

from __future__ import annotations

import importlib.util
import os
import sys

import pytest

from tests.compiled import keep_compiled

MOST_AT_ONCE = 4
"""Each takes memory for its networks."""


def arguments(given: list[str]) -> list[str]:
    """What pytest is started with."""
    fast = ["-m", "not slow"] if "--fast" in given else []
    rest = [one for one in given if one != "--fast"]
    is_whole = not any(os.path.exists(one.split("::")[0]) for one in rest)
    is_own = any(one.startswith(("-n", "--numprocesses", "--dist", "--pdb", "--trace")) for one in rest)
    is_beside = is_whole and not is_own and importlib.util.find_spec("xdist") is not None
    beside = ["-n", str(_at_once(is_fast=bool(fast)))] if is_beside else []
    return [*beside, *fast, *rest]


def _at_once(*, is_fast: bool) -> int:
    """One for each core, and one more where some of them wait for a DAW, an engine or a cluster."""
    return min(MOST_AT_ONCE, (os.cpu_count() or 1) + (not is_fast))


if __name__ == "__main__":
    keep_compiled()
    sys.exit(pytest.main(arguments(sys.argv[1:])))
