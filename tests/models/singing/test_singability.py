"""What a singer would say about a line before singing it."""

from pathlib import Path

from engine.catalog.model import Brief, Facts, Report
from engine.media.clip import midi_clip
from engine.media.note import Note, TempoMap
from models.singing.allocation import Allocation
from models.singing.lyrics import Lyrics, Syllable, Word
from models.singing.score import SungNote
from models.singing.singability import best_shift, said_of, singability
from models.singing.vocal_line import SungSyllable, sung_line
from models.singing.world_singer import WorldSinger

TENOR = (48, 69)


def line(pitches: list[int], length_s: float = 0.5, rests: dict[int, float] | None = None) -> tuple[SungSyllable, ...]:
    """One `la` a note."""
    notes, at_s = [], 0.0
    for place, pitch in enumerate(pitches):
        at_s += (rests or {}).get(place, 0.0)
        notes.append(SungNote(place, at_s, at_s + length_s, pitch, 90))
        at_s += length_s
    words = tuple(Word("la", ("la",)) for _ in notes)
    syllables = tuple(Syllable(place, 0, "la") for place in range(len(notes)))
    return sung_line(Allocation(Lyrics(words, syllables), tuple((place,) for place in range(len(notes)))), notes)


def said(pitches: list[int], length_s: float = 0.5, rests: dict[int, float] | None = None, key: str = "") -> list[str]:
    result = singability(line(pitches, length_s, rests), TENOR, key or None)
    return said_of(result, "max", TempoMap.constant(120), 0.0)


def test_a_line_that_lies_well_is_nothing_to_talk_of() -> None:
    assert said([60, 62, 64, 65]) == []
    assert said([47, 70]) == [], "a tone beyond is still nothing"


def test_too_high_proposes_a_key() -> None:
    (sentence,) = said([69, 71, 73, 74], key="A major")
    assert "from A4 to D5, too high for max (C3 to A4 is comfortable)" in sentence
    assert "5 semitones lower, in E major, it lies well" in sentence


def test_too_low_goes_up_and_names_the_key_of_the_notes() -> None:
    (sentence,) = said([41, 43, 45, 46, 48, 50, 52, 41], key="F major")
    assert "too low" in sentence and "7 semitones higher, in C major" in sentence


def test_too_wide_for_any_key() -> None:
    (sentence,) = said([40, 80])
    assert "No other key helps: it spans too much." in sentence


def test_shifts() -> None:
    assert best_shift(60, 64, TENOR) == 0
    assert best_shift(72, 76, TENOR) == -7
    assert best_shift(36, 96, (48, 69)) in range(-36, 37)


def test_breath() -> None:
    assert said([60] * 30) == [
        "From bar 1 on there are 15 seconds without a rest to breathe in, more than one breath."
    ]
    assert said([60] * 30, rests={10: 0.5, 20: 0.5}) == []


def test_too_fast() -> None:
    (sentence,) = said([60] * 40, 0.1, {10: 1.0})
    assert "10 syllables in a second" in sentence


def test_a_preview_tells_without_singing(tmp_path: Path) -> None:
    singer = WorldSinger()
    warnings: list[str] = []
    notes = tuple(Note(pitch, float(beat), 1.0) for beat, pitch in enumerate((79, 81, 83, 84)))
    clip = midi_clip(tmp_path, "line", notes, TempoMap(), 4.0)
    made = singer.run(
        {"lyrics": "one two three four", "voice": "max", "preview": True},
        {"midi": clip},
        Brief("sing", tmp_path),
        Report(None, warnings.append),
    )
    table, measured = made["table"], made["singability"]
    assert isinstance(table, Facts) and isinstance(measured, Facts)
    assert set(made) == {"table", "singability"} and singer.stage.sung == 0
    assert [row["syllable"] for row in table.values["rows"]] == ["one", "two", "three", "four"]
    assert measured.values["highest"] == "C6" and measured.values["transpose_semitones"] == -15
    assert "too high" in warnings[0]
