"""What we write, read by openDAW's own DAWproject reader: taken up where TONMEISTER_OPENDAW names it."""

from __future__ import annotations

import json
import os
import subprocess
import zipfile
from pathlib import Path
from typing import Any

from bridge.dawproject.dawproject import Dawproject
from engine.daw import daw
from engine.daw.daw import Change, DawSession, Snapshot
from engine.media.note import MeterChange, TempoChange, TempoMap
from tests.bridge.conformance.daws import furnished
from tests.bridge.dawproject import song

_READER = Path(__file__).with_name("opendaw") / "read.mjs"


def read(path: Path) -> Any:
    """What openDAW finds in a file."""
    packages = os.environ["TONMEISTER_OPENDAW"]
    with zipfile.ZipFile(path) as archive:
        data = archive.read("project.xml")
    done = subprocess.run(["node", str(_READER), packages], input=data, capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr.decode()[-1500:]
    return json.loads(done.stdout.decode().splitlines()[-1])


def flat(tracks: list[Any]) -> list[Any]:
    return [one for track in tracks for one in (track, *flat(track["tracks"]))]


def must(session: DawSession, *changes: Change) -> Snapshot:
    outcomes = session.apply(changes, expected_revision=session.snapshot().revision, label="")
    assert [one.why for one in outcomes if not one.is_done] == []
    return session.snapshot()


def agrees(found: Any, seen: Snapshot) -> None:
    """Tracks, faders, clips and notes are those that we see."""
    tracks = {track["name"]: track for track in flat(found["tracks"])}
    assert set(tracks) == {track.name for track in seen.tracks}
    for track in seen.tracks:
        other = tracks[track.name]
        assert (other.get("mute", False), other["sends"]) == (track.mute, len(track.sends))
    assert sorted(clip["name"] for clip in found["clips"]) == sorted(region.name for region in seen.regions)
    starts = {(one.name, round(one.start_beats, 3)) for one in seen.regions}
    assert {(clip["name"], round(clip["time"], 3)) for clip in found["clips"]} == starts
    assert found["tempo"] == seen.tempo_map.bpm_at(0)


def test_a_session_of_ours(tmp_path: Path) -> None:
    kind = Dawproject()
    session = kind.new_session(tmp_path / "Song.dawproject", TempoMap.constant(97.0, 3, 4))
    (tmp_path / "s.wav").write_bytes(song.sound(1.0, 330))
    seen = furnished(session, tmp_path / "s.wav").snapshot()
    ids = {track.name: track.id for track in seen.tracks}
    beat = next(one for one in seen.regions if one.name == "beat")
    seen = must(
        session,
        daw.SetGain(ids["Drums"], -6.0),
        daw.SetSend(ids["Drums"], ids["Hall"], -12.0),
        daw.AddPlugin(ids["Drums"], "reverb"),
        daw.AddPlugin(ids["Keys"], "eq"),
        daw.SetGroup(ids["Keys"], ids["Band"]),
        daw.SetAutomation(ids["Drums"], "volume", ((0.0, -20.0), (4.0, 0.0))),
        daw.SetFadeIn(beat.id, 0.1),
        daw.SetRegionGain(beat.id, -3.0),
        daw.AddMarker("Chorus", 12.0),
    )
    found = read(session_path(seen))
    agrees(found, seen)
    assert found["meter"] == [3, 4]
    assert {track["name"]: len(track["devices"]) for track in flat(found["tracks"])} == {
        track.name: len(track.plugins) for track in seen.tracks
    }
    keys = next(clip for clip in found["clips"] if clip["name"] == "chords")
    assert keys["notes"] == 2


def test_a_session_of_another_daw_that_we_changed(tmp_path: Path) -> None:
    path = song.write(tmp_path / "Song.dawproject")
    session = song.opened(path)
    seen = session.snapshot()
    region = next(one for one in seen.regions if one.name == "beat")
    seen = must(
        session,
        daw.Split(region.id, 3.0),
        daw.SetTempoMap(TempoMap((TempoChange(0.0, 100.0), TempoChange(16.0, 120.0)), (MeterChange(0.0, 4, 4),))),
        daw.SetMute("voice", True),
    )
    agrees(read(path), seen)


def session_path(seen: Snapshot) -> Path:
    assert seen.project.file is not None
    return seen.project.file
