"""Loops from what a model made: brought to the tempo, begun on a beat, cut to the sample, joined unheard."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.catalog.model import Brief, Report
from engine.media.audio import Audio, resample, to_channels
from engine.media.audio_stream import sound_info
from engine.media.clip import audio_clip
from models.analysis.listening import RATE_HZ
from models.analysis.tempo import Tempo, find_tempo, onset_strength
from models.edit.time_stretch import Stretch, stretched
from models.sound.making.wish import SoundWish
from models.sound.tile import looped_to

SPARE = 1.15
"""How much longer than the loop a take is asked for, so that it can be played faster."""
_SEAM_S = 0.25
_SURE = 0.3
"""Least confidence at which a measured tempo is acted on."""
_RIGHT = 0.004
_FASTEST, _SLOWEST = 1.25, 0.8
"""Within these a take is stretched; beyond it would be heard."""


@dataclass(frozen=True)
class Loop:
    """A finished loop."""

    audio: Audio
    """At the session's rate, exactly as long as wished."""
    measured_bpm: float | None
    """Tempo of the take, as the wished tempo counts it; None = no steady beat was found."""


def spare_seconds(wish: SoundWish) -> float:
    """Length of the take that a loop is cut from: with room for stretching, the first beat and the seam."""
    return wish.seconds * SPARE + 60 / (wish.bpm or 120) + _SEAM_S


def looped(take: Audio, wish: SoundWish, brief: Brief, report: Report) -> Loop:
    """Cut a loop from a take; a tempo that is off is told."""
    report(1, 1, "measuring the tempo")
    tempo = find_tempo(onset_strength(resample(to_channels(take, 1), RATE_HZ).samples[0]))
    if tempo is None or tempo.confidence < _SURE or wish.bpm is None:
        return Loop(_cut(resample(take, wish.rate_hz), wish, 0.0), None)
    measured = min((tempo.bpm * factor for factor in (0.5, 1.0, 2.0)), key=lambda bpm: abs(bpm / (wish.bpm or 1) - 1))
    speed = wish.bpm / measured
    fitted = take
    if abs(speed - 1) > _RIGHT:
        fitted = _at_speed(take, speed, measured, wish, brief, report)
    moved = speed if fitted is not take else 1.0
    return Loop(_cut(resample(fitted, wish.rate_hz), wish, _first_beat_s(tempo) / moved), round(measured, 2))


def _at_speed(take: Audio, speed: float, measured: float, wish: SoundWish, brief: Brief, report: Report) -> Audio:
    told = f"It came out at {measured:.1f} bpm instead of {wish.bpm:g}"
    frames = round(take.frames / speed)
    if not _SLOWEST <= speed <= _FASTEST or frames < wish.seconds * take.sample_rate_hz:
        report.warn(f"{told}, too far off to be stretched; ask for another take.")
        return take
    report.warn(f"{told} and was stretched to fit.")
    clip = audio_clip(brief.folder, "take", take)
    parts = stretched(clip, sound_info(clip), Stretch(frames, 0.0, keeps_formants=False),
                      lambda done: report(1, 1, "fitting the tempo"))
    return Audio(np.concatenate(list(parts), axis=1), take.sample_rate_hz)


def _first_beat_s(tempo: Tempo) -> float:
    return tempo.first_beat_s if tempo.first_beat_s < 60 / tempo.bpm else 0.0


def _cut(sound: Audio, wish: SoundWish, start_s: float) -> Audio:
    """From a beat on to the sample; the seam is faded from how the take went on into how it began."""
    rate, samples = sound.sample_rate_hz, sound.samples
    first = round(start_s * rate)
    if samples.shape[1] - first < wish.frames:
        first = 0
    rest = samples[:, first:]
    if rest.shape[1] < wish.frames:
        return Audio(np.ascontiguousarray(looped_to(rest, wish.frames, rate), np.float32), rate)
    loop = rest[:, :wish.frames].copy()
    fade = min(round(_SEAM_S * rate), rest.shape[1] - wish.frames, wish.frames // 4)
    if fade > 0:
        rise = np.sin((np.arange(fade) + 0.5) / fade * np.pi / 2).astype(np.float32) ** 2
        loop[:, :fade] = loop[:, :fade] * rise + rest[:, wish.frames:wish.frames + fade] * (1 - rise)
    return Audio(loop, rate)
