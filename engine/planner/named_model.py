"""A model asked for by name: "take the demo apart with Demucs". The name is taken out before the rest is planned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.catalog.model import Model
from engine.catalog.model_order import named
from engine.planner.context import Context, Planner
from engine.planner.regex import regex
from engine.tasks.plan import Plan

_BY = regex(r"\b(?:with|using|via|mit|avec|con|com)\s+(?:the\s+(?:model\s+)?)?", re.I)
_WORD = regex(r"[^\W_][\w.-]*")
_MOST_WORDS = 4
_SHORTEST = 4
_PLAIN = frozenset(
    "audio base basic bark blip chain clap clean clip composer describer editor effects extractor filler finder fine "
    "gap head instruments key language large line map master mastering medium melody model mouth moving music "
    "next noise note open picture pitch place player pocket profile sketch small six sound sounds soundfont stable "
    "stem stems step style styles tempo tracker tuned video voice voices warp words world".split()
)
"""Words of models' names that are said of music every day: none of them names a model by itself."""


@dataclass(frozen=True)
class _Asked:
    text: str
    """What was said without the name."""
    wish: str
    models: Sequence[Model]
    """Those that the name means."""


def planned(planner: Planner, text: str, context: Context, models: Sequence[Model]) -> Plan:
    """The plan for a request; a model that it names is given to the steps which that model can carry out."""
    if asked := _asked(text, models):
        plan = planner.plan(asked.text, context)
        tasks = {task for model in asked.models for task in model.tasks}
        if any(step.task in tasks for step in plan.steps):
            steps = (replace(step, args={**step.args, "model": asked.wish}) if step.task in tasks else step
                     for step in plan.steps)
            return replace(plan, steps=tuple(steps))
    return planner.plan(text, context)


def _asked(text: str, models: Sequence[Model]) -> _Asked | None:
    """The last name of a model in a text, outside of quotes; the longest that fits."""
    for by in reversed(list(_BY.finditer(text))):
        words = list(_WORD.finditer(text, by.end()))[:_MOST_WORDS]
        for word in reversed(words):
            wish = text[by.end():word.end()].rstrip(".-")
            is_quoted = text[:by.start()].count('"') % 2 == 1
            if not is_quoted and re.fullmatch(r"[\w.\s-]+", wish) and (meant := _meant(wish, models)):
                before, after = text[:by.start()].rstrip(), text[by.end() + len(wish):]
                return _Asked(before + after, wish, meant)
    return None


def _meant(wish: str, models: Sequence[Model]) -> list[Model]:
    """The models that a wish names, letter by letter; none for words that are said of music anyway."""
    said = re.findall(r"[^\W_]+", wish.lower())
    is_name = any(word not in _PLAIN and len(word) >= _SHORTEST and not word.isdigit() for word in said)
    if not is_name and " ".join(said[:2]) != "stable audio":
        return []
    return [model for model in named(models, wish) if all(word in f"{model.id} {model.name}".lower() for word in said)]
