"""apply_effect on a track: a plugin of the DAW."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.assistant.actions.desk import Desk
from engine.daw import daw
from engine.daw.daw import Change


def act(args: Mapping[str, Any], desk: Desk) -> Sequence[Change]:
    """Insert the effect as a plugin at the end of the track's chain."""
    track = desk.track(args["track"])
    settings = tuple((name, float(value)) for name, value in args.items() if isinstance(value, int | float))
    return [daw.AddPlugin(track.id, args["effect"], settings, f"{args['effect']} on {track.id}")]
