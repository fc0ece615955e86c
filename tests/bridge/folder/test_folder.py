"""The watched folder: files at the right place with the right stamps, truthful outcomes, nothing lost."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from bridge.folder.folder import Folder
from bridge.folder.name import beat_in_name, file_name
from bridge.folder.state import read_state
from engine.daw import daw
from engine.daw.changes.change import RESTORED
from engine.daw.daw import CAPABILITIES, Change, DawSession, Outcome, Region, Snapshot
from engine.daw.read_back import judged
from engine.errors import DawError
from engine.media.audio import Audio, write_audio
from engine.media.midi_file import read_midi, write_midi
from engine.media.note import Note, TempoMap
from engine.media.wav_metadata import read_stamp, stamp, write_ixml

RATE = 48000
NOTES = (Note(67, 0.0, 1.0, 100, "la"), Note(70, 1.0, 0.5, 80), Note(74, 3.0, 1.0))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "My Song"


@pytest.fixture
def session(folder: Path) -> DawSession:
    kind = Folder()
    return kind.connect(kind.project_at(folder))


def sound(path: Path, seconds: float = 1.0, rate: int = RATE, channels: int = 2) -> Path:
    samples = np.random.default_rng(3).uniform(-0.5, 0.5, (channels, round(seconds * rate))).astype(np.float32)
    return write_audio(path, Audio(samples, rate))


def do(session: DawSession, *changes: Change) -> list[Outcome]:
    return session.apply(changes, expected_revision=session.snapshot().revision, label="test")


def done(session: DawSession, *changes: Change) -> dict[str, str]:
    """Apply changes that must all be done; returns the new ids by ref."""
    outcomes = do(session, *changes)
    assert [outcome.state for outcome in outcomes] == ["done"] * len(changes), outcomes
    return {ref: new_id for outcome in outcomes for ref, new_id in outcome.made}


def one_hit(session: DawSession, tmp_path: Path, start_beats: float) -> dict[str, str]:
    """A track `t` with one sound `r` on it."""
    return done(
        session, daw.NewTrack("T", ref="t"), daw.PlaceAudio("t", sound(tmp_path / "a.wav"), start_beats, "Hit", ref="r")
    )


def files(folder: Path) -> list[str]:
    return sorted(name for name in os.listdir(folder) if name != "session.json")


def only_region(session: DawSession) -> Region:
    regions = session.snapshot().regions
    assert len(regions) == 1
    return regions[0]


def test_a_placed_sound_is_a_stamped_file_at_its_bar(session: DawSession, folder: Path, tmp_path: Path) -> None:
    source = sound(tmp_path / "blob.wav", 2.5)
    stamp(source, time_reference_samples=0, ixml=write_ixml({"key": "G minor", "recipe": '{"task": "sing"}'}))
    made = done(
        session,
        daw.SetTempo(96.0),
        daw.NewTrack("Lead", ref="t"),
        daw.PlaceAudio("t", source, 16.0, "Lead: vocal/take?", ref="r"),
    )
    assert files(folder) == ["bar 005 Lead vocal take 96bpm Gm.wav"]
    found = read_stamp(folder / "bar 005 Lead vocal take 96bpm Gm.wav")
    assert found is not None
    assert found.time_reference_samples == round(16 * 60 / 96 * RATE)
    assert found.facts["recipe"] == '{"task": "sing"}'
    assert (found.facts["bar"], found.facts["tempo"], found.facts["track"]) == ("5", "96", "Lead")
    assert found.info["INAM"] == "Lead: vocal/take?"
    placed = soundfile.read(folder / "bar 005 Lead vocal take 96bpm Gm.wav")[0]
    assert np.array_equal(placed, soundfile.read(source)[0])
    region = only_region(session)
    assert (region.id, region.track, region.name) == (made["r"], made["t"], "Lead: vocal/take?")
    assert (region.start_beats, region.length_beats) == pytest.approx((16.0, 4.0))
    assert region.sources == (folder.resolve() / "bar 005 Lead vocal take 96bpm Gm.wav",)


def test_a_lead_in_begins_earlier_and_the_name_says_so(session: DawSession, folder: Path, tmp_path: Path) -> None:
    source = sound(tmp_path / "a.wav")
    done(session, daw.NewTrack("Lead", ref="t"), daw.PlaceAudio("t", source, 8.0, "Vocal", lead_in_s=0.21))
    assert files(folder) == ["bar 003 -210ms Vocal 120bpm.wav"]
    region = only_region(session)
    assert region.start_s == pytest.approx(4.0 - 0.21)
    found = read_stamp(region.sources[0])
    assert found is not None and found.time_reference_samples == round(3.79 * RATE)


def test_what_would_lie_before_the_session_is_cut_with_a_fade(session: DawSession, tmp_path: Path) -> None:
    source = sound(tmp_path / "a.wav")
    done(session, daw.NewTrack("Lead", ref="t"), daw.PlaceAudio("t", source, 0.0, "Vocal", lead_in_s=0.25))
    region = only_region(session)
    placed = soundfile.read(region.sources[0])[0]
    assert (region.start_beats, len(placed)) == (0.0, RATE - RATE // 4)
    assert np.abs(placed[0]).max() == 0.0
    assert np.array_equal(placed[240:], soundfile.read(source)[0][RATE // 4 + 240 :])


def test_a_part_of_a_file_and_other_formats_become_wav(session: DawSession, tmp_path: Path) -> None:
    source = tmp_path / "a.flac"
    soundfile.write(source, np.linspace(-0.5, 0.5, 44100), 44100)
    done(session, daw.NewTrack("Guide", ref="t"), daw.PlaceAudio("t", source, 4.0, "Part", offset_s=0.25, length_s=0.5))
    region = only_region(session)
    placed, rate = soundfile.read(region.sources[0])
    assert (rate, len(placed), region.sources[0].suffix) == (44100, 22050, ".wav")
    assert np.allclose(placed, soundfile.read(source)[0][11025:33075], atol=1e-4)
    found = read_stamp(region.sources[0])
    assert found is not None and found.time_reference_samples == 2 * 44100


def test_placed_notes_are_a_midi_file_with_the_sessions_tempo(session: DawSession, folder: Path) -> None:
    made = done(
        session,
        daw.SetTempo(90.0),
        daw.SetTempo(120.0, 8.0),
        daw.NewTrack("Keys", "midi", ref="t"),
        daw.PlaceMidi("t", NOTES, 4.0, 4.0, "Chords", ref="r"),
    )
    assert files(folder) == ["bar 002 Chords 90bpm.mid"]
    content = read_midi(folder / "bar 002 Chords 90bpm.mid")
    assert [note.pitch for note in content.notes] == [67, 70, 74]
    assert content.notes[0].lyric == "la"
    assert content.length_beats == 4.0
    assert content.tempo_map.bpm_at(0) == pytest.approx(90, abs=1e-3)
    region = only_region(session)
    assert (region.id, region.kind, region.start_beats, region.length_beats) == (made["r"], "midi", 4.0, 4.0)
    assert region.notes == content.notes


def test_notes_outside_the_region_are_left_out_and_that_is_said(session: DawSession) -> None:
    done(session, daw.NewTrack("Keys", "midi", ref="t"))
    track = session.snapshot().tracks[0].id
    (outcome,) = do(session, daw.PlaceMidi(track, NOTES, 0.0, 2.0, "Short"))
    assert (outcome.state, outcome.why) == ("done", "Left out, because they begin past the region's end: 1.")


def test_a_track_that_comes_back_is_called_as_it_was(session: DawSession) -> None:
    old = done(session, daw.NewTrack("Keys", "midi", ref="k"))["k"]
    done(session, daw.RemoveTrack(old))
    done(session, daw.NewTrack("Keys", "midi", ref="k"), daw.NewTrack("Keys", "midi", ref="more"))
    done(session, daw.NewTrack("Keys", "midi", ref=RESTORED + old))
    assert [track.name for track in session.snapshot().tracks] == ["Keys", "Keys 2", "Keys"]


def test_move_duplicate_and_rename(session: DawSession, folder: Path, tmp_path: Path) -> None:
    made = one_hit(session, tmp_path, 0.0)
    done(session, daw.Move(made["r"], 6.0))
    assert files(folder) == ["bar 002.3 Hit 120bpm.wav"]
    copy = done(session, daw.Duplicate(made["r"], 8.0, ref="c"))["c"]
    assert files(folder) == ["bar 002.3 Hit 120bpm.wav", "bar 003 Hit 120bpm.wav"]
    done(session, daw.RenameRegion(copy, "Hit soft"))
    assert files(folder) == ["bar 002.3 Hit 120bpm.wav", "bar 003 Hit soft 120bpm.wav"]
    shown = {region.id: (region.name, region.start_beats) for region in session.snapshot().regions}
    assert shown == {made["r"]: ("Hit", 6.0), copy: ("Hit soft", 8.0)}
    for region in session.snapshot().regions:
        found = read_stamp(region.sources[0])
        assert found is not None and found.time_reference_samples == round(region.start_beats * RATE / 2)


def test_set_notes_replaces_the_notes(session: DawSession) -> None:
    made = done(session, daw.NewTrack("K", "midi", ref="t"), daw.PlaceMidi("t", NOTES, 4.0, 4.0, "Line", ref="r"))
    done(session, daw.SetNotes(made["r"], (Note(60, 0.5, 5.0),)))
    region = only_region(session)
    assert [(note.pitch, note.start_beats, note.length_beats) for note in region.notes] == [(60, 0.5, 5.0)]
    assert (region.id, region.length_beats) == (made["r"], 5.5)


def test_a_new_tempo_moves_the_time_stamps_and_keeps_the_first_note_on_its_bar(
    session: DawSession, folder: Path, tmp_path: Path
) -> None:
    source = sound(tmp_path / "a.wav")
    made = done(
        session,
        daw.NewTrack("A", ref="a"),
        daw.NewTrack("M", "midi", ref="m"),
        daw.PlaceAudio("a", source, 8.0, "Vocal", ref="v", lead_in_s=0.2),
        daw.PlaceMidi("m", NOTES, 8.0, 4.0, "Line", ref="l"),
        daw.PlaceAudio("a", source, 0.0, "Intro", ref="i"),
    )
    done(session, daw.SetTempo(60.0, 4.0))
    vocal, line, intro = (session.snapshot().region(made[ref]) for ref in "vli")
    assert vocal and line and intro
    assert vocal.start_s == pytest.approx(2.0 + 4.0 - 0.2)
    found = read_stamp(vocal.sources[0])
    assert found is not None and found.time_reference_samples == round(5.8 * RATE)
    assert read_midi(line.sources[0]).tempo_map.bpm_at(0) == pytest.approx(60)
    assert files(folder) == ["bar 001 Intro 120bpm.wav", "bar 003 -200ms Vocal 60bpm.wav", "bar 003 Line 60bpm.mid"]


def test_removed_files_go_to_removed_and_can_be_placed_again(session: DawSession, folder: Path, tmp_path: Path) -> None:
    made = one_hit(session, tmp_path, 0.0)
    done(session, daw.RemoveRegion(made["r"]))
    assert files(folder) == ["Removed"]
    assert os.listdir(folder / "Removed") == ["bar 001 Hit 120bpm.wav"]
    assert session.snapshot().regions == ()
    for _ in range(2):
        removed = folder / "Removed" / "bar 001 Hit 120bpm.wav"
        again = done(session, daw.PlaceAudio(made["t"], removed, 0.0, "Hit", ref="r"))
        done(session, daw.RemoveRegion(again["r"]))
    assert len(os.listdir(folder / "Removed")) == 3


def test_removing_a_track_removes_its_regions_and_no_others(session: DawSession, folder: Path, tmp_path: Path) -> None:
    source = sound(tmp_path / "a.wav")
    made = done(
        session,
        daw.NewTrack("A", ref="a"),
        daw.NewTrack("B", ref="b"),
        daw.PlaceAudio("a", source, 0.0, "One"),
        daw.PlaceAudio("b", source, 0.0, "Two"),
        daw.RenameTrack("b", "Keep"),
    )
    done(session, daw.RemoveTrack(made["a"]))
    assert [track.name for track in session.snapshot().tracks] == ["Keep"]
    assert [region.name for region in session.snapshot().regions] == ["Two"]
    assert files(folder) == ["Removed", "bar 001 Two 120bpm.wav"]


def test_everything_is_there_after_a_restart(session: DawSession, folder: Path, tmp_path: Path) -> None:
    done(
        session,
        daw.SetTempo(93.5),
        daw.NewTrack("T", ref="t"),
        daw.NewTrack("M", "midi", ref="m"),
        daw.PlaceAudio("t", sound(tmp_path / "a.wav"), 3.0, "Hit", lead_in_s=0.1),
        daw.PlaceMidi("m", NOTES, 0.0, 4.0, "N"),
    )
    kind = Folder()
    again = kind.connect(kind.project_at(folder))
    assert again.snapshot() == session.snapshot()
    assert kind.project_at(folder).id == session.snapshot().project.id


# files of the user


def test_dropped_files_lie_at_the_bar_in_their_name_or_at_their_stamp(
    session: DawSession, folder: Path, tmp_path: Path
) -> None:
    sound(folder / "Guitar_bar_3.2.wav")
    stamp(sound(tmp_path / "x.wav"), time_reference_samples=3 * RATE, originator="REAPER", target=folder / "export.wav")
    stamp(sound(tmp_path / "y.wav"), time_reference_samples=3600 * RATE, target=folder / "recorder at one o'clock.wav")
    write_midi(folder / "hook.mid", NOTES, TempoMap.constant(100), 4.0)
    (folder / "notes.txt").write_text("not a clip")
    (folder / ".hidden.wav").write_bytes(b"")
    (folder / "half copied.wav").write_bytes(b"RIFF\xff\xff")
    shown = session.snapshot()
    assert [(track.id, track.name) for track in shown.tracks] == [("dropped", "Dropped")]
    assert {region.name: (region.kind, region.start_beats) for region in shown.regions} == {
        "Guitar_bar_3.2": ("audio", 9.0),
        "export": ("audio", 6.0),
        "recorder at one o'clock": ("audio", 0.0),
        "hook": ("midi", 0.0),
    }


def test_the_file_dropped_last_is_selected(session: DawSession, folder: Path) -> None:
    assert session.snapshot().selection.is_empty
    sound(folder / "first.wav")
    os.utime(folder / "first.wav", ns=(10**18, 10**18))
    write_midi(folder / "bar 2.mid", NOTES, TempoMap.constant(100), 4.0)
    os.utime(folder / "bar 2.mid", ns=(4 * 10**18, 4 * 10**18))
    selection = session.snapshot().selection
    assert (selection.tracks, selection.regions) == (("dropped",), ("file:bar 2.mid",))
    assert (selection.start_beats, selection.end_beats) == (4.0, 8.0)
    assert [note.start_beats for note in selection.notes] == [4.0, 5.0, 7.0]


def test_a_dropped_file_can_be_moved_and_the_users_own_is_kept(session: DawSession, folder: Path) -> None:
    soundfile.write(folder / "riff.flac", np.linspace(-0.5, 0.5, RATE), RATE)
    region = only_region(session)
    done(session, daw.Move(region.id, 4.0))
    assert files(folder) == ["Removed", "bar 002 riff 120bpm.wav"]
    assert os.listdir(folder / "Removed") == ["riff.flac"]
    moved = only_region(session)
    assert (moved.id, moved.track, moved.start_beats) == (region.id, "dropped", 4.0)
    assert session.snapshot().track("dropped") is not None


def test_the_dropped_track_is_not_for_placing_or_removing(session: DawSession, folder: Path, tmp_path: Path) -> None:
    source = sound(folder / "a.wav")
    for outcome in do(session, daw.RemoveTrack("dropped"), daw.PlaceAudio("dropped", source, 0.0, "B")):
        assert outcome.state == "not_done"
        assert "name another track" in outcome.why


def test_a_file_the_user_renames_stays_the_same_region(session: DawSession, folder: Path, tmp_path: Path) -> None:
    made = one_hit(session, tmp_path, 4.0)
    (folder / files(folder)[0]).rename(folder / "the good one.wav")
    region = only_region(session)
    assert (region.id, region.track, region.start_beats) == (made["r"], made["t"], 4.0)
    shutil.copy(folder / "the good one.wav", folder / "a copy.wav")
    assert {region.track for region in session.snapshot().regions} == {made["t"], "dropped"}


# what goes wrong


def test_a_file_deleted_meanwhile_is_said(session: DawSession, folder: Path, tmp_path: Path) -> None:
    made = one_hit(session, tmp_path, 0.0)
    revision = session.snapshot().revision
    (folder / "bar 001 Hit 120bpm.wav").unlink()
    (late,) = session.apply([daw.Move(made["r"], 4.0)], expected_revision=revision, label="")
    assert (late.state, "has changed meanwhile" in late.why) == ("not_done", True)
    assert session.snapshot().regions == ()
    (gone,) = do(session, daw.Move(made["r"], 4.0))
    assert gone == Outcome("not_done", "The file of 'Hit' (bar 001 Hit 120bpm.wav) is no longer in the folder.")


@pytest.mark.parametrize("edit", ["drop", "delete", "change", "tempo"])
def test_a_wrong_revision_changes_nothing(session: DawSession, folder: Path, tmp_path: Path, edit: str) -> None:
    sound(folder / "a.wav")
    revision = session.snapshot().revision
    if edit == "drop":
        sound(folder / "b.wav")
    elif edit == "delete":
        (folder / "a.wav").unlink()
    elif edit == "change":
        sound(folder / "a.wav", 2.0)
    else:
        other = Folder()
        done(other.connect(other.project_at(folder)), daw.SetTempo(99.0))
    before = files(folder)
    outcomes = session.apply(
        [daw.NewTrack("X", ref="x"), daw.PlaceMidi("x", NOTES, 0, 4, "N")], expected_revision=revision, label=""
    )
    assert [outcome.state for outcome in outcomes] == ["not_done", "not_done"]
    assert files(folder) == before
    assert "X" not in [track.name for track in session.snapshot().tracks]


CHANGES: dict[str, Sequence[Change]] = {
    "place_audio": [daw.PlaceAudio("track1", Path("a.wav"), 0.0, "New")],
    "place_midi": [daw.PlaceMidi("track2", NOTES, 0.0, 4.0, "New")],
    "move": [daw.Move("region3", 8.0)],
    "duplicate": [daw.Duplicate("region4", 8.0)],
    "rename_region": [daw.RenameRegion("region3", "New")],
    "set_notes": [daw.SetNotes("region4", NOTES[:1])],
    "set_tempo": [daw.SetTempo(77.0)],
    "new_track": [daw.NewTrack("New")],
    "remove_region": [daw.RemoveRegion("region3")],
    "remove_track": [daw.RemoveTrack("track1")],
}


@pytest.fixture
def filled(session: DawSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DawSession:
    monkeypatch.chdir(tmp_path)
    done(
        session,
        daw.NewTrack("A"),
        daw.NewTrack("M", "midi"),
        daw.PlaceAudio("track1", sound(tmp_path / "a.wav"), 4.0, "Sound"),
        daw.PlaceMidi("track2", NOTES, 4.0, 4.0, "Notes"),
    )
    return session


@pytest.mark.parametrize("name", CHANGES)
def test_a_full_disk_changes_nothing(
    filled: DawSession, folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, shown = files(folder), filled.snapshot()

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        (outcome,) = do(filled, *CHANGES[name])
    assert outcome.state == "not_done"
    assert "disk" in outcome.why.lower() or "No space left" in outcome.why
    assert files(folder) == before
    assert filled.snapshot() == shown
    (again,) = do(filled, *CHANGES[name])
    assert again.is_done, again


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_that_was_not_read_back_is_not_called_done(
    filled: DawSession, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bridge.folder.session.write_state", lambda folder, state: None)
    (outcome,) = do(filled, *CHANGES[name])
    assert outcome.state == "unknown"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"time_reference_samples": 1}, "does not carry its time stamp"),
        ({"target_is_short": True}, "samples where"),
    ],
)
def test_a_file_that_was_written_wrongly_is_found_and_taken_away(
    filled: DawSession, folder: Path, monkeypatch: pytest.MonkeyPatch, wrong: dict[str, Any], words: str
) -> None:
    def stamp_wrongly(source: Path, *, target: Path, **marks: Any) -> None:
        if "target_is_short" in wrong:
            source = sound(source.with_name("short.wav"), 0.5)
        stamp(source, target=target, **{**marks, **{key: value for key, value in wrong.items() if key in marks}})

    before = files(folder)
    monkeypatch.setattr("bridge.folder.file.stamp", stamp_wrongly)
    (outcome,) = do(filled, daw.PlaceAudio("track1", Path("a.wav"), 8.0, "New"))
    assert outcome.state == "not_done"
    assert words in outcome.why
    assert files(folder) == before


def test_a_change_that_depends_on_a_failed_one_fails_too(session: DawSession, tmp_path: Path) -> None:
    source = sound(tmp_path / "a.wav")
    outcomes = do(
        session,
        daw.NewTrack("T", "midi", ref="t"),
        daw.PlaceAudio("t", source, 0.0, "A", ref="r"),
        daw.Move("r", 4.0),
        daw.NewTrack("U"),
    )
    assert [outcome.state for outcome in outcomes] == ["done", "not_done", "not_done", "done"]
    assert "T is a MIDI track" in outcomes[1].why
    assert outcomes[2].why == "That clip is no longer in the folder."


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (daw.PlaceAudio("track1", Path("none.wav"), 0.0, "X"), "There is no file none.wav"),
        (daw.PlaceAudio("track1", Path("text.wav"), 0.0, "X"), "text.wav is not a sound file"),
        (daw.PlaceAudio("track1", Path("a.wav"), 0.0, "X", offset_s=9.0), "Nothing of a.wav lies in the range"),
        (daw.PlaceAudio("nowhere", Path("a.wav"), 0.0, "X"), "That track is no longer"),
        (daw.PlaceMidi("track1", NOTES, 0.0, 4.0, "X"), "A is an audio track"),
        (daw.SetNotes("region3", NOTES), "'Sound' is a sound"),
        (daw.SetTempo(0.0), "between 1 and 1000 bpm"),
        (daw.RemoveRegion("region9"), "That clip is no longer"),
        (daw.SetGain("track1", -3.0), "A folder has no mixer"),
        (daw.Trim("region3", 4.0, 5.0), "A folder holds whole files"),
        (daw.Transport("play"), "A folder does not play"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    filled: DawSession, folder: Path, tmp_path: Path, change: Change, words: str
) -> None:
    (tmp_path / "text.wav").write_text("no sound")
    before, shown = files(folder), filled.snapshot()
    (outcome,) = do(filled, change)
    assert outcome.state == "not_done"
    assert words in outcome.why
    assert (files(folder), filled.snapshot()) == (before, shown)


def test_neutral_mixer_values_are_so_already(filled: DawSession) -> None:
    for outcome in do(filled, daw.SetGain("track1", 0.0), daw.SetPan("track1", 0.0), daw.SetMute("track1", False)):
        assert outcome == Outcome("done", "It was so already.")


def test_a_file_in_use_is_put_away_later_and_not_seen_meanwhile(
    filled: DawSession, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(self: Path, *_: Any, **__: Any) -> None:
        raise PermissionError(errno.EACCES, "in use by another program", str(self))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", lambda self, missing_ok=False: None if missing_ok else busy(self))
        (outcome,) = do(filled, daw.Move("region3", 8.0))
        assert outcome.is_done
        assert "bar 002 Sound 120bpm.wav" in files(folder)
        assert [region.name for region in filled.snapshot().regions] == ["Notes", "Sound"]
    done(filled, daw.NewTrack("Next"))
    assert "bar 002 Sound 120bpm.wav" not in files(folder)


def test_a_broken_session_file_is_an_error_with_a_remedy(session: DawSession, folder: Path) -> None:
    (folder / "session.json").write_text("{broken")
    with pytest.raises(DawError, match=r"session.json cannot be read .* restore it, or move it away"):
        session.snapshot()
    (outcome,) = session.apply([daw.NewTrack("T")], expected_revision="", label="")
    assert outcome.state == "not_done"
    (folder / "session.json").write_text(json.dumps({"version": 99}))
    with pytest.raises(DawError, match="newer Tonmeister"):
        Folder().connect(Folder().project_at(folder))


def test_of_a_folder_that_cannot_be_made_no_part_is_left(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    with pytest.raises(DawError, match=r"cannot be used .*; choose another one\.$"):
        Folder().connect(Folder().project_at(Path(tmp_path, "kept", "one", "two", "z" * 256)))
    assert [*tmp_path.rglob("*")] == [tmp_path / "kept"]


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_file_whose_name_is_no_text_hides_no_other(session: DawSession, folder: Path) -> None:
    write_audio(folder / "loop.wav", Audio(np.zeros((1, 4800), np.float32), 48000))
    shutil.copy(folder / "loop.wav", os.fsencode(folder / "take ") + b"\xff.wav")
    assert [region.name for region in session.snapshot().regions] == ["loop"]
    done(session, daw.NewTrack("T"))


@pytest.mark.parametrize("name", ["../../secret.wav", "/etc/passwd", "..\\x.wav", "session.json", ""])
def test_a_session_file_cannot_reach_outside_its_folder(session: DawSession, folder: Path, name: str) -> None:
    stored = json.loads((folder / "session.json").read_text())
    stored["leaving"] = [{"file": name, "changed_ns": 0, "is_kept": False}]
    (folder / "session.json").write_text(json.dumps(stored))
    with pytest.raises(DawError, match="is no file of this folder"):
        session.snapshot()


def test_a_file_that_goes_while_the_folder_is_looked_through_is_left_out(
    filled: DawSession, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another panel puts a file away between the list of names and the look at each of them."""
    lost, kept, listed = folder / "a lost.wav", os.scandir, []
    shutil.copyfile(next(folder.glob("*.wav")), lost)

    @contextlib.contextmanager
    def listing(place: Path) -> Iterator[list[os.DirEntry[str]]]:
        with kept(place) as found:
            entries = [one for one in found if one.is_file()]
        listed.extend(one.name for one in entries)
        lost.unlink(missing_ok=True)
        yield entries

    monkeypatch.setattr(os, "scandir", listing)
    assert "a lost" not in [one.name for one in filled.snapshot().regions] and lost.name in listed


