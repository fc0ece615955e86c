"""Where tracks go, told in a line or two: what is sent to a bus, and what lies in a group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.assistant.actions.session_access import SessionAccess
from engine.assistant.actions.targets import track_named, visible
from engine.daw.daw import Track
from engine.daw.words import decibels

_MOST = 16


def sends_told(args: Mapping[str, Any], access: SessionAccess) -> str:
    """What a bus is fed by, where a track is sent, whether the one is sent to the other; all sends without a track."""
    if args.get("track") is None:
        told = [line for track in visible(access) if (line := _sent(track, access))]
        return "\n".join(told[:_MOST]) or "No track has a send."
    track = track_named(access, str(args["track"]))
    if args.get("to"):
        return _one_send(track, track_named(access, str(args["to"])))
    if track.kind != "bus":
        return _sent(track, access) or f"'{track.name}' has no sends."
    fed, through = fed_by(track, access), held_by(track, access)
    lines = [f"{fed} {'go' if ' and ' in fed else 'goes'} to '{track.name}'."] if fed else []
    lines += [f"Through it: {_names(through)}."] if through else []
    return "\n".join(lines) or f"Nothing is sent to '{track.name}'."


def inside_told(args: Mapping[str, Any], access: SessionAccess) -> str:
    """What lies in a group or goes through a bus; of any other track, in which group it lies."""
    if args.get("track") is None:
        rooms = [one for one in visible(access) if held_by(one, access)]
        return "\n".join(f"In '{one.name}': {_names(held_by(one, access))}." for one in rooms) or "There are no groups."
    track = track_named(access, str(args["track"]))
    if args.get("to"):
        room = track_named(access, str(args["to"]))
        is_in = track.id in {one.id for one in held_by(room, access)}
        return f"Yes, '{track.name}' is in '{room.name}'." if is_in else f"No, '{track.name}' is not in '{room.name}'."
    if track.kind in ("bus", "group"):
        held, fed = held_by(track, access), fed_by(track, access) if track.kind == "bus" else ""
        lines = [f"In '{track.name}': {_names(held)}."] if held else []
        lines += [f"Sent to '{track.name}': {fed}."] if fed else []
        return "\n".join(lines) or f"Nothing is in '{track.name}'."
    group, bus = access.snapshot.track(track.group), access.snapshot.track(track.output)
    told = [f"lies in the group '{group.name}'"] if group else []
    told += [f"goes through '{bus.name}'"] if bus and bus.kind == "bus" else []
    return f"'{track.name}' {' and '.join(told) or 'is in no group'}."


def held_by(room: Track, access: SessionAccess) -> list[Track]:
    """The tracks that lie in a group or go through a bus."""
    tracks = [one for one in visible(access) if one.id != room.id]
    return [one for one in tracks if one.group == room.id or room.kind == "bus" and one.output == room.id]


def fed_by(bus: Track, access: SessionAccess) -> str:
    """The tracks that are sent to a bus, with how much of each; ""."""
    fed = [(one, send.gain_db) for one in visible(access) for send in one.sends if send.to == bus.id]
    told = [f"'{one.name}' at {decibels(level_db)} dB" for one, level_db in fed[:_MOST]]
    return f"{', '.join(told[:-1])} and {told[-1]}" if len(told) > 1 else "".join(told)


def _one_send(track: Track, bus: Track) -> str:
    level_db = next((send.gain_db for send in track.sends if send.to == bus.id), None)
    if level_db is None:
        return f"No, '{track.name}' is not sent to '{bus.name}'."
    return f"Yes, '{track.name}' is sent to '{bus.name}' at {decibels(level_db)} dB."


def _sent(track: Track, access: SessionAccess) -> str:
    buses = [(access.snapshot.track(send.to), send.gain_db) for send in track.sends]
    told = ", ".join(f"'{bus.name}' at {decibels(level_db)} dB" for bus, level_db in buses if bus)
    return f"'{track.name}' is sent to {told}." if told else ""


def _names(tracks: Sequence[Track]) -> str:
    more = f" and {len(tracks) - _MOST} more" if len(tracks) > _MOST else ""
    return f"{', '.join(one.name for one in tracks[:_MOST])}{more}"
