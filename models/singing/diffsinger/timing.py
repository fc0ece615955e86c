"""When each phoneme sounds: predicted lengths fitted between the notes; and the same in whole frames."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.singing.diffsinger.bank import DiffSingerBank
from models.singing.diffsinger.groups import Group
from models.singing.diffsinger.networks import Networks
from models.singing.diffsinger.phonemes import BREATH, PAUSE, Dictionary
from models.singing.diffsinger.session import must_be
from models.singing.diffsinger.speaker import Mix, embedded

PAD_FRAMES = 8
"""Silence around a phrase, as banks are used to it."""
_USUAL_S = {"stop": 0.07, "affricate": 0.10, "fricative": 0.10, "nasal": 0.07, "liquid": 0.06, "semivowel": 0.06,
            "aspirate": 0.07, "tap": 0.04}
"""Lengths for banks without a duration model, by kind of sound."""
_CONSONANT_SHARE = 0.45
_BREATH_S, _SHORTEST_BREATH_S = 0.35, 0.12


@dataclass(frozen=True)
class TimedPhoneme:
    """One sound of a phrase; times in seconds on the phrase's clock."""

    symbol: str
    start_s: float
    end_s: float
    pitch: int

    @property
    def length_s(self) -> float:
        """How long it lasts."""
        return self.end_s - self.start_s


@dataclass(frozen=True, eq=False)
class Frames:
    """Phonemes in whole frames, a pause at both ends."""

    symbols: tuple[str, ...]
    lengths: np.ndarray
    """int64 [shape=(symbols,)], frames of each."""
    start_s: float
    """When frame 0 begins, on the phrase's clock."""
    frame_s: float

    @property
    def count(self) -> int:
        """Frames of the whole phrase."""
        return int(self.lengths.sum())

    @property
    def times_s(self) -> np.ndarray:
        """When each frame begins [shape=(count,)]."""
        return self.start_s + self.frame_s * np.arange(self.count)


def timed(
    groups: Sequence[Group],
    end_s: float,
    bank: DiffSingerBank,
    networks: Networks,
    dictionary: Dictionary,
    mix: Mix,
    seed: int,
) -> list[TimedPhoneme]:
    """Phonemes with times: vowels start on their notes, the consonants before the phrase keep their length."""
    starts = [*(group.start_s for group in groups), end_s]
    if bank.dur and networks.dur and networks.dur_words:
        lengths = _predicted(groups, starts, bank, networks, mix, seed)
    else:
        lengths = _usual(groups, starts, dictionary)
    phonemes: list[TimedPhoneme] = []
    place = 0
    for number, group in enumerate(groups):
        own = lengths[place:place + len(group.phonemes)]
        place += len(group.phonemes)
        room_s = starts[number + 1] - starts[number]
        if number == 0:  # the pause itself is not sung
            begin_s, scale, symbols = starts[1] - own[1:].sum(), 1.0, group.phonemes[1:]
            own = own[1:]
        else:
            begin_s, scale, symbols = starts[number], room_s / own.sum(), group.phonemes
        borders = begin_s + np.concatenate([[0.0], np.cumsum(own * scale)])
        phonemes += [TimedPhoneme(symbol, float(a), float(b), group.pitch)
                     for symbol, a, b in zip(symbols, borders, borders[1:], strict=False)]
    return phonemes


def with_breath(phonemes: Sequence[TimedPhoneme], room_s: float, bank: DiffSingerBank) -> list[TimedPhoneme]:
    """A breath before the first sound, when there is room for one and the bank can breathe."""
    length_s = min(_BREATH_S, room_s)
    if BREATH not in bank.acoustic.inventory.tokens or length_s < _SHORTEST_BREATH_S:
        return list(phonemes)
    first = phonemes[0]
    return [replace(first, symbol=BREATH, start_s=first.start_s - length_s, end_s=first.start_s), *phonemes]


