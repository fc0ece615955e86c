"""set_track: a track's colour, arming, monitoring and place among the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.assistant.actions.deed import Deed
from engine.assistant.actions.session_access import SessionAccess
from engine.assistant.actions.targets import must, tracks_of, visible
from engine.daw import daw
from engine.daw.daw import Change, Track
from engine.media.color_names import color_value


def act(args: Mapping[str, Any], access: SessionAccess) -> Deed | str:
    """See the row `set_track` of the task table."""
    tracks = tracks_of(args, access)
    changes: list[Change] = []
    said: list[str] = []
    if args.get("color") is not None:
        must(access, "set_color")
        color = color_value(str(args["color"]))
        changes += [daw.SetColor(track.id, color) for track in tracks if track.color.lower() != color]
        said += [f"'{track.name}' has that colour already." for track in tracks if track.color.lower() == color]
    if args.get("arm") is not None:
        _arm(bool(args["arm"]), tracks, access, changes, said)
    if args.get("monitor") is not None:
        must(access, "set_monitor")
        monitor = str(args["monitor"])
        changes += [daw.SetMonitor(track.id, monitor) for track in tracks if track.monitor != monitor]
        said += [f"Monitoring of '{track.name}' is {monitor} already." for track in tracks if track.monitor == monitor]
    if args.get("position") is not None:
        _position(int(args["position"]), tracks, access, changes, said)
    return Deed(changes, said) if changes else " ".join(said)


def _arm(on: bool, tracks: list[Track], access: SessionAccess, changes: list[Change], said: list[str]) -> None:
    must(access, "set_arm")
    for track in tracks:
        if track.kind not in ("audio", "midi"):
            said.append(f"'{track.name}' is a {track.kind}; only tracks for sound or notes can be armed.")
        elif track.arm == on:
            said.append(f"'{track.name}' is {'armed' if on else 'not armed'} already.")
        else:
            changes.append(daw.SetArm(track.id, on))


def _position(
    position: int, tracks: list[Track], access: SessionAccess, changes: list[Change], said: list[str]
) -> None:
    must(access, "set_position")
    count = len(visible(access))
    first = position - 1 if position > 0 else count + position - len(tracks) + 1
    highest = max(0, count - len(tracks))
    if position == 0 or first > highest or first < 0:
        said.append(f"There are {count} tracks, so the nearest place was taken.")
    first = max(0, min(highest, first))
    ordered = sorted(tracks, key=lambda track: track.position)
    moved = [(track, first + n) for n, track in enumerate(ordered) if track.position != first + n]
    if not moved:
        said.append(f"'{ordered[0].name}' is there already.")
    # what goes down is moved last first, so that the places above stay as they were counted
    down = [pair for pair in moved if pair[1] > pair[0].position][::-1]
    changes += [daw.SetPosition(track.id, to) for track, to in [*down, *(pair for pair in moved if pair not in down)]]
