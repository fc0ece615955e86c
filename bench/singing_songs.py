"""Ten songs of our own, in several keys and tempos: 80 lines, over 500 words to be understood when sung."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.media.note import MeterChange, Note, TempoChange, TempoMap

SCALES = {"major": (0, 2, 4, 5, 7, 9, 11), "minor": (0, 2, 3, 5, 7, 8, 10)}

_SHAPES = (
    (0, 1, 2, 4, 3, 2, 1, 2, 1, 0),
    (4, 4, 3, 2, 4, 5, 4, 3, 2, 2),
    (2, 4, 6, 5, 4, 2, 3, 4, 3, 1),
    (0, 4, 4, 5, 4, 2, 1, 0, 1, 0),
    (5, 4, 2, 1, 2, 4, 2, 1, -1, 0),
)
"""Scale degrees above the tonic, one for each syllable of a line."""


@dataclass(frozen=True)
class SungLines:
    """A song, line by line."""

    name: str
    tonic: int
    """MIDI pitch for a man's voice; a woman sings 8 semitones higher."""
    scale: str
    bpm: float
    step_beats: tuple[float, ...]
    """Lengths of the notes, used round and round; the last note of a line is longer."""
    lines: tuple[str, ...]


@dataclass(frozen=True)
class LineOfNotes:
    """The words of a line and its notes."""

    words: str
    notes: tuple[Note, ...]


SONGS = (
    SungLines("morning", 48, "major", 92, (1, 1, 0.5, 0.5), (
        "the sun is rising over the hill",
        "and all the world is quiet and still", "I open the window and let in the day",
        "and listen to what the children say", "there is a place where I want to go",
        "down by the water so deep and slow",
        "come with me now and take my hand", "and walk with me across the land")),
    SungLines("night train", 45, "minor", 112, (0.5, 0.5, 1), (
        "I waited for you at the station last night", "the train came in without a light",
        "nobody knew the way to my home", "so I went back to the city alone", "the rain was falling on the street",
        "I heard the sound of a hundred feet", "tell me why you had to leave", "and give me something to believe")),
    SungLines("lullaby", 50, "major", 72, (1, 0.5, 0.5), (
        "close your eyes and go to sleep", "I have a secret you can keep", "the moon is high above the trees",
        "the boats are coming home from the seas", "your mother and father are here with you",
        "tomorrow the sky will be bright and blue", "good night my little one good night",
        "I will be here in the morning light")),
    SungLines("road", 43, "major", 126, (1, 0.5, 0.5, 1, 1), (
        "we are driving down the road again", "with nothing left to lose my friend",
        "the money is gone and the car is old",
        "but I have a story that must be told", "turn the radio up a little more",
        "and we will find an open door", "somebody said it would never last",
        "but we are leaving the rest in the past")),
    SungLines("winter", 47, "minor", 80, (1, 1), (
        "the snow came down in the middle of the night", "and covered the town in a blanket of white",
        "an old man sat beside the fire", "and thought of all his heart's desire", "he had a wife and he had a son",
        "but now the days of his life are done", "the church bells ring for him today",
        "and the people have come from far away")),
    SungLines("dance", 52, "major", 120, (0.5, 0.5, 0.5, 0.5, 1), (
        "everybody get on the floor tonight", "we are going to do it till the morning light",
        "put your hands up in the air", "show the people that you care", "one two three and four",
        "we will give you a little more", "the music is playing the band is good",
        "we would stay here forever if only we could")),
    SungLines("letter", 48, "minor", 66, (1, 0.5, 0.5), (
        "I wrote you a letter but never sent it", "I said I was sorry and really meant it",
        "the paper is yellow the words are few", "but every one of them was for you",
        "I think about you every day", "I do not know what else to say", "if you remember who I am",
        "then come and find me when you can")),
    SungLines("sea", 46, "major", 100, (1.5, 0.5, 1), (
        "a ship is waiting in the harbor for me", "to carry me over the cold green sea",
        "my brother is standing on the shore", "he thinks he will see me never more",
        "the wind is strong and the waves are high", "and birds are flying in the open sky",
        "I hope that someday I will return", "and tell my people the things I learn")),
    SungLines("city", 51, "minor", 108, (0.5, 1, 0.5, 1), (
        "the city is big and the buildings are tall", "sometimes I feel like nothing at all",
        "the men in their offices work all day", "and nobody has very much to say",
        "I look at the faces that pass me by", "and some of them laugh and some of them cry",
        "but under the street where the water runs", "the people are dreaming of better ones")),
    SungLines("hope", 49, "major", 88, (1, 1, 2), (
        "there is always a reason to try", "there is always a piece of the sky", "keep on looking for something true",
        "and one day it will come to you", "do not be afraid of the dark", "every fire began with a spark",
        "hold on to the people you know", "and do not ever let them go")),
)


def words_of(songs: Sequence[SungLines]) -> int:
    """How many words there are to be understood."""
    return sum(len(line.split()) for song in songs for line in song.lines)


def line_of_notes(song: SungLines, number: int, syllables: int, up: int) -> LineOfNotes:
    """Notes for a line: one for each syllable, a long one and a rest at its end; `up` semitones higher."""
    shape, scale = _SHAPES[(number + len(song.name)) % len(_SHAPES)], SCALES[song.scale]
    notes, beat = [], 1.0
    for place in range(syllables):
        degree = shape[place % len(shape)]
        pitch = song.tonic + up + scale[degree % 7] + 12 * (degree // 7)
        is_last = place == syllables - 1
        length = 2.0 if is_last else song.step_beats[place % len(song.step_beats)]
        notes.append(Note(pitch, beat, length))
        beat += length
    return LineOfNotes(song.lines[number], tuple(notes))


def tempo_of(song: SungLines) -> TempoMap:
    """A steady tempo in four."""
    return TempoMap((TempoChange(0, song.bpm),), (MeterChange(0, 4, 4),))
