"""apply_effect on a track: a plugin of the DAW."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.assistant.actions.session_access import SessionAccess
from engine.daw import daw
from engine.daw.daw import Change


def act(args: Mapping[str, Any], access: SessionAccess) -> Sequence[Change]:
    """Insert the effect as a plugin at the end of the track's chain."""
    track = access.track(args["track"])
    settings = tuple((name, float(value)) for name, value in args.items() if isinstance(value, int | float))
    return [daw.AddPlugin(track.id, args["effect"], settings, f"{args['effect']} on {track.id}")]