def test_a_vanished_folder_is_an_error(session: DawSession, folder: Path) -> None:
    shutil.rmtree(folder)
    with pytest.raises(DawError, match="cannot be read"):
        session.snapshot()


# the kind of DAW


def test_every_capability_is_there_or_its_absence_has_a_reason(session: DawSession) -> None:
    kind = Folder()
    assert kind.capabilities | set(kind.missing) == CAPABILITIES
    assert not kind.capabilities & set(kind.missing)
    assert session.snapshot().capabilities == kind.capabilities


def test_the_round_trip_works_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path))
    for checks in (Folder().test(), Folder().fake_test()):
        assert len(checks) >= 8 and all(check.ok for check in checks), checks
    assert files(tmp_path / "Tonmeister Clips") == []


def test_the_round_trip_says_when_the_folder_cannot_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "file"))
    (tmp_path / "file").write_text("in the way")
    assert [check.ok for check in Folder().test()] == [False]


def test_find_gives_the_usual_folder_or_the_chosen_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
    (project,) = Folder().find()
    assert project.folder == (tmp_path / "home" / "Tonmeister Clips").resolve()
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "settings.json").write_text(json.dumps({"folder_daw": str(tmp_path / "chosen")}))
    (project,) = Folder().find()
    assert project.folder == (tmp_path / "chosen").resolve()
    session = Folder().connect(project)
    assert session.snapshot().project == project


