"""A recorded voice sung again at other notes: WORLD takes it apart, the pitch moves, the formants stay."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from engine.media.note import Note

FRAME_S = 0.005
_LOWEST_HZ, _HIGHEST_HZ = 60.0, 1000.0
_CHUNK_S, _EDGE_S, _JOIN_S = 15.0, 0.25, 0.01
_SETTLE_FRAMES = 12
"""A new note is believed when the voice stays with it for 60 ms."""
_HOLD_SEMITONES = 0.65
_GLIDE_FRAMES = 6
_LOWEST_POWER = 1e-12


@dataclass(frozen=True, eq=False)
class Melody:
    """What a voice sings, every 5 ms."""

    hz: np.ndarray
    """0 where it is not voiced [shape=(frames,)]."""
    pitch: np.ndarray
    """MIDI number of the note it is on, −1 before the first [shape=(frames,)]."""
    tuning_cents: float
    """How far all of it lies from A4 = 440 Hz."""

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes, with seconds in place of beats."""
        edges = np.flatnonzero(np.diff(self.pitch, prepend=-2, append=-2))
        return tuple(Note(int(self.pitch[first]), first * FRAME_S, (last - first) * FRAME_S)
                     for first, last in zip(edges, edges[1:], strict=False)
                     if self.pitch[first] >= 0 and last - first >= _SETTLE_FRAMES)


def melody_of(samples: np.ndarray, sample_rate_hz: int) -> Melody:
    """Hear the notes of one voice [shape=(n,)]."""
    import pyworld
    import soxr

    sound = np.ascontiguousarray(soxr.resample(samples, sample_rate_hz, 16000), np.float64)
    rough, times = pyworld.dio(sound, 16000, f0_floor=_LOWEST_HZ, f0_ceil=_HIGHEST_HZ, frame_period=1000 * FRAME_S)
    hz = np.nan_to_num(pyworld.stonemask(sound, rough, times, 16000))
    hz = hz[:int(len(samples) / sample_rate_hz / FRAME_S) + 1]
    semitones = 69 + 12 * np.log2(np.maximum(hz, 1.0) / 440)
    voiced = semitones[hz > 0]
    tuning = float(np.angle(np.exp(2j * np.pi * voiced).mean()) / (2 * np.pi)) if len(voiced) else 0.0
    return Melody(hz, _notes_held(semitones - tuning, hz > 0), 100 * tuning)


