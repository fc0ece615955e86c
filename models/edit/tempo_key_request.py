"""What change_tempo_key is asked for, made definite: how much faster, and by how many semitones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.catalog.model import Brief, Report
from engine.errors import UserError
from engine.media.clip import Clip
from engine.media.key import Key, parse_key
from models.edit.source_music import SourceTempo, source_key, source_tempo

FASTEST, SLOWEST = 10.0, 0.1
MAX_SEMITONES = 36.0
_TEMPO_ARGS = ("bpm", "ratio", "bars")
_NATURAL = 0.3
"""Stretched further than this, sound suffers."""
_NATURAL_SEMITONES = 7.0
_OCTAVE_APART, _NEARLY = 1.5, 1.18
_VOICE_TASKS = ("sing", "speak", "harmonize", "translate_speech", "style_transfer", "enhance_speech", "talking_head",
                "separate_speakers")
_VOICE_WORDS = re.compile(r"\b(vox|vocals?|voices?|sing(er|ing)?|sung|choir|backings?|bvs?|speech|narrator|rap"
                          r"|voice-?over|spoken|talk(ing)?|speaker|podcast|interview|acapella|a cappella)\b", re.I)


@dataclass(frozen=True)
class TempoKeyWish:
    """How a clip is to change."""

    speed: float
    """2 = twice as fast, half as long."""
    semitones: float
    bpm: float | None = None
    """The tempo it has afterwards, where one was asked for."""
    length_beats: float | None = None
    """The length it has afterwards, where bars were asked for."""


def check_wish(args: Mapping[str, Any]) -> None:
    """UserError for wishes that contradict each other or say nothing."""
    tempos = [name for name in _TEMPO_ARGS if args.get(name) is not None]
    if len(tempos) > 1:
        raise UserError("Give one of a tempo, a speed and a length in bars, not several.")
    moves = any(args.get(name) is not None for name in ("semitones", "cents"))
    if moves and args.get("key"):
        raise UserError("Give a key or a number of semitones, not both.")
    if not tempos and not moves and not args.get("key"):
        raise UserError("Say the new tempo, speed, length in bars, key or number of semitones.")
    if args.get("key"):
        parse_key(str(args["key"]))
    _checked_semitones(float(args.get("semitones") or 0) + float(args.get("cents") or 0) / 100)


def wish_for(args: Mapping[str, Any], clip: Clip, brief: Brief, report: Report) -> TempoKeyWish:
    """Work out what the clip needs; warns about what will be heard of it."""
    check_wish(args)
    semitones = float(args.get("semitones") or 0) + float(args.get("cents") or 0) / 100
    if args.get("key"):
        semitones = float(_steps_to(parse_key(str(args["key"])), source_key(clip, brief, report), clip, report))
    length_beats: float | None = None
    speed = float(args.get("ratio") or 1.0)
    if args.get("bpm"):
        source = source_tempo(clip, brief, report)
        speed = _speed_to(float(args["bpm"]), source, clip, report)
    if args.get("bars"):
        length_beats = _bars_beats(float(args["bars"]), clip, brief)
        speed = _clip_seconds(clip, brief) / _beats_seconds(length_beats, clip, brief)
    if not SLOWEST <= speed <= FASTEST:
        raise UserError(f"'{clip.name}' would be {_times(speed)}; at most ten times faster or slower is possible.")
    wish = TempoKeyWish(speed, _checked_semitones(semitones), args.get("bpm"), length_beats)
    if clip.kind == "audio":
        _warn(wish, clip, report)
    return wish


def is_voice(clip: Clip) -> bool:
    """True for what was sung or spoken, as far as its making and its names tell."""
    if clip.recipe and clip.recipe.task in _VOICE_TASKS:
        return True
    words = " ".join([clip.name, clip.track or "", *clip.tags]).replace("_", " ")
    return bool(_VOICE_WORDS.search(words)) and "instrumental" not in words.lower()


def _checked_semitones(semitones: float) -> float:
    if abs(semitones) > MAX_SEMITONES:
        raise UserError(f"{semitones:g} semitones are too many; at most three octaves up or down are possible.")
    return semitones


def _steps_to(wanted: Key, source: Key, clip: Clip, report: Report) -> int:
    """The nearest transposition; when major meets minor, the keys with the same notes are matched."""
    is_same_mode = wanted.mode == source.mode
    goal = wanted if is_same_mode else _same_notes(wanted, source.mode)
    steps = (goal.tonic - source.tonic + 6) % 12 - 6
    if not is_same_mode:
        report.warn(f"'{clip.name}' is in {source}; transposing cannot make it {wanted.mode}, so it was put into "
                    f"{goal}, which has the notes of {wanted}.")
    elif steps == 0:
        report.warn(f"'{clip.name}' is in {source} already.")
    return steps


def _same_notes(key: Key, mode: str) -> Key:
    """The key of another mode with the same seven notes."""
    notes = set(key.scale)
    return next(Key(tonic, mode) for tonic in range(12) if set(Key(tonic, mode).scale) == notes)


def _speed_to(bpm: float, source: SourceTempo, clip: Clip, report: Report) -> float:
    speed = bpm / source.bpm
    if not source.is_heard:
        return speed
    # what was heard at 87 may be meant as 174: then 176 is a small step, not a doubling
    for times in (0.5, 2.0):
        other = speed * times
        is_much_nearer = max(speed, 1 / speed) > _OCTAVE_APART and max(other, 1 / other) < _NEARLY
        if is_much_nearer and abs(other - 1) > 0.005:
            report.warn(f"'{clip.name}' was taken to be at {source.bpm / times:.1f} bpm; if it is at {source.bpm:.1f}, "
                        f"ask for a speed of {speed:.3g}.")
            return other
    report.warn(f"'{clip.name}' was heard at {source.bpm:.1f} bpm.")
    return speed


def _bars_beats(bars: float, clip: Clip, brief: Brief) -> float:
    """The length of so many bars from where the clip lies; a clip of notes that lies nowhere has bars of its own."""
    tempo_map = brief.tempo_map
    if clip.kind == "midi" and clip.start_beats is None:
        tempo_map = clip.midi().tempo_map
    start = clip.start_beats or 0.0
    first, into = tempo_map.bar_at(start)
    whole = int(bars)
    end = tempo_map.bar_start(first + whole) + into
    return end + (bars - whole) * tempo_map.meter_at(end).bar_beats - start


def _clip_seconds(clip: Clip, brief: Brief) -> float:
    if clip.kind == "midi":
        return _beats_seconds(clip.midi().length_beats, clip, brief)
    return clip.seconds - clip.lead_in_s


def _beats_seconds(beats: float, clip: Clip, brief: Brief) -> float:
    """How long a stretch of the session lasts that begins with the clip."""
    start = clip.start_beats or 0.0
    return brief.tempo_map.seconds_at(start + beats) - brief.tempo_map.seconds_at(start)


def _warn(wish: TempoKeyWish, clip: Clip, report: Report) -> None:
    longer = 1 / wish.speed - 1
    if abs(longer) > _NATURAL + 1e-9 or abs(wish.speed - 1) > _NATURAL + 1e-9:
        report.warn(f"'{clip.name}' became {_times(wish.speed)}; beyond 30 % a stretch can be heard.")
    if abs(wish.semitones) > _NATURAL_SEMITONES:
        report.warn(f"'{clip.name}' was moved by {wish.semitones:+g} semitones; beyond a fifth it sounds unnatural."
                    .replace("-", "−"))


def _times(speed: float) -> str:
    return f"{speed:.3g} times as fast" if speed >= 1 else f"{1 / speed:.3g} times as slow"
