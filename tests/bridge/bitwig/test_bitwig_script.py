"""The real script in the stand-in: scenes as places, notes off the grid, selection, what users do meanwhile."""

from __future__ import annotations

import contextlib
import json
import socket
import struct
from pathlib import Path

import pytest

from bridge.bitwig.bitwig import Bitwig
from bridge.bitwig.grid import Known
from bridge.bitwig.session import BitwigSession
from bridge.hosts.fake_bitwig.host import FakeBitwig
from bridge.hosts.fake_bitwig.model import BitwigClip, BitwigMarker, FakeBitwigProject
from bridge.hosts.fake_bitwig.world import BitwigWorld
from engine.daw.daw import (
    AddMarker,
    Change,
    EmptySlot,
    Move,
    MoveMarker,
    NewTrack,
    Outcome,
    PlaceAudio,
    PlaceInSlot,
    PlaceMidi,
    RemoveMarker,
    RemoveTrack,
    RenameMarker,
    ReplaceContent,
    SetGain,
    SetMeter,
    SetNotes,
    SetSend,
    Transport,
)
from engine.errors import DawError
from engine.media.audio import probe_audio
from engine.media.note import Note
from tests.bridge.bitwig.conftest import Starts

NOTES = (Note(60, 0.0, 1.0, 80), Note(64, 1.0, 0.5, 90))
LOOSE = (Note(60, 0.013, 0.97, 80), Note(64, 1.4999, 0.5, 90), Note(67, 2.0071, 0.25, 127))


def do(session: BitwigSession, *changes: Change) -> list[Outcome]:
    return session.apply(changes, expected_revision=session.snapshot().revision, label="test")


def keys(session: BitwigSession, *notes: Note, beat: float = 0.0) -> tuple[str, str]:
    made = do(session, NewTrack("Keys", "midi", ref="t"), PlaceMidi("t", notes or NOTES, beat, 4.0, "chords", ref="r"))
    assert all(one.is_done for one in made), made
    return dict(made[0].made)["t"], dict(made[1].made)["r"]


def markers(session: BitwigSession) -> dict[str, tuple[str, float]]:
    return {one.id: (one.name, one.at_beats) for one in session.snapshot().markers}


def test_a_cue_marker_is_made_without_moving_the_playhead(starts: Starts) -> None:
    host = starts()
    host.by_user(lambda world: vars(world.playing).update(position=6.0, start=6.0), is_undoable=False)
    with contextlib.closing(host.session()) as session:
        first = do(session, AddMarker("Chorus", 16.0, ref="a"), AddMarker("Verse", 0.0, ref="b"))
        host.by_user(lambda world: setattr(world.playing, "is_playing", True), is_undoable=False)
        rolling = do(session, AddMarker("Bridge", 6.0, ref="c"))
        assert all(one.is_done and not one.why for one in (*first, *rolling)), (first, rolling)
        made = [(one.name, one.beat) for one in host.world.project.markers]
        assert made == [("Verse", 0), ("Bridge", 6), ("Chorus", 16)]
        assert (host.world.playing.position, host.world.playing.start) == (6.0, 6.0)


def test_cue_markers_keep_their_ids(starts: Starts) -> None:
    """Also two of one name that pass each other, when the user works on them, and when Bitwig is started again."""
    host = starts()
    with contextlib.closing(host.session()) as session:
        a, b = (dict(one.made)["m"] for at in (4.0, 8.0) for one in do(session, AddMarker("Verse", at, ref="m")))
        assert all(one.is_done for one in do(session, MoveMarker(a, 12.0), RenameMarker(b, "Chorus")))
        assert markers(session) == {b: ("Chorus", 8.0), a: ("Verse", 12.0)}
        host.by_user(lambda world: setattr(world.project.markers[0], "beat", 9.0))
        assert markers(session) == {b: ("Chorus", 9.0), a: ("Verse", 12.0)}
    host.stop()
    with contextlib.closing(starts(project=host.world.project).session()) as session:
        assert markers(session) == {b: ("Chorus", 9.0), a: ("Verse", 12.0)}
        (gone,) = do(session, RemoveMarker(b))
        assert gone.is_done and markers(session) == {a: ("Verse", 12.0)}


