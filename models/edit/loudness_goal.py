"""Sound of any length brought to a loudness with its true peaks under a ceiling."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.catalog.model import Report
from engine.media.audio import AudioInfo
from engine.media.audio_stream import ClipWriter
from engine.media.clip import Clip
from engine.media.loudness import Loudness, LoudnessMeter
from models.edit.limiter import Limiter

_PASSES = 8
_NEAR_LU = 0.05
_UNDER_DB = 0.05
"""A true peak this far under the ceiling is left there."""
_DEEPEST_DB = 12.0
"""More limiting than this is distortion."""
_DEEP_DB = 6.0
_RELEASE_MS, _DEEP_RELEASE_MS = 100.0, 40.0
"""Deep limiting lets go faster, so that less of what follows a peak is lost."""
Blocks = Callable[[], Iterator[np.ndarray]]
"""Gives the sound from its beginning, block by block [shape=(channels, n)], every time it is called."""


@dataclass(frozen=True)
class Goal:
    """What a sound should be."""

    lufs: float
    ceiling_db: float
    """No true peak above (dBTP)."""


@dataclass(frozen=True)
class Reached:
    """What came of it."""

    clip: Clip
    loudness: Loudness
    gain_db: float
    limited_db: float
    """The most that a peak was turned down (≥ 0)."""


def measured(blocks: Blocks, info: AudioInfo, report: Report) -> Loudness:
    """Loudness and true peak of a sound."""
    meter, done = LoudnessMeter(info.sample_rate_hz, info.channels), 0
    for block in blocks():
        meter.add(block)
        done += block.shape[1]
        report(done, info.frames, "measuring")
    return meter.result()


def brought_to(goal: Goal, blocks: Blocks, info: AudioInfo, folder: Path, name: str, placing: Mapping[str, Any],
               report: Report, before: Loudness | None = None) -> Reached:
    """Write the sound at the goal's loudness, or as loud as it gets with at most 12 dB of limiting.

    Sound without a loudness (silent or shorter than 0.4 s) is set by its true peak alone. `info` is that of the
    sound the blocks give, `before` what is known of its loudness.
    """
    before = before or measured(blocks, info, report)
    peak_db = before.true_peak_dbtp if before.true_peak_dbtp is not None else goal.ceiling_db
    if before.lufs is None:
        return _Pass(0.0 if before.true_peak_dbtp is None else goal.ceiling_db - _UNDER_DB - peak_db, goal.ceiling_db,
                     False).written(blocks, info, folder, name, placing, report)
    most_db = goal.ceiling_db - peak_db + _DEEPEST_DB
    wanted_db = min(goal.lufs - before.lufs, most_db)
    now = _Pass(wanted_db, goal.ceiling_db - _UNDER_DB, peak_db + wanted_db > goal.ceiling_db - _UNDER_DB, most_db)
    best: Reached | None = None
    try:
        for _ in range(_PASSES):
            reached = now.written(blocks, info, folder, name, placing, report)
            if best:
                best.clip.path.unlink(missing_ok=True)
            best = reached
            after = now.corrected(reached, goal)
            if after is None:
                break
            now = after
        assert best is not None
        return _under(best, goal, info, folder, name, placing, report)
    except BaseException:
        if best:
            best.clip.path.unlink(missing_ok=True)
        raise


@dataclass(frozen=True)
class _Pass:
    gain_db: float
    ceiling_db: float
    limits: bool
    most_db: float = 0.0
    """No more gain than this."""
    step: float = 1.0
    """How much gain one missing LU took last time: limiting swallows a part of it."""

    def written(self, blocks: Blocks, info: AudioInfo, folder: Path, name: str, placing: Mapping[str, Any],
                report: Report) -> Reached:
        """The sound with this gain, and what it has become."""
        release_ms = _DEEP_RELEASE_MS if self.most_db - self.gain_db < _DEEPEST_DB - _DEEP_DB else _RELEASE_MS
        limiter = Limiter(info.sample_rate_hz, ceiling_db=self.ceiling_db, release_ms=release_ms)
        meter, gain = LoudnessMeter(info.sample_rate_hz, info.channels), np.float32(10 ** (self.gain_db / 20))
        with ClipWriter(folder, info.channels, info.sample_rate_hz, info.frames) as writer:
            for block in _limited(blocks(), gain, limiter if self.limits else None):
                writer.write(block)
                meter.add(block)
                report(writer.frames, info.frames, "setting the loudness")
            clip = writer.finish(name, **placing)
        return Reached(clip, meter.result(), self.gain_db, -limiter.deepest_db)

    def corrected(self, reached: Reached, goal: Goal) -> _Pass | None:
        """The next try; None when this one is good, or as good as it gets."""
        now = reached.loudness
        if now.lufs is None or now.true_peak_dbtp is None:
            return None
        over_db = now.true_peak_dbtp - goal.ceiling_db
        missing_lu = goal.lufs - now.lufs
        if abs(missing_lu) < _NEAR_LU and over_db <= 0:
            return None
        ceiling_db = self.ceiling_db - max(0.0, over_db + 0.02 if over_db > 0 else 0.0)
        step = min(3.0, 1.4 * self.step) if missing_lu > 0 and self.limits else 1.0
        gain_db = min(self.gain_db + float(np.clip(step * missing_lu, -6.0, 6.0)), self.most_db)
        if gain_db == self.gain_db and over_db <= 0:
            return None
        return _Pass(gain_db, ceiling_db, self.limits or over_db > 0, self.most_db, step)


def _limited(blocks: Iterator[np.ndarray], gain: np.float32, limiter: Limiter | None) -> Iterator[np.ndarray]:
    for block in blocks:
        yield limiter.process(block * gain) if limiter else block * gain
    rest = limiter.flush() if limiter else None
    if rest is not None:
        yield rest


def _under(best: Reached, goal: Goal, info: AudioInfo, folder: Path, name: str, placing: Mapping[str, Any],
           report: Report) -> Reached:
    """The ceiling holds in any case: what is left above it is taken off as a whole."""
    from engine.media.audio_stream import frame_blocks

    peak_db = best.loudness.true_peak_dbtp
    if peak_db is None or peak_db <= goal.ceiling_db:
        return best
    path = best.clip.path
    lower = _Pass(goal.ceiling_db - peak_db - 0.01, goal.ceiling_db, False).written(
        lambda: frame_blocks(path, 0, info.frames, info.sample_rate_hz), info, folder, name, placing, report)
    path.unlink(missing_ok=True)
    return Reached(lower.clip, lower.loudness, best.gain_db + lower.gain_db, best.limited_db)
