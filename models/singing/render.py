"""One phrase of sung audio: the spoken frames laid along the timeline, re-pitched and synthesised."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from engine.errors import ModelError
from models.singing.analysis import FRAME_S, LOWEST_LOG_POWER, Analysis
from models.singing.contour import pitch_contour
from models.singing.score import SungNote
from models.singing.sibilant import sibilant_gain_db
from models.singing.style import SingingStyle
from models.singing.timeline import SongPiece
from models.singing.vocal_line import VocalPhrase

_TAIL_S = 0.06
_AIR_OF_KIND = np.array([0.0, 0.12, 0.06, 1.0, 1.0])
"""Share of the power at the top of the band that is noise, by the kinds numbered below."""
_ATTACK_FRAMES, _RELEASE_FRAMES = 3, 9
_NORMAL_VELOCITY = 90
_EVENED = 0.7
"""How far the levels of vowels are brought together: 0 as spoken, 1 all the same."""


@dataclass(frozen=True, eq=False)
class RenderedPhrase:
    """A sung phrase at the voice's own rate."""

    samples: np.ndarray
    """float64 [shape=(n,)]."""
    sample_rate_hz: int
    lead_s: float
    """How much comes before the first vowel; a multiple of 5 ms."""
    f0_hz: np.ndarray
    """One value every 5 ms from the first sample; 0 = unvoiced [shape=(frames,)]."""
    hiss_level: np.ndarray
    """Power of the noise at the top of the band, every 5 ms [shape=(frames,)]."""

    @property
    def size_bytes(self) -> int:
        """Memory it takes."""
        return self.samples.nbytes + self.f0_hz.nbytes + self.hiss_level.nbytes


