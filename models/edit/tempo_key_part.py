"""Only a part of a clip moved in pitch: the bars that were asked for; all else stays as it is, to the sample."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from engine.catalog.model import Brief, Report
from engine.errors import UserError
from engine.media.audio import AudioInfo
from engine.media.audio_stream import ClipWriter, frame_blocks, read_frames, sound_info
from engine.media.clip import Clip
from models.edit.time_stretch import Stretch, stretched

_EDGE_S = 0.008
_MARGIN_S = 0.5
"""Of the sound around the part, so that it begins and ends in full tone."""
_NEARLY = 1e-6
Span = tuple[float, float]


def has_part(args: Mapping[str, Any]) -> bool:
    """Are only some bars asked for?"""
    return args.get("start_bar") is not None or args.get("end_bar") is not None


def check_part(args: Mapping[str, Any]) -> None:
    """UserError for a part together with a tempo, which moves all that follows, and for bars in the wrong order."""
    if not has_part(args):
        return
    if any(args.get(name) is not None for name in ("bpm", "ratio", "bars")):
        raise UserError("Only the pitch of some bars can be changed, not their speed; split the clip there for that.")
    first, last = args.get("start_bar"), args.get("end_bar")
    if first is not None and last is not None and last <= first:
        raise UserError(f"From bar {first:g} to bar {last:g} there is nothing; give the first bar first.")


def part_beats(args: Mapping[str, Any], clip: Clip, brief: Brief, length_beats: float) -> Span:
    """The bars as beats from the clip's beginning; bars that do not meet the clip count from its own first bar."""
    tempo_map = brief.tempo_map
    start = clip.start_beats or 0.0
    first, last = args.get("start_bar"), args.get("end_bar")

    def beat(bar: float, base: int, shift: float) -> float:
        at = tempo_map.bar_start(base + int(bar))
        return at + (bar - int(bar)) * tempo_map.meter_at(at).bar_beats + shift - start

    def span(base: int, shift: float) -> Span:
        begins = 0.0 if first is None else beat(first, base, shift)
        return max(0.0, begins), length_beats if last is None else min(length_beats, beat(last, base, shift))

    found = span(0, 0.0)
    if found[1] <= found[0] + _NEARLY:
        base = tempo_map.bar_at(start)[0] - 1
        found = span(base, start - tempo_map.bar_start(base + 1))
    if found[1] <= found[0] + _NEARLY:
        begins, ends = (tempo_map.bar_at(at)[0] for at in (start, max(start, start + length_beats - 1e-3)))
        raise UserError(f"'{clip.name}' lies in bars {begins} to {ends}; those bars are not in it.")
    return found


def part_frames(args: Mapping[str, Any], clip: Clip, info: AudioInfo, brief: Brief) -> tuple[int, int]:
    """The same of a recording, as its first sample and the one behind its last."""
    tempo_map, rate = brief.tempo_map, info.sample_rate_hz
    start = clip.start_beats or 0.0
    origin = tempo_map.seconds_at(start) - clip.lead_in_s
    length_beats = tempo_map.beats_at(origin + info.frames / rate) - start
    a, b = part_beats(args, clip, brief, length_beats)
    first, last = (round((tempo_map.seconds_at(start + beat) - origin) * rate) for beat in (a, b))
    last = info.frames if b >= length_beats - _NEARLY else last
    return max(0, first), max(first + 1, min(last, info.frames))


def pitched_part(clip: Clip, info: AudioInfo, part: tuple[int, int], shift: Stretch, brief: Brief, report: Report,
                 placing: Mapping[str, Any], step: Callable[[float], None]) -> Clip:
    """The clip with the samples `part` moved by `shift.semitones`; the joins are crossfaded within the part."""
    first, last = part
    rate = info.sample_rate_hz
    margin = round(_MARGIN_S * rate)
    low, high = max(0, first - margin), min(info.frames, last + margin)
    piece = _written(clip.name, frame_blocks(clip.path, low, high, rate), info, high - low, brief)
    try:
        moved = stretched(piece, sound_info(piece), Stretch(high - low, shift.semitones, shift.keeps_formants), step)
        wet = _written(clip.name, moved, info, high - low, brief)
    finally:
        piece.path.unlink(missing_ok=True)
    try:
        gain = _gain(wet, clip, (first - low, last - low), part, rate, report)
        with ClipWriter(brief.folder, info.channels, rate, info.frames) as writer:
            for block in frame_blocks(clip.path, 0, first, rate):
                writer.write(block)
            for block in _joined(clip, wet, part, low, gain, info):
                writer.write(block)
            for block in frame_blocks(clip.path, last, info.frames, rate):
                writer.write(block)
            step(1.0)
            return writer.finish(clip.name, **placing)
    finally:
        wet.path.unlink(missing_ok=True)


def _written(name: str, blocks: Iterator[np.ndarray], info: AudioInfo, frames: int, brief: Brief) -> Clip:
    with ClipWriter(brief.folder, info.channels, info.sample_rate_hz, frames) as writer:
        for block in blocks:
            writer.write(block)
        return writer.finish(name)


def _gain(wet: Clip, dry: Clip, of_wet: tuple[int, int], of_dry: tuple[int, int], rate: int, report: Report) -> float:
    """What keeps the part from clipping more than it did."""
    made, was = (max(float(np.abs(block).max()) for block in frame_blocks(path, *span, rate))
                 for path, span in ((wet.path, of_wet), (dry.path, of_dry)))
    if made <= max(1.0, was):
        return 1.0
    ceiling = 10 ** (-0.1 / 20)
    lower_db = 20 * np.log10(made / ceiling)
    report.warn(f"Its peaks would have clipped, so '{dry.name}' was turned down by {lower_db:.1f} dB.")
    return float(ceiling / made)


def _joined(clip: Clip, wet: Clip, part: tuple[int, int], low: int, gain: float,
            info: AudioInfo) -> Iterator[np.ndarray]:
    first, last = part
    rate, frames = info.sample_rate_hz, last - first
    edge = max(1, min(round(_EDGE_S * rate), frames // 2))
    rise = (0.5 - 0.5 * np.cos(np.pi * (np.arange(edge) + 0.5) / edge)).astype(np.float32)
    share = np.ones(edge, np.float32)
    head = (read_frames(clip.path, first, first + edge, rate).samples, rise if first > 0 else share)
    foot = (read_frames(clip.path, last - edge, last, rate).samples, rise[::-1] if last < info.frames else share)
    position = 0
    for block in frame_blocks(wet.path, first - low, last - low, rate):
        block = block * np.float32(gain)
        for begin, (dry, ramp) in ((0, head), (frames - edge, foot)):
            a, b = max(position, begin), min(position + block.shape[1], begin + edge)
            if a < b:
                here, there = slice(a - position, b - position), slice(a - begin, b - begin)
                block[:, here] = dry[:, there] + ramp[there] * (block[:, here] - dry[:, there])
        yield block
        position += block.shape[1]
