"""Which planner plans: a language model where the user has set one up, else the offline planner."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING

from engine.config import Settings, is_offline
from engine.planner.context import Context, Planner
from engine.planner.llm.endpoint import Endpoint, endpoint_of
from engine.planner.llm.host import LlmHost
from engine.planner.offline.reading import network
from engine.tasks.plan import Plan

if TYPE_CHECKING:
    from engine.planner.llm.planner import LlmPlanner

SMALL = {"auto": None, "yes": True, "no": False}


class Offline(Planner):
    """The offline planner, imported for its first plan: an engine that starts would wait a fifth of its time for it."""

    name = "offline"

    def plan(self, text: str, context: Context) -> Plan:
        """See Planner."""
        return _offline().plan(text, context)

    def rest(self, unused_s: float) -> bool:
        """See Planner."""
        return network.rest(unused_s)


@functools.cache
def _offline() -> Planner:
    from engine.planner.offline.planner import OfflinePlanner

    return OfflinePlanner()


def planner_for(
    settings: Settings,
    *,
    wants: str = "",
    environment: Mapping[str, str] | None = None,
    host: LlmHost | None = None,
) -> Planner:
    """The planner that the settings ask for; `wants` ("offline" or "llm") overrides them for this once.

    "auto" is the language model when an endpoint is configured (settings, OPENAI_BASE_URL or OPENAI_API_KEY)
    and TONMEISTER_OFFLINE is not set. One that was asked for but cannot be reached is said in each plan's note.
    "hosted" wants the `host` that all projects share.
    """
    wanted = wants or settings.planner
    endpoint = endpoint_of(settings, environment)
    offline = Offline()
    if wanted == "hosted":
        from engine.planner.llm.hosted import HostedPlanner

        at = functools.partial(_asking, settings, offline, is_hosted=True)
        return HostedPlanner(host=host or LlmHost(settings), fallback=offline, planner_at=at)
    if wanted == "offline" or wanted == "auto" and (endpoint is None or is_offline()):
        return offline
    return _asking(settings, offline, endpoint, is_always_asked=wanted == "llm")


def _asking(
    settings: Settings,
    offline: Planner,
    endpoint: Endpoint | None,
    *,
    is_hosted: bool = False,
    is_always_asked: bool = False,
) -> LlmPlanner:
    from engine.planner.llm.planner import LlmPlanner

    return LlmPlanner(
        endpoint=endpoint,
        fallback=offline,
        small=SMALL[settings.llm_short_list],
        context_tokens=settings.llm_context_tokens,
        is_hosted=is_hosted,
        is_always_asked=is_always_asked,
    )
