"""How much a language model can take: a short list of tools for small ones, and what fits into its context."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.planner.context import Context
from engine.planner.llm.budget import FOR_THE_REPLY, tokens_of
from engine.planner.llm.candidate import TOOL
from engine.planner.llm.handles import Handles
from engine.planner.llm.past import REPLIES
from engine.planner.llm.prompt import messages
from engine.planner.llm.session import SHORT, WHOLE, Extent
from engine.planner.llm.tools import tools
from engine.planner.regex import regex
from engine.tasks.plan import Plan
from engine.tasks.task import all_tasks

SMALL_BILLIONS = 9.0
"""Models up to so many parameters choose badly among forty tools."""
LONG_LISTS = (24, 18, 13)
"""Tools that are offered to a model with too little room for all of them."""
SHORT_LIST = 12
"""Tools on the short list, besides chat, ask and refuse."""
EVERY_DAY = ("arrange", "mix", "edit_clip", "session_info", "automate", "undo", "route", "apply_effect", "plugin",
             "marker", "set_track", "edit_notes", "export", "transport", "change_tempo_key")
"""What sessions ask for most."""
_SIZE = regex(r"(?<![\w.])(?:\d+x)?(\d+(?:\.\d+)?)\s?([bm])(?![a-z0-9])", re.IGNORECASE)
_ENDING = regex(r"(?<=\w{3})(?:ing|ies|ed|es|s|y|ity|ities)$")
_LONG = 3
_RARE = 0.2
"""Words that five rows share say little."""
_TINY = regex(r"(?<![a-z])(?:tiny|smol)", re.IGNORECASE)
_COMPANIONS = {
    "generate_audio": "arrange",
    "generate_midi": "render_midi",
    "separate_stems": "arrange",
    "sing": "arrange",
    "apply_effect": "mix",
    "mix": "apply_effect",
}
"""What is often asked for together with a task."""


class DoesNotFit(Exception):
    """Even the shortest prompt is longer than the model's context."""


@dataclass(frozen=True)
class Prompt:
    """What is sent first."""

    messages: list[dict[str, Any]]
    tools: list[dict[str, Any]]
    is_short: bool = False
    """With a list of some tools."""
    is_simple: bool = False
    """With short rules, for a model that may call one tool a reply."""

    @property
    def tokens(self) -> int:
        """About how long it is."""
        return self.message_tokens + tokens_of(self.tools)

    @property
    def message_tokens(self) -> int:
        """The part of it that is no tools."""
        return tokens_of(self.messages)


def is_small(model: str) -> bool:
    """Does the name of a model say that it is a small one: 3b, 500M, tiny?"""
    sizes = [float(number) / (1 if unit in "bB" else 1000) for number, unit in _SIZE.findall(model)]
    return max(sizes) <= SMALL_BILLIONS if sizes else _TINY.search(model) is not None


def prompt_for(text: str, context: Context, reading: Plan, *, small: bool, tokens: int) -> tuple[Prompt, Handles]:
    """The fullest prompt that fits into a context of so many tokens; `reading` is how the offline planner reads it.

    Raises DoesNotFit.
    """
    handles = Handles.of(context)
    room = tokens - FOR_THE_REPLY if tokens > 4 * FOR_THE_REPLY else int(tokens * 0.75)
    for make in _makers(text, handles, reading, small):
        prompt = make()
        if prompt.tokens <= room:
            return prompt, handles
    raise DoesNotFit


def _makers(text: str, handles: Handles, reading: Plan, small: bool) -> list[Callable[[], Prompt]]:
    def of(extent: Extent, most: int) -> Callable[[], Prompt]:
        is_simple = 0 < most <= SHORT_LIST
        return lambda: Prompt(
            messages(text, handles, extent, reading, is_short=is_simple),
            [*tools(short_list(text, handles.context, reading, most) if most else all_tasks(), brief=is_simple), TOOL],
            is_short=most > 0,
            is_simple=is_simple,
        )

    whole = [] if small else [of(WHOLE, 0), of(SHORT, 0), *(of(SHORT, most) for most in LONG_LISTS)]
    half = SHORT.halved()
    short = [of(SHORT, SHORT_LIST), of(half, SHORT_LIST), *(of(half.halved(), most) for most in (8, 4, 2, 1))]
    return [*whole, *short]


def worded(text: str) -> list[str]:
    """The tasks whose rows share words with a text, rare ones first: "velocity", "mp3", "marker"."""
    said = _stems(text[:1000])
    rows = _row_words()
    count = Counter(word for words in rows.values() for word in words)
    scores = {task: sum(1 / count[word] for word in words & said) for task, words in rows.items()}
    return [task for task in sorted(scores, key=lambda one: -scores[one]) if scores[task] >= _RARE]


@functools.cache
def _row_words() -> Mapping[str, frozenset[str]]:
    """The words of each row: its name, its arguments, their units and choices."""
    rows = (task for task in all_tasks().values() if task.kind != "reply")
    return {
        task.id: _stems(" ".join([task.id, *(" ".join((arg.name, arg.unit, *arg.choices)) for arg in task.args)]))
        for task in rows
    }


def _stems(text: str) -> frozenset[str]:
    """Words of some length, without their endings."""
    return frozenset(
        _ENDING.sub("", word) for word in re.findall(r"mp3|[^\W\d_]+", text.lower()) if len(word) >= _LONG
    )


def short_list(text: str, context: Context, reading: Plan, most: int = SHORT_LIST) -> list[str]:
    """The tasks a request may ask for: the offline planner's own, what was just done, then the router's likeliest."""
    from engine.planner.offline.reading.router import routes

    planned = [step.task for steps in (reading.steps, *reading.choices) for step in steps if step.task not in REPLIES]
    likely = [route.task for route in routes(text[:1000], SHORT_LIST + 3) if route.task not in REPLIES]
    before = [str(call.get("tool")) for turn in context.dialogue[-2:] for call in turn.calls]
    leant_on = [task for task in (*reversed(before), *(["undo"] if before else [])) if task in all_tasks()]
    paired = [_COMPANIONS[task] for task in planned if task in _COMPANIONS]
    ranked = dict.fromkeys([*planned, *likely[:2], *worded(text)[:4], *leant_on, *paired, *likely, *EVERY_DAY])
    chosen = [task for task in ranked if task not in REPLIES][: max(most, len(set(planned)))]
    return [*chosen, *REPLIES]