def render_phrase(
    phrase: VocalPhrase,
    pieces: Sequence[SongPiece],
    analysis: Analysis,
    style: SingingStyle,
    formant: float,
    seed: int,
    on_step: Callable[[], None] = lambda: None,
) -> RenderedPhrase:
    """Sing a phrase; the same arguments give the same bytes.

    `on_step` is called between the steps of the work and may raise to stop it. Raises ModelError when WORLD fails.
    """
    noise, rate = np.random.default_rng(seed), analysis.speech.sample_rate_hz
    lead_s = FRAME_S * np.ceil((phrase.on_s - pieces[0].start_s) / FRAME_S + 2)
    frames = int(np.ceil((pieces[-1].end_s - phrase.on_s + lead_s + _TAIL_S) / FRAME_S))
    times_s = phrase.on_s - lead_s + FRAME_S * np.arange(frames)
    source, kind = _source_frames(pieces, times_s, len(analysis.log_envelope))
    voiced = _voicing(kind, source, analysis)
    f0 = np.where(voiced, 440 * 2 ** ((pitch_contour(phrase.notes, times_s, style, noise) - 69) / 12), 0.0)
    on_step()
    envelope, aperiodicity = _frames_at(source, analysis)
    last = _last_note_share(phrase, times_s) if style.ending else np.zeros(frames)
    envelope = coloured(envelope, rate, style, formant, last)
    on_step()
    amplitude = _loudness(kind, envelope) * _expression(phrase, times_s, kind, style, last)
    power = np.exp(np.maximum(envelope + 2 * np.log(amplitude + 1e-6)[:, None], LOWEST_LOG_POWER))
    power = _without_sharpness(power, kind, rate)
    breath = style.breath + last * (style.on_last_note().breath - style.breath)
    aperiodicity = _breathy(aperiodicity, np.isin(kind, (1, 2)), breath)
    if style.is_whispered:
        f0, aperiodicity = np.zeros(frames), np.ones_like(aperiodicity)
    on_step()
    hiss = power[:, -power.shape[1] // 4:].mean(axis=1) * _AIR_OF_KIND[kind]
    return RenderedPhrase(_synthesised(f0, power, aperiodicity, rate), rate, float(lead_s), f0, hiss)


def _synthesised(f0: np.ndarray, power: np.ndarray, aperiodicity: np.ndarray, sample_rate_hz: int) -> np.ndarray:
    import pyworld

    samples = pyworld.synthesize(f0, np.ascontiguousarray(power), np.ascontiguousarray(aperiodicity), sample_rate_hz,
                                 1000 * FRAME_S)
    if not np.isfinite(samples).all():
        raise ModelError("The singing synthesis gave invalid samples.")
    return samples


_KIND = {"silence": 0, "vowel": 1, "diphthong": 1, "sonorant": 2, "voiced": 3, "unvoiced": 4, "release": 4}


def _source_frames(pieces: Sequence[SongPiece], times_s: np.ndarray, available: int) -> tuple[np.ndarray, np.ndarray]:
    """(frame of the speech, kind of sound) for each frame of the song."""
    source, kind = np.zeros(len(times_s)), np.zeros(len(times_s), int)
    for piece in pieces:
        first, last = np.searchsorted(times_s, [piece.start_s - 1e-6, piece.end_s - 1e-6])
        share = (times_s[first:last] - piece.start_s) / max(piece.end_s - piece.start_s, 1e-6)
        source[first:last] = (piece.from_s + share * (piece.to_s - piece.from_s)) / FRAME_S
        kind[first:last] = _KIND[piece.kind]
    return np.clip(source, 0, available - 1.001), kind


def _voicing(kind: np.ndarray, source: np.ndarray, analysis: Analysis) -> np.ndarray:
    """Vowels and sonorants are voiced whatever the analysis says, hard consonants never."""
    spoken = analysis.is_voiced[np.round(source).astype(int)]
    return np.isin(kind, (1, 2)) | ((kind == 3) & spoken)


def _frames_at(source: np.ndarray, analysis: Analysis) -> tuple[np.ndarray, np.ndarray]:
    lower = source.astype(int)
    share = (source - lower)[:, None]
    envelope, aperiodicity = analysis.log_envelope, analysis.aperiodicity
    return ((1 - share) * envelope[lower] + share * envelope[lower + 1],
            (1 - share) * aperiodicity[lower] + share * aperiodicity[lower + 1])


def coloured(envelope: np.ndarray, sample_rate_hz: int, style: SingingStyle, formant: float,
             last: np.ndarray | None = None) -> np.ndarray:
    """Scale the vocal tract and tilt the spectrum of log envelopes [shape=(frames, bins)].

    `last` says how far each frame belongs to the last note, 0–1.
    """
    bins, scale = envelope.shape[1], formant * style.formant
    if scale != 1.0:
        places = np.minimum(np.arange(bins) / scale, bins - 1.001)
        lower = places.astype(int)
        share = places - lower
        envelope = (1 - share) * envelope[:, lower] + share * envelope[:, lower + 1]
    frequencies = np.linspace(0, sample_rate_hz / 2, bins)
    octaves = np.clip(np.log2(np.maximum(frequencies, 200) / 1000), -1, 3)
    tilt, last_tilt = style.tilt_db_per_octave, style.on_last_note().tilt_db_per_octave
    if last is None or tilt == last_tilt:
        return envelope + tilt * octaves * np.log(10) / 10
    return envelope + (tilt + last * (last_tilt - tilt))[:, None] * octaves * np.log(10) / 10


def _breathy(aperiodicity: np.ndarray, is_held: np.ndarray, breath: np.ndarray) -> np.ndarray:
    """Keep vowels and sonorants tonal, then let in as much air as the style wants [breath: shape=(frames,)].

    The noise of z, v, d and their like is left as it was spoken: without it their words are not understood.
    """
    bins = aperiodicity.shape[1]
    tonal = np.minimum(aperiodicity, np.linspace(0.15, 0.85, bins))
    airy = tonal + breath[:, None] * np.linspace(0.3, 1.0, bins) * (1 - tonal)
    return np.clip(np.where(is_held[:, None], airy, aperiodicity), 1e-4, 1 - 1e-4)


def _loudness(kind: np.ndarray, envelope: np.ndarray) -> np.ndarray:
    """Amplitude of each frame: vowels evened out, soft edges beside silence."""
    level = np.sqrt(np.exp(envelope).mean(axis=1))
    vowels = kind == _KIND["vowel"]
    usual = np.median(level[vowels]) if vowels.any() else 1.0
    evened = np.where(vowels, np.clip((usual / np.maximum(level, 1e-9)) ** _EVENED, 0.4, 4.0), 1.0)
    return _smoothed(evened, 9) * _edges(kind > 0)


def _expression(phrase: VocalPhrase, times_s: np.ndarray, kind: np.ndarray, style: SingingStyle,
                last: np.ndarray) -> np.ndarray:
    """Amplitude of each frame: velocities, a swell over the phrase, consonants, a last note of its own."""
    gain_db = np.full(len(times_s), _velocity_db(phrase.notes[0], style))
    for note in phrase.notes[1:]:
        gain_db[times_s >= note.on_s - 0.06] = _velocity_db(note, style)
    through = np.clip((times_s - phrase.on_s) / max(phrase.off_s - phrase.on_s, 0.1), 0, 1)
    gain_db = _smoothed(gain_db, 13) + style.swell_db * (through - 0.5)
    gain_db += _smoothed(np.where(kind >= _KIND["voiced"], style.consonant_db, 0.0), 3)
    gain_db += last * (style.on_last_note().loudness_lufs - style.loudness_lufs)
    return 10 ** (gain_db / 20)


def _velocity_db(note: SungNote, style: SingingStyle) -> float:
    return style.dynamics * 20 * float(np.log10(max(note.velocity, 1) / _NORMAL_VELOCITY))


def _last_note_share(phrase: VocalPhrase, times_s: np.ndarray) -> np.ndarray:
    """0 before the last note, rising to 1 within 80 ms at its beginning."""
    return np.clip((times_s - phrase.notes[-1].on_s) / 0.08 + 0.5, 0, 1)


def _without_sharpness(power: np.ndarray, kind: np.ndarray, sample_rate_hz: int) -> np.ndarray:
    vowels = kind == _KIND["vowel"]
    if not vowels.any():
        return power
    usual = float(np.median(power[vowels].mean(axis=1)))
    gain_db = sibilant_gain_db(power, kind >= _KIND["voiced"], usual, sample_rate_hz)
    return power * 10 ** (_smoothed(gain_db, 3) / 10)[:, None]


def _edges(sounds: np.ndarray) -> np.ndarray:
    """0 in silence, rising over 15 ms where sound begins and falling over 45 ms before it ends."""
    places = np.arange(len(sounds))
    silent = np.nonzero(np.concatenate([[True], ~sounds, [True]]))[0] - 1
    before = places - silent[np.searchsorted(silent, places, side="right") - 1]
    after = silent[np.searchsorted(silent, places, side="left")] - places
    return np.clip(before / _ATTACK_FRAMES, 0, 1) * np.clip(after / _RELEASE_FRAMES, 0, 1)


def _smoothed(values: np.ndarray, frames: int) -> np.ndarray:
    return np.convolve(np.pad(values, frames // 2, "edge"), np.ones(frames) / frames, "valid")
