"""The melody: rhythm cells in the form A A' B A', a motif moved in sequence over the chords, question and answer."""

from __future__ import annotations

import numpy as np

from engine.media.note import Note
from models.sound.music.chord_part import write_arpeggio
from models.sound.music.grid import onsets
from models.sound.music.humanise import kept, played
from models.sound.music.sheet import Sheet, is_minor

CHANNEL = 2
_CELLS = {
    "sparse": (
        "x-----x---......",
        "..x---x-x-----..",
        "x---....x-x-----",
        "....x---x---x-..",
        "x-x-----..x---..",
        "..x-x-x-----....",
    ),
    "riff": (
        "x--x--x-........",
        "x-x-x--x--......",
        "x--x--x---....x-",
        "x--x-x----x-x---",
        "..x-x--x--x-....",
        "x-xx--x-..x-x-..",
    ),
    "sing": (
        "x-----x-x---x---",
        "x---x-x-x-------",
        "x--x--x-x---x---",
        "x-------x---x-x-",
        "..x-x-x-x---x---",
        "x---x---x-x-x---",
    ),
    "jazz": (
        "..x-x-x-x-x-x---",
        "x-x-x--x--x-x-..",
        "....x-x-x---x-x-",
        "x--x--x-x-x-....",
        "x-x-..x-x-x---x-",
        "..x-x---x-x-x-x-",
    ),
}
_HALF_RANGE = 9
_TEMPERATURE = 0.75


def write_melody(sheet: Sheet) -> tuple[Note, ...]:
    """A singable line; styles of the arpeggio kind get a broken chord instead."""
    if sheet.style.melody.startswith("arp"):
        return write_arpeggio(sheet, channel=CHANNEL, steps=2 if sheet.style.melody == "arp8" else 1)
    return _Line(sheet).write()


class _Line:
    """The melody while it is being written, note by note."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.grid = sheet, sheet.grid
        self.random = sheet.random("melody")
        centre = 74 - 8 * sheet.darkness + int(self.random.integers(-2, 3))
        self.centre = centre
        self.range = range(int(centre - _HALF_RANGE), int(centre + _HALF_RANGE) + 1)
        self.previous, self.leap = int(centre), 0
        self.motif: list[int] = []
        family = _CELLS[sheet.style.melody]
        order = self.random.permutation(len(family))
        self.cells = [family[int(index)] for index in order[:3]]
        scale = sheet.key.scale
        self.homing = {scale[0]: 0.45, scale[2]: 0.2, scale[4]: 0.3}
        self.is_pentatonic = sheet.style.melody in ("riff", "sparse")

    def write(self) -> tuple[Note, ...]:
        """The whole line."""
        notes: list[Note | None] = []
        rests = self.random.random(self.grid.measures)
        for measure in range(self.grid.measures):
            role = measure % 4
            if self.sheet.style.melody == "sparse" and measure % 2 and rests[measure] > 0.45 + 0.6 * self.sheet.busy:
                continue
            cell = (
                self.cells[1] if role == 2 else self.cells[2] if role == 3 and rests[measure] < 0.4 else self.cells[0]
            )
            notes += self._measure(cell, measure, repeats=role in (1, 3) and bool(self.motif))
        return _apart(kept(notes))

    def _measure(self, cell: str, measure: int, *, repeats: bool) -> list[Note | None]:
        events = onsets(cell, self.grid)
        is_last = measure == self.grid.measures - 1
        notes: list[Note | None] = []
        pitches: list[int] = []
        for number, (step, held, _) in enumerate(events):
            start = self.grid.beat(measure, step)
            if start >= self.grid.total_beats - 1e-6:
                break
            closes = number == len(events) - 1 and measure % 2 == 1 or is_last and step >= self.grid.steps - 6
            wanted = self._in_sequence(number, pitches) if repeats else None
            pitch = self._choose(start, step, held, closes=closes, is_answer=measure % 4 == 3 or is_last, wanted=wanted)
            pitches.append(pitch)
            self.leap, self.previous = pitch - self.previous, pitch
            strength = 0.76 if self.grid.is_strong(step) else 0.66
            length = (self.grid.beat(measure, step + held) - start) * 0.92
            notes.append(
                played(
                    self.sheet,
                    self.random,
                    pitch=pitch,
                    start_beats=start,
                    length_beats=length,
                    strength=strength + 0.004 * (pitch - self.centre),
                    channel=CHANNEL,
                )
            )
        if measure % 4 in (0, 2):
            self.motif = pitches
        return notes

    def _in_sequence(self, number: int, pitches: list[int]) -> int | None:
        """Where the motif would go from here, moved to where this measure began."""
        if number == 0 or number >= len(self.motif):
            return None
        return pitches[0] + self.motif[number] - self.motif[0]

    def _choose(self, start: float, step: int, held: int, *, closes: bool, is_answer: bool, wanted: int | None) -> int:
        chord = self.sheet.chord_at(start)
        tones = set(chord.pitch_classes)
        on_chord = self.grid.is_strong(step) or held >= 4
        allowed = tones if on_chord or closes else self._passing_tones() | tones
        pool = [pitch for pitch in self.range if pitch % 12 in allowed]
        pool = [pitch for pitch in pool if abs(pitch - self.previous) <= 9] or pool
        voicing = self.sheet.voicings[self.sheet.index_at(start)]
        goal = (
            {self.sheet.key.tonic, chord.root}
            if is_answer
            else {(chord.root + chord.fifth) % 12, (chord.root + chord.third) % 12}
        )
        position = start / self.grid.total_beats
        arch = self.centre + 4 * np.sin(np.pi * position) - 1
        scores = [
            self._score(pitch, arch, held, voicing, wanted) + (1.8 if closes and pitch % 12 in goal else 0.0)
            for pitch in pool
        ]
        weights = np.exp((np.array(scores) - max(scores)) / _TEMPERATURE)
        return int(self.random.choice(pool, p=weights / weights.sum()))

    def _score(self, pitch: int, arch: float, held: int, voicing: tuple[int, ...], wanted: int | None) -> float:
        move = pitch - self.previous
        score = -0.3 * abs(move) - 0.07 * abs(pitch - arch)
        if move == 0:
            score -= 1.2
        if abs(self.leap) > 4 and move * self.leap > 0:
            score -= 1.4  # after a leap a line turns back
        if abs(move) in (6, 10, 11):
            score -= 2.0
        if abs(move) > 7:
            score -= 1.5
        if pitch % 12 not in self.sheet.key.scale:
            score -= 1.2
        score += self.homing.get(pitch % 12, 0.0)
        if held >= 3 and any((pitch - tone) % 12 == 1 for tone in voicing):
            score -= 2.0
        if wanted is not None:
            score -= 0.9 * abs(pitch - wanted)
        return score

    def _passing_tones(self) -> set[int]:
        scale = self.sheet.key.scale
        if not self.is_pentatonic:
            return set(scale)
        left_out = (1, 5) if is_minor(self.sheet.key) else (3, 6)
        return {pitch for degree, pitch in enumerate(scale) if degree not in left_out}


def _apart(notes: tuple[Note, ...]) -> tuple[Note, ...]:
    """A melody is one voice: each note ends where the next begins."""
    result = []
    for note, after in zip(notes, [*notes[1:], None], strict=True):
        end = note.end_beats if after is None else min(note.end_beats, after.start_beats)
        if end - note.start_beats > 0.02:
            result.append(Note(note.pitch, note.start_beats, end - note.start_beats, note.velocity, None, note.channel))
    return tuple(result)
