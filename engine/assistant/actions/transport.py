"""transport: play, stop, record, locate, loop, tempo, meter, click."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from engine.assistant.actions.desk import Desk
from engine.assistant.actions.targets import bar_beats, marker_named, must, place, region_of, visible
from engine.daw import daw
from engine.daw.daw import Change
from engine.errors import UserError


def act(args: Mapping[str, Any], desk: Desk) -> Sequence[Change] | str:
    """See the row `transport` of the task table."""
    action = args["action"]
    match action:
        case "get_tempo":
            return _tempo_told(desk)
        case "set_tempo":
            return _tempo(args, desk)
        case "set_meter":
            return _meter(args, desk)
        case "loop":
            return [_loop(args, desk)]
        case "metronome":
            return [daw.Transport("metronome", on=args.get("on", True))]
        case "stop":
            return [daw.Transport("stop")]
    start = _start(args, desk)
    begin = [daw.Transport("locate", start)] if start is not None else []
    if action == "locate" and not begin:
        raise UserError("Say where to go: a bar, a time, a marker or a clip.")
    if action == "record":
        return [*begin, _record(args, desk)]
    return begin if action == "locate" else [*begin, daw.Transport("play")]


def _start(args: Mapping[str, Any], desk: Desk) -> float | None:
    start = place(args, desk)
    return region_of(args["clip"], desk).start_beats if start is None and "clip" in args else start


def _record(args: Mapping[str, Any], desk: Desk) -> Change:
    """Recording that has somewhere to go; a DAW that cannot tell what is armed is believed."""
    tells = "set_arm" in desk.snapshot.capabilities
    if tells and not any(track.arm for track in visible(desk)):
        names = ", ".join(f"'{track.name}'" for track in visible(desk) if track.kind in ("audio", "midi"))
        raise UserError(
            f"No track is armed, so nothing would be recorded; arm one first{f': {names}' if names else ''}."
        )
    return daw.Transport("record", count_in_bars=int(args.get("count_in", 0)))


def _tempo_told(desk: Desk) -> str:
    tempo_map = desk.snapshot.tempo_map
    bpm = tempo_map.bpm_at(desk.snapshot.playhead_beats)
    more = f" ({len(tempo_map.tempos)} tempos in the session)" if len(tempo_map.tempos) > 1 else ""
    return f"The tempo is {bpm:g} bpm{more}."


def _tempo(args: Mapping[str, Any], desk: Desk) -> Sequence[Change] | str:
    tempo_map = desk.snapshot.tempo_map
    start = place(args, desk)
    if args.get("start_bar") is not None:
        start = bar_beats(args["start_bar"], desk)
    if args.get("to_bpm") is None:
        if "bpm" not in args:
            raise UserError("Say the tempo in bpm.")
        at = start or 0.0
        if tempo_map.bpm_at(at) == args["bpm"] and all(one.beat <= at for one in tempo_map.tempos):
            return f"The tempo is {args['bpm']:g} bpm already."
        return [daw.SetTempo(args["bpm"], at)]
    start = desk.snapshot.playhead_beats if start is None else start
    if args.get("end_bar") is None:
        raise UserError("Say over which bars the tempo should change: from bar … to bar ….")
    end = bar_beats(args["end_bar"], desk)
    if end <= start:
        raise UserError("A change of tempo has to end after it begins; say the first bar first.")
    return [daw.SetTempo(args.get("bpm", tempo_map.bpm_at(start)), start, args["to_bpm"], end)]


def _meter(args: Mapping[str, Any], desk: Desk) -> Sequence[Change] | str:
    found = re.fullmatch(
        r"\s*(\d{1,2})\s*(?:/|:|over|Takt|by)\s*(\d{1,2})\s*", str(args.get("meter") or ""), re.IGNORECASE
    )
    if found is None:
        raise UserError("Say the meter like 3/4, 6/8 or 7/16.")
    numerator, denominator = int(found[1]), int(found[2])
    if numerator < 1 or denominator not in (1, 2, 4, 8, 16, 32, 64):
        raise UserError(f"{numerator}/{denominator} is no meter; write it like 3/4, 6/8 or 7/16.")
    tempo_map = desk.snapshot.tempo_map
    at = place(args, desk) or 0.0
    bar, inside = tempo_map.bar_at(at)
    at = tempo_map.bar_start(bar) if inside > 1e-6 else at
    there = tempo_map.meter_at(at)
    if (there.numerator, there.denominator) == (numerator, denominator):
        return f"The meter is {numerator}/{denominator} there already."
    must(desk, "set_meter")
    return [daw.SetMeter(numerator, denominator, at)]


def _loop(args: Mapping[str, Any], desk: Desk) -> Change:
    if args.get("on") is False:
        return daw.Transport("loop", on=False)
    tempo_map, selection = desk.snapshot.tempo_map, desk.snapshot.selection
    if "start_bar" in args or "end_bar" in args:
        first = args.get("start_bar", 1)
        last = args.get("end_bar", first)
        if last < first:
            raise UserError(f"A loop from bar {first} to bar {last} would run backwards.")
        return daw.Transport("loop", tempo_map.bar_start(first), tempo_map.bar_start(last + 1))
    if args.get("marker"):
        return daw.Transport("loop", *_section(str(args["marker"]), desk))
    region = desk.region(args["clip"]) if "clip" in args else None
    if region:
        return daw.Transport("loop", region.start_beats, region.end_beats)
    if selection.start_beats is not None and selection.end_beats is not None:
        return daw.Transport("loop", selection.start_beats, selection.end_beats)
    if "bar" in args:
        return daw.Transport("loop", tempo_map.bar_start(int(args["bar"])), tempo_map.bar_start(int(args["bar"]) + 1))
    raise UserError("Say which bars to loop, or select a range.")


def _section(name: str, desk: Desk) -> tuple[float, float]:
    """From a marker to the next one, or to the end of the last clip."""
    marker = marker_named(desk, name)
    later = [one.at_beats for one in desk.snapshot.markers if one.at_beats > marker.at_beats]
    ends = [region.end_beats for region in desk.snapshot.regions if region.end_beats > marker.at_beats]
    if not later and not ends:
        raise UserError(f"Nothing comes after '{marker.name}', so there is nothing to loop; say up to which bar.")
    return marker.at_beats, min(later, default=max(ends, default=0.0))
