"""Of it: what names nothing is done to what was made last: "down at -8", "just quieter", "off to the right"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from engine.planner.offline.sentence.said import Named, Said
from engine.tasks.plan import Step

_MAKES = frozenset("generate_midi generate_audio harmonize sing speak".split())
_BY_FADERS = frozenset("louder quieter".split())


def of_what_is_spoken_of(said: Said, readers: Sequence[Callable[[Said], list[Step] | None]]) -> list[Step] | None:
    """What these readers make of it with "it" as its thing; None where not exactly one thing was made last."""
    last = said.last()
    tools = {one.tool for one in last}
    if said.things or said.places or not tools & _MAKES or tools - _MAKES - {"arrange"} or not said.words:
        return None
    if said.corrects or said.bag & {"too", "not"}:
        return None
    if any(one.unit not in ("", "dB", "%") for one in said.amounts):
        return None
    if not said.amounts and not said.bag & (_BY_FADERS | {"left", "right"}):
        return None
    tracks, clips, _ = said.focus.it()
    if len(tracks) != 1:
        return None
    named = replace(said, things=[Named(0, 0, tracks, clips, is_pointed=True, is_pronoun=True)])
    return next((steps for reader in readers if (steps := reader(named))), None)