@pytest.mark.parametrize("which", [0, 1, 2])
def test_of_markers_that_look_alike_the_one_that_was_meant_goes(starts: Starts, which: int) -> None:
    host = starts()
    with contextlib.closing(host.session()) as session:
        for _ in range(3):
            host.by_user(lambda world: world.project.markers.append(BitwigMarker("Verse", 8.0)))
        ids = list(markers(session))
        (gone,) = do(session, RemoveMarker(ids[which]))
        assert gone.is_done and set(markers(session)) == {*ids} - {ids[which]}


def test_a_cue_marker_that_bitwig_does_not_make_leaves_nothing(starts: Starts) -> None:
    host = starts()
    host.by_user(lambda world: setattr(world.playing, "is_playing", True), is_undoable=False)
    with contextlib.closing(host.session()) as session:
        assert do(session, AddMarker("Here", 0.0, ref="a"))[0].is_done, "it plays at beat 0"
        (outcome,) = do(session, AddMarker("Verse", 8.0, ref="b"))
        assert (outcome.state, outcome.why) == ("not_done", "Bitwig: Bitwig made no cue marker.")
        assert [one.name for one in host.world.project.markers] == ["Here"]


def test_a_scene_is_called_after_its_bar(starts: Starts) -> None:
    host = starts()
    with contextlib.closing(host.session()) as session:
        track, _ = keys(session)
        made = do(session, *(PlaceMidi(track, NOTES, beat, 4.0, f"at {beat}", ref="r") for beat in (16.0, 5.5)))
        assert all(one.is_done for one in made)
        assert host.world.project.scenes[:3] == ["Bar 1", "Bar 5", "Bar 2 + 1.5"]
        assert sorted(one.start_beats for one in session.snapshot().regions) == [0.0, 5.5, 16.0]


def test_more_scenes_are_made_when_all_are_used(starts: Starts) -> None:
    host = starts()
    host.by_user(lambda world: world.project.scenes.__setitem__(slice(None), ["Intro", "Verse", "Break"]))
    with contextlib.closing(host.session()) as session:
        keys(session, beat=8.0)
        assert host.world.project.scenes == ["Intro", "Verse", "Break", "Bar 3"]


def test_clips_in_scenes_of_the_user_have_a_place_where_more_can_lie(starts: Starts, sound: Path) -> None:
    def furnish(world: BitwigWorld) -> None:
        world.project.scenes[1] = "Chorus"
        world.project.new_track("Instrument", "Mine").slots[1] = BitwigClip("tune", True, 4.0, [[0.0, 1.0, 62, 0.5, 0]])

    host = starts()
    host.by_user(furnish)
    with contextlib.closing(host.session()) as session:
        (tune,) = session.snapshot().regions
        assert (tune.name, tune.start_beats, tune.notes) == ("tune", 800.0, (Note(62, 0.0, 1.0, 64),))
        made = do(session, NewTrack("Vox", ref="t"), PlaceAudio("t", sound, tune.start_beats, "line", ref="r"))
        assert all(one.is_done for one in made), made
        vox = next(track for track in host.world.project.tracks if track.name == "Vox")
        assert vox.slots[1] is not None and host.world.project.scenes[1] == "Chorus"


def test_a_taken_slot_is_refused_with_its_clips_name(starts: Starts) -> None:
    with contextlib.closing(starts().session()) as session:
        track, _ = keys(session)
        (outcome,) = do(session, PlaceMidi(track, NOTES, 0.0, 4.0, "more", ref="r"))
        assert outcome.state == "not_done" and "'chords' lies there on 'Keys'" in outcome.why


