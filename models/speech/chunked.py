"""A recording worked on in chunks of half a minute that are crossfaded: any length in flat memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from engine.media.audio_stream import ClipWriter, frame_blocks, read_frames, sound_info
from engine.media.clip import Clip

CHUNK_S = 24.0
_PLACES = 4
_CEILING = 10 ** (-0.1 / 20)
_OVERLAP_S, _LEAD_S = 1.0, 3.0
"""What is crossfaded, and what is heard before a chunk begins so that its noise is known by then."""

Work = Callable[[np.ndarray, Callable[[float], None]], np.ndarray]
"""float64 [shape=(channels, n)] in, the same length out; the second argument takes 0 to 1, and may raise Cancelled."""


def worked_on(clip: Clip, folder: Path, name: str, work: Work, tick: Callable[[float], None], *,
              tags: tuple[str, ...] = ()) -> Clip:
    """Apply `work` to the whole clip; the result has its rate, channels and length to the sample.

    Where that would clip and the clip itself does not, the result is turned down.
    """
    info = sound_info(clip)
    with ClipWriter(folder, info.channels, info.sample_rate_hz, info.frames) as writer:
        for made in crossfaded(clip, work, tick):
            writer.write(made)
        whole = writer.finish(name, track=clip.track, start_beats=clip.start_beats, tags=tags)
    if writer.peak <= 1.0 or writer.peak <= (highest := max(_CEILING, _peak(clip))):
        return whole
    with ClipWriter(folder, info.channels, info.sample_rate_hz, info.frames) as lower:
        for block in frame_blocks(whole.path, 0, info.frames, info.sample_rate_hz):
            lower.write(block * np.float32(highest / writer.peak))
        whole.path.unlink()
        return lower.finish(name, track=clip.track, start_beats=clip.start_beats, tags=tags)


def _peak(clip: Clip) -> float:
    """Largest absolute sample."""
    info = sound_info(clip)
    return max(float(np.abs(block).max()) for block in frame_blocks(clip.path, 0, info.frames, info.sample_rate_hz))


def sample_of(clip: Clip) -> np.ndarray:
    """Up to 24 s of the clip from four places; float64 [shape=(channels, n)]."""
    info = sound_info(clip)
    rate = info.sample_rate_hz
    if info.seconds <= CHUNK_S:
        return read_frames(clip.path, 0, info.frames, rate).samples.astype(np.float64)
    length = round(CHUNK_S / _PLACES * rate)
    starts = np.linspace(0, info.frames - length, _PLACES).astype(int)
    parts = [read_frames(clip.path, int(start), int(start) + length, rate).samples for start in starts]
    return np.concatenate(parts, axis=1).astype(np.float64)


def crossfaded(clip: Clip, work: Work, tick: Callable[[float], None]) -> Iterator[np.ndarray]:
    """What `work` makes of the clip, piece by piece, float32 [shape=(any, n)]; together as long as the clip."""
    info = sound_info(clip)
    rate = info.sample_rate_hz
    step, overlap = round(CHUNK_S * rate), round(_OVERLAP_S * rate)
    tail: np.ndarray | None = None
    for first in range(0, info.frames, step):
        last = min(info.frames, first + step + overlap)
        lead = min(first, round(_LEAD_S * rate))
        samples = read_frames(clip.path, first - lead, last, rate).samples.astype(np.float64)
        share = (last - first) / info.frames

        def told(done: float, first: int = first, share: float = share) -> None:
            tick(min(1.0, first / info.frames + done * share))

        made = work(samples, told)[:, lead:]
        if tail is not None:
            common = min(tail.shape[1], made.shape[1])
            rise = np.sin(np.pi / 2 * (np.arange(common) + 0.5) / max(1, common)) ** 2
            made = np.concatenate([made[:, :common] * rise + tail[:, :common] * (1 - rise), made[:, common:]], axis=1)
        is_last = last == info.frames
        kept = made.shape[1] if is_last else step
        yield np.ascontiguousarray(made[:, :kept], np.float32)
        if is_last:
            return
        tail = made[:, kept:]
