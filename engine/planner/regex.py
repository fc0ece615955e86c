"""Regular expressions, compiled when first used: the planner has thousands, a request needs a few hundred."""

from __future__ import annotations

import functools
import re
from typing import Any, cast


class _Regex:
    """Stands where an `re.Pattern` would stand, and is as fast from its second use on."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """What an `re.Pattern` has; asked for once each, then it is an attribute of its own."""
        value = getattr(self._compiled(), name)
        setattr(self, name, value)
        return value

    def __eq__(self, other: object) -> bool:
        """`match.re == THIS` holds for what it has matched; `is` never does."""
        if isinstance(other, re.Pattern):
            return other == self._compiled()
        return self is other

    def __hash__(self) -> int:
        return hash(self._compiled())

    def _compiled(self) -> re.Pattern[str]:
        """Kept here, as `re` itself keeps too few."""
        if "_made" not in self.__dict__:
            self._made = re.compile(self.pattern, self._flags)
        return self._made


@functools.lru_cache(maxsize=4096)
def regex_of(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, for patterns that are put together as a request is read: `re` itself keeps too few of them."""
    return re.compile(pattern, flags)


def regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, but the work is done at the first match; for patterns made when a module is imported."""
    return cast("re.Pattern[str]", _Regex(pattern, flags))
