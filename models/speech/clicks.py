"""Clicks and crackles: found where a sound cannot be predicted from what comes just before, alone, and filled again."""

from __future__ import annotations

import numpy as np

from models.sound.repair.autoregressive import burg, from_both_sides, janssen

_ORDER, _BLOCK_S = 24, 0.05
_STRONG, _WEAK = 22.0, 4.0
"""Prediction errors against the usual one: of a click, and of what still belongs to it."""
_ALONE = 6.0
"""A click stands out of the errors around it by this; the pulses of a voice have company."""
_LOUDER, _RINGING = 1.25, 0.03
"""After a stroke it is louder than before: by the first it is no click, unless all is below that share of its peak."""
_AUDIBLE = 0.01
"""Of the loudest sample."""
_NEAR_S, _AROUND_S, _LONGEST_S = 0.0012, 0.012, 0.003
_CONTEXT, _FILL_ORDER = 400, 40
_SHORTEST_S = 0.02


def without_clicks(samples: np.ndarray, rate_hz: int) -> tuple[np.ndarray, int]:
    """float64 [shape=(channels, n)] without its clicks, and how many were taken out (0: nothing was changed)."""
    if samples.shape[1] < _SHORTEST_S * rate_hz or not np.any(samples):
        return samples, 0
    made, count = samples, 0
    for number, channel in enumerate(samples):
        spots = clicks_in(channel, rate_hz)
        if spots:
            made = samples.copy() if made is samples else made
            _filled(made[number], spots)
            count = max(count, len(spots))
    return made, count


def clicks_in(channel: np.ndarray, rate_hz: int) -> list[tuple[int, int]]:
    """First sample and the one after the last of every click in [shape=(n,)]."""
    from scipy.ndimage import binary_dilation, maximum_filter1d

    error = np.abs(_unforeseen(channel, max(256, round(_BLOCK_S * rate_hz))))
    near, around = (max(1, round(seconds * rate_hz)) for seconds in (_NEAR_S, _AROUND_S))
    ring = (around - near) | 1
    highest = maximum_filter1d(error, ring)
    beside = np.maximum(np.roll(highest, near + ring // 2), np.roll(highest, -near - ring // 2))
    strong = (error > _STRONG) & (error > _ALONE * beside)
    strong &= maximum_filter1d(np.abs(channel), 2 * near + 1) > _AUDIBLE * np.abs(channel).max()
    strong[strong] = [not _begins_something(channel, int(at), near, around) for at in np.flatnonzero(strong)]
    if not strong.any():
        return []
    held = binary_dilation(strong, iterations=near) & (error > _WEAK)
    held = binary_dilation(held, iterations=max(2, near // 8))
    borders = np.flatnonzero(np.diff(held.astype(np.int8), prepend=0, append=0))
    spots = [(int(first), int(last)) for first, last in borders.reshape(-1, 2)]
    return [spot for spot in spots if spot[1] - spot[0] <= _LONGEST_S * rate_hz and strong[spot[0]:spot[1]].any()]


def _begins_something(channel: np.ndarray, at: int, near: int, around: int) -> bool:
    """True for the beginning of a stroke: what follows is louder than what was before."""
    before, after = channel[max(0, at - around):max(0, at - near)], channel[at + near:at + around]
    if not len(before) or not len(after):
        return True
    peak = np.abs(channel[max(0, at - near):at + near]).max()
    return bool(after.std() > _LOUDER * before.std() + _RINGING * peak)


def _unforeseen(channel: np.ndarray, block: int) -> np.ndarray:
    """Error of linear prediction against its median, block by block."""
    from scipy.signal import lfilter

    error = np.zeros(len(channel))
    for first in range(0, len(channel), block):
        begin = max(0, first - 2 * _ORDER)
        part = channel[begin:first + block]
        if len(part) < 4 * _ORDER or not np.any(part):
            continue
        found = lfilter(burg(part, _ORDER), 1, part)[first - begin:]
        usual = max(float(np.median(np.abs(found))), 0.02 * float(found.std()))  # a stroke after silence is no click
        error[first:first + block] = found / (1.4826 * usual + 1e-7)
    return error


def _filled(channel: np.ndarray, spots: list[tuple[int, int]]) -> None:
    """Put what linear prediction expects in place of each click."""
    for first, last in spots:
        before, after = channel[max(0, first - _CONTEXT):first], channel[last:last + _CONTEXT]
        if len(before) < 4 * _FILL_ORDER or len(after) < 4 * _FILL_ORDER:
            channel[first:last] = np.interp(np.arange(first, last), [first - 1, last],
                                            [channel[max(0, first - 1)], channel[min(last, len(channel) - 1)]])
            continue
        start = from_both_sides(before, after, last - first, _FILL_ORDER)
        fill = janssen(before, start, after, _FILL_ORDER)
        peak = max(np.abs(before).max(), np.abs(after).max())
        channel[first:last] = np.clip(fill, -peak, peak)