def test_notes_off_the_grid_are_told_exactly_also_after_a_restart(starts: Starts, tmp_path: Path) -> None:
    host = starts()
    with contextlib.closing(host.session()) as session:
        _, region = keys(session, *LOOSE)
        found = session.snapshot().regions[0]
        assert [note.start_beats for note in found.notes] == pytest.approx([0.013, 1.4999, 2.0071], abs=1 / 960)
    host.stop()
    again = starts(project=host.world.project)
    with contextlib.closing(again.session()) as session:
        (found,) = session.snapshot().regions
        assert found.id == region, "the clip is known again"
        assert [note.start_beats for note in found.notes] == pytest.approx([0.013, 1.4999, 2.0071], abs=1 / 960)


def test_notes_off_the_grid_are_told_exactly_whatever_their_lengths(starts: Starts) -> None:
    lengths = (2.0, 0.485, 1.005, 3, 0.125, 1 / 3)
    loose = tuple(Note(60 + n, 0.013 + n / 7, length, 80) for n, length in enumerate(lengths))
    with contextlib.closing(starts().session()) as session:
        keys(session, *loose)
        (found,) = session.snapshot().regions
        assert [n.start_beats for n in found.notes] == pytest.approx([n.start_beats for n in loose], abs=1 / 960)


def test_notes_of_the_user_that_touch_are_not_read_over_each_other(tmp_path: Path) -> None:
    rows = [(0, 1.998, 45, 60, 0), (191, 1.99, 45, 90, 0), (383, 2.0, 45, 90, 0), (191, 2.0, 52, 90, 0)]
    first, other, second, third = Known(tmp_path / "notes.json").notes(rows)
    assert (second.start_beats, third.start_beats) == pytest.approx((first.end_beats, 383 / 96))
    assert other.start_beats == 191 / 96, "another pitch may sound with it"


def test_set_notes_by_the_grid_keeps_the_clip_and_off_it_makes_it_anew(starts: Starts) -> None:
    host = starts()
    with contextlib.closing(host.session()) as session:
        _, region = keys(session)
        for notes in ((Note(72, 0.25, 0.5, 100), Note(74, 3.5, 0.25, 7)), LOOSE, ()):
            (outcome,) = do(session, SetNotes(region, notes))
            assert outcome.is_done, outcome.why
            (found,) = session.snapshot().regions
            assert found.id == region and found.length_beats == 4.0 and len(found.notes) == len(notes)


def test_a_note_that_sounds_past_the_end_of_its_clip_keeps_its_length(starts: Starts) -> None:
    with contextlib.closing(starts().session()) as session:
        _, region = keys(session, Note(60, 3.0, 4.0, 80))
        long = (Note(67, 2.0, 2.0, 90),)
        (outcome,) = do(session, ReplaceContent(region, notes=long, length_beats=3.0))
        assert outcome.is_done, outcome.why
        (found,) = session.snapshot().regions
        assert (found.length_beats, found.notes) == (3.0, long)


def test_the_users_selection_is_back_after_clips_were_read(starts: Starts) -> None:
    def furnish(world: BitwigWorld) -> None:
        for name in ("One", "Two"):
            world.project.new_track("Instrument", name).slots[0] = BitwigClip(name, True, 4.0, [[0.0, 1.0, 62, 0.5, 0]])
        world.selected = (world.project.tracks[0].id, 0)

    host = starts()
    host.by_user(furnish)
    with contextlib.closing(host.session()) as session:
        now = session.snapshot()
        assert [len(one.notes) for one in now.regions] == [1, 1]
        assert host.world.selected == (host.world.project.tracks[0].id, 0)
        assert now.selection.regions == (now.regions[0].id,) and [one.pitch for one in now.selection.notes] == [62]


def test_what_the_user_edits_in_the_open_clip_is_seen(starts: Starts) -> None:
    host = starts()
    with contextlib.closing(host.session()) as session:
        track, region = keys(session)
        before = session.snapshot()

        def edit(world: BitwigWorld) -> None:
            world.selected = (track, 0)
            clip = world.open_clip()
            assert clip
            clip.notes.append([2.0, 1.0, 72, 1.0, 0])

        host.by_user(edit)
        after = session.snapshot()
        assert after.revision != before.revision and len(after.regions[0].notes) == 3
        (outcome,) = session.apply([SetNotes(region, ())], expected_revision=before.revision, label="")
        assert outcome.state == "not_done" and "changed since" in outcome.why


