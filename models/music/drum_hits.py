"""Kick, snare and hat, by what jumps up at every hit: the low end, the middle, the top."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

KICK, SNARE, HAT = 36, 38, 42
DRUM_RATE_HZ = 44100
_WINDOW, _HOP = 2048, 256
_BANDS_HZ = {"low": (30.0, 120.0), "body": (150.0, 400.0), "middle": (1200.0, 5000.0), "top": (6500.0, 16000.0)}
_LEAST = {"low": 0.22, "middle": 0.3, "top": 0.12}
"""Share of the band's strongest hits that a hit must reach."""
_APART_S = 0.04
_TOGETHER_S = 0.03


@dataclass(frozen=True)
class Hit:
    """One drum, struck once."""

    time_s: float
    pitch: int
    """General MIDI: 36 kick, 38 snare, 42 closed hat."""
    strength: float
    """0–1, against the strongest of its kind."""


def drum_hits(blocks: Iterable[np.ndarray]) -> list[Hit]:
    """The hits in mono sound at DRUM_RATE_HZ that comes in blocks [shape=(n,)], by time."""
    rises = _rises(blocks)
    if rises is None:
        return []
    step_s = _HOP / DRUM_RATE_HZ
    strong = {name: _strong(line) for name, line in rises.items()}
    kicks, snares = (_peaks(rises[name], _LEAST[name] * strong[name], step_s) for name in ("low", "middle"))
    snares = [step for step in snares if _is_snare(step, rises, strong)]
    near = round(_TOGETHER_S / step_s)
    top = rises["top"].copy()
    for step in snares:
        top[max(0, step - near):step + near + 1] = 0
    hats = _peaks(top, _LEAST["top"] * _strong(top), step_s)
    low = rises["low"]
    found = [Hit(_begun(low, step) * step_s, KICK, _share(low[step], strong["low"])) for step in kicks]
    found += [Hit(step * step_s, SNARE, _share(rises["middle"][step], strong["middle"])) for step in snares]
    found += [Hit(step * step_s, HAT, _share(top[step], _strong(top))) for step in hats]
    found += [Hit(step * step_s, HAT, 0.6) for step in _hidden(hats, snares)]
    return sorted(found, key=lambda hit: (hit.time_s, hit.pitch))


def _strong(line: np.ndarray) -> float:
    return float(np.percentile(line[line > 0], 99.5)) if (line > 0).any() else 0.0


def _begun(rise: np.ndarray, step: int) -> int:
    """Where a slow jump, as of a kick's low end, began."""
    while step > 0 and rise[step - 1] > 0.6 * rise[step] and rise[step - 1] <= rise[step]:
        step -= 1
    return step


def _hidden(hats: list[int], snares: list[int]) -> list[int]:
    """Hats that a snare covers: written where hats run on evenly on both sides of it."""
    if len(hats) < 4:
        return []
    steps = np.array(hats)
    usual = float(np.median(np.diff(steps)))
    hidden = []
    for snare in snares:
        before, after = steps[steps < snare], steps[steps > snare]
        if len(before) and len(after):
            gaps = (snare - before[-1]) / usual, (after[0] - snare) / usual
            if all(abs(gap - 1) < 0.12 for gap in gaps):
                hidden.append(snare)
    return hidden


def _is_snare(step: int, rises: dict[str, np.ndarray], strong: dict[str, float]) -> bool:
    """The middle jumps, and the body below it: a hat has no body, the click of a kick little middle."""
    around = slice(max(0, step - 8), step + 9)
    middle = float(rises["middle"][around].max()) / max(strong["middle"], 1e-9)
    body = float(rises["body"][around].max()) / max(strong["body"], 1e-9)
    low = float(rises["low"][around].max()) / max(strong["low"], 1e-9)
    is_clap = float(rises["middle"][around].max()) > 1.5 * float(rises["top"][around].max())
    return middle > 0.45 and (body > 0.12 or (is_clap and low < 0.5)) and middle > 0.6 * low


def _share(value: float, strongest: float) -> float:
    return float(min(1.0, value / max(strongest, 1e-9)))


def _peaks(rise: np.ndarray, least: float, step_s: float) -> list[int]:
    """Steps where a band jumps, at least 40 ms apart."""
    if least <= 0:
        return []
    apart = max(1, round(_APART_S / step_s))
    peaks: list[int] = []
    tops = np.flatnonzero((rise[1:-1] >= least) & (rise[1:-1] > rise[:-2]) & (rise[1:-1] >= rise[2:])) + 1
    for step in tops:
        if peaks and step - peaks[-1] < apart:
            if rise[step] > rise[peaks[-1]]:
                peaks[-1] = int(step)
            continue
        peaks.append(int(step))
    return peaks


def _rises(blocks: Iterable[np.ndarray]) -> dict[str, np.ndarray] | None:
    """How much the amplitude of every band grows within 10 ms, at each step."""
    from scipy.fft import rfft

    hann = np.hanning(_WINDOW).astype(np.float32)
    hz = np.arange(_WINDOW // 2 + 1) * DRUM_RATE_HZ / _WINDOW
    masks = {name: (hz >= low) & (hz < high) for name, (low, high) in _BANDS_HZ.items()}
    rows: dict[str, list[np.ndarray]] = {name: [] for name in masks}
    line = np.zeros(_WINDOW // 2, np.float32)
    for block in blocks:
        line = np.concatenate([line, block.astype(np.float32)])
        count = (len(line) - _WINDOW) // _HOP + 1
        if count < 1:
            continue
        frames = np.lib.stride_tricks.sliding_window_view(line, _WINDOW)[:count * _HOP:_HOP]
        power = np.abs(rfft(frames * hann, axis=1)) ** 2
        for name, mask in masks.items():
            rows[name].append(np.sqrt(power[:, mask].sum(axis=1)).astype(np.float32))
        line = line[count * _HOP:]
    if not rows["low"]:
        return None
    back = max(1, round(0.012 * DRUM_RATE_HZ / _HOP))
    levels = {name: np.concatenate(parts) for name, parts in rows.items()}
    return {name: np.maximum(level - np.pad(level, (back, 0))[:len(level)], 0) for name, level in levels.items()}
