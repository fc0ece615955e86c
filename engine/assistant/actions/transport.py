"""transport: play, stop, record, locate, loop, tempo, click."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.assistant.actions.desk import Desk
from engine.daw import daw
from engine.daw.daw import Change
from engine.errors import UserError


def act(args: Mapping[str, Any], desk: Desk) -> Sequence[Change] | str:
    """See the row `transport` of the task table."""
    action, tempo_map = args["action"], desk.snapshot.tempo_map
    start = _start(args, desk)
    match action:
        case "get_tempo":
            bpm = tempo_map.bpm_at(desk.snapshot.playhead_beats)
            more = f" ({len(tempo_map.tempos)} tempos in the session)" if len(tempo_map.tempos) > 1 else ""
            return f"The tempo is {bpm:g} bpm{more}."
        case "set_tempo":
            if "bpm" not in args:
                raise UserError("Say the tempo in bpm.")
            return [daw.SetTempo(args["bpm"], start or 0.0)]
        case "loop":
            return [_loop(args, desk)]
        case "metronome":
            return [daw.Transport("metronome", on=args.get("on", True))]
        case "locate":
            if start is None:
                raise UserError("Say where to go: a bar, a time or a clip.")
            return [daw.Transport("locate", start)]
        case "play" | "record":
            begin = [daw.Transport("locate", start)] if start is not None else []
            return [*begin, daw.Transport(action)]
        case _:
            return [daw.Transport("stop")]


def _start(args: Mapping[str, Any], desk: Desk) -> float | None:
    if "bar" in args or "at_s" in args:
        return desk.start_beats(args.get("bar"), args.get("at_s"), 0.0)
    if "clip" in args:
        region = desk.region(args["clip"])
        if region is None:
            raise UserError("That clip lies on no track.")
        return region.start_beats
    return None


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
    region = desk.region(args["clip"]) if "clip" in args else None
    if region:
        return daw.Transport("loop", region.start_beats, region.end_beats)
    if selection.start_beats is not None and selection.end_beats is not None:
        return daw.Transport("loop", selection.start_beats, selection.end_beats)
    if "bar" in args:
        return daw.Transport("loop", tempo_map.bar_start(int(args["bar"])), tempo_map.bar_start(int(args["bar"]) + 1))
    raise UserError("Say which bars to loop, or select a range.")
