"""What is known of a sound that was made: its length, tempo and key, and how loud it came out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.catalog.model import Facts
from engine.media.loudness import measure_loudness
from models.sound.piece import Piece

_BLOCK = 1 << 19


def music_facts(piece: Piece, sound: np.ndarray) -> Facts:
    """Of a piece: bpm, key, bars (when whole), seconds, loudness and style; `sound` is what was written of it."""
    timeline = piece.timeline
    values: dict[str, Any] = {"bpm": round(timeline.bpm, 3)}
    if piece.parts != ("drums",):
        values["key"] = str(piece.key)
    bars = timeline.length_beats / piece.meter.bar_beats
    if piece.is_loop and abs(bars - round(bars)) < 1e-6:
        values["bars"] = round(bars)
    values |= {"seconds": round(timeline.length / timeline.rate, 6), **_levels(sound, timeline.rate)}
    values["style"] = piece.style.name
    length = _counted(values["bars"], "bar") if "bars" in values else f"{values['seconds']:.1f} s"
    key = f" in {values['key']}" if "key" in values else ""
    return Facts(values, _sentence(f"{length} at {values['bpm']:g} bpm{key}", _said_loudness(values)))


def effect_facts(sources: Sequence[str], sound: np.ndarray, rate: int, *, is_loop: bool) -> Facts:
    """Of an effect: seconds, loudness, true peak and the sounds in it. A one-shot is told by its peak."""
    values = {"seconds": round(sound.shape[1] / rate, 6), **_levels(sound, rate), "sources": list(sources)}
    peak = values.get("true_peak_dbtp")
    said = [_said_loudness(values)] if is_loop else []
    said.append("" if peak is None else f"peak {_db(peak)} dBTP")
    return Facts(values, _sentence(f"{values['seconds']:.1f} s", *said))


def _levels(sound: np.ndarray, rate: int) -> dict[str, float]:
    """Integrated loudness and true peak; without those that this sound does not have (too short, silent)."""
    blocks = (sound[:, start:start + _BLOCK] for start in range(0, sound.shape[1], _BLOCK))
    measured = measure_loudness(blocks, rate, sound.shape[0])
    found = {"loudness_lufs": measured.lufs, "true_peak_dbtp": measured.true_peak_dbtp}
    return {name: round(value, 1) for name, value in found.items() if value is not None}


def _said_loudness(values: dict[str, Any]) -> str:
    return f"{_db(values['loudness_lufs'])} LUFS" if "loudness_lufs" in values else ""


def _sentence(*parts: str) -> str:
    return ", ".join(part for part in parts if part) + "."


def _db(value: float) -> str:
    return f"{value:.1f}".replace("-", "−")


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
