"""Scores for other programs, read back."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.catalog.model import Brief, Report
from engine.media.clip import Clip, midi_clip
from engine.media.note import MeterChange, Note, TempoChange, TempoMap
from models.singing.world_singer import WorldSinger

NOTES = (Note(60, 0, 1), Note(67, 1, 1), Note(69, 2, 0.5), Note(67, 2.5, 0.5), Note(65, 5, 2), Note(63, 7, 1))
WORDS = "twin- kle star ~ won- der"
TEMPO = TempoMap((TempoChange(0, 100), TempoChange(4, 80)), (MeterChange(0, 4, 4),))


def score(folder: Path, kind: str, words: str = WORDS, notes: tuple[Note, ...] = NOTES) -> str:
    clip = midi_clip(folder, "Song", notes, TEMPO, 8.0)
    args = {"lyrics": words, "voice": "max", "export": kind, "preview": True}
    made = WorldSinger().run(args, {"midi": clip}, Brief("sing", folder), Report())["score"]
    assert isinstance(made, Clip) and made.kind == "text" and made.path.suffix == f".{kind}"
    return made.path.read_text("utf-8")


def numbers(phrase: dict[str, Any], name: str) -> list[float]:
    return [float(value) for value in phrase[name].split()]


def test_ds_has_the_notes_phones_and_pitch(tmp_path: Path) -> None:
    first, second = json.loads(score(tmp_path, "ds"))
    assert first["offset"] == -0.5 and second["offset"] == pytest.approx(4 * 0.6 + 0.75 - 0.5)
    assert first["note_seq"].split() == ["rest", "C4", "G4", "A4", "G4"]
    assert second["note_seq"].split() == ["rest", "F4", "D#4"]
    assert first["note_slur"].split() == ["0", "0", "0", "0", "1"]
    assert numbers(first, "note_dur") == pytest.approx([0.5, 0.6, 0.6, 0.3, 0.3])
    assert first["ph_seq"].split()[:4] == ["SP", "t", "w", "ih"]
    for phrase in (first, second):
        lengths, phones = numbers(phrase, "ph_dur"), phrase["ph_seq"].split()
        assert len(lengths) == len(phones) == sum(int(count) for count in phrase["ph_num"].split())
        assert sum(lengths) == pytest.approx(sum(numbers(phrase, "note_dur")))
        assert min(lengths) > 0
        hz = numbers(phrase, "f0_seq")
        assert len(hz) * float(phrase["f0_timestep"]) == pytest.approx(sum(lengths), abs=0.01)
    assert numbers(first, "f0_seq")[round(1.45 / 0.005)] == pytest.approx(392.0, rel=0.02)


def test_vowels_begin_on_their_notes(tmp_path: Path) -> None:
    first = json.loads(score(tmp_path, "ds"))[0]
    counts = [int(count) for count in first["ph_num"].split()]
    lengths = numbers(first, "ph_dur")
    starts = [sum(lengths[: sum(counts[:place])]) for place in range(1, len(counts))]
    assert starts == pytest.approx([0.5, 1.1, 1.7])


def test_ustx_has_the_notes_and_the_tempo(tmp_path: Path) -> None:
    project = yaml.safe_load(score(tmp_path, "ustx"))
    assert project["resolution"] == 480
    assert project["tempos"] == [{"position": 0, "bpm": 100.0}, {"position": 1920, "bpm": 80.0}]
    (part,) = project["voice_parts"]
    read = [(note["position"], note["duration"], note["tone"], note["lyric"]) for note in part["notes"]]
    assert read == [
        (0, 480, 60, "twinkle"),
        (480, 480, 67, "+"),
        (960, 240, 69, "star"),
        (1200, 240, 67, "+~"),
        (2400, 960, 65, "wonder"),
        (3360, 480, 63, "+"),
    ]


def test_hints_unknown_words_and_other_scripts_are_exported(tmp_path: Path) -> None:
    project = yaml.safe_load(score(tmp_path, "ustx", "word[w er d] blorbing さ ら"))
    assert project["voice_parts"][0]["notes"][0]["lyric"] == "word[w er d]"
    assert "さ" in [note["lyric"] for note in project["voice_parts"][0]["notes"]]
    for phrase in json.loads(score(tmp_path, "ds", "word[w er d] blorbing さ ら")):
        assert len(phrase["ph_seq"].split()) == len(phrase["ph_dur"].split())


def test_one_note_is_a_score_too(tmp_path: Path) -> None:
    (phrase,) = json.loads(score(tmp_path, "ds", "strengths", (Note(60, 2, 0.1),)))
    assert min(numbers(phrase, "ph_dur")) > 0
