"""The one clip that a task is about: found among the inputs, and what of its place a result keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.errors import UserError
from engine.media.clip import Clip


def one_clip(inputs: Mapping[str, Clip | Sequence[Clip]], wish: str, name: str = "clip") -> Clip:
    """The input of that name; UserError ("Name one sound to …") when there is not exactly one."""
    clip = inputs.get(name)
    if not isinstance(clip, Clip):
        raise UserError(f"Name one sound to {wish}.")
    return clip


def place_of(clip: Clip) -> dict[str, Any]:
    """Where a result of the same length lies: where its source does."""
    return {"start_beats": clip.start_beats, "length_beats": clip.length_beats, "lead_in_s": clip.lead_in_s,
            "track": clip.track}
