"""The stand-in for Live is as strict as Live: names, types, threads, ticks, stale objects, places that are taken."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bridge.hosts.fake_live.application import LiveApplication
from bridge.hosts.fake_live.clip import MidiNoteSpecification
from bridge.hosts.fake_live.listing import VERSIONS, listing
from bridge.hosts.fake_live.song import LiveSong
from bridge.hosts.fake_live.strict import ArgumentError, LiveObject
from bridge.hosts.fake_live.world import LiveWorld


@pytest.fixture
def world() -> Iterator[LiveWorld]:
    made = LiveWorld(VERSIONS[-1])
    made.thread = threading.get_ident()
    made.begin_tick()
    yield made


@pytest.fixture
def song(world: LiveWorld) -> Any:
    return LiveSong(world, world.song.ptr)


def tick(world: LiveWorld) -> None:
    world.end_tick()
    world.begin_tick()


def kinds() -> list[type[LiveObject]]:
    found = sorted((one for one in LiveObject.__subclasses__() if one.kind), key=lambda one: one.__name__)
    assert LiveApplication in found and len(found) >= 12
    return found


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.__name__)
def test_it_has_no_name_that_live_has_not(kind: type[LiveObject]) -> None:
    members = listing(VERSIONS[-1])[kind.kind]
    for name in vars(kind):
        action, _, of = name.lstrip("_").partition("_")
        if action == "get":
            assert members[of].gets
        elif action == "set":
            assert members[of].sets, of
        elif action == "do":
            assert not members[of].gets
            code = vars(kind)[name].__code__
            assert code.co_argcount - 2 == len(members[of].takes), of


def test_unknown_names_raise(song: Any, world: LiveWorld) -> None:
    for act in (lambda: song.tempoo, lambda: song.create_audio_tracks(), lambda: setattr(song, "temp", 1.0)):
        with pytest.raises(AttributeError):
            act()
    assert world.misses == ["Song.tempoo", "Song.create_audio_tracks", "Song.temp"]
    with pytest.raises(AttributeError, match="can't set"):
        song.file_path = "x"


def test_wrong_types_and_counts_raise(song: Any) -> None:
    track = song.create_midi_track(-1)
    for act in (
        lambda: song.create_audio_track("1"),
        lambda: song.create_audio_track(1, 2),
        lambda: track.create_midi_clip(0.0),
        lambda: track.create_midi_clip("0", 4.0),
        lambda: track.delete_clip(track),
        lambda: setattr(song, "tempo", "120"),
        lambda: setattr(track, "name", 5),
        lambda: song.signature_numerator.__class__ and setattr(song, "signature_numerator", 3.0),
    ):
        with pytest.raises(ArgumentError, match="did not match C\\+\\+ signature"):
            act()


def test_another_thread_may_not_touch_anything(song: Any, world: LiveWorld) -> None:
    said: list[str] = []

    def touch() -> None:
        try:
            _ = song.tempo
        except RuntimeError as error:
            said.append(str(error))

    thread = threading.Thread(target=touch)
    thread.start()
    thread.join()
    world.end_tick()
    with pytest.raises(RuntimeError):
        _ = song.tempo
    assert len(said) == 1 and len(world.offences) == 2


def test_a_clip_is_in_lives_list_only_a_tick_later(song: Any, world: LiveWorld) -> None:
    track = song.create_midi_track(-1)
    made = track.create_midi_clip(0.0, 4.0)
    assert track.arrangement_clips == [] and made.length == 4.0
    tick(world)
    assert [one._live_ptr for one in track.arrangement_clips] == [made._live_ptr]


def test_undo_makes_what_comes_back_anew(song: Any, world: LiveWorld) -> None:
    track = song.create_midi_track(-1)
    made = track.create_midi_clip(0.0, 4.0)
    number = made._live_ptr
    track.delete_clip(made)
    with pytest.raises(RuntimeError, match="not in the set"):
        _ = made.name
    song.undo()
    tick(world)
    (back,) = track.arrangement_clips
    assert back._live_ptr != number
    song.redo()
    tick(world)
    assert track.arrangement_clips == []


def test_a_step_holds_what_was_done_in_it(song: Any, world: LiveWorld) -> None:
    song.begin_undo_step()
    song.tempo = 90.0
    song.create_audio_track(-1)
    song.end_undo_step()
    song.undo()
    assert song.tempo == 120.0 and len(song.tracks) == 1


def test_a_listener_may_not_change_the_set(song: Any, world: LiveWorld) -> None:
    made = song.create_midi_track(-1).create_midi_clip(0.0, 4.0)
    made.add_notes_listener(lambda: setattr(song, "tempo", 90.0))
    with pytest.raises(RuntimeError, match="notifications"):
        made.add_new_notes([MidiNoteSpecification(60, 0.0, 1.0)])


def test_a_copy_onto_a_clip_ends_live(song: Any, world: LiveWorld) -> None:
    track = song.create_midi_track(-1)
    first, _ = track.create_midi_clip(0.0, 4.0), track.create_midi_clip(8.0, 4.0)
    with pytest.raises(SystemExit, match="crashed"):
        track.duplicate_clip_to_arrangement(first, 9.0)


def test_versions_differ(sound: Path) -> None:
    for version in VERSIONS:
        world = LiveWorld(version)
        world.thread = threading.get_ident()
        world.begin_tick()
        song: Any = LiveSong(world, world.song.ptr)
        track = song.create_audio_track(-1)
        is_new = version == "12.3.0"
        assert hasattr(track, "insert_device") == hasattr(track, "create_midi_clip") == is_new
        assert (track.create_audio_clip(str(sound), 0.0) is not None) == is_new


def test_warping_changes_the_units(song: Any, world: LiveWorld, sound: Path) -> None:
    song.tempo = 90.0
    made = song.create_audio_track(-1).create_audio_clip(str(sound), 4.0)
    assert made.warping and made.length == pytest.approx(125 / 60)
    made.warping = False
    assert made.length == pytest.approx(1.0) and made.end_time == pytest.approx(5.5)
    with pytest.raises(RuntimeError):
        made.looping = True
