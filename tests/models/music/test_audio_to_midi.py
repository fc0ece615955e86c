from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.catalog.model import Brief, Model, Report
from engine.errors import Cancelled, UserError
from engine.media.audio import Audio
from engine.media.clip import Clip, audio_clip, midi_clip
from engine.media.midi_file import MidiContent
from engine.media.note import Note, TempoChange, TempoMap
from models.music import line_tracker
from models.music.audio_to_midi import BasicPitch, NoteTracker
from models.music.note_network import weights_path
from models.sound.render_midi import NotePlayer
from tests.models.edit.bad_clips import BAD

BPM = 100.0
BEAT_S = 60 / BPM


def best() -> Model:
    """The model that the task would take: the network where its weights are installed."""
    return NoteTracker() if BasicPitch().ready() else BasicPitch()


def recorded(folder: Path, notes: Sequence[Note], instrument: str, name: str = "take", **placing: Any) -> Clip:
    length = max(note.end_beats for note in notes) + 1
    clip = midi_clip(folder, "notes", notes, TempoMap.constant(BPM), length)
    made = NotePlayer().run({"instrument": instrument}, {"midi": clip}, Brief("render_midi", folder), Report())["audio"]
    assert isinstance(made, Clip)
    return audio_clip(folder, name, made.audio(), **placing)


def written(folder: Path, clip: Clip, model: Model | None = None, warnings: list[str] | None = None,
            tempo_map: TempoMap | None = None, **args: Any) -> MidiContent:
    brief = Brief("audio_to_midi", folder / "out", tempo_map or TempoMap.constant(BPM))
    report = Report(None, warnings.append if warnings is not None else None)
    made = (model or best()).run(args, {"clip": clip}, brief, report)["midi"]
    assert isinstance(made, Clip)
    return made.midi()


def f1(notes: Sequence[Note], found: Sequence[Note], tolerance_s: float = 0.05) -> float:
    """Of onsets with their pitch."""
    left, hits = list(found), 0
    for note in notes:
        near = [other for other in left if other.pitch == note.pitch
                and abs(other.start_beats - note.start_beats) * BEAT_S <= tolerance_s]
        if near:
            left.remove(min(near, key=lambda other: abs(other.start_beats - note.start_beats)))
            hits += 1
    return 2 * hits / (len(notes) + len(found))


def line(seed: int) -> list[Note]:
    random, pitch, beat, notes = np.random.default_rng(seed), 60, 0.0, []
    while beat < 14:
        length = float(random.choice([0.25, 0.5, 0.5, 1]))
        pitch = int(np.clip(pitch + random.integers(-5, 6), 48, 79))
        notes.append(Note(pitch, beat, 0.95 * length, int(random.integers(60, 110))))
        beat += length
    return notes


def chords(seed: int) -> list[Note]:
    random, notes = np.random.default_rng(seed), []
    for half in range(24):
        root = int(random.integers(45, 60))
        for step in random.choice([0, 3, 7, 12, 16], int(random.integers(1, 4)), replace=False):
            notes.append(Note(root + int(step), half / 2, 0.48, int(random.integers(60, 110))))
    return notes


@pytest.mark.parametrize("instrument", ["piano", "sax", "finger bass"])
@pytest.mark.parametrize("make", [BasicPitch, NoteTracker])
def test_single_lines(tmp_path: Path, instrument: str, make: Callable[[], Model]) -> None:
    model = make()
    if model.ready():
        model = NoteTracker()
    notes = line(3)
    found = written(tmp_path, recorded(tmp_path, notes, instrument), model)
    assert f1(notes, found.notes) >= 0.9
    lengths = [note.length_beats for note in found.notes]
    assert np.median(lengths) == pytest.approx(np.median([note.length_beats for note in notes]), abs=0.2)


def test_chords_with_the_network_or_a_sentence_that_says_what_is_missing(tmp_path: Path) -> None:
    model = BasicPitch()
    if weights_path() is None:
        assert "pip install --no-deps basic-pitch" in model.ready()
        return
    assert model.ready() == ""
    notes = chords(1)
    assert f1(notes, written(tmp_path, recorded(tmp_path, notes, "piano"), model).notes) >= 0.84


@pytest.mark.parametrize("name", ["drum loop", "take 3", "melody"])
def test_drums(tmp_path: Path, name: str) -> None:
    notes = [Note(42, beat / 2, 0.2, 90, channel=9) for beat in range(16)]
    notes += [Note(36, beat, 0.2, 110, channel=9) for beat in range(0, 8, 2)]
    notes += [Note(38, beat, 0.2, 105, channel=9) for beat in range(1, 8, 2)]
    found = written(tmp_path, recorded(tmp_path, notes, "drums", name)).notes
    assert all(note.channel == 9 for note in found)
    for pitch in (36, 38, 42):
        assert f1([n for n in notes if n.pitch == pitch], [n for n in found if n.pitch == pitch]) >= 0.85, pitch


def test_a_line_that_is_called_a_beat_is_a_line(tmp_path: Path) -> None:
    notes = line(5)
    found = written(tmp_path, recorded(tmp_path, notes, "finger bass", "beat")).notes
    assert f1(notes, found) >= 0.85 and not any(note.channel == 9 for note in found)


