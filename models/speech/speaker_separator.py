"""Gives each of two speakers a clip of their own: by place where there are two channels, else by pitch."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from engine.catalog.model import Brief, Licence, Model, Report, Result
from engine.errors import ModelError
from engine.media.audio_stream import ClipWriter, sound_info
from engine.media.clip import Clip
from models.speech.chunked import Work, crossfaded, sample_of
from models.speech.denoiser import clip_of
from models.speech.pitch_split import pitch_masks
from models.speech.stereo_split import demixing

_WINDOW_S = 0.128
_TRIES = 3
_SAME_DB = 40.0
"""Channels that differ by less than this below their sum are one channel twice."""
_LEARNING_SHARE = 0.6
_ALIKE_SEMITONES = 4.0
_SHORTEST_S = 0.3


class SpeakerSeparator(Model):
    """Independent low-rank matrix analysis for two channels, pitch-guided masks for one."""

    id = "place-and-pitch"
    name = "Place and pitch"
    tasks = ("separate_speakers",)
    licence = Licence(code="GPL-3.0-or-later")
    limits = ("Two speakers: very clean where they are panned apart; less sure with two microphones close together; in "
              "mono only a low and a high voice, with bleed; two alike voices or a long room need a downloaded model.")
    memory_bytes = 600 << 20
    quality = 1
    speed = 2

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """Raise UserError for what is no sound; ModelError for more than two speakers."""
        sound_info(clip_of(inputs))
        if int(args.get("speakers") or 2) > 2:
            raise ModelError(f"{self.name} can tell two speakers apart, not {args['speakers']}; ask for two, or choose "
                             "a model that separates more.")

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Returns `speaker_1` and `speaker_2`, mono, as long as the clip; in mono the lower voice is the first."""
        self.check(args, inputs, brief)
        clip = clip_of(inputs)
        info = sound_info(clip)
        report(0, 1, "listening")
        pitches: list[tuple[float, float]] = []
        if _has_places(clip):
            if info.channels > 2:
                report.warn(f"Of the {info.channels} channels of '{clip.name}' the first two were used.")
            work = _by_place(clip, lambda done: report(_LEARNING_SHARE * done, 1, "learning where they are"))
            begin = _LEARNING_SHARE
        else:
            report.warn(f"'{clip.name}' has one channel, so a low and a high voice are told apart by pitch; expect "
                        "some of each in the other.")
            work, begin = _by_pitch(info.sample_rate_hz, pitches), 0.0
        first, second = _written(clip, brief, work, lambda done: report(
            begin + (1 - begin) * done, 1, "separating the speakers"))
        if pitches and _are_alike(pitches):
            report.warn("The two voices are too alike in pitch to be told apart well without a downloaded model.")
        return {"speaker_1": first, "speaker_2": second}


def _written(clip: Clip, brief: Brief, work: Work, tick: Callable[[float], None]) -> tuple[Clip, Clip]:
    info = sound_info(clip)
    places: dict[str, Any] = {"track": clip.track, "start_beats": clip.start_beats, "tags": ("speech",)}
    with (ClipWriter(brief.folder, 1, info.sample_rate_hz, info.frames) as one,
          ClipWriter(brief.folder, 1, info.sample_rate_hz, info.frames) as other):
        for made in crossfaded(clip, work, tick):
            one.write(made[:1])
            other.write(made[1:])
        return one.finish(f"{clip.name} speaker 1", **places), other.finish(f"{clip.name} speaker 2", **places)


def _window(rate: int) -> int:
    return max(64, 16 * round(_WINDOW_S * rate / 16))


def _has_places(clip: Clip) -> bool:
    """True when the first two channels are really two."""
    info = sound_info(clip)
    if info.channels < 2 or info.seconds < _SHORTEST_S:
        return False
    left, right = sample_of(clip)[:2]
    powers = float(np.mean(left**2)), float(np.mean(right**2))
    alike = float(np.mean((left - right * np.sqrt(powers[0] / (powers[1] + 1e-20))) ** 2))
    limit = 10 ** (-_SAME_DB / 10) * powers[0]
    return min(powers) > 10 ** (-_SAME_DB / 10) * max(powers) and alike > limit and min(powers) > 1e-12


def _spectrum(samples: np.ndarray, rate: int, per_window: int) -> np.ndarray:
    """[shape=(bands, channels, frames)]."""
    from scipy.signal import stft

    size = _window(rate)
    found = stft(samples, rate, nperseg=size, noverlap=size - size // per_window)[2]
    return np.ascontiguousarray(found.transpose(1, 0, 2))


def _sound(spectrum: np.ndarray, rate: int, per_window: int, frames: int) -> np.ndarray:
    """From [shape=(bands, channels, frames)] back to [shape=(channels, n)]."""
    from scipy.signal import istft

    size = _window(rate)
    made = istft(spectrum.transpose(1, 0, 2), rate, nperseg=size, noverlap=size - size // per_window)[1]
    fitted = np.zeros((made.shape[0], frames))
    fitted[:, :made.shape[1]] = made[:, :frames]
    return fitted


def _by_place(clip: Clip, tick: Callable[[float], None]) -> Work:
    """The best of three tries at the filters, for all of the clip: speakers who stay where they are."""
    rate = sound_info(clip).sample_rate_hz
    spectrum = _spectrum(sample_of(clip)[:2], rate, 4)

    def tried(seed: int) -> tuple[np.ndarray, float]:
        return demixing(spectrum, seed, lambda done: tick((seed + done) / _TRIES))

    tries = [tried(seed) for seed in range(_TRIES)]
    filters = max(tries, key=lambda made: made[1])[0]

    def work(samples: np.ndarray, tick: Callable[[float], None]) -> np.ndarray:
        tick(0.1)
        return _sound(filters @ _spectrum(samples[:2], rate, 4), rate, 4, samples.shape[1])

    return work


def _by_pitch(rate: int, pitches: list[tuple[float, float]]) -> Work:
    def work(samples: np.ndarray, tick: Callable[[float], None]) -> np.ndarray:
        mono = samples[:1] if len(samples) == 1 else samples.mean(axis=0, keepdims=True)
        if mono.shape[1] < _SHORTEST_S * rate or np.abs(mono).max() < 1e-6:
            return np.concatenate([mono, 0 * mono])
        spectrum = _spectrum(mono, rate, 8)[:, 0]
        masks = pitch_masks(np.abs(spectrum), tick)
        pitches.append(masks.pitches_hz)
        both = np.stack([spectrum * masks.low, spectrum * (1 - masks.low)], axis=1)
        return _sound(both, rate, 8, mono.shape[1])

    return work


def _are_alike(pitches: Sequence[tuple[float, float]]) -> bool:
    low, high = (max(1.0, float(np.median([pair[side] for pair in pitches]))) for side in (0, 1))
    return abs(12 * np.log2(high / low)) < _ALIKE_SEMITONES
