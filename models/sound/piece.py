"""From a request and the session to a piece: style, key, tempo, meter, length, and the sheet to play from."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.catalog.model import Brief
from engine.errors import UserError
from engine.media.key import Key, parse_key
from engine.media.note import MeterChange, Note, TempoMap
from models.sound.mix import MixTone, PartPlayers
from models.sound.music.band import mirrored, write_part
from models.sound.music.grid import make_grid
from models.sound.music.sheet import Sheet, make_sheet, random_stream, style_harmony
from models.sound.music.style import Style
from models.sound.music.style_table import STYLES
from models.sound.prompt.request import PromptRequest
from models.sound.timeline import Timeline

MAX_SECONDS = 600.0
SLOWEST_BPM, FASTEST_BPM = 20.0, 400.0
_SECTION_MEASURES = 16
_DEFAULT_BARS = 4
_MODES = {"major": ("major", "lydian", "mixolydian"), "minor": ("minor", "dorian", "phrygian", "locrian")}
ROLES = {"pad": "chords", "arpeggio": "melody"}
"""Part → the stem it belongs to, where that has another name."""
_CHANNELS = {"chords": 0, "bass": 1, "melody": 2}


@dataclass(frozen=True)
class Piece:
    """A piece of music, planned but not yet written."""

    style: Style
    key: Key
    timeline: Timeline
    """The whole piece."""
    section: Timeline
    """The loop that is composed and played; repeated when the piece is longer."""
    meter: MeterChange
    parts: tuple[str, ...]
    players: PartPlayers
    tone: MixTone
    seed: int
    is_loop: bool = True
    """False when a length in seconds cuts the last bar short."""

    def sheet(self) -> Sheet:
        """The sheet of the section."""
        style = self.style
        grid = make_grid(
            self.meter,
            self.section.length_beats,
            bpm=self.timeline.bpm,
            style_bpm=style.bpm[1],
            swing=style.swing,
            swings_eighths=style.swings_eighths,
        )
        spans = style_harmony(style, self.key, grid, self.meter.bar_beats, self.seed)
        return make_sheet(
            style,
            self.key,
            grid,
            spans,
            bpm=self.timeline.bpm,
            seed=self.seed,
            busy=self.tone.busy,
            darkness=max(0.0, 0.5 - self.tone.brightness),
        )

    def write(self, sheet: Sheet) -> dict[str, tuple[Note, ...]]:
        """All parts as notes, by stem."""
        written = {}
        for part in self.parts:
            role = ROLES.get(part, part)
            notes = write_part(part, sheet)
            written[role] = notes if role == "drums" else mirrored(notes, _CHANNELS[role])
        return {part: notes for part, notes in written.items() if notes}

    def repeats(self) -> list[float]:
        """The beats on which the section begins again within the piece."""
        count = math.ceil(self.timeline.length_beats / self.section.length_beats - 1e-9)
        return [number * self.section.length_beats for number in range(max(1, count))]


def plan_piece(request: PromptRequest, args: Mapping[str, Any], brief: Brief) -> Piece:
    """Settle what the prompt leaves open from the session, then from the style. UserError for impossible sizes."""
    style = STYLES[str(request.style)]
    if request.swing is not None:
        style = replace(style, swing=request.swing)
    tempo_map, start, meter = session_time(brief, args.get("bpm") or request.bpm, request.meter)
    bars: int | None = args.get("bars") or (request.bars if not args.get("duration_s") else None)
    seconds = args.get("duration_s") or request.seconds
    if bars is None and seconds is not None:
        _check_length(seconds)
        beats = tempo_map.beats_at(tempo_map.seconds_at(start) + seconds) - start
        bars = max(1, math.ceil(beats / meter.bar_beats - 1e-6))
        whole = bars * meter.bar_beats
        is_loop = abs(whole - beats) < 1e-6
    else:
        bars = bars or round(_DEFAULT_BARS * request.length_factor)
        beats, is_loop = bars_to_beats(bars, tempo_map, start, meter), True
        _check_length(tempo_map.seconds_at(start + beats) - tempo_map.seconds_at(start))
        whole = beats
    timeline = Timeline(tempo_map, start, beats, brief.sample_rate_hz)
    if timeline.length < 0.05 * brief.sample_rate_hz:
        raise UserError("That is too short to be music; ask for at least one bar.")
    section = Timeline(tempo_map, start, _section_beats(whole, style, meter, timeline), brief.sample_rate_hz)
    voices = {**style.voices, **request.voices}
    if "pad" in request.parts and "chords" not in request.voices:
        voices["chords"] = (
            "warm_pad"
            if style.voices["chords"] not in ("pad", "dark_pad", "warm_pad", "strings")
            else style.voices["chords"]
        )
    key = _key(request, args, brief, style)
    return Piece(
        style,
        key,
        timeline,
        section,
        meter,
        request.parts,
        PartPlayers(voices, style.kit),
        request.tone,
        brief.seed,
        is_loop,
    )


def session_time(brief: Brief, bpm: float | None, meter: tuple[int, int] | None) -> tuple[TempoMap, float, MeterChange]:
    """The session's tempo map and position, or a map of its own where another tempo or meter is asked for."""
    here = brief.tempo_map.meter_at(brief.start_beats)
    if bpm is not None and not SLOWEST_BPM <= bpm <= FASTEST_BPM:
        raise UserError(
            f"{bpm:g} bpm cannot be played; the tempo must lie between {SLOWEST_BPM:g} and {FASTEST_BPM:g} bpm."
        )
    if meter is not None and (meter[0] < 1 or meter[0] > 32):
        raise UserError(f"{meter[0]}/{meter[1]} is not a meter; write one like 4/4, 3/4 or 6/8.")
    if bpm is None and meter is None:
        return brief.tempo_map, brief.start_beats, here
    numerator, denominator = meter or (here.numerator, here.denominator)
    own = TempoMap.constant(bpm or brief.tempo_map.bpm_at(brief.start_beats), numerator, denominator)
    return own, 0.0, own.meters[0]


