"""The sound of a region: any stretch of it, at the session's rate, with its loop, gain and fades."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from engine.daw.daw import Region
from engine.errors import UserError
from engine.media.audio import Audio, fit_length, probe_audio, read_audio, resample, to_channels
from engine.media.audio_stream import frame_blocks, read_frames

_CONTEXT = 2048
"""Samples around a stretch that is resampled, so that its edges are those of the whole."""
_HELD = 1 << 19
"""A loop shorter than this is read once."""


class RegionSound:
    """What a region plays."""

    def __init__(
        self, region: Region, rate_hz: int, until: int, *, sources: tuple[Path, ...] = (), factor: float = 1.0
    ) -> None:
        """`until` is how long it lasts in the session, in samples; `sources` are played instead of its own, whole.

        UserError when a file of it has gone.
        """
        self._region, self._rate = region, rate_hz
        self._sources = sources or sources_of(region)
        infos = [probe_audio(path) for path in self._sources]
        self._source_rate = infos[0].sample_rate_hz
        begin_s = 0.0 if sources else region.offset_s
        end_s = begin_s + region.length_s if region.length_s and not sources else None
        self._first = max(0, round(begin_s * self._source_rate))
        frames = min(info.frames for info in infos)
        last = frames if end_s is None else min(frames, round(end_s * self._source_rate))
        self._source_frames = max(0, last - self._first)
        self._period = round(self._source_frames * rate_hz / self._source_rate)
        is_loop = region.is_looped and region.kind == "audio" and 0 < self._period < until
        self.frames = until if is_loop else self._period
        """How long it sounds, in samples of the session."""
        self._factor = np.float32(factor * 10 ** (region.gain_db / 20))
        self._held: np.ndarray | None = None

    def read(self, begin: int, end: int) -> np.ndarray:
        """Its samples between two places in it [shape=(2, end − begin)], with its gain and fades."""
        begin, end = max(0, begin), min(end, self.frames)
        parts, at = [], begin
        while at < end:
            inside = at % self._period
            stop = min(end - at, self._period - inside)
            parts.append(self._raw(inside, inside + stop))
            at += stop
        sound = np.concatenate(parts, axis=1) * self._factor if parts else np.zeros((2, 0), np.float32)
        return self._faded(sound, begin)

    def _raw(self, begin: int, end: int) -> np.ndarray:
        if self._period > _HELD or self.frames == self._period:
            return self._decoded(begin, end)
        if self._held is None:
            self._held = self._decoded(0, self._period)
        return self._held[:, begin:end]

    def _decoded(self, begin: int, end: int) -> np.ndarray:
        """A stretch of the files; another rate is met by resampling with what lies around it."""
        rate, source_rate = self._rate, self._source_rate
        if rate == source_rate:
            return self._files(begin, end)
        common = math.gcd(rate, source_rate)
        step, source_step = rate // common, source_rate // common
        first = max(0, (begin - _CONTEXT) // step)  # there both rates have a sample at the same moment
        last = math.ceil((end + _CONTEXT) / step)
        part = self._files(first * source_step, min(self._source_frames, last * source_step))
        made = resample(Audio(part, source_rate), rate)
        wanted = Audio(np.ascontiguousarray(made.samples[:, begin - first * step :]), rate)
        return fit_length(wanted, end - begin).samples

    def _files(self, begin: int, end: int) -> np.ndarray:
        first, last = self._first + begin, self._first + min(end, self._source_frames)
        parts = [read_frames(path, first, last, self._source_rate).samples for path in self._sources]
        frames = min(part.shape[1] for part in parts)
        together = np.concatenate([part[:, :frames] for part in parts])
        return to_channels(Audio(together, self._source_rate), 2).samples

    def _faded(self, sound: np.ndarray, begin: int) -> np.ndarray:
        at = np.arange(begin, begin + sound.shape[1])
        for seconds, is_end in ((self._region.fade_in_s, False), (self._region.fade_out_s, True)):
            frames = min(self.frames, round(seconds * self._rate))
            place = self.frames - 1 - at if is_end else at
            if frames > 0 and len(at) and place.min() < frames:
                sound = sound * np.clip(place / frames, 0.0, 1.0).astype(np.float32)
        return sound


def sources_of(region: Region) -> tuple[Path, ...]:
    """The files an audio region plays; UserError when one of them has gone."""
    if not region.sources:
        raise UserError(f"The DAW does not say which file '{region.name}' plays.")
    for source in region.sources:
        if not source.is_file():
            if holder := next((one for one in source.parents if one.is_file()), None):
                raise UserError(
                    f"The sound of '{region.name}' is missing: {holder.name} holds no '{source.name}' that can be "
                    "used; collect the project's files in your DAW and save it again, or delete that clip."
                )
            raise UserError(
                f"The sound of '{region.name}' is missing: {source} is not there; put it back, or delete that clip."
            )
    return region.sources


def region_blocks(region: Region) -> Iterator[np.ndarray]:
    """What an audio region plays before its gain and fades, at the rate of its files, block by block."""
    sources = sources_of(region)
    infos = [probe_audio(path) for path in sources]
    rate, frames = infos[0].sample_rate_hz, min(info.frames for info in infos)
    first = round(region.offset_s * rate)
    last = min(frames, round((region.offset_s + region.length_s) * rate)) if region.length_s else frames
    for blocks in zip(*(frame_blocks(path, first, last, rate) for path in sources), strict=True):
        yield np.concatenate(blocks)


def region_sound(region: Region) -> Audio:
    """The whole sound of an audio region before its gain and fades; UserError when a file of it has gone."""
    end_s = region.offset_s + region.length_s if region.length_s else None
    parts = [read_audio(source, start_s=region.offset_s, end_s=end_s) for source in sources_of(region)]
    if len(parts) == 1:
        return parts[0]
    frames = min(part.frames for part in parts)
    return Audio(np.concatenate([part.samples[:, :frames] for part in parts]), parts[0].sample_rate_hz)
