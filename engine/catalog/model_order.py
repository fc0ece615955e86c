"""Which of several models comes first on this computer, and which of them a name means."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from engine.catalog.model import Model
from engine.machine.computer import is_accelerated

_FASTEST = 3
_ALIKE = 0.8
"""From here on a name counts as mistyped, 0–1."""


def in_order(models: Sequence[Model], prefer: str = "best") -> list[Model]:
    """The models by quality, or by speed when `prefer` is fast; last those that would need a graphics card here."""
    has_card = is_accelerated()

    def rank(model: Model) -> tuple[bool, int, int, str]:
        speed = _FASTEST if has_card and model.wants_gpu else model.speed
        is_large = bool(model.checkpoints) or model.keeps_loaded
        is_slow_here = is_large and model.wants_gpu and speed == 1
        merits = (-speed, -model.quality) if prefer == "fast" else (-model.quality, -speed)
        return (is_slow_here, *merits, model.id)

    return sorted(models, key=rank)


def named(models: Sequence[Model], wish: str) -> list[Model]:
    """The models that a wish such as "demucs" or "whisper small" means: by id the one, by a name all that bear it.

    They stay in order, but a model of exactly that name comes first.
    """
    said = _words(wish)
    if by_id := [model for model in models if _words(model.id) == said]:
        return by_id
    exact = [model for model in models if _words(model.name) == said]
    bearing = [model for model in models if model not in exact and _bears(model, said)]
    return exact + bearing or _mistyped(models, said)


def _bears(model: Model, said: tuple[str, ...]) -> bool:
    """True when each word is part of a model's id or name."""
    joined = "".join(_words(model.id)) + " " + "".join(_words(model.name))
    return bool(said) and all(word in joined for word in said) and len("".join(said)) >= 3


def _mistyped(models: Sequence[Model], said: tuple[str, ...]) -> list[Model]:
    """The models with the name that is most like what was said, as long as it is much alike."""
    owners: dict[str, list[Model]] = {}
    for model in models:
        for name in {"".join(_words(model.id)), "".join(_words(model.name)), *_words(model.id), *_words(model.name)}:
            owners.setdefault(name, []).append(model)
    near = difflib.get_close_matches("".join(said), owners, 1, _ALIKE)
    return owners[near[0]] if near else []


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", text.lower()))
