"""Words in MIDI files as they are found in the wild: lyric events, karaoke, other encodings, a track of words."""

from pathlib import Path

import mido
import pytest

from engine.media.midi_file import read_midi


def file_of(folder: Path, tracks: list[list[mido.Message]], charset: str = "utf-8") -> Path:
    file = mido.MidiFile(type=1, ticks_per_beat=480, charset=charset)
    for events in tracks:
        file.tracks.append(mido.MidiTrack(events))
    file.save(folder / "song.mid")
    return folder / "song.mid"


def notes(count: int, words: list[str] | None = None, late: int = 0) -> list[mido.Message]:
    """Quarter notes; each word `late` ticks after the start of its note."""
    events: list[mido.Message] = []
    for number in range(count):
        events.append(mido.Message("note_on", note=60 + number, velocity=90, time=0))
        if words:
            events.append(mido.MetaMessage("lyrics", text=words[number], time=late))
        events.append(mido.Message("note_off", note=60 + number, time=480 - (late if words else 0)))
    return events


def texts(words: list[str], start: int = 0) -> list[mido.Message]:
    return [
        mido.MetaMessage("text", text=word, time=start if number == 0 else 480) for number, word in enumerate(words)
    ]


def lyrics(path: Path) -> list[str | None]:
    return [note.lyric for note in read_midi(path).notes]


def test_lyric_events_stand_on_their_notes(tmp_path: Path) -> None:
    assert lyrics(file_of(tmp_path, [notes(3, ["Twin-", "kle ", "star\r"])])) == ["Twin-", "kle ", "star\r"]


def test_an_event_a_little_late_belongs_to_its_note(tmp_path: Path) -> None:
    assert lyrics(file_of(tmp_path, [notes(3, ["a", "b", "c"], late=20)])) == ["a", "b", "c"]


def test_words_on_a_track_of_their_own_go_to_the_melody(tmp_path: Path) -> None:
    words = [mido.MetaMessage("lyrics", text=word, time=480 * (number > 0)) for number, word in enumerate(["a", "b"])]
    bass = [mido.Message("note_on", note=36, velocity=90, time=240), mido.Message("note_off", note=36, time=960)]
    found = read_midi(file_of(tmp_path, [words, bass, notes(2)])).notes
    assert [(note.pitch, note.lyric) for note in found] == [(60, "a"), (36, None), (61, "b")]


def test_karaoke_text_events(tmp_path: Path) -> None:
    words = ["@KMIDI KARAOKE FILE", "@TTwinkle", *[""] * 0]
    head = [mido.MetaMessage("text", text=word, time=0) for word in words]
    path = file_of(tmp_path, [head + texts(["\\Twin", "kle", " star", "/How", " I"]), notes(5)])
    assert lyrics(path) == ["Twin", "kle ", "star\n", "How ", "I"]


def test_text_events_of_other_files_are_no_words(tmp_path: Path) -> None:
    path = file_of(tmp_path, [texts(["made with a sequencer", "chorus"]), notes(2)])
    assert lyrics(path) == [None, None]


@pytest.mark.parametrize("charset, word", [("utf-8", "ど"), ("cp932", "どれみ"), ("latin1", "né")])
def test_encodings(tmp_path: Path, charset: str, word: str) -> None:
    assert lyrics(file_of(tmp_path, [notes(1, [word])], charset)) == [word]