def test_what_the_user_edits_and_then_leaves_is_seen(starts: Starts) -> None:
    host = starts()
    with contextlib.closing(host.session()) as session:
        track, first = keys(session)
        (second,) = do(session, PlaceMidi(track, NOTES, 4.0, 4.0, "more", ref="r"))
        assert second.is_done
        host.by_user(lambda world: setattr(world, "selected", (track, 0)), is_undoable=False)
        session.snapshot()

        def edit(world: BitwigWorld) -> None:
            clip = world.open_clip()
            assert clip
            clip.notes.insert(0, [0.0, 4.0, 36, 1.0, 0])

        host.by_user(edit)
        session.ask("ping")
        host.by_user(lambda world: setattr(world, "selected", (track, 1)), is_undoable=False)
        session.ask("ping")
        found = session.snapshot().region(first)
        assert found and [note.pitch for note in found.notes] == [36, 60, 64]


def test_the_users_own_undo_brings_the_same_clip_back(starts: Starts) -> None:
    host = starts()
    with contextlib.closing(host.session()) as session:
        track, region = keys(session)
        host.by_user(lambda world: world.project.tracks[0].slots.__setitem__(0, None))
        assert not session.snapshot().regions
        host.by_user(lambda world: world.undo(), is_undoable=False)
        assert [one.id for one in session.snapshot().regions] == [region]


def test_a_part_of_a_sound_and_what_leads_in_are_cut(starts: Starts, sound: Path) -> None:
    with contextlib.closing(starts().session()) as session:
        made = do(
            session,
            NewTrack("Vox", ref="t"),
            PlaceAudio("t", sound, 4.0, "line", ref="a", lead_in_s=0.2),
            PlaceAudio("t", sound, 8.0, "part", ref="b", offset_s=0.25, length_s=0.5),
        )
        assert all(one.is_done for one in made), made
        assert "before the beat was left out" in made[1].why and not made[2].why
        line, part = sorted(session.snapshot().regions, key=lambda one: one.start_beats)
        assert (line.start_beats, part.start_beats) == (4.0, 8.0)
        assert probe_audio(line.sources[0]).frames == 38400 and probe_audio(part.sources[0]).frames == 24000
        (outcome,) = do(session, ReplaceContent(part.id, sound, ref="x"))
        assert outcome.is_done and session.snapshot().region(part.id).length_s == pytest.approx(1.0)
        (astray,) = do(session, PlaceAudio("gone", sound, 0.0, "astray", ref="x"))
        assert not astray.is_done
        assert not list(line.sources[0].parent.glob("astray*")), "files that no clip plays are gone"


def test_a_meter_keeps_clips_at_their_beats(starts: Starts) -> None:
    host = starts()
    with contextlib.closing(host.session()) as session:
        keys(session, beat=16.0)
        (outcome,) = do(session, SetMeter(3, 4))
        assert outcome.is_done, outcome.why
        assert host.world.project.scenes[0] == "Bar 6 + 1"
        assert session.snapshot().regions[0].start_beats == 16.0


def test_without_java_a_new_track_says_that_it_is_silent(starts: Starts) -> None:
    host = starts(has_java=False)
    with contextlib.closing(host.session()) as session:
        (outcome,) = do(session, NewTrack("Keys", "midi", ref="t"))
        assert outcome.is_done and "choose one there" in outcome.why
    assert [one.rpartition(" is ")[2] for one in host.world.offences] == ["no UUID."]
    host.world.offences.clear()  # the script tried it, and went on


def test_the_fader_and_sends_are_in_db(starts: Starts) -> None:
    host = starts()
    with contextlib.closing(host.session()) as session:
        made = do(session, NewTrack("Drums", ref="d"), NewTrack("Hall", "bus", ref="h"))
        drums, hall = (dict(one.made)[ref] for one, ref in zip(made, ("d", "h"), strict=True))
        for level in (-37.25, -6.0, 0.0, 5.9):
            assert all(one.is_done for one in do(session, SetGain(drums, level), SetSend(drums, hall, level)))
        assert all(one.is_done for one in do(session, SetGain(drums, -120.0), SetSend(drums, hall, None)))
        (outcome,) = do(session, SetGain(drums, 12.0))
        assert outcome.is_done and "as far as Bitwig goes" in outcome.why


