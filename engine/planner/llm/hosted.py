"""Hosted planner: a language model that the engine serves itself, and the offline planner until it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from engine.planner.context import Context, Planner
from engine.planner.llm.endpoint import Endpoint
from engine.planner.llm.host import LlmHost
from engine.planner.llm.planner import LlmPlanner
from engine.tasks.plan import Plan

MYSELF = "I planned this myself."


class HostedPlanner(Planner):
    """Asks the hosted model when it is there; never waits for it."""

    name = "llm"

    def __init__(self, *, host: LlmHost, fallback: Planner, planner_at: Callable[[Endpoint], LlmPlanner]) -> None:
        self._host = host
        self._fallback = fallback
        self._planner_at = planner_at
        self._at: Endpoint | None = None
        self._asked: LlmPlanner | None = None

    def plan(self, text: str, context: Context) -> Plan:
        """See Planner."""
        planner = self._planner()
        if planner is None:
            plan = self._fallback.plan(text, context)
            return replace(plan, note=f"{self._host.why_not()} {MYSELF}")
        return planner.plan(text, context)

    def cost(self) -> str:
        """See Planner."""
        return self._asked.cost() if self._asked else ""

    def warm_up(self) -> None:
        """Start the host; load what the offline planner needs."""
        self._host.endpoint()
        self._fallback.warm_up()

    def rest(self, unused_s: float) -> bool:
        """See Planner."""
        return self._fallback.rest(unused_s)

    def cancel(self) -> None:
        """See Planner."""
        if self._asked:
            self._asked.cancel()

    def close(self) -> None:
        """Hang up; the host goes on."""
        if self._asked:
            self._asked.close()
        self._at = self._asked = None

    def _planner(self) -> LlmPlanner | None:
        endpoint = self._host.endpoint()
        if endpoint != self._at:
            self.close()
            self._at, self._asked = endpoint, self._planner_at(endpoint) if endpoint else None
        return self._asked
