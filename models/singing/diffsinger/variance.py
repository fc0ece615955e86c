"""Energy, breathiness, voicing and tension of a phrase: predicted, then edited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from models.singing.diffsinger.bank import DiffSingerBank
from models.singing.diffsinger.expression import Expression, neutral
from models.singing.diffsinger.networks import Networks
from models.singing.diffsinger.phonemes import Dictionary
from models.singing.diffsinger.pitch import at_times, linguistic_inputs, speaker_input, steps_for
from models.singing.diffsinger.session import must_be
from models.singing.diffsinger.timing import Frames, TimedPhoneme, in_frames

_PER_UNIT = {"energy": 12 / 100, "breathiness": 12 / 100, "voicing": 12 / 100, "tension": 1 / 20}
"""How far one unit of an edit moves a curve: dB, or steps of the bank's tension."""


def predicted_curves(
    phonemes: Sequence[TimedPhoneme],
    pitch: np.ndarray,
    target: Frames,
    bank: DiffSingerBank,
    networks: Networks,
    dictionary: Dictionary,
    expression: Expression,
    seed: int,
) -> dict[str, np.ndarray]:
    """The curves that drive the acoustic model, at its frames, edits included; {} when it wants none.

    `pitch` is MIDI pitch at the frames of `target` [shape=(frames,)].
    """
    part = bank.variance
    used = bank.acoustic.config.used_curves
    if not used or part is None or networks.variance is None or networks.variance_words is None:
        return {}
    frames = in_frames(phonemes, part.config.mel.frame_s)
    encoded = networks.variance_words.run(linguistic_inputs(part, frames, dictionary), seed)
    names = part.config.predicted_curves
    own_pitch = at_times(pitch, target, frames.times_s) + expression.tone_shift_semitones
    offered: dict[str, Any] = {
        **encoded, "ph_dur": frames.lengths, "pitch": own_pitch,
        **{name: np.zeros(frames.count) for name in names}, "retake": np.ones((1, frames.count, len(names)), bool),
        **steps_for(part, expression.steps)}
    offered |= speaker_input(part, bank, frames, phonemes, expression)
    found = networks.variance.run(offered, seed)
    where = networks.variance.where
    return {name: edited(name, at_times(must_be(found[f"{name}_pred"], frames.count, name, where), frames,
                                        target.times_s), expression) for name in used}


def edited(name: str, values: np.ndarray, expression: Expression) -> np.ndarray:
    """A predicted curve with the user's edit added."""
    edit = expression.curves.get(name, neutral(name)) - neutral(name)
    return values + edit * _PER_UNIT[name]