def test_transport(starts: Starts) -> None:
    host = starts()
    with contextlib.closing(host.session()) as session:
        for change in (
            Transport("play", 8.0), Transport("stop"), Transport("locate", 3.0), Transport("loop", 4.0, 12.0),
            Transport("loop", on=False), Transport("metronome"), Transport("metronome", on=False),
        ):  # fmt: skip
            (outcome,) = do(session, change)
            assert outcome.is_done, (change, outcome.why)


def test_another_project_in_front_is_told(starts: Starts) -> None:
    host = starts()
    kind = Bitwig(host.mailbox)
    (project,) = kind.find()
    with contextlib.closing(kind.connect(project)) as session:
        session.snapshot()

        def switch(world: BitwigWorld) -> None:
            world.project = FakeBitwigProject("Other")

        host.by_user(switch)
        with pytest.raises(DawError, match="another project now \\('Other'\\)"):
            session.snapshot()
        with pytest.raises(DawError, match="is not the project that Bitwig shows"):
            kind.connect(project)


def test_a_stranger_gets_nothing(starts: Starts) -> None:
    host = starts()
    port = int((host.mailbox.folder / "port").read_text())
    command = {"id": "1", "op": "apply", "args": {}, "token": "wrong", "version": 2, "deadline": 9e9}
    for data in (json.dumps(command).encode(), b"no json", b"\xff\xfe"):
        with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
            line.sendall(struct.pack(">I", len(data)) + data)
            (length,) = struct.unpack(">I", line.recv(4))
            assert json.loads(line.recv(length))["ok"] is False
    assert not host.world.project.tracks


def test_bitwig_that_is_gone_or_hangs(starts: Starts) -> None:
    host = starts()
    with contextlib.closing(host.session()) as session:
        track, _ = keys(session)
        with host.hanging():
            (outcome,) = session.apply([RemoveTrack(track)], expected_revision=session._revision(), label="")
            assert outcome.state == "not_done" and "did not pick up" in outcome.why
        assert session.snapshot().track(track), "nothing of it was done later"
        host.stop()
        (outcome,) = session.apply([RemoveTrack(track)], expected_revision=session._revision(), label="")
        assert not outcome.is_done and "Bitwig" in outcome.why
        with pytest.raises(DawError, match="has ended"):
            session.snapshot()


def test_a_move_to_where_it_is_and_a_chain_of_moves(starts: Starts) -> None:
    with contextlib.closing(starts().session()) as session:
        _, region = keys(session)
        assert all(one.is_done for one in do(session, Move(region, 0.0), Move(region, 8.0), Move(region, 0.0)))
        assert session.snapshot().regions[0].id == region


