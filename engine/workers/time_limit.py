"""How long an order may take before its process is taken to hang."""

from __future__ import annotations

from collections.abc import Sequence

from engine.catalog.model import Model
from engine.media.clip import Clip
from engine.workers.worker import Order

_FLOOR_S = 300.0
"""Loading weights from a slow disk included."""
_TIMES_REAL = {1: 120.0, 2: 30.0, 3: 10.0}
"""By a model's declared speed: seconds of work allowed for a second of sound."""


def time_limit_s(model: Model, order: Order) -> float:
    """Generous: many times what the model's declared speed lets expect for its input."""
    clips = [clip for value in order.inputs.values() for clip in _listed(value)]
    wanted_s = order.args.get("duration_s")
    sound_s = sum(clip.seconds for clip in clips)
    if isinstance(wanted_s, int | float):
        sound_s += float(wanted_s)
    sound_s += sum(note.length_beats for note in order.brief.selection.notes)
    return _FLOOR_S + _TIMES_REAL.get(model.speed, 120.0) * sound_s


def length_text(seconds: float) -> str:
    """A length of time in words."""
    return f"{seconds / 60:.0f} minutes" if seconds >= 120 else f"{seconds:g} seconds"


def _listed(value: Clip | Sequence[Clip]) -> Sequence[Clip]:
    return [value] if isinstance(value, Clip) else value
