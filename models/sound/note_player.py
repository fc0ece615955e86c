"""Notes played on the synthesiser, block by block, so that a piece of any length fits into memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from engine.media.note import Note
from models.sound.instruments import Instrument
from models.sound.synth.circle import place
from models.sound.synth.drum_kit import play_drums
from models.sound.synth.voice import make_note
from models.sound.synth.voice_table import VOICES

_BLOCK_S = 5.0
_CACHE_FRAMES = 1 << 22
_DRUM_RINGS_S = 3.0
_END_FADE_S = 0.01
_SOFT_NOTE, _HARD_NOTE = 0.45, 0.75
_BRIGHTNESS = 0.5
LONGEST_NOTE_S = 120.0
"""A longer note is let go after this."""
Tick = Callable[[int], None]
"""Called with the samples done; raises when the user has cancelled."""


@dataclass(frozen=True)
class PlayedNote:
    """A note and where it sounds, in samples from the start of the piece."""

    note: Note
    start: int
    end: int
    is_drum: bool


def performed(notes: Sequence[PlayedNote], frames: int, rate: int, instrument: Instrument, seed: int,
              tick: Tick) -> Iterator[np.ndarray]:
    """The piece in blocks, stereo float32 [shape=(2, n)], `frames` samples in all.

    What still rings at the end is faded out within 10 ms.
    """
    player = _Player(rate, instrument, seed)
    size = max(1, round(_BLOCK_S * rate))
    ordered, upcoming = sorted(notes, key=lambda one: (one.start, one.note.pitch)), 0
    ringing = np.zeros((2, size), np.float32)
    for start in range(0, frames, size):
        end = min(frames, start + size)
        first = upcoming
        while upcoming < len(ordered) and ordered[upcoming].start < end:
            upcoming += 1
        here = ordered[first:upcoming]
        ringing = player.add([one for one in here if not one.is_drum], ringing, start, tick)
        ringing = player.add_drums([one for one in here if one.is_drum], ringing, start, tick)
        block = ringing[:, :end - start].copy()
        ringing = np.pad(ringing[:, size:], ((0, 0), (0, max(0, 2 * size - ringing.shape[1]))))
        yield _faded(block, start, frames, max(1, round(_END_FADE_S * rate)))
        tick(end)


class _Player:
    """Keeps the notes it made lately: the same note is played again and again."""

    def __init__(self, rate: int, instrument: Instrument, seed: int) -> None:
        self._rate, self._instrument = rate, instrument
        self._random = np.random.default_rng([seed, 0x6D696469])
        self._takes: OrderedDict[tuple[int, float, float], np.ndarray] = OrderedDict()

    def add(self, notes: Sequence[PlayedNote], ringing: np.ndarray, origin: int, tick: Tick) -> np.ndarray:
        """Mix pitched notes into what rings; grows it where they ring longer."""
        for one in notes:
            tick(origin)
            force = one.note.velocity / 112
            seconds = round(min(LONGEST_NOTE_S, max(1, one.end - one.start) / self._rate), 2)
            sound = self._take(one.note.pitch, _SOFT_NOTE if force < 0.66 else _HARD_NOTE, max(0.01, seconds))
            at = one.start - origin
            if at + sound.shape[1] > ringing.shape[1]:
                ringing = np.pad(ringing, ((0, 0), (0, at + sound.shape[1] - ringing.shape[1])))
            place(ringing, sound, at, force)
        return ringing

    def add_drums(self, notes: Sequence[PlayedNote], ringing: np.ndarray, origin: int, tick: Tick) -> np.ndarray:
        """Mix drum hits into what rings."""
        if not notes:
            return ringing
        tick(origin)
        least = notes[-1].start - origin + round(_DRUM_RINGS_S * self._rate)
        if least > ringing.shape[1]:
            ringing = np.pad(ringing, ((0, 0), (0, least - ringing.shape[1])))
        starts = [one.start - origin for one in notes]
        kit = [one.note for one in notes]
        return ringing + play_drums(self._instrument.kit, kit, starts, ringing.shape[1], self._rate, self._random)

    def _take(self, pitch: int, hardness: float, seconds: float) -> np.ndarray:
        which = (pitch, hardness, seconds)
        if which in self._takes:
            self._takes.move_to_end(which)
            return self._takes[which]
        voice = VOICES[self._instrument.voice or "piano"]
        made = make_note(voice, pitch, seconds, hardness, _BRIGHTNESS, self._rate, self._random)
        self._takes[which] = made
        while len(self._takes) > 1 and sum(take.shape[1] for take in self._takes.values()) > _CACHE_FRAMES:
            self._takes.popitem(last=False)
        return made


def _faded(block: np.ndarray, start: int, frames: int, fade: int) -> np.ndarray:
    """Bring the last samples of the piece to rest."""
    left = frames - start - np.arange(block.shape[1])
    if left[-1] > fade:
        return block
    return np.asarray(block * np.clip((left - 1) / fade, 0, 1), np.float32)
