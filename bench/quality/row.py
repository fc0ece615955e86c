"""One line of the table of quality: what was measured, on what, the result and the bar it should reach."""

from __future__ import annotations

import re
from typing import NamedTuple

_NUMBER = re.compile(r"[-−]?\d*\.?\d+")
_SIGNS = {"≥": 1.0, "≤": -1.0}


class Row(NamedTuple):
    """One measurement; `result` and `bar` are for reading and hold one number each that counts."""

    task: str
    model: str
    metric: str
    condition: str
    result: str
    bar: str = ""
    """"≥ 8.5 dB", "≤ 0", the same after "goal " for what nobody has reached yet, or "" for what has no bar."""

    @property
    def is_goal(self) -> bool:
        """True when missing it is no fault."""
        return self.bar.startswith("goal")

    @property
    def is_met(self) -> bool | None:
        """Whether the bar is reached; None without one."""
        sign = next((value for name, value in _SIGNS.items() if name in self.bar), None)
        if sign is None:
            return None
        return sign * number_in(self.result) >= sign * number_in(self.bar)


def number_in(text: str) -> float:
    """The first number of a text; minus signs of both kinds."""
    found = _NUMBER.search(text)
    if found is None:
        raise ValueError(f"'{text}' holds no number.")
    return float(found.group().replace("−", "-"))
