"""automate: volume, pan, mute, a send or a plugin's parameter that changes along a track."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from engine.assistant.actions.deed import Deed
from engine.assistant.actions.parameters import clamped, find_parameter
from engine.assistant.actions.printed_line import printed_line
from engine.assistant.actions.session_access import SessionAccess, find_track
from engine.assistant.actions.targets import bar_beats, can, must, track_named
from engine.daw import daw
from engine.daw.changes.automation import value_at as value_at
from engine.daw.daw import Track
from engine.errors import UserError

EDGE_BEATS = 5 / 960
"""How long before and after a range a value takes to come and go: whole ticks, so that DAWs put a point just there."""
_VALUES = {
    "volume": "vol|volume|gain|level|fader|loudness|amplitude|lautstärke|pegel|niveau|volumen|音量",
    "pan": "pan|panning|panner|panorama|balance|声像",
    "mute": "mute|muting|stumm|stummschaltung|sourdine|silencio|mudo|静音",
}
_SEND = re.compile(r"(?:(?P<of>.+?) )?(?:aux )?sends?(?: level| amount| volume)?(?: to (?:the )?(?P<to>.+))?")
_LIMITS = {"volume": (-120.0, 6.0, " dB"), "send": (-120.0, 6.0, " dB"), "pan": (-1.0, 1.0, ""), "mute": (0.0, 1.0, "")}


def act(args: Mapping[str, Any], access: SessionAccess) -> Deed | str:
    """See the row `automate` of the task table."""
    if not is_printed(args):
        must(access, "automation")
    track = _track(args, access)
    if args.get("action") == "clear":
        return _clear(args, track, access)
    parameter = _parameter(args, track, access)
    start, end = _range(args, track, access)
    said: list[str] = []
    now = _now(track, parameter, start)
    first = _value(args, "from", parameter, said)
    last = _value(args, "to", parameter, said)
    if last is None and first is None:
        raise UserError(f"Say where {_words(parameter)} should go: from which value, or to which.")
    begins = next(value for value in (first, now, last) if value is not None)
    written = _written(track, parameter, start, end, begins, begins if last is None else last)
    return Deed([written], said) if can(access, "automation") else printed_line([(track, written)], access, said)


def is_printed(args: Mapping[str, Any]) -> bool:
    """Whether a DAW without automation can have it in the clips: a line of a volume."""
    said = str(args.get("parameter") or "volume").strip().casefold()
    is_volume = re.fullmatch(rf"(track |fader )?({_VALUES['volume']})s?", said) is not None
    return is_volume and not args.get("effect") and args.get("action") != "clear"


def _track(args: Mapping[str, Any], access: SessionAccess) -> Track:
    if args.get("track"):
        return track_named(access, str(args["track"]))
    chosen = access.snapshot.selection.tracks
    track = access.snapshot.track(chosen[0]) if len(chosen) == 1 else None
    if track is None:
        raise UserError("Say which track to automate, or select one.")
    return track


def _written(track: Track, parameter: str, start: float, end: float, first: float, last: float) -> daw.SetAutomation:
    """Points that reach the values in the range and leave what is before and after it as it is."""
    before = _now(track, parameter, max(0.0, start - EDGE_BEATS))
    after = _now(track, parameter, end + EDGE_BEATS)  # at the end itself a range of before may still hold
    points = [(start, first), (end, last)]
    is_held = first == last
    if before is not None and abs(before - first) > 1e-6 and start >= EDGE_BEATS:
        points.insert(0, (start - EDGE_BEATS, before))
    has_later = any(beat > end + 1e-6 for beat, _ in track.points(parameter))
    if after is not None and abs(after - last) > 1e-6 and (is_held or has_later):
        points.append((end + EDGE_BEATS, after))
    return daw.SetAutomation(track.id, parameter, tuple(points), points[0][0], points[-1][0])


def _clear(args: Mapping[str, Any], track: Track, access: SessionAccess) -> Deed | str:
    lanes = [lane for lane in track.automation if lane.points]
    if args.get("parameter") or args.get("effect"):
        parameter = _parameter(args, track, access)
        lanes = [lane for lane in lanes if lane.parameter == parameter]
        if not lanes:
            return f"'{track.name}' has no {_words(parameter)} automation; nothing was changed."
    if not lanes:
        return f"'{track.name}' has no automation; nothing was changed."
    start = bar_beats(args["start_bar"], access) if args.get("start_bar") is not None else 0.0
    end = bar_beats(args["end_bar"], access) if args.get("end_bar") is not None else None
    return Deed([daw.SetAutomation(track.id, lane.parameter, (), start, end) for lane in lanes])


def _parameter(args: Mapping[str, Any], track: Track, access: SessionAccess) -> str:
    said = str(args.get("parameter") or ("" if args.get("effect") else "volume")).strip()
    if not args.get("effect"):
        for name, pattern in _VALUES.items():
            if re.fullmatch(rf"(track |fader )?({pattern})s?", said.casefold()):
                return name
        if sent := _SEND.fullmatch(said.casefold()):
            return f"send {_bus(track, sent['to'] or sent['of'] or '', access)}"
    plugin, name = find_parameter(track, said, str(args.get("effect") or ""))
    return f"plugin {plugin.id} {name}"


def _bus(track: Track, name: str, access: SessionAccess) -> str:
    """Id of the bus that a track's send goes to; UserError where there is none, or several and none is named."""
    buses = [bus for send in track.sends if (bus := access.snapshot.track(send.to))]
    if not buses:
        raise UserError(f"'{track.name}' is sent to no bus; send it there first.")
    found = find_track(buses, name) if name else None
    if found is None and (name or len(buses) > 1):
        names = ", ".join(f"'{bus.name}'" for bus in buses)
        raise UserError(f"Which send of '{track.name}' is meant: {names}?")
    return (found or buses[0]).id


