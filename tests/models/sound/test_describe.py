from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyloudnorm
import pytest

from engine.catalog.model import Brief, Facts, Report
from engine.errors import Cancelled, UserError
from engine.media.audio import Audio
from engine.media.clip import Clip, audio_clip, midi_clip
from engine.media.key import parse_key
from engine.media.note import Note, TempoChange, TempoMap
from models.analysis.structure import find_sections
from models.sound.describe import ASPECTS, MusicDescriber
from tests.models.edit.bad_clips import BAD
from tests.models.music.made_song import RATE, MadeSong, made_song

_SONGS = {
    "A minor": (((9, "m", "Am"), (5, "", "F"), (0, "", "C"), (7, "", "G")), (0, 2, 4, 5, 7, 9, 11), 104.0),
    "E major": (((4, "", "E"), (11, "", "B"), (1, "m", "C#m"), (9, "", "A")), (4, 6, 8, 9, 11, 1, 3), 87.5),
    "G minor": (((7, "m", "Gm"), (0, "m", "Cm"), (3, "", "Eb"), (5, "", "F")), (7, 9, 10, 0, 2, 3, 5), 131.0),
    "F major": (((5, "", "F"), (10, "", "Bb"), (0, "", "C"), (5, "", "F")), (5, 7, 9, 10, 0, 2, 4), 118.0),
}


@pytest.fixture(scope="module", params=_SONGS)
def known(request: pytest.FixtureRequest) -> tuple[str, MadeSong]:
    chords, scale, bpm = _SONGS[request.param]
    return request.param, made_song(chords, scale, bpm, bars=4, seed=len(request.param) + round(bpm))


def clip(folder: Path, samples: np.ndarray, rate: int = RATE) -> Clip:
    return audio_clip(folder, "demo", Audio(np.atleast_2d(samples).astype(np.float32), rate))


def described(folder: Path, source: Clip, key: str | None = None, bpm: float = 60.0, **args: Any) -> Facts:
    brief = Brief("describe_music", folder / "out", TempoMap.constant(bpm), key)
    made = MusicDescriber().run(args, {"clip": source}, brief, Report())["facts"]
    assert isinstance(made, Facts)
    json.dumps(made.values, allow_nan=False)
    return made


def test_tempo_key_chords_and_loudness_of_a_song(tmp_path: Path, known: tuple[str, MadeSong]) -> None:
    key, song = known
    facts = described(tmp_path, clip(tmp_path, song.mix), key="B major").values
    assert facts["tempo"] == pytest.approx(song.bpm, rel=0.01)
    assert parse_key(facts["key"]) in (parse_key(key), parse_key(key).relative)
    right = 0
    for start_s, end_s, name in song.chords:
        middle = (start_s + end_s) / 2
        found = next(chord["chord"] for chord in facts["chords"] if chord["start_s"] <= middle < chord["end_s"])
        right += found != "N" and parse_key(found) == parse_key(name)
    assert right >= 0.8 * len(song.chords)
    reference = pyloudnorm.Meter(RATE).integrated_loudness(song.mix.T.astype(np.float64))
    assert facts["loudness"] == pytest.approx(reference, abs=0.2)
    assert facts["duration"] == pytest.approx(song.mix.shape[1] / RATE, abs=1e-3)


def test_most_keys_are_exact(tmp_path: Path) -> None:
    exact = 0
    for key, (chords, scale, bpm) in _SONGS.items():
        song = made_song(chords, scale, bpm, bars=4, seed=len(key) + round(bpm))
        exact += described(tmp_path, clip(tmp_path, song.mix), aspect="key").values["key"] == str(parse_key(key))
    assert exact >= 3


@pytest.mark.parametrize("aspect", ASPECTS)
def test_an_aspect_limits_the_answer(tmp_path: Path, aspect: str) -> None:
    chords, scale, bpm = _SONGS["A minor"]
    song = made_song(chords, scale, bpm, bars=3)
    facts = described(tmp_path, clip(tmp_path, song.mix), aspect=aspect)
    assert aspect in facts.values
    assert not set(ASPECTS) - {aspect} & set(facts.values)
    assert facts.summary.startswith("'demo': ")


def test_the_summary_is_for_people(tmp_path: Path) -> None:
    chords, scale, bpm = _SONGS["A minor"]
    song = made_song(chords, scale, bpm, bars=4)
    summary = described(tmp_path, clip(tmp_path, song.mix)).summary
    assert "104 bpm" in summary
    assert "LUFS" in summary
    assert "0:09" in summary