@pytest.mark.parametrize(
    ("name", "beat", "lead_in_s", "key", "wanted"),
    [
        ("Vocal", 16.0, 0.0, "G minor", "bar 005 Vocal 120bpm Gm.wav"),
        ("Vocal", 17.5, 0.0, "F# major", "bar 005.2.5 Vocal 120bpm F#.wav"),
        ("loop 96 bpm", 0.0, 0.1, "D dorian", "bar 001 -100ms loop 96 bpm.wav"),
        ("x" * 300, 4 * 1199.0, 0.0, "", f"bar 1200 {'x' * 70} 120bpm.wav"),
    ],
)
def test_file_names(name: str, beat: float, lead_in_s: float, key: str, wanted: str) -> None:
    assert file_name(name, beat, TempoMap(), ".wav", lead_in_s=lead_in_s, key=key) == wanted


@pytest.mark.parametrize(
    ("name", "beat"),
    [
        ("bar 005 Vocal 96bpm.wav", 12.0),
        ("BAR-3 x.wav", 6.0),
        ("Bar_2.3.wav", 5.0),
        ("bar 005.2.5 V.wav", 13.5),
        ("rhubarb 5.wav", None),
        ("bar 0.wav", None),
        ("barista.wav", None),
    ],
)
def test_bars_in_names(name: str, beat: float | None) -> None:
    assert beat_in_name(name, TempoMap.constant(120, 6, 8)) == beat


