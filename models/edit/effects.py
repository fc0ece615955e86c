"""Effects on a clip: eighteen of them, on all of it or on a stretch, as a new clip."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from engine.catalog.model import Brief, Facts, Licence, Model, Report, Result
from engine.errors import UserError
from engine.media.audio import AudioInfo
from engine.media.audio_range import clip_frames, has_range
from engine.media.audio_stream import ClipWriter, frame_blocks, read_frames, sound_info
from engine.media.clip import Clip
from engine.media.note import TempoMap
from models.edit.effect_table import EFFECTS, Effect, EffectContext, settings_of
from models.edit.processor import Processor
from models.edit.tone_told import TONAL, tone_facts
from models.edit.unchanged import compared, said_of

_EDGE_S = 0.008
_TAIL_S = 5.0
_TAIL_FADE_S = 0.5
_SILENT = 1e-4
_CEILING = 10 ** (-0.1 / 20)


class Effects(Model):
    """apply_effect: the sound keeps its rate, channels and length.

    A reverb or delay on the whole clip rings out for up to five seconds behind it; on a stretch
    the length stays, the borders are crossfaded (8 ms) and the rest is the same to the bit.
    """

    id = "effects"
    name = "Effects"
    tasks = ("apply_effect",)
    licence = Licence("GPL-3.0-or-later")
    limits = "Autotune wants one voice at a time; a compressor works on each channel by itself."
    quality = 2

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """UserError for a missing or unreadable clip, a setting the effect lacks, a range outside the clip."""
        clip = _clip(inputs)
        info = sound_info(clip)
        if args.get("effect") not in EFFECTS:
            raise UserError(f"There is no effect '{args.get('effect')}'; there are {', '.join(EFFECTS)}.")
        settings_of(args["effect"], args)
        clip_frames(args, clip, brief.tempo_map, info.sample_rate_hz, info.frames)

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Return the processed clip as `audio`."""
        self.check(args, inputs, brief)
        clip = _clip(inputs)
        info = sound_info(clip)
        effect = EFFECTS[args["effect"]]
        first, last = clip_frames(args, clip, brief.tempo_map, info.sample_rate_hz, info.frames)
        take = _Take(clip, info, first, last, effect.rings and not has_range(args))
        place = _place(args, clip, info, first, brief)
        settings = settings_of(args["effect"], args)
        if args["effect"] == "widen" and info.channels == 1:
            report.warn(f"'{clip.name}' is mono; the widened clip is stereo.")

        def run_once(gain: float) -> tuple[Clip, float]:
            return take.rendered(_built(effect, settings, place), brief, report, gain, args["effect"])

        made, peak = run_once(1.0)
        if peak > 1.0 and peak > (highest := max(_CEILING, take.dry_peak())):
            made.path.unlink(missing_ok=True)
            lower_db = 20 * np.log10(peak / highest)
            report.warn(f"The {args['effect']} would have clipped, so it was turned down by {lower_db:.1f} dB.")
            made, _ = run_once(highest / peak)
        if remark := said_of(args["effect"], settings, compared(clip, made, info, first, last)):
            report.warn(remark)
        facts: Facts | None = None
        if args["effect"] in TONAL and not remark:
            facts = tone_facts(clip, made, info, first, last, args.get("freq_hz") or args.get("cutoff_hz"))
        return {"audio": made, "facts": facts} if facts else {"audio": made}


def _clip(inputs: Mapping[str, Clip | Sequence[Clip]]) -> Clip:
    clip = inputs.get("clip")
    if not isinstance(clip, Clip):
        raise UserError("Name one clip for the effect; on a track the DAW puts in a plugin of its own.")
    return clip


def _place(args: Mapping[str, Any], clip: Clip, info: AudioInfo, first: int, brief: Brief) -> EffectContext:
    origin_s = 0.0
    if clip.start_beats is not None:
        origin_s = brief.tempo_map.seconds_at(clip.start_beats) - clip.lead_in_s
    start_s = origin_s + first / info.sample_rate_hz
    return EffectContext(
        info.sample_rate_hz,
        info.channels,
        brief.tempo_map,
        start_s,
        brief.tempo_map.beats_at(start_s),
        args.get("key") or brief.key,
    )


def _built(effect: Effect, settings: Mapping[str, Any], place: EffectContext) -> Processor:
    try:
        return effect.build(settings, place)
    except ValueError as error:
        raise UserError(f"The effect cannot be set like that: {str(error).rstrip('.')}.") from error


