"""One phrase from recorded syllables: fixed parts as they are, vowels stretched, joints faded, pitch drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.errors import ModelError, UserError
from engine.media.audio import read_audio, resample, to_channels
from models.singing.contour import pitch_contour
from models.singing.style import SingingStyle
from models.singing.utau.oto import Oto
from models.singing.utau.place import PlacedSyllable
from models.singing.vocal_line import VocalPhrase

FRAME_S = 0.005
RATE_HZ = 44100
_LOWEST_LOG_POWER = float(np.log(1e-12))
_MARGIN_S = 0.06
_TAIL_S = 0.06
_EVENED = 0.6
"""How far the levels of the syllables are brought together."""


@dataclass(frozen=True, eq=False)
class SyllableFeatures:
    """WORLD features of one syllable, a frame every 5 ms from its offset."""

    log_envelope: np.ndarray
    """[shape=(frames, bins)]."""
    aperiodicity: np.ndarray
    is_voiced: np.ndarray
    level: float
    """RMS of its stretched part."""

    @property
    def length_s(self) -> float:
        """How long it is."""
        return FRAME_S * (len(self.is_voiced) - 1)


@dataclass(frozen=True, eq=False)
class Rendered:
    """A sung phrase at 44.1 kHz."""

    samples: np.ndarray
    """float64 [shape=(n,)]."""
    lead_s: float
    f0_hz: np.ndarray
    """Every 5 ms from the first sample; 0 = unvoiced."""


def recorded(oto: Oto) -> SyllableFeatures:
    """Analyse one syllable; UserError when the recording is missing, damaged or too short for its oto.ini line."""
    import pyworld

    audio = resample(to_channels(read_audio(oto.wav), 1), RATE_HZ)
    end_s = oto.end_s(audio.seconds)
    if oto.offset_s < 0 or end_s - oto.offset_s < 0.03:
        raise UserError(f"{oto.wav.parent.name}/{oto.wav.name} has no sound between the times that oto.ini gives for "
                        f"'{oto.alias}'; correct its offset and cutoff.")
    first, last = max(0, round((oto.offset_s - _MARGIN_S) * RATE_HZ)), round((end_s + _MARGIN_S) * RATE_HZ)
    samples = np.ascontiguousarray(audio.samples[0, first:last], np.float64)
    f0, times = pyworld.dio(samples, RATE_HZ, f0_floor=60.0, f0_ceil=1100.0, frame_period=1000 * FRAME_S)
    f0 = pyworld.stonemask(samples, f0, times, RATE_HZ)
    envelope = pyworld.cheaptrick(samples, f0, times, RATE_HZ)
    aperiodicity = pyworld.d4c(samples, f0, times, RATE_HZ, fft_size=2 * (envelope.shape[1] - 1))
    begin = round((oto.offset_s - first / RATE_HZ) / FRAME_S)
    count = max(2, round((end_s - oto.offset_s) / FRAME_S))
    kept = np.minimum(begin + np.arange(count), len(f0) - 1)
    log_envelope = np.maximum(np.log(np.maximum(envelope, 1e-300)), _LOWEST_LOG_POWER)[kept]
    vowel = np.exp(log_envelope[round(oto.consonant_s / FRAME_S):]).mean() if oto.consonant_s < FRAME_S * count else 0.0
    return SyllableFeatures(log_envelope, aperiodicity[kept], f0[kept] > 0, float(np.sqrt(max(vowel, 1e-12))))


def render(
    phrase: VocalPhrase,
    syllables: Sequence[PlacedSyllable],
    recordings: Sequence[SyllableFeatures],
    style: SingingStyle,
    seed: int,
) -> Rendered:
    """Sing; the same arguments give the same bytes. Raises ModelError when WORLD fails."""
    import pyworld

    lead_s = FRAME_S * np.ceil(max(0.0, phrase.on_s - syllables[0].start_s) / FRAME_S + 2)
    frames = int(np.ceil((max(one.end_s for one in syllables) - phrase.on_s + lead_s + _TAIL_S) / FRAME_S))
    times_s = phrase.on_s - lead_s + FRAME_S * np.arange(frames)
    log_power, noise, voicing, heard = _joined(syllables, recordings, times_s)
    pitch = pitch_contour(phrase.notes, times_s, style, np.random.default_rng(seed))
    is_sung = (voicing >= 0.5) & (heard > 0.02) & (not style.is_whispered)
    f0 = np.where(is_sung, 440 * 2 ** ((pitch - 69) / 12), 0.0)
    power = np.exp(np.maximum(_tilted(log_power, style), _LOWEST_LOG_POWER))
    samples = pyworld.synthesize(f0, np.ascontiguousarray(power), np.ascontiguousarray(_breathy(noise, is_sung, style)),
                                 RATE_HZ, 1000 * FRAME_S)
    if not np.isfinite(samples).all():
        raise ModelError("The singing synthesis gave invalid samples.")
    return Rendered(samples, float(lead_s), f0)


def _joined(syllables: Sequence[PlacedSyllable], recordings: Sequence[SyllableFeatures],
            times_s: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """(log power, aperiodicity, voicing 0–1, how much sounds 0–1) of each frame, faded where syllables meet."""
    usual = float(np.median([one.level for one in recordings]))
    shape = len(times_s), recordings[0].log_envelope.shape[1]
    log_power, noise = np.zeros(shape), np.zeros(shape)
    level, voicing, total = np.zeros(shape[0]), np.zeros(shape[0]), np.zeros(shape[0])
    for one, recording in zip(syllables, recordings, strict=True):
        inside = np.nonzero((times_s >= one.start_s) & (times_s < one.end_s))[0]
        weight = _weight(times_s[inside], one)
        own, own_noise, is_voiced = _frames(times_s[inside] - one.start_s, one, recording)
        own += 2 * _EVENED * np.log(np.clip(usual / recording.level, 0.25, 4.0))
        log_power[inside] += weight[:, None] * own
        noise[inside] += weight[:, None] * own_noise
        level[inside] += weight * np.exp(own).mean(axis=1)
        voicing[inside] += weight * is_voiced
        total[inside] += weight
    share = np.maximum(total, 1e-9)
    heard = np.minimum(total, 1.0)
    log_power /= share[:, None]
    # Half-way between two vowels the mean of the logarithms is too soft: neither has the other's formants.
    log_power += np.log(np.maximum(level / share, 1e-12) / np.maximum(np.exp(log_power).mean(axis=1), 1e-12))[:, None]
    log_power += 2 * np.log(np.maximum(heard, 1e-6))[:, None]
    is_silent = (total <= 0)[:, None]
    return (np.where(is_silent, _LOWEST_LOG_POWER, log_power), np.where(is_silent, 1.0, noise / share[:, None]),
            voicing / share, heard)


def _weight(times_s: np.ndarray, one: PlacedSyllable) -> np.ndarray:
    """0–1: faded in at its start, out at its end."""
    rise = np.clip((times_s - one.start_s + FRAME_S / 2) / max(one.fade_in_s, FRAME_S), 0, 1)
    return rise * np.clip((one.end_s - times_s) / max(one.fade_out_s, FRAME_S), 0, 1)


def _frames(
    since_s: np.ndarray, one: PlacedSyllable, recording: SyllableFeatures
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(log envelope, aperiodicity, voicing) at times since its start: the fixed part 1:1, the rest stretched to fit."""
    fixed_s = max(0.0, min(one.oto.consonant_s, recording.length_s - 2 * FRAME_S) - one.skipped_s)
    available_s = recording.length_s - one.skipped_s - fixed_s
    wanted_s = max(FRAME_S, (one.end_s - one.start_s) - fixed_s)
    scale = min(1.0, available_s / wanted_s)
    source_s = one.skipped_s + np.where(since_s < fixed_s, since_s, fixed_s + (since_s - fixed_s) * scale)
    places = np.clip(source_s / FRAME_S, 0, len(recording.is_voiced) - 1.001)
    lower = places.astype(int)
    share = (places - lower)[:, None]
    is_vowel = (since_s >= fixed_s) & recording.is_voiced[round(0.5 * len(recording.is_voiced)):].any()
    voiced = recording.is_voiced[np.round(places).astype(int)] | is_vowel
    noise = (1 - share) * recording.aperiodicity[lower] + share * recording.aperiodicity[lower + 1]
    tonal = np.minimum(noise, np.linspace(0.15, 0.85, noise.shape[1]))
    return ((1 - share) * recording.log_envelope[lower] + share * recording.log_envelope[lower + 1],
            np.where(is_vowel[:, None], tonal, noise), voiced)


def _tilted(log_power: np.ndarray, style: SingingStyle) -> np.ndarray:
    """The vocal tract scaled and the spectrum tilted as the style wants."""
    if style.formant != 1.0:
        bins = log_power.shape[1]
        places = np.minimum(np.arange(bins) / style.formant, bins - 1.001)
        lower = places.astype(int)
        log_power = (1 - places + lower) * log_power[:, lower] + (places - lower) * log_power[:, lower + 1]
    if not style.tilt_db_per_octave:
        return log_power
    frequencies = np.linspace(0, RATE_HZ / 2, log_power.shape[1])
    octaves = np.clip(np.log2(np.maximum(frequencies, 200) / 1000), -1, 3)
    return log_power + style.tilt_db_per_octave * octaves * np.log(10) / 10


def _breathy(noise: np.ndarray, voiced: np.ndarray, style: SingingStyle) -> np.ndarray:
    """As much air as the style wants in what is sung on pitch."""
    airy = noise + style.breath * np.linspace(0.3, 1.0, noise.shape[1]) * (1 - noise)
    return np.clip(np.where(voiced[:, None], airy, 1.0 if style.is_whispered else noise), 1e-4, 1 - 1e-4)
