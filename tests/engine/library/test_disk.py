"""What a project takes on the disk: one copy of each content, and nothing that nobody needs."""

from __future__ import annotations

import json

import pytest

from engine.cli.cli import main
from engine.library.disk import disk_of
from engine.library.takes import Takes
from engine.media.audio import write_audio
from engine.media.wav_metadata import read_stamp
from engine.tasks.plan import Step
from tests.engine.assistant.test_in_place import Room, reverb, tone, vox


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path)


def test_what_a_daw_gets_is_no_second_file_and_tells_its_place(room):
    room.ask(reverb(room, 0.4))
    (source,) = room.region().sources
    clip = room.library.clip(Takes(room.library).place(vox(room)).active)
    assert source.samefile(clip.path) and source.stem == "vocal reverb"
    stamp = read_stamp(source)
    assert stamp.time_reference_samples == room.session.tempo_map.sample_at(4.0, 48000)
    assert json.loads(stamp.facts["recipe"])["task"] == "apply_effect"


def test_a_recording_is_not_copied(room):
    room.ask(reverb(room, 0.4))
    original = room.library.clip(Takes(room.library).place(vox(room)).takes[0].clip)
    assert original.path.samefile(room.path)


def test_sixty_eight_requests_about_a_song_stay_small(room):
    room.session.regions[0] = room.session._audio_region(
        room.vox, room.vox_track, write_audio(room.folder / "song.wav", tone(330, 21.0)), 4.0, "vocal", 0.0
    )
    room.session._edits += 1
    fade = {"clip": vox(room), "action": "fade_out"}
    cycle = [
        Step("edit_clip", {**fade, "duration": 3.0}),
        Step("edit_clip", {**fade, "duration": 5.0}),
        Step("edit_clip", {"clip": vox(room), "action": "gain", "value_db": -2.0}),
        Step("mix", {"track": "Lead Vox", "action": "gain", "value_db": 1.0}),
        Step("undo", {}),
        Step("redo", {}),
        Step("apply_effect", {"clip": vox(room), "effect": "eq", "freq_hz": 900.0, "gain_db": 3.0}),
        Step("undo", {}),
        Step("edit_clip", {"clip": vox(room), "action": "reverse"}),
        Step("take", {"clip": vox(room), "action": "list"}),
        Step("take", {"clip": vox(room), "action": "use", "number": "1"}),
        Step("mix", {"track": "Lead Vox", "action": "pan", "value": 0.1}),
        Step("arrange", {"action": "move", "clip": vox(room), "bar": 3}),
        Step("undo", {}),
        Step("apply_effect", {"clip": vox(room), "effect": "lowpass", "cutoff_hz": 4000.0}),
        Step("take", {"clip": vox(room), "action": "use", "number": "first"}),
        Step("arrange", {"action": "rename", "clip": vox(room), "name": "vocal"}),
    ]
    for step in cycle * 4:
        room.ask(step)
    files = [path for path in room.folder.rglob("*") if path.is_file()]
    size = sum({path.stat().st_ino: path.stat().st_size for path in files}.values())
    assert size < 60e6, f"{size / 1e6:.0f} MB"
    assert len(room.audible()) == 1


def test_cleaning_tells_first_and_keeps_what_takes_and_undo_need(room, capsys):
    room.ask(reverb(room, 0.4))
    room.ask(reverb(room, 0.2, op="fix", base="1.1"))
    stray = room.library.keep_file(write_audio(room.folder / "stray.wav", tone(100, 1.0)))
    room.library.close()
    assert main(["library", "clean", "--project", str(room.folder)]) == 0
    assert "--yes" in capsys.readouterr().out and stray.exists()
    assert main(["library", "clean", "--yes", "--json", "--project", str(room.folder)]) == 0
    assert json.loads(capsys.readouterr().out)["freed_bytes"] > 190_000 and not stray.exists()
    room.open()
    assert disk_of(room.library).files == ()
    room.undo()
    room.undo()
    room.ask(Step("take", {"clip": vox(room), "action": "use", "number": "last"}))
    assert main(["library", "--project", str(room.folder / "none")]) == 1


def test_with_a_damaged_recipe_nothing_is_thought_to_be_unused(room):
    room.ask(reverb(room, 0.4))
    room.library.database.execute("update clip set recipe = '' where recipe is not null")
    damaged = disk_of(room.library)
    assert damaged.unused == 0 and damaged.files == ()
