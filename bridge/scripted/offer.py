"""Offer: what the script inside a DAW says that it can do there, beside what its dialect knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bridge.scripted.dialect import Dialect


@dataclass(frozen=True)
class Offer:
    """One session's own capabilities: a script may be older than we are, and a DAW older than the script."""

    changes: frozenset[str] = frozenset()
    """Changes that the script has; empty = it does not say."""
    lacks: Mapping[str, str] = field(default_factory=dict)
    """Changes that this version of the DAW does not allow, each with the reason."""

    def cannot(self, dialect: Dialect) -> dict[str, str]:
        """All that cannot be done here, each with the reason as a sentence."""
        old = f"The script in {dialect.name} does not know that yet; install it again: tonmeister daw install."
        known = self.changes | ({"remove_plugin"} if "set_plugin" in self.changes else set())
        unknown = dict.fromkeys(dialect.can - known, old) if self.changes else {}
        return {**dialect.missing, **unknown, **{name: why for name, why in self.lacks.items() if name in dialect.can}}
