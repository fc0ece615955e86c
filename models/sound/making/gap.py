"""A gap in a clip that a foundation model fills: what it is given to hear, and how its answer is put in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.catalog.model import Brief, Report
from engine.catalog.subject import one_clip, place_of
from engine.errors import ModelError, UserError
from engine.media.audio import Audio, AudioInfo, fit_length, resample, to_channels
from engine.media.audio_stream import ClipWriter, frame_blocks, read_frames, sound_info
from engine.media.clip import Clip
from models.sound.inpaint import joined

LONGEST_GAP_S = 60.0
_SHORTEST_GAP_S = 0.25
"""Shorter ones are calculated better than imagined."""
_LEVEL_S = 1.0
_GAINS = 0.001, 8.0
"""Some models always answer at full level."""
_LEAST_CONTEXT_S = 0.5


@dataclass(frozen=True)
class Gap:
    """A stretch of a clip that is to be replaced."""

    clip: Clip
    info: AudioInfo
    first: int
    """Its first sample, at the clip's rate."""
    last: int
    """The first sample after it."""

    @property
    def seconds(self) -> float:
        """Its length."""
        return (self.last - self.first) / self.info.sample_rate_hz


@dataclass(frozen=True)
class GapSurroundings:
    """The surroundings of a gap, as a model hears them; the gap itself is silent."""

    audio: Audio
    first: int
    """First sample of the clip that it holds, at the clip's rate."""
    start_s: float
    """Where the gap begins in it."""
    end_s: float


def read_gap(inputs: Mapping[str, Clip | Sequence[Clip]], args: Mapping[str, Any], *, name: str,
             longest_s: float) -> Gap:
    """The gap that was asked for. UserError for an impossible one, and for one that others fill better."""
    clip = one_clip(inputs, "repair")
    info = sound_info(clip)
    start_s, end_s = float(args["start_s"]), float(args["end_s"])
    first, last = round(start_s * info.sample_rate_hz), round(end_s * info.sample_rate_hz)
    if not 0 <= start_s < end_s or first == last:
        raise UserError(f"A gap from {start_s:g} to {end_s:g} s has no length; give a start before the end.")
    if first >= info.frames or last > info.frames + round(0.001 * info.sample_rate_hz):
        raise UserError(f"'{clip.name}' is {info.seconds:.2f} s long; {start_s:g} to {end_s:g} s is not in it.")
    gap = Gap(clip, info, first, min(last, info.frames))
    if info.frames - (gap.last - gap.first) < _LEAST_CONTEXT_S * info.sample_rate_hz:
        raise UserError(f"The gap is nearly all of '{clip.name}', so there is nothing to go by; give a shorter one.")
    if gap.seconds < _SHORTEST_GAP_S:
        raise UserError(f"{name} fills gaps of {_SHORTEST_GAP_S:g} s or more; a shorter one is better calculated.")
    if gap.seconds > longest_s:
        raise UserError(f"{name} fills at most {longest_s:g} s, and the gap is {gap.seconds:.1f} s long.")
    return gap


def surroundings(gap: Gap, rate_hz: int, channels: int, context_s: float) -> GapSurroundings:
    """The gap with so much on each side, as far as there is any [shape=(channels, n)] at a rate."""
    rate = gap.info.sample_rate_hz
    reach = round(context_s * rate)
    begin, end = max(0, gap.first - reach), min(gap.info.frames, gap.last + reach)
    source = read_frames(gap.clip.path, begin, end, rate).samples.copy()
    source[:, gap.first - begin:gap.last - begin] = 0
    heard = to_channels(resample(Audio(source, rate), rate_hz), channels)
    return GapSurroundings(heard, begin, (gap.first - begin) / rate, (gap.last - begin) / rate)


def patched(gap: Gap, around: GapSurroundings, made: Audio, brief: Brief, report: Report) -> Clip:
    """The clip with what the model made in the gap; every sample outside of it stays what it was.

    `made` covers the same stretch; its level is brought to that of the clip beside the gap.
    """
    rate = gap.info.sample_rate_hz
    length = round(around.audio.seconds * rate)
    fitted = fit_length(resample(made, rate), length)
    cut = slice(gap.first - around.first, gap.last - around.first)
    fill = to_channels(Audio(np.ascontiguousarray(fitted.samples[:, cut]), rate), gap.info.channels).samples
    if float(np.abs(fill).max(initial=0.0)) < 1e-6:
        raise ModelError("The model filled the gap with silence.")
    fill = fill.astype(np.float64) * _level(gap, around, made)
    fill /= max(1.0, float(np.abs(fill).max()))
    fill = joined(fill, gap.clip, gap.info, gap.first, gap.last)
    with ClipWriter(brief.folder, gap.info.channels, rate, gap.info.frames) as writer:
        for begin, end in ((0, gap.first), (gap.last, gap.info.frames)):
            for block in frame_blocks(gap.clip.path, begin, end, rate):
                writer.write(block)
                report(1, 1, "writing")
            if begin == 0:
                writer.write(fill)
        return writer.finish(f"{gap.clip.name} repaired", **place_of(gap.clip))


def _level(gap: Gap, around: GapSurroundings, made: Audio) -> float:
    """Gain that makes the model's own second on both sides of the gap as loud as the clip's."""
    size, rate = round(_LEVEL_S * around.audio.sample_rate_hz), around.audio.sample_rate_hz
    heard = around.audio.samples
    answer = fit_length(resample(made, rate), heard.shape[1]).samples
    first, last = round(around.start_s * rate), round(around.end_s * rate)
    beside = [slice(max(0, first - size), first), slice(last, last + size)]
    there = sum(float((heard[:, part] ** 2).mean()) for part in beside if heard[:, part].size)
    here = sum(float((answer[:, part] ** 2).mean()) for part in beside if answer[:, part].size)
    return float(np.clip(np.sqrt((there + 1e-9) / (here + 1e-9)), *_GAINS))
