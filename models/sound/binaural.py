"""Binauralize: a sound placed around the listener, still or moving, for headphones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from engine.catalog.model import Brief, Licence, Model, Report, Result
from engine.catalog.subject import one_clip, place_of
from engine.media.audio import AudioInfo
from engine.media.audio_stream import ClipWriter, frame_blocks, read_frames, sound_info
from engine.media.clip import Clip
from models.sound.space.motion import Path, read_motion
from models.sound.space.render import EarRenderer

_BLOCK = 1 << 16
_CANCELLED_OUT = 1e-2
_PEAK = 0.985


class HeadModel(Model):
    """binauralize by a structural model of head and outer ears; the result has the clip's length and rate."""

    id = "head-model"
    name = "Head model"
    tasks = ("binauralize",)
    licence = Licence("GPL-3.0-or-later")
    limits = ("For headphones; places the sound as one point (stereo becomes mono), with an average head: left and "
              "right are sure, above, below and behind less so.")
    quality = 2
    memory_bytes = 150 << 20

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """UserError for a clip that cannot be read, or a motion that is not known."""
        sound_info(one_clip(inputs, "place in space"))
        read_motion(str(args.get("motion") or ""))

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Render once; a second time, softer, where the first would have clipped."""
        clip = one_clip(inputs, "place in space")
        info = sound_info(clip)
        path = Path(read_motion(str(args.get("motion") or "")), float(args.get("azimuth_deg") or 0.0),
                    float(args.get("elevation_deg") or 0.0), float(args.get("distance_m") or 1.0), info.seconds)
        weights = _fold(clip, info, report)
        if info.channels > 1:
            report.warn(f"The {info.channels} channels of '{clip.name}' were folded into one point in space.")
        source = _Source(clip, info, weights)
        gain = 1.0
        for attempt in range(2):
            with ClipWriter(brief.folder, 2, info.sample_rate_hz, info.frames) as writer:
                _render(source, path, gain, writer, report, attempt)
                if attempt == 0 and writer.peak > 1.0:
                    gain = _PEAK / writer.peak
                    report.warn(f"It was turned down by {-20 * np.log10(gain):.1f} dB, so that the near ear does not "
                                "clip.")
                    continue
                return {"audio": writer.finish(f"{clip.name} in space", **place_of(clip))}
        raise AssertionError("the second rendering always returns")


class _Source:
    """The clip as one channel, with silence before and after it."""

    def __init__(self, clip: Clip, info: AudioInfo, weights: np.ndarray) -> None:
        self.clip, self.info, self._weights = clip, info, weights

    def stretch(self, first: int, last: int) -> np.ndarray:
        """The samples `first` to `last` [shape=(n,)]; zero outside of the clip."""
        out = np.zeros(last - first)
        begin, end = max(0, first), min(self.info.frames, last)
        if end > begin:
            samples = read_frames(self.clip.path, begin, end, self.info.sample_rate_hz).samples
            out[begin - first:end - first] = self._weights @ samples
        return out


def _render(source: _Source, path: Path, gain: float, writer: ClipWriter, report: Report, attempt: int) -> None:
    renderer = EarRenderer(path, source.info.sample_rate_hz)
    for first in range(0, source.info.frames, _BLOCK):
        last = min(source.info.frames, first + _BLOCK)
        mono = source.stretch(first - renderer.context, last + renderer.context)
        writer.write(np.float32(gain) * renderer.render(mono, first))
        report(0.1 + (0.45 * attempt + 0.45 * last / source.info.frames), 1, "placing it in space")


def _fold(clip: Clip, info: AudioInfo, report: Report) -> np.ndarray:
    """How the channels are mixed into one; only the first where they cancel each other out. Reads it all once."""
    alone = np.eye(1, info.channels)[0]
    if info.channels == 1:
        return alone
    apart = together = 0.0
    done = 0
    for block in frame_blocks(clip.path, 0, info.frames, info.sample_rate_hz):
        apart += float(np.mean(np.sum(block**2, axis=1, dtype=np.float64)))
        together += float(np.sum(block.mean(axis=0) ** 2, dtype=np.float64))
        done += block.shape[1]
        report(0.1 * done, info.frames, "listening")
    return alone if together < _CANCELLED_OUT * apart else np.full(info.channels, 1 / info.channels)
