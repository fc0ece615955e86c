"""Inpaint: a gap or a bad spot replaced; short ones are calculated, long ones come from elsewhere in the clip."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from engine.catalog.model import Brief, Licence, Model, Report, Result
from engine.catalog.subject import one_clip, place_of
from engine.errors import UserError
from engine.media.audio import AudioInfo
from engine.media.audio_stream import ClipWriter, frame_blocks, read_frames, sound_info
from engine.media.clip import Clip
from models.sound.repair.autoregressive import continued
from models.sound.repair.long_gap import find_match
from models.sound.repair.short_gap import fill_short_gap, reach

_SHORT_S = 0.06
_LONGEST_S = 60.0
_SEARCH_S, _SEARCH_SAMPLES = 120.0, 6_000_000
"""Looked at on each side of the gap."""
_FADE_S, _FADE_CONTEXT_S, _FADE_ORDER = 0.025, 0.05, 300
_LEVEL_S, _MOST_GAIN = 0.3, 2.0


class GapFiller(Model):
    """inpaint; outside of the gap every sample stays what it was."""

    id = "gap-filler"
    name = "Gap filler"
    tasks = ("inpaint",)
    licence = Licence("GPL-3.0-or-later")
    limits = ("Up to 60 ms can hardly be heard; longer gaps are filled with the most alike place of the same clip, "
              "which suits music that repeats; words cannot be invented.")
    quality = 2
    memory_bytes = 400 << 20

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """UserError for a gap that is empty, outside of the clip, too long, or all there is."""
        clip = one_clip(inputs, "repair")
        _range(clip, sound_info(clip), args)

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Find the filling first, then copy the clip around it."""
        clip = one_clip(inputs, "repair")
        info = sound_info(clip)
        first, last = _range(clip, info, args)
        if args.get("prompt"):
            report.warn("What should be there in words had no effect: the gap is filled from the clip itself.")
        report(0, 1, "listening around the gap")
        is_short = last - first <= round(_SHORT_S * info.sample_rate_hz)
        fill = (_short if is_short else _long)(clip, info, first, last, report)
        if not fill.any():
            report.warn(f"'{clip.name}' is silent around the gap, so silence fills it.")
        with ClipWriter(brief.folder, info.channels, info.sample_rate_hz, info.frames) as writer:
            for begin, end in ((0, first), (last, info.frames)):
                for block in frame_blocks(clip.path, begin, end, info.sample_rate_hz):
                    writer.write(block)
                    report(0.6 + 0.4 * writer.frames / info.frames, 1, "writing")
                if begin == 0:
                    writer.write(fill)
            return {"audio": writer.finish(f"{clip.name} repaired", **place_of(clip))}


def _range(clip: Clip, info: AudioInfo, args: Mapping[str, Any]) -> tuple[int, int]:
    """The gap in samples, checked."""
    start_s, end_s = float(args["start_s"]), float(args["end_s"])
    first, last = round(start_s * info.sample_rate_hz), round(end_s * info.sample_rate_hz)
    if not 0 <= start_s < end_s or first == last:
        raise UserError(f"A gap from {start_s:g} to {end_s:g} s has no length; give a start before the end.")
    if first >= info.frames or last > info.frames + round(0.001 * info.sample_rate_hz):
        raise UserError(f"'{clip.name}' is {info.seconds:.2f} s long; {start_s:g} to {end_s:g} s is not in it.")
    last = min(last, info.frames)
    rest = info.frames - (last - first)
    if end_s - start_s > _LONGEST_S:
        raise UserError(f"A gap of {end_s - start_s:.0f} s is too long; at most {_LONGEST_S:.0f} s can be filled.")
    if not rest:
        raise UserError(f"The gap is all of '{clip.name}', so there is nothing to fill it from; give a shorter one.")
    if last - first > round(_SHORT_S * info.sample_rate_hz) and max(first, info.frames - last) < last - first:
        raise UserError(f"'{clip.name}' has nowhere {end_s - start_s:.2f} s in one piece to fill the gap from; give a "
                        "shorter gap or a longer clip.")
    return first, last


