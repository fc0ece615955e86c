"""Which planner plans: a language model where the user has set one up, else the offline planner."""

from __future__ import annotations

from collections.abc import Mapping

from engine.config import Settings, is_offline
from engine.planner.context import Planner
from engine.planner.llm_endpoint import endpoint_of
from engine.planner.offline import OfflinePlanner

SMALL = {"auto": None, "yes": True, "no": False}


def planner_for(settings: Settings, *, wants: str = "", environment: Mapping[str, str] | None = None) -> Planner:
    """The planner that the settings ask for; `wants` ("offline" or "llm") overrides them for this once.

    "auto" is the language model when an endpoint is configured (settings, OPENAI_BASE_URL or OPENAI_API_KEY)
    and TONMEISTER_OFFLINE is not set. One that was asked for but cannot be reached is said in each plan's note.
    """
    wanted = wants or settings.planner
    endpoint = endpoint_of(settings, environment)
    offline = OfflinePlanner()
    if wanted == "offline" or wanted == "auto" and (endpoint is None or is_offline()):
        return offline
    from engine.planner.llm import LlmPlanner

    return LlmPlanner(
        endpoint=endpoint,
        fallback=offline,
        small=SMALL[settings.llm_short_list],
        context_tokens=settings.llm_context_tokens,
    )
