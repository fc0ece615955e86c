"""What a Snapshot shows of a DAWproject."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.daw.daw import Snapshot
from tests.bridge.dawproject.song import is_valid, opened, project, write
from tests.work import calls_of


@pytest.fixture
def seen(tmp_path: Path) -> Snapshot:
    return opened(write(tmp_path / "Song.dawproject")).snapshot()


def test_the_song_made_by_hand_is_valid(tmp_path: Path) -> None:
    assert is_valid(write(tmp_path / "Song.dawproject")) == ""


def test_tracks_groups_returns_and_master(seen: Snapshot) -> None:
    rows = [(t.name, t.kind, t.group, t.position) for t in seen.tracks]
    assert rows == [
        ("Band", "group", "", 0), ("Drums", "audio", "g", 1), ("Keys", "midi", "g", 2), ("Voice", "audio", "", 3),
        ("Hall", "bus", "", 4), ("Master", "master", "", 5),
    ]  # fmt: skip
    drums = seen.track("drums")
    assert drums and (drums.gain_db, drums.pan, drums.color, drums.output) == (-6.0, 0.5, "#ff0000", "")
    assert [(s.to, round(s.gain_db, 2)) for s in drums.sends] == [("r", -6.02)]
    assert seen.track("keys").solo and not drums.solo


def test_plugins_with_their_state_and_values(seen: Snapshot) -> None:
    glue, space = seen.track("drums").plugins
    assert (glue.name, glue.on) == ("Glue", False)
    assert dict(glue.parameters) == {"attack_ms": 10.0, "ratio": 4.0, "threshold_db": -20.0}
    assert (space.name, space.on, dict(space.parameters)) == ("Space", True, {"Mix": 0.25})


def test_automation_is_told_in_decibels(seen: Snapshot) -> None:
    (lane,) = seen.track("drums").automation
    assert lane.parameter == "volume" and lane.points == ((0.0, 0.0), (8.0, -120.0))


def test_tempo_glides_meter_and_markers(seen: Snapshot) -> None:
    assert seen.tempo_map.bpm_at(36) == pytest.approx(90)
    assert seen.tempo_map.seconds_at(40) - seen.tempo_map.seconds_at(32) == pytest.approx(8 * np.log(2), rel=1e-6)
    assert (seen.tempo_map.meter_at(48).numerator, seen.tempo_map.bar_at(48)[0]) == (6, 13)
    assert [(m.name, m.at_beats) for m in seen.markers] == [("Verse", 0.0), ("Chorus", 16.0)]


def test_a_looped_warped_clip_is_one_file_as_it_is_heard(seen: Snapshot) -> None:
    beat = next(r for r in seen.regions if r.name == "beat")
    assert beat.is_looped and (beat.start_beats, beat.length_beats, beat.length_s) == (0, 8, 4)
    assert (beat.fade_in_s, beat.fade_out_s) == (0.5, 1.0)
    samples, rate = soundfile.read(beat.sources[0])
    assert len(samples) == 4 * rate
    assert np.allclose(samples[: 2 * rate - 100], samples[2 * rate : 4 * rate - 100], atol=1e-3)


def test_a_clip_that_is_off_is_a_muted_region(seen: Snapshot) -> None:
    assert [r.name for r in seen.regions if r.mute] == ["off"]


def test_looped_notes_are_told_as_they_sound(seen: Snapshot) -> None:
    chords = next(r for r in seen.regions if r.name == "chords")
    assert [(n.pitch, n.start_beats) for n in chords.notes] == [(64, 1.0), (60, 3.0), (64, 5.0), (60, 7.0)]
    assert [n.velocity for n in chords.notes[:2]] == [102, 64]
    assert chords.text == "lyrics: la la"


def test_a_clip_by_reference_plays_what_it_refers_to(seen: Snapshot) -> None:
    again = next(r for r in seen.regions if r.name == "again")
    assert again.kind == "midi" and [n.pitch for n in again.notes] == [60, 64]


def test_offset_and_gain_of_a_plain_clip(seen: Snapshot) -> None:
    line = next(r for r in seen.regions if r.name == "line")
    assert (line.offset_s, line.length_s, line.start_s) == (0.25, 1.0, 1.0)
    assert line.gain_db == pytest.approx(-6.02, abs=0.01)


def test_clips_inside_a_clip_are_one_sound(seen: Snapshot) -> None:
    comp = next(r for r in seen.regions if r.name == "comp")
    samples, rate = soundfile.read(comp.sources[0])
    levels = [np.abs(samples[int(a * rate) : int(b * rate)]).max() for a, b in ((0.4, 0.5), (0.5, 0.6))]
    assert len(samples) == rate and levels[1] > 1.8 * levels[0]  # the second part comes from later in the take


def test_ids_stay_the_same_when_it_is_read_again(tmp_path: Path) -> None:
    path = write(tmp_path / "Song.dawproject")
    one, two = opened(path).snapshot(), opened(path).snapshot()
    assert [r.id for r in one.regions] == [r.id for r in two.regions] and len({r.id for r in one.regions}) == 6
    assert one.revision == two.revision and one.project.id == two.project.id


@pytest.mark.slow
def test_ten_thousand_clips_are_ten_times_the_work_of_a_thousand(tmp_path: Path) -> None:
    note = '<Note time="0" duration="1" channel="0" key="60"/>'
    clip = f'<Clip name="c{{0}}" time="{{0}}" duration="1"><Notes>{note}</Notes></Clip>'

    def work(count: int) -> int:
        lanes = f'<Lanes track="keys"><Clips>{"".join(clip.format(n) for n in range(count))}</Clips></Lanes>'
        session = opened(write(tmp_path / f"{count}.dawproject", project(lanes=lanes)))
        calls = calls_of(session.snapshot)
        assert len(session.snapshot().regions) == count
        return calls

    thousand, ten_thousand = work(1_000), work(10_000)
    assert ten_thousand < 11 * thousand and ten_thousand < 2_000_000