def _short(clip: Clip, info: AudioInfo, first: int, last: int, report: Report) -> np.ndarray:
    count = reach(last - first, info.sample_rate_hz)
    before, after = _around(clip, info, first, last, count)
    fills: list[np.ndarray] = []
    for channel in range(info.channels):
        same = [other for other in range(channel)
                if np.array_equal(before[other], before[channel]) and np.array_equal(after[other], after[channel])]
        if same:
            fills.append(fills[same[0]])
            continue

        def tick(at: int = channel) -> None:
            report(0.6 * (at + 0.5) / info.channels, 1, "trying ways to fill the gap")

        tick()
        fills.append(fill_short_gap(before[channel], after[channel], last - first, info.sample_rate_hz, tick)[0])
    return np.asarray(np.stack(fills), np.float32)


def _around(clip: Clip, info: AudioInfo, first: int, last: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Up to `count` samples before and after the gap, in double precision."""
    sides = []
    for begin, end in ((max(0, first - count), first), (last, min(info.frames, last + count))):
        sides.append(read_frames(clip.path, begin, end, info.sample_rate_hz).samples.astype(np.float64)
                     if end > begin else np.zeros((info.channels, 0)))
    return sides[0], sides[1]


def _long(clip: Clip, info: AudioInfo, first: int, last: int, report: Report) -> np.ndarray:
    rate = info.sample_rate_hz
    search = max(min(round(_SEARCH_S * rate), _SEARCH_SAMPLES), 2 * (last - first))
    begin, end = max(0, first - search), min(info.frames, last + search)
    mono = np.concatenate([block.mean(axis=0) for block in frame_blocks(clip.path, begin, end, rate)])
    mono[first - begin:last - begin] = 0
    match = find_match(mono, first - begin, last - begin, rate, _ticker(report, len(mono)))
    if match is None:
        raise UserError(f"Nothing else in '{clip.name}' can fill {(last - first) / rate:.2f} s there; give a shorter "
                        "gap.")
    if not match.is_alike:
        report.warn("No other place in the clip is much like this one, so the filling may be heard.")
    at = begin + match.first
    fill = read_frames(clip.path, at, at + last - first, rate).samples.astype(np.float64)
    report(0.5, 1, "joining")
    return joined(fill * _level(clip, info, first, last, at), clip, info, first, last)


def _ticker(report: Report, frames: int) -> Callable[[], None]:
    seen = [0]

    def tick() -> None:
        seen[0] += 1
        report(min(0.5, 0.5 * seen[0] * 512 * 512 / max(frames, 1)), 1, "looking for a place that is alike")

    return tick


def _level(clip: Clip, info: AudioInfo, first: int, last: int, at: int) -> np.ndarray:
    """Gain over the filling, so that it is as loud as what surrounds the gap [shape=(n,)]."""
    count = round(_LEVEL_S * info.sample_rate_hz)
    ends = []
    for here, there in zip(_around(clip, info, first, last, count),
                           _around(clip, info, at, at + last - first, count), strict=True):
        size = min(here.shape[1], there.shape[1])
        ratio = float(np.sqrt((np.sum(here[:, :size] ** 2) + 1e-9) / (np.sum(there[:, :size] ** 2) + 1e-9)))
        ends.append(float(np.clip(ratio, 1 / _MOST_GAIN, _MOST_GAIN)) if size > count // 4 else 0.0)
    ends = [end or max(ends) or 1.0 for end in ends]
    return np.linspace(ends[0], ends[1], last - first)


def joined(fill: np.ndarray, clip: Clip, info: AudioInfo, first: int, last: int) -> np.ndarray:
    """Fade in from how the sound before goes on, and out into how the sound after began, inside the gap."""
    count = min(round(_FADE_S * info.sample_rate_hz), fill.shape[1] // 2)
    before, after = _around(clip, info, first, last, round(_FADE_CONTEXT_S * info.sample_rate_hz))
    weight = np.cos((np.arange(count) + 0.5) / count * np.pi / 2) ** 2
    for channel, sound in enumerate(fill):
        if before.shape[1]:
            sound[:count] += weight * (_bounded_end(before[channel], count) - sound[:count])
        if after.shape[1]:
            sound[-count:] += weight[::-1] * (_bounded_end(after[channel][::-1], count)[::-1] - sound[-count:])
    return fill.astype(np.float32)


def _bounded_end(past: np.ndarray, frames: int) -> np.ndarray:
    peak = float(np.abs(past).max())
    return np.clip(np.nan_to_num(continued(past, frames, _FADE_ORDER)), -peak, peak)