def in_frames(phonemes: Sequence[TimedPhoneme], frame_s: float) -> Frames:
    """Cut time into frames the way banks were trained: borders at the first frame not before them."""
    borders = np.concatenate([[0.0], np.cumsum([phoneme.length_s for phoneme in phonemes])]) / frame_s + PAD_FRAMES
    edges = np.concatenate([[0.0], np.round(borders + 0.5 - 1e-9), [0.0]])
    edges[1] = PAD_FRAMES
    edges[-1] = edges[-2] + PAD_FRAMES
    symbols = (PAUSE, *(phoneme.symbol for phoneme in phonemes), PAUSE)
    return Frames(symbols, np.diff(edges).astype(np.int64), phonemes[0].start_s - PAD_FRAMES * frame_s, frame_s)


def frames_of(seconds: Sequence[float], frame_s: float, total: int) -> np.ndarray:
    """Lengths in seconds as frames that add up to `total`, int64 [shape=(n,)]; none is negative."""
    edges = np.round(np.cumsum(seconds) / frame_s + 0.5 - 1e-9)
    edges = np.minimum(np.concatenate([[0.0], edges]), total)
    edges[-1] = total
    return np.diff(edges).astype(np.int64)


def words_of(symbols: Sequence[str], lengths: np.ndarray, dictionary: Dictionary) -> tuple[np.ndarray, np.ndarray]:
    """(phonemes, frames) of each word of a padded phrase, divided before its vowels; int64 [shape=(words,)]."""
    inner = symbols[1:-1]
    vowels = [place for place, symbol in enumerate(inner) if dictionary.is_vowel(symbol)] or [len(inner) - 1]
    cuts = [0, *(place + 1 for place in vowels), len(symbols)]
    division = np.diff(cuts).astype(np.int64)
    return division, np.add.reduceat(lengths, cuts[:-1]).astype(np.int64)


def _predicted(groups: Sequence[Group], starts: Sequence[float], bank: DiffSingerBank, networks: Networks, mix: Mix,
               seed: int) -> np.ndarray:
    """Seconds of each phoneme, by the duration model [shape=(phonemes,)]."""
    part = bank.dur
    assert part and networks.dur and networks.dur_words
    frame_s = part.config.mel.frame_s
    symbols = [symbol for group in groups for symbol in group.phonemes]
    counts = [len(group.phonemes) for group in groups]
    edges = np.floor((np.array(starts) - starts[0]) / frame_s + 1e-6)
    offered = {"tokens": part.inventory.numbers(symbols), "word_div": counts, "word_dur": np.diff(edges),
               "languages": part.inventory.language_numbers(symbols)}
    encoded = networks.dur_words.run(offered, seed)
    pitches = np.repeat([group.pitch for group in groups], counts)
    offered = {**encoded, "ph_midi": pitches}
    if part.embeddings is not None:
        speakers = [bank.speaker_at(int(pitch)) for pitch in pitches]
        offered["spk_embed"] = embedded(mix, speakers, part.config, part.embeddings)
    found = networks.dur.run(offered, seed)["ph_dur_pred"]
    return frame_s * np.maximum(must_be(found, len(symbols), "length", networks.dur.where), 0.1)


def _usual(groups: Sequence[Group], starts: Sequence[float], dictionary: Dictionary) -> np.ndarray:
    """Seconds of each phoneme by its kind; vowels take what the consonants leave [shape=(phonemes,)]."""
    lengths: list[float] = []
    for number, group in enumerate(groups):
        room_s = starts[number + 1] - starts[number]
        is_vowel = [dictionary.is_vowel(symbol) for symbol in group.phonemes]
        natural = [0.0 if vowel else _USUAL_S.get(dictionary.kinds.get(symbol, ""), 0.08)
                   for symbol, vowel in zip(group.phonemes, is_vowel, strict=True)]
        total = sum(natural)
        scale = min(1.0, _CONSONANT_SHARE * room_s / total) if total and any(is_vowel) else 1.0
        each = max(1e-3, room_s - scale * total) / max(1, sum(is_vowel))
        lengths += [each if vowel else scale * length for length, vowel in zip(natural, is_vowel, strict=True)]
    return np.array(lengths)
