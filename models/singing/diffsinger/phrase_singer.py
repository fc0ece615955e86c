"""One phrase through all models of a bank, stopping between them when the user cancels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from models.singing.diffsinger.acoustic import hz_of, mel_of, sound_of
from models.singing.diffsinger.bank import DiffSingerBank
from models.singing.diffsinger.expression import Expression
from models.singing.diffsinger.groups import groups_of
from models.singing.diffsinger.networks import Networks
from models.singing.diffsinger.phonemes import BREATH, PAUSE
from models.singing.diffsinger.pitch import at_times, drawn_pitch, predicted_pitch
from models.singing.diffsinger.pronounce import Pronouncer
from models.singing.diffsinger.timing import in_frames, timed, with_breath
from models.singing.diffsinger.variance import predicted_curves
from models.singing.style import SingingStyle
from models.singing.vocal_line import VocalPhrase

STAGES = ("timing", "pitch", "expression", "sound", "wave")
OnStage = Callable[[str], None]


@dataclass(frozen=True, eq=False)
class SungSound:
    """A sung phrase at the bank's rate."""

    samples: np.ndarray
    """float64 [shape=(n,)]."""
    sample_rate_hz: int
    lead_s: float
    """How much comes before the first vowel."""
    f0_hz: np.ndarray
    """One value a frame, 0 in pauses [shape=(frames,)]."""
    frame_s: float
    sounds: tuple[tuple[str, float, float], ...]
    """(phoneme, start, end) in seconds on the phrase's clock."""


def sing_phrase(
    phrase: VocalPhrase,
    bank: DiffSingerBank,
    networks: Networks,
    pronouncer: Pronouncer,
    expression: Expression,
    style: SingingStyle,
    seed: int,
    breath_s: float,
    on_stage: OnStage,
) -> SungSound:
    """Sing; `breath_s` is the room for a breath before the phrase, 0 for none. `on_stage` may raise Cancelled."""
    dictionary = pronouncer.dictionary
    on_stage("timing")
    phonemes = timed(groups_of(phrase, pronouncer), phrase.off_s, bank, networks, dictionary, expression.mix, seed)
    phonemes = with_breath(phonemes, breath_s, bank)
    frames = in_frames(phonemes, bank.acoustic.config.mel.frame_s)
    on_stage("pitch")
    if bank.pitch is None or expression.keeps_contour:
        pitch = drawn_pitch(phrase.notes, frames.times_s, style, seed)
    else:
        own, values = predicted_pitch(phonemes, phrase.notes, bank, networks, dictionary, expression, seed)
        pitch = at_times(values, own, frames.times_s)
    on_stage("expression")
    curves = predicted_curves(phonemes, pitch, frames, bank, networks, dictionary, expression, seed)
    on_stage("sound")
    mel = mel_of(phonemes, frames, pitch, curves, bank, networks, expression, seed)
    on_stage("wave")
    samples = sound_of(mel, pitch, bank, networks, seed)
    is_silent = np.repeat([symbol in (PAUSE, BREATH) for symbol in frames.symbols], frames.lengths)
    return SungSound(samples, bank.vocoder.mel.sample_rate, phrase.on_s - frames.start_s,
                     np.where(is_silent, 0.0, hz_of(pitch)), frames.frame_s,
                     tuple((one.symbol, one.start_s, one.end_s) for one in phonemes))
