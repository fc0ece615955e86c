"""transport: play, stop, record, locate, loop, tempo, meter, click."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from engine.assistant.actions.session_access import SessionAccess
from engine.assistant.actions.targets import bar_beats, marker_named, must, place, region_of, visible
from engine.daw import daw
from engine.daw.daw import Change
from engine.errors import UserError


def act(args: Mapping[str, Any], access: SessionAccess) -> Sequence[Change] | str:
    """See the row `transport` of the task table."""
    action = args["action"]
    match action:
        case "get_tempo":
            return _tempo_told(access)
        case "set_tempo":
            return _tempo(args, access)
        case "set_meter":
            return _meter(args, access)
        case "loop":
            return [_loop(args, access)]
        case "metronome":
            return [daw.Transport("metronome", on=args.get("on", True))]
        case "stop":
            return [daw.Transport("stop")]
    start = _start(args, access)
    begin = [daw.Transport("locate", start)] if start is not None else []
    if action == "locate" and not begin:
        raise UserError("Say where to go: a bar, a time, a marker or a clip.")
    if action == "record":
        return [*begin, _record(args, access)]
    return begin if action == "locate" else [*begin, daw.Transport("play")]


def _start(args: Mapping[str, Any], access: SessionAccess) -> float | None:
    start = place(args, access)
    return region_of(args["clip"], access).start_beats if start is None and "clip" in args else start


def _record(args: Mapping[str, Any], access: SessionAccess) -> Change:
    """Recording that has somewhere to go; a DAW that cannot tell what is armed is believed."""
    tells = "set_arm" in access.snapshot.capabilities
    if tells and not any(track.arm for track in visible(access)):
        names = ", ".join(f"'{track.name}'" for track in visible(access) if track.kind in ("audio", "midi"))
        raise UserError(
            f"No track is armed, so nothing would be recorded; arm one first{f': {names}' if names else ''}."
        )
    return daw.Transport("record", count_in_bars=int(args.get("count_in", 0)))


def _tempo_told(access: SessionAccess) -> str:
    tempo_map = access.snapshot.tempo_map
    bpm = tempo_map.bpm_at(access.snapshot.playhead_beats)
    more = f" ({len(tempo_map.tempos)} tempos in the session)" if len(tempo_map.tempos) > 1 else ""
    return f"The tempo is {bpm:g} bpm{more}."


def _tempo(args: Mapping[str, Any], access: SessionAccess) -> Sequence[Change] | str:
    tempo_map = access.snapshot.tempo_map
    start = place(args, access)
    if args.get("start_bar") is not None:
        start = bar_beats(args["start_bar"], access)
    if args.get("to_bpm") is None:
        if "bpm" not in args:
            raise UserError("Say the tempo in bpm.")
        at = start or 0.0
        if tempo_map.bpm_at(at) == args["bpm"] and all(one.beat <= at for one in tempo_map.tempos):
            return f"The tempo is {args['bpm']:g} bpm already."
        return [daw.SetTempo(args["bpm"], at)]
    start = access.snapshot.playhead_beats if start is None else start
    if args.get("end_bar") is None:
        raise UserError("Say over which bars the tempo should change: from bar … to bar ….")
    end = bar_beats(args["end_bar"], access)
    if end <= start:
        raise UserError("A change of tempo has to end after it begins; say the first bar first.")
    return [daw.SetTempo(args.get("bpm", tempo_map.bpm_at(start)), start, args["to_bpm"], end)]


def _meter(args: Mapping[str, Any], access: SessionAccess) -> Sequence[Change] | str:
    found = re.fullmatch(
        r"\s*(\d{1,2})\s*(?:/|:|over|Takt|by)\s*(\d{1,2})\s*", str(args.get("meter") or ""), re.IGNORECASE
    )
    if found is None:
        raise UserError("Say the meter like 3/4, 6/8 or 7/16.")
    numerator, denominator = int(found[1]), int(found[2])
    if numerator < 1 or denominator not in (1, 2, 4, 8, 16, 32, 64):
        raise UserError(f"{numerator}/{denominator} is no meter; write it like 3/4, 6/8 or 7/16.")
    tempo_map = access.snapshot.tempo_map
    at = place(args, access) or 0.0
    bar, inside = tempo_map.bar_at(at)
    at = tempo_map.bar_start(bar) if inside > 1e-6 else at
    there = tempo_map.meter_at(at)
    if (there.numerator, there.denominator) == (numerator, denominator):
        return f"The meter is {numerator}/{denominator} there already."
    must(access, "set_meter")
    return [daw.SetMeter(numerator, denominator, at)]


def _loop(args: Mapping[str, Any], access: SessionAccess) -> Change:
    if args.get("on") is False:
        return daw.Transport("loop", on=False)
    tempo_map, selection = access.snapshot.tempo_map, access.snapshot.selection
    if "start_bar" in args or "end_bar" in args:
        first = args.get("start_bar", 1)
        last = args.get("end_bar", first)
        if last < first:
            raise UserError(f"A loop from bar {first} to bar {last} would run backwards.")
        return daw.Transport("loop", tempo_map.bar_start(first), tempo_map.bar_start(last + 1))
    if args.get("marker"):
        return daw.Transport("loop", *_section(str(args["marker"]), access))
    region = access.region(args["clip"]) if "clip" in args else None
    if region:
        return daw.Transport("loop", region.start_beats, region.end_beats)
    if selection.start_beats is not None and selection.end_beats is not None:
        return daw.Transport("loop", selection.start_beats, selection.end_beats)
    if "bar" in args:
        return daw.Transport("loop", tempo_map.bar_start(int(args["bar"])), tempo_map.bar_start(int(args["bar"]) + 1))
    raise UserError("Say which bars to loop, or select a range.")


def _section(name: str, access: SessionAccess) -> tuple[float, float]:
    """From a marker to the next one, or to the end of the last clip."""
    marker = marker_named(access, name)
    later = [one.at_beats for one in access.snapshot.markers if one.at_beats > marker.at_beats]
    ends = [region.end_beats for region in access.snapshot.regions if region.end_beats > marker.at_beats]
    if not later and not ends:
        raise UserError(f"Nothing comes after '{marker.name}', so there is nothing to loop; say up to which bar.")
    return marker.at_beats, min(later, default=max(ends, default=0.0))