@pytest.mark.parametrize(("samples", "rate", "why"), [
    (np.zeros((2, 96000)), 48000, "silent"),
    (0.1 * np.random.default_rng(1).standard_normal((2, 8 * 22050)), 22050, "no "),
    (np.full((1, 1), 0.5), 44100, "short"),
    (0.1 * np.random.default_rng(2).standard_normal((8, 3000)), 192000, "short"),
    (np.sin(np.arange(6 * 48000) * 0.0576), 48000, "no "),
], ids=["silence", "noise", "one sample", "8 channels at 192 kHz", "one tone"])
def test_nothing_is_invented(tmp_path: Path, samples: np.ndarray, rate: int, why: str) -> None:
    facts = described(tmp_path, clip(tmp_path, samples, rate), key="D minor", bpm=96).values
    assert facts["tempo"] is None
    assert facts["key"] is None
    assert why in facts["unknown"]["tempo"]
    assert facts["unknown"]["key"]
    assert facts["duration"] == pytest.approx(np.atleast_2d(samples).shape[1] / rate, abs=1e-6)


def test_notes_are_read_not_measured(tmp_path: Path) -> None:
    pitches = ((57, 60, 64), (53, 57, 60), (50, 53, 57), (52, 56, 59))
    notes = [Note(pitch, 4.0 * bar, 4.0) for bar, chord in enumerate(pitches * 2) for pitch in chord]
    notes += [Note(36 + beat % 7, float(beat), 1.0, channel=9) for beat in range(32)]
    source = midi_clip(tmp_path, "keys", notes, TempoMap.constant(97.5), 32.0)
    facts = described(tmp_path, source).values
    assert facts["tempo"] == pytest.approx(97.5, abs=0.01)
    assert facts["key"] == "A minor"
    assert [chord["chord"] for chord in facts["chords"]][:4] == ["Am", "F", "Dm", "E"]
    assert facts["chords"][1]["start_s"] == pytest.approx(4 * 60 / 97.5, abs=0.01)
    assert facts["loudness"] is None
    assert facts["duration"] == pytest.approx(32 * 60 / 97.5, abs=0.01)


def test_tempo_changes_of_notes_are_listed(tmp_path: Path) -> None:
    changing = TempoMap((TempoChange(0, 90), TempoChange(4, 140)))
    facts = described(tmp_path, midi_clip(tmp_path, "line", [Note(60, 0, 1)], changing, 20.0), aspect="tempo").values
    assert facts["tempo"] == pytest.approx(140, abs=0.01)
    assert [round(change["bpm"]) for change in facts["tempo_changes"]] == [90, 140]


def test_empty_notes(tmp_path: Path) -> None:
    facts = described(tmp_path, midi_clip(tmp_path, "empty", [], TempoMap(), 4.0)).values
    assert facts["key"] is None
    assert facts["unknown"]["chords"] == "it has no notes"


def test_sections_that_come_back_share_a_letter() -> None:
    random = np.random.default_rng(3)
    verse, chorus = random.random(24), random.random(24) * 3
    frames_per_bar = 20
    order = [verse] * 8 + [chorus] * 8 + [verse] * 8
    features = np.repeat(np.array(order).T, frames_per_bar, axis=1) + 0.05 * random.random((24, 24 * frames_per_bar))
    sections = find_sections(features, 0.1, np.arange(25) * 2.0)
    assert [section.label for section in sections] == ["A", "B", "A"]
    assert [section.start_s for section in sections] == [0.0, 16.0, 32.0]


@pytest.mark.parametrize("bad", BAD)
def test_bad_input_is_refused_in_one_sentence(tmp_path: Path, bad: str) -> None:
    make, said = BAD[bad]
    with pytest.raises(UserError, match=said) as raised:
        described(tmp_path, make(tmp_path))
    assert "\n" not in str(raised.value)
    assert not (tmp_path / "out").exists()


def test_cancel(tmp_path: Path) -> None:
    def stop(done: float, of: float, what: str) -> None:
        raise Cancelled

    source = clip(tmp_path, np.ones((1, 1000)))
    with pytest.raises(Cancelled):
        MusicDescriber().run({}, {"clip": source}, Brief("describe_music", tmp_path), Report(stop))


@pytest.mark.parametrize("bpm", [70.0, 93.7, 120.0, 141.3])
def test_a_plain_click_has_its_tempo(bpm: float) -> None:
    from models.analysis.listening import RATE_HZ
    from models.analysis.tempo import find_tempo, onset_strength

    line = np.zeros(12 * RATE_HZ, np.float32)
    for beat in range(int(12 * bpm / 60)):
        at = round(beat * 60 / bpm * RATE_HZ)
        line[at:at + 300] += np.hanning(300)[:len(line) - at] * np.sin(np.arange(300) * 0.3)[:len(line) - at]
    found = find_tempo(onset_strength(line))
    assert found is not None
    assert found.bpm == pytest.approx(bpm, rel=0.01)
    assert found.first_beat_s < 0.03