def test_files_are_read_once(folder: Path, session: DawSession, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(50):
        write_midi(folder / f"{number}.mid", NOTES, TempoMap(), 4.0)
    first: Snapshot = session.snapshot()
    monkeypatch.setattr("bridge.folder.scan.read_midi", lambda path: pytest.fail("read again"))
    assert session.snapshot() == first


def test_a_session_file_nested_too_deep_is_one_sentence(tmp_path):
    (tmp_path / "session.json").write_text("[" * 100_000)
    with pytest.raises(DawError, match="cannot be read"):
        read_state(tmp_path)


def test_a_clip_gets_another_content_in_its_place_and_back(tmp_path):
    folder = tmp_path / "song"
    session = Folder().connect(Folder().project_at(folder))
    first = write_audio(tmp_path / "a.wav", Audio(np.full((1, 4800), 0.1, np.float32), 48000))
    other = write_audio(tmp_path / "b.wav", Audio(np.full((1, 9600), 0.2, np.float32), 48000))
    changes = [daw.NewTrack("Vox", ref="t"), daw.PlaceAudio("t", first, 8.0, "Line", "r")]
    made = session.apply(changes, expected_revision=session.snapshot().revision, label="")[1].made[0][1]
    before = session.snapshot()
    change = daw.ReplaceContent(made, other)
    (outcome,) = session.apply([change], expected_revision=before.revision, label="")
    after = session.snapshot()
    (region,) = after.regions
    assert outcome.is_done and (region.id, region.name, region.start_beats) == (made, "Line", 8.0)
    assert region.length_s == pytest.approx(0.2) and not change.broken(outcome, before, after)
    assert len(list((folder / "Removed").iterdir())) == 1
    assert [path.suffix for path in folder.iterdir() if path.suffix == ".wav"] == [".wav"]


def test_markers_colours_and_meters_are_kept_in_the_folders_own_session(tmp_path):
    session = Folder().connect(Folder().project_at(tmp_path))
    changes = [
        daw.NewTrack("Vox", ref="t"),
        daw.SetColor("t", "#d02020"),
        daw.AddMarker("Chorus", 32.0, "m"),
        daw.SetMeter(3, 4, 16.0),
        daw.SetTempo(90.0, 0.0, 120.0, 16.0),
    ]
    before = session.snapshot()
    outcomes = session.apply(changes, expected_revision=before.revision, label="")
    again = Folder().connect(Folder().project_at(tmp_path)).snapshot()
    assert [one.state for one in judged(changes, outcomes, before, again)] == ["done"] * 5
    assert [(one.name, one.at_beats) for one in again.markers] == [("Chorus", 32.0)]
    assert again.tracks[0].color == "#d02020" and again.tempo_map.bpm_at(8.0) == 105.0


def test_what_a_folder_cannot_do_is_told_with_the_reason(tmp_path):
    shown = Folder().connect(Folder().project_at(tmp_path)).snapshot()
    assert set(shown.cannot) == CAPABILITIES - shown.capabilities
    assert "no mixer" in shown.cannot["set_gain"] and all(one[0].isupper() for one in shown.cannot.values())


@pytest.mark.parametrize("text", ["null", "1", "[]", '"x"', "{}", '{"version": null}'])
def test_a_session_that_is_no_session(tmp_path: Path, text: str) -> None:
    (tmp_path / "session.json").write_text(text)
    with pytest.raises(DawError, match="restore it, or move it away") as caught:
        read_state(tmp_path)
    assert "subscriptable" not in str(caught.value) and "NoneType" not in str(caught.value)


def test_what_the_library_has_is_not_kept_a_second_time(session: DawSession, folder: Path) -> None:
    """Made from the library and not changed since, it goes for good; a copy that was moved too. A changed one stays."""
    (folder / "Tonmeister" / "blobs").mkdir(parents=True)
    made = [sound(folder / "Tonmeister" / "blobs" / f"{n}.wav") for n in range(3)]
    ids = done(session, daw.NewTrack("Voice", ref="t"), daw.PlaceAudio("t", made[0], 0.0, "Line", ref="r"))
    done(session, daw.ReplaceContent(ids["r"], made[1]))
    done(session, daw.Move(ids["r"], 4.0))
    done(session, daw.ReplaceContent(ids["r"], made[2]))
    assert "Removed" not in files(folder)
    only = only_region(session).sources[0]
    os.utime(only, ns=(10**18, 10**18))
    done(session, daw.RemoveRegion(ids["r"]))
    assert os.listdir(folder / "Removed") == [only.name]


def test_what_has_left_the_library_is_kept(session: DawSession, folder: Path) -> None:
    (folder / "Tonmeister" / "blobs").mkdir(parents=True)
    made = sound(folder / "Tonmeister" / "blobs" / "1.wav")
    ids = done(session, daw.NewTrack("Voice", ref="t"), daw.PlaceAudio("t", made, 0.0, "Line", ref="r"))
    made.unlink()
    done(session, daw.RemoveRegion(ids["r"]))
    assert len(os.listdir(folder / "Removed")) == 1
