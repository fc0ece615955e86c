"""Wish: what generate_audio was asked for, with everything settled that the session can settle."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.catalog.model import Brief
from engine.errors import UserError
from engine.media.key import parse_key
from models.sound.making.music_words import is_music
from models.sound.piece import bars_to_beats, session_time
from models.sound.prompt.length import length_factor
from models.sound.timeline import Timeline

_SHORTEST_S = 0.05
_MUSIC_S = 30.0
_SOUND_S = 10.0


@dataclass(frozen=True)
class SoundWish:
    """A sound to be made."""

    prompt: str
    """In the user's words."""
    frames: int
    """Its length in samples at `rate_hz`."""
    rate_hz: int
    """Of the session."""
    is_music: bool
    bars: int | None = None
    """Whole bars: then it has to loop."""
    bpm: float | None = None
    """The tempo it must have; None = free."""
    key: str | None = None
    beats_per_bar: int = 4
    """Numerator of the meter."""
    length_beats: float | None = None
    lyrics: str = ""
    language: str = ""
    """Of the lyrics: a lower-case English name."""

    @property
    def seconds(self) -> float:
        """Its length."""
        return self.frames / self.rate_hz

    @property
    def described(self) -> str:
        """The prompt with tempo and key, for models that know them from words alone."""
        extras = [f"{self.bpm:g} bpm"] if self.bpm else []
        extras += [f"in {self.key}"] if self.key else []
        extras += ["seamless loop"] if self.bars else []
        return ", ".join([self.prompt, *extras])


def read_wish(args: Mapping[str, Any], brief: Brief, *, name: str, longest_s: float) -> SoundWish:
    """The wish behind the arguments of generate_audio.

    UserError when it cannot be fulfilled, or is longer than this model reaches (the job asks another one then).
    """
    prompt = " ".join(str(args.get("prompt") or "").split())
    if not prompt:
        raise UserError("Say what it should sound like.")
    lyrics = str(args.get("lyrics") or "").strip()
    wants_music = bool(lyrics) or any(args.get(one) is not None for one in ("bars", "bpm", "key"))
    musical = wants_music or is_music(prompt)
    key = args.get("key") or (brief.key if musical and args.get("bars") else None)
    common = {"key": str(parse_key(str(key))) if key else None, "lyrics": lyrics,
              "language": str(args.get("language") or "").strip().lower()}
    wish = (_in_bars if args.get("bars") else _in_seconds)(prompt, musical, args, brief, common)
    if wish.seconds > longest_s:
        raise UserError(f"{name} makes at most {_said(longest_s)} at once, and {_said(wish.seconds)} were asked for.")
    return wish


def _in_bars(prompt: str, musical: bool, args: Mapping[str, Any], brief: Brief, common: dict[str, Any]) -> SoundWish:
    tempo_map, start, meter = session_time(brief, args.get("bpm"), None)
    bars = int(args["bars"])
    beats = bars_to_beats(bars, tempo_map, start, meter)
    timeline = Timeline(tempo_map, start, beats, brief.sample_rate_hz)
    return SoundWish(prompt, timeline.length, brief.sample_rate_hz, musical, bars, round(timeline.bpm, 3),
                beats_per_bar=meter.numerator, length_beats=beats, **common)


def _in_seconds(prompt: str, musical: bool, args: Mapping[str, Any], brief: Brief, common: dict[str, Any]) -> SoundWish:
    bpm = args.get("bpm")
    session_time(brief, bpm, None)
    seconds = float(args.get("duration_s") or (_MUSIC_S if musical else _SOUND_S) * length_factor(prompt))
    if not math.isfinite(seconds) or seconds < _SHORTEST_S:
        raise UserError(f"{seconds:g} s is too short; ask for at least {_SHORTEST_S:g} s.")
    frames = round(seconds * brief.sample_rate_hz)
    return SoundWish(prompt, frames, brief.sample_rate_hz, musical, bpm=float(bpm) if bpm else None, **common)


def _said(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds <= 120 else f"{seconds / 60:.3g} minutes"
