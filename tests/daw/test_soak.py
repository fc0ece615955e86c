"""Sixty requests on one Ardour session: no track that nobody asked for, all taken back at the end; times are told."""

from __future__ import annotations

import statistics
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from bridge.ardour.session import ArdourSession
from bridge.hosts.ardour_rig import ArdourRig
from engine.assistant.assistant import Assistant
from engine.catalog.registry import discover
from engine.daw.daw import NewTrack, PlaceAudio, PlaceMidi, Region, Snapshot
from engine.media.note import Note
from engine.planner.offline.planner import OfflinePlanner
from engine.service.connect import open_library
from engine.tasks.plan import Step
from tests.daw.conftest import done, tone

CHORDS = tuple(Note(pitch, float(beat), 2.0, 80) for beat in (0, 4, 8, 12) for pitch in (57, 60, 64))
ROUNDS = 5


def requests(number: int, clips: dict[str, str]) -> list[tuple[str, dict[str, Any]]]:
    """Twelve requests of a working session; each round asks for other values."""
    up = number % 2
    line = {"from": -20, "to": -3, "start_bar": 1, "end_bar": 3 + up}
    return [
        ("mix", {"track": "Drums", "action": "gain", "set_db": -3.0 - number}),
        ("mix", {"track": "Voice", "action": "pan", "value": 0.1 * number}),
        ("automate", {"track": "Drums", "parameter": "volume", **line}),
        ("edit_notes", {"clip": clips["Chords"], "action": "velocity", "value": 60 + 8 * number}),
        ("marker", {"action": "add", "name": f"Part {number}", "bar": 3 + 2 * number}),
        ("set_track", {"track": "Voice", "color": ("red", "blue")[up]}),
        ("edit_clip", {"clip": clips["Voice"], "action": "fade_out", "duration": 0.5 + 0.1 * number}),
        ("apply_effect", {"clip": clips["Voice"], "effect": "lowpass", "cutoff_hz": 6000 - 400 * number}),
        ("set_track", {"track": "Drums", "position": 1 + up}),
        ("transport", {"action": "set_tempo", "bpm": 96 + number}),
        ("edit_clip", {"clip": clips["Drums"], "action": "gain", "value_db": -1.0 if up else 1.0}),
        ("mix", {"track": "Chords", "action": ("mute", "unmute")[up]}),
    ]


def test_sixty_requests(session: ArdourSession, rig: ArdourRig, tmp_path: Path) -> None:
    for name, pitch in (("Drums", 110.0), ("Voice", 330.0)):
        sound = tone(tmp_path / f"{name}.wav", seconds=6.0, pitch_hz=pitch)
        done(session, NewTrack(name, ref="t"), PlaceAudio("t", sound, 0.0, name, ref="r"))
    done(session, NewTrack("Chords", "midi", ref="t"), PlaceMidi("t", CHORDS, 0.0, 16.0, "Chords", ref="r"))
    clips = {region.name: f"region:{region.id}" for region in session.snapshot().regions}
    before = session.snapshot()
    tracks = {track.name for track in session.snapshot().tracks}
    library = open_library(session.snapshot().project)
    assistant = Assistant(registry=discover(), library=library, planner=OfflinePlanner(), session=session)
    seconds: list[float] = []
    for number in range(ROUNDS):
        for task, args in requests(number, clips):
            began = time.perf_counter()
            turn = assistant.ask(f"{task} {args}", steps=[Step(task, args)])
            seconds.append(time.perf_counter() - began)
            assert turn.state == "done", (number, task, args, turn.answer)
        found = session.snapshot()
        assert {track.name for track in found.tracks} == tracks
        for track in found.tracks:
            assert len(audible(found.regions_on(track.id))) <= 1, (number, track.name, found.regions_on(track.id))
    first, last = statistics.median(seconds[:12]), statistics.median(seconds[-12:])
    sums = f"{sum(seconds[:12]):.1f} s, then {sum(seconds[-12:]):.1f} s"
    print(f"first and last twelve requests: {sums}; medians {first:.2f} s, {last:.2f} s")
    assert rig.is_running()
    undone = assistant.ask("undo everything", steps=[Step("undo", {"steps": 1000})])
    assert undone.state == "done", undone.answer
    after = session.snapshot()
    assert shown(after) == shown(before)
    library.close()


def shown(snapshot: Snapshot) -> list[Any]:
    """The session as a musician sees it; ids of what Ardour had to make anew are others."""
    tracks = [replace(track, plugins=(), id="") for track in snapshot.tracks]
    names = {track.id: track.name for track in snapshot.tracks}
    regions = [
        (names[one.track], one.name, round(one.start_s, 4), round(one.length_s, 4), one.notes, one.mute)
        + (round(one.gain_db, 1), round(one.fade_in_s, 3), round(one.fade_out_s, 3))
        for one in snapshot.regions
    ]
    return [tracks, sorted(regions, key=str), snapshot.markers, snapshot.tempo_map]


def audible(regions: tuple[Region, ...]) -> list[Region]:
    """Those that sound."""
    return [region for region in regions if not region.mute and region.gain_db > -60]
