"""The table of notes and syllables, as a panel shows it under the notes."""

from engine.library.sung_words import syllables_of
from engine.media.note import MeterChange, Note, TempoChange, TempoMap
from models.singing.allocation import allocate
from models.singing.espeak_speech import spoken_syllables
from models.singing.lyrics import parse_lyrics
from models.singing.score import read_score
from models.singing.syllables import syllable_range
from models.singing.table import table_rows
from models.singing.vocal_line import sung_line

WALTZ = TempoMap((TempoChange(0, 120), TempoChange(6, 60)), (MeterChange(0, 3, 4), MeterChange(6, 6, 8)))


def in_english(word: str) -> tuple[int, int]:
    return syllable_range(word, lambda one: spoken_syllables(one, "gmw/en-US"), is_english=True)


def rows(notes: list[Note], words: str, start_beats: float = 3.0) -> list[dict[str, object]]:
    def seconds_at(beat: float) -> float:
        return WALTZ.seconds_at(start_beats + beat) - WALTZ.seconds_at(start_beats)

    def beats_at(seconds: float) -> float:
        return WALTZ.beats_at(WALTZ.seconds_at(start_beats) + seconds) - start_beats

    score = read_score(notes, seconds_at)
    line = sung_line(allocate(parse_lyrics(words, in_english), score.notes), score.notes)
    return table_rows(line, lead_in_s=0.25, beats_at=beats_at, start_beats=start_beats, tempo_map=WALTZ)


NOTES = [Note(60, 0, 1), Note(62, 1, 1), Note(64, 2, 0.5), Note(65, 2.5, 0.5), Note(67, 3, 1.5)]


def test_where_each_syllable_lies() -> None:
    found = rows(NOTES, "twinkle star ~ bright")
    assert [(row["note"], row["syllable"], row["word"]) for row in found] == [
        (1, "twin-", "twinkle"),
        (2, "kle", "twinkle"),
        (3, "star", "star"),
        (4, "~", "star"),
        (5, "bright", "bright"),
    ]
    assert [(row["bar"], row["beat"]) for row in found] == [(2, 1.0), (2, 2.0), (2, 3.0), (2, 3.5), (3, 1.0)]
    assert [row["pitch"] for row in found] == ["C4", "D4", "E4", "F4", "G4"]
    assert [row["start_s"] for row in found] == [0.25, 0.75, 1.25, 1.5, 1.75]
    assert found[4]["length_s"] == 1.5, "the tempo halves at bar 3"
    assert [row["is_held"] for row in found] == [False, False, False, True, False]


def test_notes_that_are_shared_are_marked() -> None:
    found = rows(NOTES[:2], "one two three")
    assert sum(bool(row["is_split"]) for row in found) == 2
    assert len(found) == 3


def test_written_out_it_gives_the_same_table_again() -> None:
    for words in ("Gloria", "every lantern", "wonder[w ah n d er] [ih] me", "oh my love", "walk with me now tonight"):
        first = rows(NOTES, words)
        again = rows(NOTES, " ".join(text for _, text in syllables_of(first)))
        told = ("note", "is_held", "phonemes")
        assert [[row[name] for name in told] for row in first] == [[row[name] for name in told] for row in again]