def shifted(samples: np.ndarray, sample_rate_hz: int, melody: Melody, moves: list[np.ndarray],
            formants: list[float]) -> list[np.ndarray]:
    """The voice moved by semitones a frame, once for each of `moves`; float64 [shape=(n,)] each.

    Works in stretches of 15 s that end where it is quiet, so any length fits into memory.
    """
    voices = [np.zeros(len(samples)) for _ in moves]
    for first, last in _stretches(samples, sample_rate_hz):
        edge, grid = round(_EDGE_S * sample_rate_hz), max(1, sample_rate_hz // 50)
        begin = max(0, (first - edge) // grid * grid)
        resing = _taken_apart(samples[begin:min(len(samples), last + edge)], sample_rate_hz)
        for voice, move, formant in zip(voices, moves, formants, strict=True):
            frame = round(begin / sample_rate_hz / FRAME_S)
            made = resing(melody.hz[frame:], move[frame:], formant)
            _join(voice, made[first - begin:], first, last, round(_JOIN_S * sample_rate_hz))
    return voices


def smooth_moves(pitch: np.ndarray, target: Callable[[int], int]) -> np.ndarray:
    """By how many semitones to move each frame so that every note becomes its target; glides between them."""
    from scipy.ndimage import uniform_filter1d

    wanted = {int(note): float(target(int(note)) - note) for note in np.unique(pitch) if note >= 0}
    first = wanted[int(pitch[pitch >= 0][0])] if (pitch >= 0).any() else 0.0
    steps = np.array([wanted.get(int(note), first) for note in pitch])
    return np.asarray(uniform_filter1d(steps, _GLIDE_FRAMES, mode="nearest"))


def _notes_held(semitones: np.ndarray, voiced: np.ndarray) -> np.ndarray:
    """Follow the voice from note to note: vibrato and scoops change nothing."""
    from scipy.ndimage import median_filter

    smooth = np.zeros(len(semitones))
    smooth[voiced] = median_filter(semitones[voiced], 25, mode="nearest")
    held = np.full(len(semitones), -1)
    note, waiting = -1, 0
    for frame in np.flatnonzero(voiced):
        waiting = waiting + 1 if note < 0 or abs(smooth[frame] - note) > _HOLD_SEMITONES else 0
        if waiting >= _SETTLE_FRAMES:
            first = max(0, frame - waiting + 1)
            note, waiting = round(float(np.median(smooth[first:frame + 1][voiced[first:frame + 1]]))), 0
            held[first:frame] = note
        held[frame] = note
    latest = np.maximum.accumulate(np.where(held >= 0, np.arange(len(held)), -1))
    return np.where(latest >= 0, held[latest], -1)


def _stretches(samples: np.ndarray, sample_rate_hz: int) -> Iterator[tuple[int, int]]:
    """(first, last) sample of stretches that end at the quietest place after 15 s."""
    from scipy.ndimage import uniform_filter1d

    chunk, window = round(_CHUNK_S * sample_rate_hz), round(0.03 * sample_rate_hz)
    first = 0
    while len(samples) - first > 1.5 * chunk:
        ahead = samples[first + chunk // 2:first + chunk + chunk // 2]
        last = first + chunk // 2 + int(np.argmin(uniform_filter1d(ahead**2, window)[window:-window])) + window
        yield first, last
        first = last
    yield first, len(samples)


def _taken_apart(samples: np.ndarray, rate: int) -> Callable[[np.ndarray, np.ndarray, float], np.ndarray]:
    """A function that sings a stretch again at a pitch: (Hz as sung, semitones to move, scale of the formants)."""
    import pyworld

    samples = np.ascontiguousarray(samples, np.float64)
    features: dict[str, np.ndarray] = {}

    def resing(hz: np.ndarray, move: np.ndarray, formant: float) -> np.ndarray:
        frames = int(len(samples) / rate / FRAME_S) + 1
        f0 = np.zeros(frames)
        f0[:len(hz[:frames])] = hz[:frames]
        if not features:
            times = FRAME_S * np.arange(frames)
            envelope = pyworld.cheaptrick(samples, f0, times, rate, f0_floor=71.0)
            features["envelope"] = np.maximum(envelope, _LOWEST_POWER)
            size = 2 * (envelope.shape[1] - 1)
            features["noise"] = pyworld.d4c(samples, f0, times, rate, fft_size=size)
        moved = np.ones(frames)
        moved[:len(move[:frames])] = 2 ** (move[:frames] / 12)
        head = _warped(features["envelope"], formant)
        return np.asarray(pyworld.synthesize(f0 * moved, head, features["noise"], rate, 1000 * FRAME_S))

    return resing


def _warped(envelope: np.ndarray, formant: float) -> np.ndarray:
    if formant == 1.0:
        return envelope
    bins = np.arange(envelope.shape[1])
    logs = np.log(envelope)
    return np.ascontiguousarray(np.exp(np.stack([np.interp(bins / formant, bins, row) for row in logs])))


def _join(voice: np.ndarray, made: np.ndarray, first: int, last: int, fade: int) -> None:
    """Write a stretch into a voice, faded over what the stretch before left there."""
    end = min(len(voice), last + fade, first + len(made))
    piece = made[:end - first].copy()
    rise = min(fade, len(piece)) if first else 0
    piece[:rise] *= np.linspace(0, 1, rise)
    if end > last:
        piece[last - first:] *= np.linspace(1, 0, end - last)
    voice[first:end] += piece
