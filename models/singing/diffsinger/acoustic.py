"""Phonemes, pitch and curves → mel spectrogram → sound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from engine.errors import ModelError
from models.singing.diffsinger.bank import DiffSingerBank
from models.singing.diffsinger.config import BankConfig
from models.singing.diffsinger.expression import Expression
from models.singing.diffsinger.networks import Networks
from models.singing.diffsinger.pitch import speaker_input, steps_for
from models.singing.diffsinger.timing import Frames, TimedPhoneme

_BASE = {("10", "e"): float(np.log(10)), ("e", "10"): float(1 / np.log(10))}
"""Factor from one base of the logarithm to another."""


def mel_of(phonemes: Sequence[TimedPhoneme], frames: Frames, pitch: np.ndarray, curves: Mapping[str, np.ndarray],
           bank: DiffSingerBank, networks: Networks, expression: Expression, seed: int) -> np.ndarray:
    """The mel spectrogram in the vocoder's base, float32 [shape=(1, frames, bins)]."""
    part = bank.acoustic
    shift = expression.tone_shift_semitones if bank.vocoder.pitch_controllable else 0.0
    offered: dict[str, Any] = {
        "tokens": part.inventory.numbers(frames.symbols), "durations": frames.lengths,
        "f0": hz_of(pitch + shift), "languages": part.inventory.language_numbers(frames.symbols), **curves,
        "gender": np.full(frames.count, gender_of(expression.gender, part.config)),
        "velocity": np.full(frames.count, 2 ** ((expression.velocity - 100) / 100)),
        **_steps(bank, expression)}
    offered |= speaker_input(part, bank, frames, phonemes, expression)
    mel = networks.acoustic.run(offered, seed)["mel"]
    wanted = (1, frames.count, part.config.mel.num_mel_bins)
    if mel.shape != wanted:
        raise ModelError(f"The model {networks.acoustic.where} gave a mel of shape {mel.shape} where {wanted} was "
                         "asked for; the voice and its dsconfig.yaml do not belong together.")
    return mel * np.float32(_BASE.get((part.config.mel.mel_base, bank.vocoder.mel.mel_base), 1.0))


def sound_of(mel: np.ndarray, pitch: np.ndarray, bank: DiffSingerBank, networks: Networks, seed: int) -> np.ndarray:
    """The waveform at the bank's rate, float64 [shape=(frames · hop,)]."""
    found = networks.vocoder.run({"mel": mel, "f0": hz_of(pitch)}, seed)["waveform"].astype(np.float64).reshape(-1)
    wanted = len(pitch) * bank.vocoder.mel.hop_size
    if len(found) != wanted:
        raise ModelError(f"The vocoder {networks.vocoder.where} gave {len(found)} samples where {wanted} were asked "
                         "for; its hop_size is not what vocoder.yaml says.")
    return found


def hz_of(pitch: np.ndarray) -> np.ndarray:
    """MIDI pitch as frequency; equal temperament, A4 = 440 Hz."""
    return 440.0 * 2 ** ((pitch - 69) / 12)


def gender_of(gender: float, config: BankConfig) -> float:
    """−100 … 100 (100 = 12 semitones down) as the share of the shifts that the bank was trained with."""
    low, high = config.key_shift_semitones
    semitones = -12 * gender / 100
    limit = high if semitones > 0 else -low
    return float(np.clip(semitones / limit, -1, 1)) if limit else 0.0


def _steps(bank: DiffSingerBank, expression: Expression) -> dict[str, Any]:
    """Steps and depth; in old exports whole numbers of 1000 that divide each other."""
    config = bank.acoustic.config
    depth = min(expression.depth, config.max_depth)
    if not config.use_variable_depth:
        return steps_for(bank.acoustic, expression.steps)
    if config.use_continuous_acceleration:
        return {"depth": depth, "steps": expression.steps}
    thousandths = round(1000 * depth)
    speedup = max(1, thousandths // expression.steps)
    return {"depth": thousandths // speedup * speedup, "speedup": speedup}
