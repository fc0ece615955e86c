"""The pitch of a phrase: from the bank's pitch model, or drawn by rule; edits are kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from models.singing.contour import pitch_contour
from models.singing.diffsinger.bank import BankPart, DiffSingerBank
from models.singing.diffsinger.expression import Expression
from models.singing.diffsinger.networks import Networks
from models.singing.diffsinger.phonemes import Dictionary
from models.singing.diffsinger.session import must_be
from models.singing.diffsinger.speaker import embedded
from models.singing.diffsinger.timing import Frames, TimedPhoneme, frames_of, in_frames, words_of
from models.singing.score import SungNote
from models.singing.style import SingingStyle

_GRID_S = 0.005
"""Step of a drawn contour."""
_GAP_S = 1e-4
_UNKNOWN_PITCH = 60.0


def drawn_pitch(notes: Sequence[SungNote], times_s: np.ndarray, style: SingingStyle, seed: int) -> np.ndarray:
    """MIDI pitch by rule at each time, float64 [shape=(times,)]."""
    grid = np.arange(times_s[0] - _GRID_S, times_s[-1] + 2 * _GRID_S, _GRID_S)
    return np.interp(times_s, grid, pitch_contour(notes, grid, style, np.random.default_rng(seed)))


def predicted_pitch(
    phonemes: Sequence[TimedPhoneme],
    notes: Sequence[SungNote],
    bank: DiffSingerBank,
    networks: Networks,
    dictionary: Dictionary,
    expression: Expression,
    seed: int,
    kept: np.ndarray | None = None,
) -> tuple[Frames, np.ndarray]:
    """(frames, MIDI pitch of each) by the pitch model.

    `kept` [shape=(frames,)] holds pitches that must stay as they are; NaN where the model may sing freely.
    """
    part = bank.pitch
    assert part and networks.pitch and networks.pitch_words
    frames = in_frames(phonemes, part.config.mel.frame_s)
    encoded = networks.pitch_words.run(linguistic_inputs(part, frames, dictionary), seed)
    midi, is_rest, lengths = _notes(notes, frames)
    free = np.isnan(kept) if kept is not None else np.ones(frames.count, bool)
    pitch = np.where(free, _UNKNOWN_PITCH, kept) if kept is not None else np.full(frames.count, _UNKNOWN_PITCH)
    offered: dict[str, Any] = {
        **encoded, "ph_dur": frames.lengths, "note_midi": midi, "note_rest": is_rest, "note_dur": lengths,
        "note_glide": np.zeros(len(midi)), "pitch": pitch, "retake": free,
        "expr": np.full(frames.count, expression.expressiveness), **steps_for(part, expression.pitch_steps)}
    offered |= speaker_input(part, bank, frames, phonemes, expression)
    found = networks.pitch.run(offered, seed)["pitch_pred"]
    return frames, must_be(found, frames.count, "pitch", networks.pitch.where)


def linguistic_inputs(part: BankPart, frames: Frames, dictionary: Dictionary) -> dict[str, Any]:
    """What the linguistic model of the pitch or variance part is fed."""
    division, durations = words_of(frames.symbols, frames.lengths, dictionary)
    return {"tokens": part.inventory.numbers(frames.symbols), "word_div": division, "word_dur": durations,
            "ph_dur": frames.lengths, "languages": part.inventory.language_numbers(frames.symbols)}


def steps_for(part: BankPart, steps: int) -> dict[str, int]:
    """How finely a model works: steps, or in old exports the number of the 1000 steps taken at once."""
    if part.config.use_continuous_acceleration:
        return {"steps": steps}
    speedup = max(1, 1000 // steps)
    return {"speedup": next(divisor for divisor in range(speedup, 0, -1) if 1000 % divisor == 0)}


def speaker_input(part: BankPart, bank: DiffSingerBank, frames: Frames, phonemes: Sequence[TimedPhoneme],
                  expression: Expression) -> dict[str, np.ndarray]:
    """The embedding of each frame, for parts that tell speakers apart."""
    if part.embeddings is None:
        return {}
    pitches = [phonemes[0].pitch, *(phoneme.pitch for phoneme in phonemes), phonemes[-1].pitch]
    speakers = [bank.speaker_at(pitch) for pitch in pitches]
    usual = [speaker for speaker, count in zip(speakers, frames.lengths, strict=True) for _ in range(count)]
    return {"spk_embed": embedded(expression.mix, usual, part.config, part.embeddings)}


def at_times(values: np.ndarray, frames: Frames, times_s: np.ndarray) -> np.ndarray:
    """A curve of one part's frames at the times of another's."""
    return np.interp(times_s, frames.times_s, values)




def _notes(notes: Sequence[SungNote], frames: Frames) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(MIDI pitch, is a rest, frames) of every note and gap; rests take the pitch of the nearest note."""
    seconds, midi, is_rest = [notes[0].on_s - frames.start_s], [tuned(notes[0])], [True]
    ended_s = notes[0].on_s
    for note in notes:
        if note.on_s - ended_s > _GAP_S:
            seconds.append(note.on_s - ended_s)
            midi.append(tuned(note))
            is_rest.append(True)
        seconds.append(note.off_s - max(note.on_s, ended_s) if note.off_s > ended_s else 0.0)
        midi.append(tuned(note))
        is_rest.append(False)
        ended_s = max(ended_s, note.off_s)
    seconds.append(1.0)
    midi.append(tuned(notes[-1]))
    is_rest.append(True)
    return np.array(midi), np.array(is_rest), frames_of(seconds, frames.frame_s, frames.count)


def tuned(note: SungNote) -> float:
    """MIDI pitch of a note, with the singer's own tuning."""
    return note.pitch + note.cents / 100
