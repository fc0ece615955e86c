"""Stretches of sound put one after the other without a click."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from engine.media.audio_stream import frame_blocks, read_frames

FADE_S = 0.003
"""Length of the fades at a border that would click."""
_STILL = 1e-3
"""A border this close to silence (−60 dB) cannot be heard."""


@dataclass(frozen=True)
class SamplePiece:
    """The samples `first` to `last` of a sound file, with its borders replaced where needed."""

    path: Path
    sample_rate_hz: int
    first: int
    last: int
    head: np.ndarray | None = None
    """Replaces its first samples [shape=(channels, n)]."""
    foot: np.ndarray | None = None
    """Replaces its last samples."""

    @property
    def frames(self) -> int:
        """Length in samples."""
        return self.last - self.first

    @property
    def fade_frames(self) -> int:
        """Length of a border fade in samples; never more than half of the piece."""
        return max(1, min(round(FADE_S * self.sample_rate_hz), self.frames // 2))

    def read(self, first: int, last: int) -> np.ndarray:
        """Samples by their position in the file."""
        return read_frames(self.path, first, last, self.sample_rate_hz).samples

    def blocks(self) -> Iterator[np.ndarray]:
        """The sound of the piece."""
        blocks = frame_blocks(self.path, self.first, self.last, self.sample_rate_hz)
        return patched(blocks, self.frames, self.head, self.foot)


def patched(blocks: Iterable[np.ndarray], frames: int, head: np.ndarray | None,
            foot: np.ndarray | None) -> Iterator[np.ndarray]:
    """Sound of `frames` samples with its first and last ones replaced."""
    position = 0
    for block in blocks:
        block = block.copy()
        if head is not None:
            _replace(block, position, 0, head)
        if foot is not None:
            _replace(block, position, frames - foot.shape[1], foot)
        yield block
        position += block.shape[1]


def ramp(frames: int) -> np.ndarray:
    """From near 0 to near 1 with equal power (a quarter sine) [shape=(frames,)]."""
    return np.sin(np.pi / 2 * (np.arange(frames) + 0.5) / frames).astype(np.float32)


def soft_start(piece: SamplePiece) -> SamplePiece:
    """Fade in when the piece would begin with a click; otherwise leave it as it is."""
    if piece.frames < 2 or float(np.abs(piece.read(piece.first, piece.first + 1)).max()) <= _STILL:
        return piece
    frames = piece.fade_frames
    return replace(piece, head=piece.read(piece.first, piece.first + frames) * ramp(frames))


def soft_end(piece: SamplePiece) -> SamplePiece:
    """Fade out when the piece would end with a click; otherwise leave it as it is."""
    if piece.frames < 2 or float(np.abs(piece.read(piece.last - 1, piece.last)).max()) <= _STILL:
        return piece
    frames = piece.fade_frames
    return replace(piece, foot=piece.read(piece.last - frames, piece.last) * ramp(frames)[::-1])


def abutted(before: SamplePiece, after: SamplePiece) -> tuple[SamplePiece, SamplePiece]:
    """Two pieces that follow each other: 3 ms fades on both sides when there would be a click."""
    return (soft_end(before), soft_start(after)) if _has_step(before, after) else (before, after)


def closed_up(before: SamplePiece, after: SamplePiece) -> tuple[SamplePiece, SamplePiece]:
    """Two pieces of one file with something cut out between them: crossfaded with what was cut.

    The length stays exact: `before` runs on into the cut while `after` already begins in it.
    """
    gap = after.first - before.last
    half = min(before.fade_frames, after.fade_frames, gap // 2)
    if half < 1 or not _has_step(before, after):
        return before, after
    leaving = before.read(before.last - half, before.last + half)
    coming = after.read(after.first - half, after.first + half)
    rise = ramp(2 * half) ** 2
    mixed = leaving * (1 - rise) + coming * rise
    return replace(before, foot=mixed[:, :half]), replace(after, head=mixed[:, half:])


def _has_step(before: SamplePiece, after: SamplePiece) -> bool:
    """True when the jump at the joint is larger than any movement just before and after it."""
    left = before.read(max(before.first, before.last - before.fade_frames - 1), before.last)
    right = after.read(after.first, min(after.last, after.first + after.fade_frames + 1))
    jump = float(np.abs(right[:, 0] - left[:, -1]).max())
    moves = [np.abs(np.diff(side, axis=1)) for side in (left, right) if side.shape[1] > 1]
    usual = max((float(move.max()) for move in moves), default=0.0)
    return jump > max(_STILL, usual)


def _replace(block: np.ndarray, position: int, begin: int, new: np.ndarray) -> None:
    low, high = max(position, begin), min(position + block.shape[1], begin + new.shape[1])
    if low < high:
        block[:, low - position:high - position] = new[:, low - begin:high - begin]
