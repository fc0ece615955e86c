"""Dials: which number of an earlier call is turned further up or down, from where, and how far at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from engine.planner.offline.conversation.reading import row_of
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.reading.previous_call import KIND_OF

Scale = Literal["steps", "absolute", "ratio"]


@dataclass(frozen=True)
class Dial:
    """One number of a call."""

    name: str
    axes: frozenset[str]
    """What words may turn it."""
    scale: Scale = "absolute"
    """steps: counted from how it was before the call, 0 is nothing; ratio: multiplied."""
    step: float = 0.0
    """How far one word turns it at least."""
    default: float | None = None
    """What it is when the call does not say; None: then there is nothing to turn."""
    neutral: float | None = None
    """Where it does nothing; None: nowhere."""
    is_inverse: bool = False
    """A lower number is more of it."""
    is_whole: bool = False

    def further(self, value: float, other: float | None, way: int, degree: float) -> float:
        """The number a bit further (+1 up, −1 down) from where it is; towards what it was before, half of the way."""
        way = -way if self.is_inverse else way
        came = None if other is None else value - other
        if came and came * way < 0:
            new = value - came * (1 / 3 if degree < 1 else 0.75 if degree > 1 else 0.5)
            return self._whole(new, value, way)
        if self.scale == "ratio":
            return self._whole(value * (1 + 0.5 * degree if way > 0 else 1 / (1 + 0.5 * degree)) if self.step == 0
                               else value * (1 + way * self.step * degree), value, way)
        size = max(self.step * degree, abs(came or 0.0) * 0.5 * degree)
        return self._whole(value + way * size, value, way)

    def _whole(self, new: float, value: float, way: int) -> float:
        if not self.is_whole:
            return round(new, 3 if abs(new) < 2 else 1)
        rounded = float(round(new))
        return rounded if rounded != value else value + way


def _axes(words: str) -> frozenset[str]:
    return frozenset(f"amount any {words}".split())


_LEVEL = Dial("value_db", _axes("level height strength"), "steps", 1.0, None, 0.0)
_WET = Dial("wet", _axes("share strength level"), "absolute", 0.05, None, 0.0)
_LENGTH = Dial("duration", _axes("length"), "ratio", 0.0, None, 0.0)
_COUNT = Dial("count", frozenset(), is_whole=True)
_DIALS: dict[tuple[str, str], tuple[Dial, ...]] = {
    ("mix", "gain"): (
        _LEVEL,
        Dial("set_db", _axes("level height"), step=2.0),
        Dial("loudness_lufs", _axes("level height"), step=2.0),
    ),
    ("mix", "pan"): (Dial("value", _axes("side width") - {"any"}, "absolute", 0.1, None, 0.0),),
    ("route", "send"): (Dial("value_db", _axes("level height strength share"), step=3.0, default=-12.0),),
    ("arrange", "move"): tuple(Dial(name, frozenset(), "steps", 0.0, None, 0.0) for name in ("offset_beats", "offset")),
    ("arrange", "duplicate"): (_COUNT,),
    ("edit_clip", "loop"): (_COUNT,),
    ("edit_clip", "gain"): (_LEVEL,),
    ("edit_clip", "normalize"): (Dial("loudness_lufs", _axes("level"), step=2.0),),
    ("edit_clip", "fade_in"): (_LENGTH,),
    ("edit_clip", "fade_out"): (_LENGTH,),
    ("edit_notes", "velocity"): (
        Dial("value", _axes("level strength"), step=8.0, is_whole=True),
        Dial("change", _axes("level strength"), "steps", 4.0, None, 0.0, is_whole=True),
    ),
    ("edit_notes", "quantize"): (Dial("amount", _axes("strength"), step=0.1, default=1.0, neutral=0.0),),
    ("edit_notes", "swing"): (Dial("amount", _axes("strength"), step=0.1, neutral=0.0),),
    ("edit_notes", "humanize"): (Dial("amount", _axes("strength"), step=0.1, default=0.3, neutral=0.0),),
    ("transport", "set_tempo"): (Dial("bpm", _axes("speed"), "ratio", 0.04, None, None, is_whole=True),),
    ("change_tempo_key", ""): (
        Dial("semitones", _axes("height"), "steps", 1.0, None, 0.0, is_whole=True),
        Dial("cents", _axes("height"), "steps", 5.0, None, 0.0, is_whole=True),
        Dial("bpm", _axes("speed"), "ratio", 0.04, None, None, is_whole=True),
    ),
    ("apply_effect", "reverb"): (Dial("wet", _WET.axes, step=0.05, default=0.25, neutral=0.0),),
    ("apply_effect", "delay"): (
        Dial("wet", _WET.axes, step=0.05, default=0.3, neutral=0.0),
        Dial("delay_s", frozenset({"length"})),
    ),
    **{
        ("apply_effect", name): (Dial("wet", _WET.axes, step=0.1, default=0.5, neutral=0.0),)
        for name in ("chorus", "phaser", "flanger")
    },
    ("apply_effect", "tremolo"): (Dial("depth", _axes("strength"), step=0.1, default=0.6, neutral=0.0),),
    ("apply_effect", "widen"): (Dial("depth", _axes("strength width"), step=0.1, default=1.5, neutral=1.0),),
    ("apply_effect", "sidechain"): (Dial("depth", _axes("strength"), step=0.1, default=0.8, neutral=0.0),),
    ("apply_effect", "autotune"): (Dial("depth", _axes("strength"), step=0.2, default=1.0, neutral=0.0),),
    ("apply_effect", "distortion"): (Dial("drive_db", _axes("strength"), step=4.0, default=20.0, neutral=0.0),),
    ("apply_effect", "bitcrush"): (
        Dial("bits", _axes("strength"), step=2.0, default=8.0, is_inverse=True, is_whole=True),
    ),
    ("apply_effect", "compressor"): (
        Dial("threshold_db", _axes("strength"), step=6.0, default=-18.0, neutral=0.0, is_inverse=True),
    ),
    ("apply_effect", "limiter"): (Dial("threshold_db", _axes("strength"), step=3.0, default=-1.0, is_inverse=True),),
    ("apply_effect", "deesser"): (Dial("threshold_db", _axes("strength"), step=6.0, default=-30.0, is_inverse=True),),
    ("apply_effect", "gate"): (Dial("threshold_db", _axes("strength"), step=6.0, default=-45.0),),
    ("apply_effect", "eq"): (Dial("gain_db", _axes("strength level"), "steps", 1.0, 3.0, 0.0),),
    ("apply_effect", "highpass"): (
        Dial("cutoff_hz", _axes("height strength"), "ratio", 0.25, 80.0, None, is_whole=True),
    ),
    ("apply_effect", "lowpass"): (Dial("cutoff_hz", _axes("height"), "ratio", 0.25, 8000.0, None, is_whole=True),),
}  # fmt: skip


def dials_of(frame: Frame) -> list[Dial]:
    """The numbers of a call that can be turned, the one that is meant first."""
    kind = frame.kind if frame.tool in KIND_OF else ""
    dials = _DIALS.get((frame.tool, kind), ())
    return [one for one in dials if one.name in frame.args or one.default is not None]


def dial_of(frame: Frame, axis: str) -> Dial | None:
    """The number of a call that such a word turns; None when there is none."""
    return next((one for one in dials_of(frame) if not axis or axis in one.axes), None)


def value_of(dial: Dial, args: Mapping[str, Any]) -> float | None:
    """What it stands at."""
    value = args.get(dial.name, dial.default)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def limited(frame: Frame, name: str, value: float) -> float:
    """The number within what the task takes; a whole one without its fraction."""
    row = row_of(frame.tool)
    arg = next((one for one in row.args if one.name == name), None) if row else None
    if arg and arg.low is not None:
        value = max(value, arg.low)
    if arg and arg.high is not None:
        value = min(value, arg.high)
    return int(value) if value == int(value) else value


_SETTINGS: dict[str, str] = {
    "reverb": "wet size", "delay": "wet feedback delay_s", "chorus": "wet depth rate_hz feedback",
    "phaser": "wet depth rate_hz feedback", "flanger": "wet depth rate_hz feedback", "tremolo": "wet depth rate_hz",
    "distortion": "wet drive_db", "bitcrush": "wet bits", "widen": "wet depth", "autotune": "wet depth",
    "compressor": "wet threshold_db ratio attack_ms release_ms", "limiter": "threshold_db release_ms",
    "gate": "threshold_db attack_ms release_ms ratio", "deesser": "threshold_db ratio release_ms freq_hz",
    "sidechain": "depth attack_ms release_ms",
}  # fmt: skip


def has_setting(frame: Frame, name: str) -> bool:
    """Can a call take this setting, though it does not say it?"""
    return frame.tool == "apply_effect" and name in _SETTINGS.get(frame.kind, "").split()