def bass(seed: int) -> list[Note]:
    random = np.random.default_rng(seed)
    return [Note(int(random.choice([28, 31, 33, 35, 38, 40])), bar * 2 + beat, 0.45, int(random.integers(70, 110)))
            for bar in range(8) for beat in (0, 0.75, 1.5)]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_bass_line_has_no_octaves_above_it_and_begins_with_its_attacks(tmp_path: Path, seed: int) -> None:
    notes = bass(seed)
    for model in (BasicPitch(), NoteTracker()):
        if not model.ready():
            assert f1(notes, written(tmp_path, recorded(tmp_path, notes, "finger bass"), model).notes) >= 0.88


def test_louder_notes_are_written_louder(tmp_path: Path) -> None:
    notes = [Note(60 + 2 * i, i, 0.8, velocity) for i, velocity in enumerate((40, 60, 80, 100, 120))]
    found = written(tmp_path, recorded(tmp_path, notes, "piano")).notes
    assert [note.pitch for note in found] == [note.pitch for note in notes]
    velocities = [note.velocity for note in found]
    # the instrument plays the two softest almost alike
    assert velocities[1] < velocities[2] < velocities[3] < velocities[4]
    assert np.corrcoef(velocities, [note.velocity for note in notes])[0, 1] > 0.9


def test_notes_lie_on_the_beats_of_the_session_and_snap_to_its_grid(tmp_path: Path) -> None:
    notes = [Note(60 + i, i + (0.04 if i % 2 else 0.0), 0.7) for i in range(7)]
    clip = recorded(tmp_path, notes, "piano", start_beats=8.0, track="Keys")
    tempo_map = TempoMap((TempoChange(0, 140), TempoChange(8, BPM)))
    loose = written(tmp_path, clip, tempo_map=tempo_map)
    assert f1(notes, loose.notes) >= 0.9
    assert loose.length_beats == pytest.approx(clip.seconds / BEAT_S, abs=0.01)
    tight = written(tmp_path, clip, tempo_map=tempo_map, quantise=True)
    assert all(abs(note.start_beats * 4 - round(note.start_beats * 4)) < 0.01 for note in tight.notes)
    assert [round(note.start_beats) for note in tight.notes] == list(range(7))


def test_playing_off_the_grid_is_said(tmp_path: Path) -> None:
    warnings: list[str] = []
    notes = [Note(60 + i % 12, 0.873 * i, 0.6) for i in range(12)]
    written(tmp_path, recorded(tmp_path, notes, "piano"), warnings=warnings, quantise=True)
    assert any("does not follow" in text for text in warnings)


def test_chunks_leave_no_seam(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notes = line(5)
    clip = recorded(tmp_path, notes, "sax")
    monkeypatch.setattr(line_tracker, "_CHUNK_S", 2.0)
    assert f1(notes, written(tmp_path, clip, NoteTracker()).notes) >= 0.9


@pytest.mark.parametrize(("channels", "frames", "rate"), [(2, 3000, 44100), (6, 48000, 96000), (1, 8000, 8000)])
@pytest.mark.parametrize("model", [best(), NoteTracker()], ids=["best", "line"])
def test_any_shape(tmp_path: Path, channels: int, frames: int, rate: int, model: Model) -> None:
    tone = 0.3 * np.sin(2 * np.pi * 330 * np.arange(frames) / rate) * np.ones((channels, 1))
    clip = audio_clip(tmp_path, "tone", Audio(tone.astype(np.float32), rate))
    try:
        found = written(tmp_path, clip, model)
    except UserError as error:
        assert "No notes" in str(error)
    else:
        assert all(0 <= note.start_beats < found.length_beats for note in found.notes)


def test_silence_too_short_and_no_clip_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="No notes were heard"):
        written(tmp_path, audio_clip(tmp_path, "quiet", Audio(np.zeros((1, 48000), np.float32), 48000)))
    with pytest.raises(UserError, match="too short"):
        written(tmp_path, audio_clip(tmp_path, "tick", Audio(np.ones((1, 1), np.float32), 48000)))
    with pytest.raises(UserError, match="Name one"):
        best().check({}, {}, Brief("audio_to_midi", tmp_path))


@pytest.mark.parametrize("bad", BAD)
def test_bad_sound_is_refused(tmp_path: Path, bad: str) -> None:
    make, said = BAD[bad]
    with pytest.raises(UserError, match=said):
        written(tmp_path, make(tmp_path))
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())


def test_a_cancel_arrives(tmp_path: Path) -> None:
    def stop(done: float, of: float, what: str) -> None:
        if done > 0.1 * of:
            raise Cancelled()

    clip = recorded(tmp_path, line(1), "piano")
    with pytest.raises(Cancelled):
        best().run({}, {"clip": clip}, Brief("audio_to_midi", tmp_path / "out"), Report(stop))


def test_more_than_an_hour_is_refused_before_it_is_heard(tmp_path: Path) -> None:
    hours = audio_clip(tmp_path, "concert", Audio(np.full((1, 3700 * 1000), 0.1, np.float32), 1000))
    with pytest.raises(UserError, match="longer than an hour"):
        best().check({}, {"clip": hours}, Brief("audio_to_midi", tmp_path))