def bars_to_beats(bars: int, tempo_map: TempoMap, start: float, meter: MeterChange) -> float:
    """Length of so many bars from a beat on, by the meters that rule there."""
    if bars < 1:
        raise UserError("A piece needs at least 1 bar.")
    if bars > 10_000:
        raise UserError(f"{bars} bars are more than 10 minutes; ask for fewer.")
    if len(tempo_map.meters) == 1:
        return bars * meter.bar_beats
    beat = start
    for _ in range(bars):
        beat += tempo_map.meter_at(beat).bar_beats
    return beat - start


def _check_length(seconds: float) -> None:
    if seconds > MAX_SECONDS:
        raise UserError(f"That would be {seconds / 60:.0f} minutes long; at most 10 minutes are made at once.")


def _section_beats(beats: float, style: Style, meter: MeterChange, timeline: Timeline) -> float:
    """Long pieces at a steady tempo repeat a section of sixteen measures."""
    grid = make_grid(meter, beats, bpm=timeline.bpm, style_bpm=style.bpm[1])
    section = _SECTION_MEASURES * max(grid.measure_beats, meter.bar_beats)
    changes = [
        *(change.beat for change in timeline.tempo_map.tempos),
        *(change.beat for change in timeline.tempo_map.meters),
    ]
    inside = any(timeline.start_beats < beat < timeline.start_beats + beats for beat in changes)
    return beats if inside or beats <= 1.5 * section else section


def _key(request: PromptRequest, args: Mapping[str, Any], brief: Brief, style: Style) -> Key:
    """Arguments, then the prompt, then the session, then the style with a tonic by chance."""
    mode = style.mode if request.mode is None or style.mode in _MODES[request.mode] else request.mode
    if args.get("key"):
        return parse_key(str(args["key"]))
    if request.key:
        key = parse_key(request.key)
        return key if " " in request.key else replace(key, mode="minor" if mode in _MODES["minor"] else "major")
    if brief.key:
        return parse_key(brief.key)
    return Key(int(random_stream(brief.seed, style.name, "tonic").integers(12)), mode)
