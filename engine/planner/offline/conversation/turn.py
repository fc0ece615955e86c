"""Turn: what is said now, with everything its readings are made from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from engine.errors import UserError
from engine.planner.offline.conversation.change import ArgumentChange
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.conversation.things import Target, Things
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.reading.kinds import OLD
from engine.planner.offline.reading.network import network
from engine.planner.offline.reading.reader import ArgumentSpan
from engine.planner.offline.reading.reading_cache import hear
from engine.planner.offline.reading.router import Route, best_routes, with_kinds
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.slots.fill import fill
from engine.planner.offline.text.quantity import Quantity, quantities
from engine.tasks.plan import Step


@dataclass
class TurnRead:
    """What is said now, with everything its readings are made from."""

    text: str
    scene: DialogueState
    state: State
    rules: tuple[Step, ...]
    """What the turn means by the rules for single requests and plain follow-ups."""

    @cached_property
    def things(self) -> Things:
        """What its words may mean."""
        return Things(self.text, self.state)

    @cached_property
    def figures(self) -> list[Quantity]:
        """Its quantities that are no part of a name."""
        named = self.things.named_places
        spots = [one for i, one in enumerate(self.things.words) if i in named]
        return [
            one
            for one in quantities(self.text)[:8]
            if not any(word.start <= one.start < word.end and not word.text.isdigit() for word in spots)
        ]

    @cached_property
    def routes(self) -> list[Route]:
        """The likeliest tasks."""
        heard = hear(self.text, self.scene)
        return with_kinds(best_routes(heard.labels, 40), heard.kinds, 5)

    @cached_property
    def likely(self) -> dict[str, float]:
        """How likely each task and each kind of one ("mix", "mix/pan") is; the session's own tasks as well."""
        heard = hear(self.text, self.scene)
        old = heard.kinds.get(OLD, 1.0)
        found: dict[str, float] = {}
        labels = [(label, float(chance) * old) for label, chance in zip(network().labels, heard.labels, strict=True)]
        for label, chance in [*labels, *((one, own) for one, own in heard.kinds.items() if one != OLD)]:
            task = label.partition("/")[0]
            for name in {label, task}:
                found[name] = found.get(name, 0.0) + chance
        return found

    def filled(self, tool: str, kind: str) -> dict[str, Any]:
        """What the fillers read off the words for a task."""
        key = (tool, kind)
        if key not in self._fills:
            try:
                self._fills[key] = fill(Clause(self.text, tool, kind, self.scene, carries=True))
            except UserError:
                self._fills[key] = {}
        return self._fills[key]

    def places_of(self, tool: str, names: frozenset[str]) -> frozenset[int]:
        """Where the words stand that were read as these arguments of a task."""
        if tool not in self._spans:
            self._spans[tool] = hear(self.text, self.scene).spans(tool)
        words = enumerate(self.things.words)
        found = [span for span in self._spans[tool] if span.name in names]
        return frozenset(i for i, word in words if any(span.start <= word.start < span.end for span in found))

    @cached_property
    def _spans(self) -> dict[str, tuple[ArgumentSpan, ...]]:
        return {}

    @cached_property
    def known_changes(self) -> dict[str, list[ArgumentChange]]:
        """What the words may change in each earlier call that was looked at, by its name."""
        return {}

    @cached_property
    def _fills(self) -> dict[tuple[str, str], dict[str, Any]]:
        return {}

    def targets(self, base: Frame | None) -> list[Target]:
        """The things it may be about, for one base."""
        key = base.name if base else ""
        if key not in self._targets:
            self._targets[key] = self.things.targets(base)
        return self._targets[key]

    @cached_property
    def _targets(self) -> dict[str, list[Target]]:
        return {}