class _Take:
    """One clip and the range of it that is being processed."""

    def __init__(self, clip: Clip, info: AudioInfo, first: int, last: int, rings: bool) -> None:
        self._clip, self._info, self._first, self._last, self._rings = clip, info, first, last, rings
        self._is_part = first > 0 or last < info.frames

    def dry_peak(self) -> float:
        """Largest absolute sample of the source."""
        blocks = frame_blocks(self._clip.path, 0, self._info.frames, self._info.sample_rate_hz)
        return max(float(np.abs(block).max()) for block in blocks)

    def rendered(self, processor: Processor, brief: Brief, report: Report, gain: float,
                 name: str) -> tuple[Clip, float]:
        """Write the whole clip with the range processed; returns it and its peak."""
        info, path, rate = self._info, self._clip.path, self._info.sample_rate_hz
        blocks = self._effected(processor, gain)
        start = next(blocks)
        channels = start.shape[0]
        with ClipWriter(brief.folder, channels, rate, info.frames + round(_TAIL_S * rate)) as writer:
            for block in frame_blocks(path, 0, self._first, rate):
                writer.write(_spread(block, channels))
                report(writer.frames, info.frames, name)
            for block in _with_first(start, blocks):
                writer.write(block)
                report(min(writer.frames, info.frames), info.frames, name)
            for block in frame_blocks(path, self._last, info.frames, rate):
                writer.write(_spread(block, channels))
                report(writer.frames, info.frames, name)
            placing = self._placing(writer.frames / rate, brief.tempo_map)
            return writer.finish(f"{self._clip.name} {name}", **placing), writer.peak

    def _placing(self, seconds: float, tempo_map: TempoMap) -> dict[str, Any]:
        """Where the source lay; with a ringing end the length in beats grows."""
        clip = self._clip
        length_beats = clip.length_beats
        if clip.start_beats is not None and self._rings:
            end_s = tempo_map.seconds_at(clip.start_beats) - clip.lead_in_s + seconds
            length_beats = tempo_map.beats_at(end_s) - clip.start_beats
        return {"start_beats": clip.start_beats, "lead_in_s": clip.lead_in_s, "track": clip.track,
                "length_beats": length_beats}

    def _effected(self, processor: Processor, gain: float) -> Iterator[np.ndarray]:
        """The processed range, as long as the range (and its ringing out), with crossfaded borders."""
        position, frames = 0, self._last - self._first
        blocks = self._processed(processor)
        if not self._is_part:
            yield from (block if gain == 1 else block * np.float32(gain) for block in blocks)
            return
        edge = max(1, min(round(_EDGE_S * self._info.sample_rate_hz), frames // 2))
        path, rate = self._clip.path, self._info.sample_rate_hz
        head = read_frames(path, self._first, self._first + edge, rate).samples
        foot = read_frames(path, self._last - edge, self._last, rate).samples
        ramp = (0.5 - 0.5 * np.cos(np.pi * (np.arange(edge) + 0.5) / edge)).astype(np.float32)
        for block in blocks:
            block = block * np.float32(gain)
            if self._first > 0:
                _crossfade(block, position, 0, head, ramp)
            if self._last < self._info.frames:
                _crossfade(block, position, frames - edge, foot, ramp[::-1])
            yield block
            position += block.shape[1]

    def _processed(self, processor: Processor) -> Iterator[np.ndarray]:
        rate = self._info.sample_rate_hz
        for block in frame_blocks(self._clip.path, self._first, self._last, rate):
            out = processor.process(block)
            if out.shape[1]:
                yield out
        if self._rings:
            yield from self._tail(processor)
        rest = processor.flush()
        if rest is not None and rest.shape[1]:
            yield rest

    def _tail(self, processor: Processor) -> Iterator[np.ndarray]:
        """What rings on after the end: until it is inaudible, at most five seconds, faded out."""
        rate = self._info.sample_rate_hz
        total = round(_TAIL_S * rate)
        out = processor.process(np.zeros((self._info.channels, total), np.float32))
        audible = np.flatnonzero(np.abs(out).max(axis=0) > _SILENT)
        length = min(total, int(audible[-1]) + 1 if len(audible) else 0)
        fade = min(length, round(_TAIL_FADE_S * rate))
        if fade:
            out[:, length - fade:length] *= np.cos(np.linspace(0, np.pi / 2, fade)).astype(np.float32) ** 2
            yield out[:, :length]


def _spread(block: np.ndarray, channels: int) -> np.ndarray:
    return np.repeat(block, channels, axis=0) if block.shape[0] < channels else block


def _with_first(start: np.ndarray, rest: Iterator[np.ndarray]) -> Iterator[np.ndarray]:
    yield start
    yield from rest


def _crossfade(block: np.ndarray, position: int, begin: int, dry: np.ndarray, ramp: np.ndarray) -> None:
    """Blend the dry samples `begin` … into a block that starts at `position`; ramp 0 = all dry."""
    low, high = max(position, begin), min(position + block.shape[1], begin + dry.shape[1])
    if low < high:
        here, there = slice(low - position, high - position), slice(low - begin, high - begin)
        block[:, here] = dry[:, there] + ramp[there] * (block[:, here] - dry[:, there])


