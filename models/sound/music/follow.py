"""The harmony of a clip: one chord a bar, from its notes or from its sound."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.media.audio import Audio
from engine.media.audio_stream import read_frames, sound_info
from engine.media.clip import Clip
from engine.media.key import Key
from engine.media.note import Note
from models.sound.music.chord import QUALITIES, Chord, named

_QUALITIES = ("", "m", "7", "m7", "maj7", "dim", "sus4")
_EXTRA_NOTE_COST = 0.045
_OUT_OF_KEY_COST = 0.09
_BASS_SHARE = 0.35
_BASS_IS_THERE = 0.08
"""Below this share of the sound the low notes are only the foot of the chord."""
_RARITY = {"": 0.0, "m": 0.0, "sus4": 0.1, "dim": 0.05}
"""How much a quality must explain better than a plain triad."""
_WINDOW_S, _HOP_S = 0.19, 0.05
_LOWEST_HZ, _BASS_TOP_HZ, _HIGHEST_HZ = 40.0, 150.0, 2000.0
_BASS_TOP_PITCH = 52
_FIRST_SHARE, _LATER = 0.2, 0.3
"""The bass says the root as a bar begins; what it plays later counts less."""
_DRUM_CHANNEL = 9
_BARS_AT_ONCE = 8


def weights_of_notes(notes: Sequence[Note], edges: Sequence[float]) -> list[tuple[np.ndarray, np.ndarray]]:
    """For each bar between two edges (beats): how long each pitch class sounds, and the same for the lowest notes."""
    bars = []
    pitched = [note for note in notes if note.channel != _DRUM_CHANNEL]
    for start, end in zip(edges, edges[1:], strict=False):
        chroma, bass = np.zeros(12), np.zeros(12)
        inside = [(note, min(end, note.end_beats) - max(start, note.start_beats)) for note in pitched]
        inside = [(note, length) for note, length in inside if length > 1e-6]
        for note, length in inside:
            chroma[note.pitch % 12] += length * (1.15 if abs(note.start_beats - start) < 0.1 else 1.0)
        if inside:
            lowest = min(note.pitch for note, _ in inside)
            for note, length in inside:
                if note.pitch <= min(lowest + 7, _BASS_TOP_PITCH):
                    is_first = note.start_beats < start + _FIRST_SHARE * (end - start)
                    bass[note.pitch % 12] += length * (1.0 if is_first else _LATER)
        bars.append((chroma, bass))
    return bars


def weights_of_sound(clip: Clip, edges_s: Sequence[float]) -> list[tuple[np.ndarray, np.ndarray]]:
    """The same from a recording, some bars at a time, so that its length does not matter."""
    info = sound_info(clip)
    rate = info.sample_rate_hz
    found = []
    for first in range(0, len(edges_s) - 1, _BARS_AT_ONCE):
        edges = edges_s[first:first + _BARS_AT_ONCE + 1]
        begin, end = (min(info.frames, max(0, round(edge * rate))) for edge in (edges[0], edges[-1]))
        if begin == end:
            found += [(np.zeros(12), np.zeros(12)) for _ in edges[1:]]
        else:
            found += _weights_of_part(read_frames(clip.path, begin, end, rate), [edge - edges[0] for edge in edges])
    return found


def _weights_of_part(audio: Audio, edges_s: Sequence[float]) -> list[tuple[np.ndarray, np.ndarray]]:
    """Spectral peaks folded to pitch classes, each moment weighted alike."""
    from scipy.signal import stft

    rate = audio.sample_rate_hz
    window = int(_WINDOW_S * rate)
    mono = audio.samples.mean(axis=0)
    if len(mono) < window:  # too short to tell notes from: as good as silent
        return [(np.zeros(12), np.zeros(12)) for _ in edges_s[1:]]
    hop = int(_HOP_S * rate)
    hz, times, spectrum = stft(
        mono, rate, nperseg=window, noverlap=window - hop, nfft=1 << (window - 1).bit_length() + 1
    )
    level = np.abs(spectrum)
    is_peak = np.zeros_like(level, bool)
    is_peak[1:-1] = (level[1:-1] > level[:-2]) & (level[1:-1] >= level[2:])
    # a drum hit is broad-band: what stands out over its surroundings is a note
    floor = _local_mean(level, 12)
    level = np.where(is_peak & (level > 2.0 * floor), level, 0.0)
    usable = (hz > _LOWEST_HZ) & (hz < _HIGHEST_HZ)
    classes = np.round(69 + 12 * np.log2(np.maximum(hz, 1) / 440)).astype(int) % 12
    bars = []
    for start, end in zip(edges_s, edges_s[1:], strict=False):
        frames = level[:, (times >= start) & (times < end)] ** 0.8
        chroma, bass = np.zeros(12), np.zeros(12)
        if frames.size:
            frames = frames / (frames[usable].sum(axis=0, keepdims=True) + 1e-9)
            energy = frames.mean(axis=1)
            np.add.at(chroma, classes[usable], energy[usable])
            low = usable & (hz < _BASS_TOP_HZ)
            weights = np.where(np.arange(frames.shape[1]) < _FIRST_SHARE * frames.shape[1], 1.0, _LATER)
            np.add.at(bass, classes[low], (frames[low] * weights).sum(axis=1) / weights.sum())
        bars.append((chroma, bass))
    return bars


def chord_of(chroma: np.ndarray, bass: np.ndarray, key: Key) -> Chord | None:
    """The chord that explains a bar best; None for silence."""
    total = chroma.sum()
    if total <= 1e-9:
        return None
    share, low = chroma / total, bass / (bass.sum() + 1e-9)
    low = low * min(1.0, bass.sum() / (_BASS_IS_THERE * total))
    scale = set(key.scale)
    best, best_score = None, -np.inf
    for root in range(12):
        for quality in _QUALITIES:
            chord = Chord(root, QUALITIES[quality], "")
            tones = chord.pitch_classes
            missing = sum(share[tone] < 0.04 for tone in tones)
            score = (
                sum(share[tone] for tone in tones)
                - _EXTRA_NOTE_COST * len(tones)
                + 0.12 * share[root]
                + _BASS_SHARE * low[root]
            )
            score -= 0.05 * missing + _OUT_OF_KEY_COST * sum(tone not in scale for tone in tones)
            score -= _RARITY.get(quality, 0.02)
            if score > best_score:
                best, best_score = chord, score
    return named(best) if best else None


def chords_of(bars: Sequence[tuple[np.ndarray, np.ndarray]], key: Key) -> list[list[Chord]]:
    """One chord a bar; a silent bar keeps the chord before it."""
    found: list[Chord | None] = [chord_of(chroma, bass, key) for chroma, bass in bars]
    current = next((chord for chord in found if chord), None) or named(
        Chord(key.tonic, (0, 4, 7) if (key.tonic + 4) % 12 in key.scale else (0, 3, 7), "")
    )
    result = []
    for chord in found:
        current = chord or current
        result.append([current])
    return result


def _local_mean(level: np.ndarray, width: int) -> np.ndarray:
    from scipy.ndimage import uniform_filter1d

    return uniform_filter1d(level, 2 * width + 1, axis=0)