def _value(args: Mapping[str, Any], which: str, parameter: str, said: list[str]) -> float | None:
    value = args.get(which)
    if value is None:
        return None
    if parameter == "pan" and 1 < abs(value) <= 100:
        value /= 100
    kind = "send" if parameter.startswith("send ") else parameter
    if kind in _LIMITS:
        low, high, unit = _LIMITS[kind]
        return clamped(float(value), low, high, unit, kind, said)
    return float(value)


def _range(args: Mapping[str, Any], track: Track, access: SessionAccess) -> tuple[float, float]:
    """From and to in beats: what was said, else what is selected, else where the clips of the track lie."""
    selection, regions = access.snapshot.selection, access.snapshot.regions_on(track.id)
    start = bar_beats(args["start_bar"], access) if args.get("start_bar") is not None else None
    end = bar_beats(args["end_bar"], access) if args.get("end_bar") is not None else None
    if start is None and end is None and None not in (selection.start_beats, selection.end_beats):
        start, end = selection.start_beats, selection.end_beats
    sounds_to = max((region.end_beats for region in regions), default=None)
    sounds_from = min((region.start_beats for region in regions), default=0.0)
    if end is None:
        end = sounds_to
    if start is None:
        start = sounds_from if end is None or sounds_from < end else 0.0
    if end is None or end <= start:
        bars = "Say over which bars, first bar first."
        raise UserError(bars if regions else f"'{track.name}' is empty. {bars}")
    return start, end


def _now(track: Track, parameter: str, beat: float) -> float | None:
    """The value at a beat: on the lane that is there, else where the fader, panner or knob stands."""
    points = track.points(parameter)
    if points:
        return value_at(tuple(points), beat)
    match parameter.split(" ", 2):
        case ["volume"]:
            return track.gain_db
        case ["pan"]:
            return track.pan
        case ["mute"]:
            return float(track.mute)
        case ["send", bus]:
            return next((send.gain_db for send in track.sends if send.to == bus), None)
        case ["plugin", plugin_id, name]:
            plugin = next((plugin for plugin in track.plugins if plugin.id == plugin_id), None)
            return dict(plugin.parameters).get(name) if plugin else None
    return None


def _words(parameter: str) -> str:
    return "send" if parameter.startswith("send ") else parameter.split(" ", 2)[-1]