def test_both_ways_in_which_bitwig_may_send(starts: Starts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its documentation leaves open whether it puts a length before what a script sends."""
    from bridge.hosts.fake_bitwig.socket_things import RemoteConnectionThing

    plain = RemoteConnectionThing.send

    def framed(self: RemoteConnectionThing, data: list[int]) -> None:
        plain(self, [*struct.unpack("4b", struct.pack(">I", len(data))), *data])

    monkeypatch.setattr(RemoteConnectionThing, "send", framed)
    host: FakeBitwig = starts()
    with contextlib.closing(host.session()) as session:
        assert session.snapshot().project.name == "Song"


def test_an_error_while_a_note_is_told_ends_neither_the_script_nor_the_truth(starts: Starts) -> None:
    left = [0]

    def trouble(name: str) -> str:
        left[0] -= name == "velocity"
        return "The DAW could not do 'velocity' this time." if name == "velocity" and left[0] == 0 else ""

    with contextlib.closing(starts(trouble=trouble).session()) as session:
        left[0] = 2
        made = session.apply(
            [NewTrack("Keys", "midi", ref="t"), PlaceMidi("t", NOTES, 0.0, 4.0, "chords", ref="r")],
            expected_revision=session.snapshot().revision,
            label="test",
        )
        assert all(one.is_done for one in made), made
        assert [note.pitch for note in session.snapshot().regions[0].notes] == [60, 64]
        assert left[0] < 0, "the error was met"


def test_a_clip_in_a_scene_by_its_number_and_in_the_first_that_is_free(starts: Starts, sound: Path) -> None:
    with contextlib.closing(starts().session()) as session:
        made = do(
            session,
            NewTrack("Vox", "audio", ref="vox"),
            NewTrack("Keys", "midi", ref="keys"),
            PlaceInSlot("vox", "hook", 1, sound, ref="hook"),
            PlaceInSlot("keys", "lick", None, None, NOTES, 4.0, "lick"),
            PlaceInSlot("keys", "taken", 0, None, NOTES, 4.0, "taken"),
            PlaceInSlot("keys", "far", 70, None, NOTES, 4.0, "far"),
        )
        assert [one.is_done for one in made] == [True] * 4 + [False] * 2, [one.why for one in made]
        assert "'lick' lies there on 'Keys'" in made[4].why and "There is no scene 71" in made[5].why
        seen = session.snapshot()
        hook, lick = (next(one for one in seen.regions if one.name == name) for name in ("hook", "lick"))
        assert lick.notes == NOTES and hook.sources
        back = EmptySlot(lick.id).inverse(Outcome("done"), seen, lambda _: None)
        assert do(session, EmptySlot(lick.id))[0].is_done
        assert [one.name for one in session.snapshot().regions] == ["hook"]
        assert all(one.is_done for one in do(session, *back))
        again = next(one for one in session.snapshot().regions if one.name == "lick")
        assert (again.start_beats, again.notes) == (lick.start_beats, NOTES)


def test_a_clip_placed_behind_one_that_was_made_anew_that_the_user_has_open(starts: Starts, sound: Path) -> None:
    with contextlib.closing(starts().session()) as session:
        _, chords = keys(session, beat=8.0)
        made = do(session, NewTrack("Drums", "audio", ref="t"), PlaceAudio("t", sound, 0.0, "beat", ref="r"))
        drums, beat = dict(made[0].made)["t"], dict(made[1].made)["r"]
        session.select(region=beat)
        done = do(session, ReplaceContent(beat, sound, length_s=0.5), PlaceAudio(drums, sound, 1.0, "beat 2", 0.5))
        assert [one.state for one in done] == ["done", "done"], [one.why for one in done]
        assert sorted(one.name for one in session.snapshot().regions) == ["beat", "beat 2", "chords"]
        done = do(session, PlaceAudio(drums, sound, 12.0, "beat 3"), SetNotes(chords, NOTES[:1]), Move(beat, 16.0))
        assert [one.state for one in done] == ["done"] * 3, [one.why for one in done]


def test_the_group_that_a_track_lies_in_is_read_and_does_not_go_with_its_tracks(tmp_path: Path) -> None:
    with FakeBitwig(tmp_path) as host, contextlib.closing(host.session()) as session:

        def grouped(world: BitwigWorld) -> None:
            band = world.project.new_track("Group", "Band")
            world.project.new_track("Audio", "Guitar").group = band.id
            world.project.new_track("Audio", "Voice")

        host.by_user(grouped)
        seen = session.snapshot()
        names = {one.name: one for one in seen.tracks}
        assert names["Guitar"].group == names["Band"].id and not names["Voice"].group and not names["Band"].group
        change = RemoveTrack(names["Band"].id)
        (refused,) = session.apply([change], expected_revision=seen.revision, label="")
        assert refused.state == "not_done" and "holds tracks" in refused.why
        assert {one.name for one in session.snapshot().tracks} == set(names)
        host.by_user(lambda world: setattr(world.project.tracks[2], "group", world.project.tracks[0].id))
        assert {one.name for one in session.snapshot().tracks if one.group} == {"Guitar", "Voice"}
    assert host.offences == []
