"""The pitch curve of a phrase: steps with portamento, a scoop at its start, vibrato, a little unrest."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.singing.analysis import FRAME_S
from models.singing.score import SungNote
from models.singing.style import SingingStyle

VIBRATO_FROM_S = 0.45
"""Shorter notes have none."""
_VIBRATO_FROM_SHARE, _LATEST_VIBRATO_S = 0.45, 1.5
"""A note is held straight for this share of its length, but not longer than this."""
_FADE_IN_S, _FADE_OUT_S = 0.30, 0.10
_SCOOP_DECAY_S = 0.035
_GLIDE_BEFORE_BEAT = 0.55
"""Share of a portamento that lies before the beat; the pitch is half-way 4 ms early."""


def pitch_contour(notes: Sequence[SungNote], times_s: np.ndarray, style: SingingStyle,
                  noise: np.random.Generator) -> np.ndarray:
    """MIDI pitch, with fractions, at each time [shape=(frames,)]; equal temperament, A4 = 440 Hz."""
    pitch = np.full(len(times_s), notes[0].pitch + notes[0].cents / 100)
    for before, note in zip(notes, notes[1:], strict=False):
        glide_s = min(style.portamento_s, 0.28 * before.length_s, 0.28 * note.length_s)
        progress = np.clip((times_s - note.on_s) / max(glide_s, 1e-3) + _GLIDE_BEFORE_BEAT, 0, 1)
        pitch += (note.pitch - before.pitch) * (0.5 - 0.5 * np.cos(np.pi * progress))
    since_start = np.maximum(times_s - (notes[0].on_s - 0.03), 0)
    pitch -= style.scoop_cents / 100 * np.exp(-since_start / _SCOOP_DECAY_S)
    for note in notes:
        how = style.on_last_note() if style.ending and note is notes[-1] else style
        if note.length_s >= VIBRATO_FROM_S and how.vibrato_cents:
            pitch += _vibrato(note, times_s, how)
    return pitch + style.jitter_cents / 100 * _unrest(len(times_s), noise)


def _vibrato(note: SungNote, times_s: np.ndarray, style: SingingStyle) -> np.ndarray:
    share_s = min(_LATEST_VIBRATO_S, _VIBRATO_FROM_SHARE * note.length_s)
    begins_s = note.on_s + max(style.vibrato_delay_s, share_s)
    depth = np.clip((times_s - begins_s) / _FADE_IN_S, 0, 1) * np.clip((note.off_s - times_s) / _FADE_OUT_S, 0, 1)
    return style.vibrato_cents / 100 * depth * np.sin(2 * np.pi * style.vibrato_hz * (times_s - begins_s))


def _unrest(frames: int, noise: np.random.Generator) -> np.ndarray:
    """Noise below 8 Hz, standard deviation 1."""
    from scipy.signal import butter, sosfilt

    settle = round(0.5 / FRAME_S)
    slow = sosfilt(butter(2, 8, fs=1 / FRAME_S, output="sos"), noise.standard_normal(frames + settle))[settle:]
    return slow / 0.296
