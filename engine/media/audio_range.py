"""The stretch of a clip that a request means: seconds or bars made into an exact range."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.errors import UserError
from engine.media.clip import Clip
from engine.media.note import TempoMap

_SLACK_S = 0.02
"""A time this little past the end still means the end: people read lengths that are rounded."""
_SLACK_BEATS = 1e-6


def has_range(args: Mapping[str, Any]) -> bool:
    """True when a request names any start or end."""
    return any(args.get(name) is not None for name in ("start_s", "end_s", "start_bar", "end_bar"))


def clip_range(args: Mapping[str, Any], clip: Clip, tempo_map: TempoMap) -> tuple[float, float]:
    """Start and end in seconds from the beginning of the clip's file.

    `args` holds start_s and end_s (negative: from the clip's end) or start_bar and end_bar (to the
    end of that bar); what is missing means the clip's own start or end. Bars are those of the
    session when the clip lies in it and they meet, else they count from the clip's beginning.
    Raises UserError, with the clip's length, for a range outside the clip or with nothing in it.
    """
    _check_once(args)
    bars = _bars_in_beats(args, clip, tempo_map, _length_beats(clip, tempo_map))
    origin = _file_start_s(clip, tempo_map)
    length_s = clip.seconds
    start_s = _time(args.get("start_s"), clip)
    end_s = _time(args.get("end_s"), clip)
    if bars[0] is not None:
        start_s = max(0.0, tempo_map.seconds_at(bars[0]) - origin)
    if bars[1] is not None:
        end_s = min(length_s, tempo_map.seconds_at(bars[1]) - origin)
    start_s = 0.0 if start_s is None else start_s
    end_s = length_s if end_s is None else end_s
    if end_s <= start_s:
        raise UserError(f"The range from {start_s:.2f} s to {end_s:.2f} s of '{clip.name}' has nothing in it; "
                        f"it is {length_s:.2f} s long.")
    return start_s, end_s


def clip_frames(args: Mapping[str, Any], clip: Clip, tempo_map: TempoMap, sample_rate_hz: int,
                frames: int) -> tuple[int, int]:
    """The same range as the first sample and the one after the last; never empty.

    `frames` is the clip's length in samples. On bars, every border is the difference of two
    sample positions in the session, so that neighbouring ranges meet without a gap.
    """
    start_s, end_s = clip_range(args, clip, tempo_map)
    origin_s = _file_start_s(clip, tempo_map)

    def sample(time_s: float, is_bar: bool) -> int:
        if not is_bar:
            return round(time_s * sample_rate_hz)
        return round((origin_s + time_s) * sample_rate_hz) - round(origin_s * sample_rate_hz)

    first = sample(start_s, args.get("start_bar") is not None)
    last = sample(end_s, args.get("end_bar") is not None)
    first = min(max(0, first), frames - 1)
    return first, max(first + 1, min(last, frames))


def beat_range(args: Mapping[str, Any], clip: Clip, tempo_map: TempoMap, length_beats: float) -> tuple[float, float]:
    """The range of a MIDI clip, in beats from its beginning; `length_beats` is the clip's length.

    Seconds are turned into beats on `tempo_map`, from the clip's place in the session or from beat 0.
    """
    _check_once(args)
    origin = clip.start_beats or 0.0
    origin_s = tempo_map.seconds_at(origin)

    def beats(time_s: float | None) -> float | None:
        return None if time_s is None else tempo_map.beats_at(origin_s + time_s) - origin

    bars = _bars_in_beats(args, clip, tempo_map, length_beats)
    start = beats(_time(args.get("start_s"), clip)) if bars[0] is None else max(0.0, bars[0] - origin)
    end = beats(_time(args.get("end_s"), clip)) if bars[1] is None else min(length_beats, bars[1] - origin)
    start = 0.0 if start is None else start
    end = length_beats if end is None else end
    if end <= start:
        raise UserError(f"That range of '{clip.name}' has nothing in it; it is {length_beats:g} beats long.")
    return start, end


def _check_once(args: Mapping[str, Any]) -> None:
    for end in ("start", "end"):
        if args.get(f"{end}_s") is not None and args.get(f"{end}_bar") is not None:
            raise UserError(f"Give the {end} in seconds or as a bar, not both.")


def _time(value: float | None, clip: Clip) -> float | None:
    """A time in the clip, counted from its end when negative."""
    if value is None:
        return None
    time_s = value + clip.seconds if value < 0 else value
    if time_s < -_SLACK_S or time_s > clip.seconds + _SLACK_S:
        raise UserError(f"'{clip.name}' is {clip.seconds:.2f} s long; {value:g} s lies outside it.")
    return min(max(0.0, time_s), clip.seconds)


def _file_start_s(clip: Clip, tempo_map: TempoMap) -> float:
    """Where the first sample of the file lies in the session; of a clip that lies nowhere, 0."""
    if clip.start_beats is None:
        return 0.0
    return tempo_map.seconds_at(clip.start_beats) - clip.lead_in_s


def _length_beats(clip: Clip, tempo_map: TempoMap) -> float:
    start_beats = clip.start_beats or 0.0
    return tempo_map.beats_at(_file_start_s(clip, tempo_map) + clip.seconds) - start_beats


def _bars_in_beats(args: Mapping[str, Any], clip: Clip, tempo_map: TempoMap,
                   length_beats: float) -> tuple[float | None, float | None]:
    """Session beats at which the bars named begin and end; None for one that is not named."""
    first, last = args.get("start_bar"), args.get("end_bar")
    if first is None and last is None:
        return None, None
    if first is not None and last is not None and last < first:
        raise UserError(f"Bar {last} comes before bar {first}; give the first bar first.")
    start_beats = clip.start_beats or 0.0
    end_beats = start_beats + length_beats
    if clip.start_beats is not None and _meet(first, last, start_beats, end_beats, tempo_map):
        base, shift = 0, 0.0
    else:
        base = tempo_map.bar_at(max(0.0, start_beats))[0] - 1
        shift = start_beats - tempo_map.bar_start(base + 1)
    lowest = tempo_map.bar_start(base + (first or last or 1) + 1) + shift
    highest = tempo_map.bar_start(base + (last or first or 1)) + shift
    if lowest <= start_beats + _SLACK_BEATS or highest >= end_beats - _SLACK_BEATS:
        raise UserError(_outside(clip, first, last, start_beats, end_beats, tempo_map))
    return (None if first is None else tempo_map.bar_start(base + first) + shift,
            None if last is None else tempo_map.bar_start(base + last + 1) + shift)


def _meet(first: int | None, last: int | None, start_beats: float, end_beats: float, tempo_map: TempoMap) -> bool:
    """True when the session's bars and the clip have some time in common."""
    begins = tempo_map.bar_start(first or last or 1)
    ends = tempo_map.bar_start((last or first or 1) + 1)
    return begins < end_beats - _SLACK_BEATS and ends > start_beats + _SLACK_BEATS


def _outside(clip: Clip, first: int | None, last: int | None, start_beats: float, end_beats: float,
             tempo_map: TempoMap) -> str:
    asked = f"bar {first or last}" if first in (None, last) or last is None else f"bars {first} to {last}"
    bar_beats = tempo_map.meter_at(max(0.0, start_beats)).bar_beats
    bars = (end_beats - start_beats) / bar_beats
    text = f"'{clip.name}' is {bars:.3g} bars ({clip.seconds:.2f} s) long"
    if bars < 0.1:
        text = f"'{clip.name}' is only {clip.seconds:.3f} s long"
    if clip.start_beats is not None:
        begins, ends = (tempo_map.bar_at(max(0.0, beat))[0] for beat in (start_beats, end_beats - 1e-3))
        text += f" and lies in bars {begins} to {ends}" if ends > begins else f" and lies in bar {begins}"
    return f"{text}; {asked} is not in it." if asked.startswith("bar ") else f"{text}; {asked} are not all in it."
