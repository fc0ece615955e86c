"""The real script in the stand-in for Live: what it does, in which version, and what it leaves alone."""

from __future__ import annotations

import ast
import contextlib
import gc
import json
import os
import shutil
import socket
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from bridge import socket_line
from bridge.hosts.fake_live.host import FakeLive
from bridge.hosts.fake_live.model import SetClip, SetTrack
from bridge.hosts.fake_live.world import LiveWorld
from bridge.live.install import SCRIPT
from bridge.live.live import Live
from bridge.live.session import LiveSession
from bridge.mailbox import Mailbox
from bridge.protocol import VERSION, command
from engine.daw import daw
from engine.daw.changes.change import Kept
from engine.daw.daw import Change, Outcome, Region, Snapshot
from engine.errors import DawError, DawSilent
from engine.media.note import Note
from tests.bridge.live.conftest import Starts

CHORD = (Note(60, 0.0, 1.0, 80), Note(64, 1.0, 1.0, 90), Note(67, 3.0, 0.5, 100))


def do(session: LiveSession, *changes: Change) -> list[Outcome]:
    return session.apply(changes, expected_revision=session.snapshot().revision, label="test")


def done(session: LiveSession, *changes: Change) -> dict[str, str]:
    outcomes = do(session, *changes)
    assert all(one.is_done for one in outcomes), [one.why for one in outcomes]
    return dict(pair for one in outcomes for pair in one.made)


def region(snapshot: Snapshot, name: str) -> Region:
    return next(one for one in snapshot.regions if one.name == name)


def user_clip(host: FakeLive, name: str) -> SetClip:
    return next(clip for track in host.world.song.tracks for clip in track.clips if clip.name == name)


def players(host: FakeLive) -> list[SetTrack]:
    return [track for track in host.world.song.tracks if track.name != "1-MIDI"]


def furnished(host: FakeLive, sound: Path) -> tuple[LiveSession, dict[str, str]]:
    session = host.session()
    made = done(
        session,
        daw.NewTrack("Drums", "audio", ref="drums"),
        daw.NewTrack("Keys", "midi", ref="keys"),
        daw.PlaceAudio("drums", sound, 4.0, "beat", ref="beat"),
        daw.PlaceMidi("keys", CHORD, 8.0, 4.0, "chord", ref="chord"),
    )
    return session, made


# --- the versions ---


def test_sound_lies_unwarped_at_its_place_in_every_version(live: FakeLive, sound: Path) -> None:
    with contextlib.closing(furnished(live, sound)[0]) as session:
        beat = region(session.snapshot(), "beat")
    assert (beat.start_beats, beat.length_beats, beat.length_s) == (4.0, pytest.approx(2.0), pytest.approx(1.0))
    clip = user_clip(live, "beat")
    assert not clip.is_warped and Path(clip.file).is_file() and Path(clip.file).is_relative_to(live.folder)


def test_a_midi_track_is_heard_in_every_version(live: FakeLive, sound: Path) -> None:
    with contextlib.closing(furnished(live, sound)[0]) as session:
        keys = next(one for one in session.snapshot().tracks if one.name == "Keys")
    assert [one.name for one in keys.plugins] == ["Drift"]


def test_the_session_view_is_left_as_it_was(live: FakeLive, sound: Path) -> None:
    session, made = furnished(live, sound)
    live.by_user(lambda world: [setattr(slot, "clip", user_clip(live, "chord")) for slot in players(live)[1].slots])
    done(session, daw.PlaceMidi(made["keys"], CHORD, 32.0, 4.0, "again"), daw.Split(made["beat"], 5.0, ref="x"))
    assert len(live.world.song.scenes) == 2
    assert all(len(track.slots) == 2 for track in live.world.song.tracks)
    assert [slot.clip for slot in players(live)[0].slots] == [None, None]
    session.close()


def test_what_a_version_lacks_is_told_with_the_reason(starts: Starts, monkeypatch: pytest.MonkeyPatch) -> None:
    from bridge.hosts.fake_live import world

    def older(version: str) -> object:
        found = {kind: dict(members) for kind, members in listing(version).items()}
        del found["Track"]["create_audio_clip"]  # as in Live 11.3.20 and 12.0.0
        return found

    listing = world.listing
    monkeypatch.setattr(world, "listing", older)
    with contextlib.closing(starts(version="12.0.5").session()) as session:
        snapshot = session.snapshot()
    assert "place_audio" not in snapshot.capabilities and "update it" in snapshot.cannot["place_audio"]


def test_locators_are_set_at_the_playhead_which_goes_back(live: FakeLive, sound: Path) -> None:
    session, _ = furnished(live, sound)
    live.by_user(lambda world: setattr(world, "time", 7.0))
    made = done(session, daw.AddMarker("Chorus", 16.0, ref="c"), daw.AddMarker("End", 32.0, ref="e"))
    done(session, daw.MoveMarker(made["c"], 20.0), daw.RemoveMarker(made["e"]))
    snapshot = session.snapshot()
    is_named = "rename_marker" in snapshot.capabilities
    assert [(one.id, one.name, one.at_beats) for one in snapshot.markers] == [
        (made["c"], "Chorus" if is_named else snapshot.markers[0].name, 20.0)
    ]
    assert live.world.time == 7.0
    live.by_user(lambda world: setattr(world, "is_playing", True))
    for change in (daw.AddMarker("x", 1.0, ref="x"), daw.RemoveMarker(made["c"]), daw.MoveMarker(made["c"], 2.0)):
        (outcome,) = do(session, change)
        assert outcome.state == "not_done" and "stop playback first" in outcome.why
    session.close()


def test_a_locator_keeps_the_name_that_the_user_gave_it(starts: Starts) -> None:
    """Before 12.2 no script can name one: then the user's is not moved, and what Live calls a new one is told."""

    def named(world: LiveWorld) -> None:
        world.song.cues[0].name = "Verse"

    host = starts(version="11.3.25")
    with contextlib.closing(host.session()) as session:
        (made,) = do(session, daw.AddMarker("Chorus", 8.0, ref="c"))
        assert made.is_done and "no script name a locator" in made.why
        (moved,) = do(session, daw.MoveMarker(dict(made.made)["c"], 12.0))
        assert moved.is_done and session.snapshot().markers[0].name in moved.why
        host.by_user(named)
        (moved,) = do(session, daw.MoveMarker(dict(made.made)["c"], 16.0))
        assert moved.state == "not_done" and "'Verse' would lose its name" in moved.why
        (marker,) = session.snapshot().markers
        assert (marker.name, marker.at_beats) == ("Verse", 12.0)


# --- what lies there stays ---


def test_nothing_is_put_onto_another_clip(live: FakeLive, sound: Path) -> None:
    session, made = furnished(live, sound)
    before = session.snapshot()
    placed, moved, copied = do(
        session,
        daw.PlaceAudio(made["drums"], sound, 5.0, "late"),
        daw.PlaceMidi(made["keys"], CHORD, 6.0, 4.0, "early"),
        daw.Duplicate(made["chord"], 9.0, ref="x"),
    )
    for outcome, name in ((placed, "beat"), (moved, "chord"), (copied, "chord")):
        assert outcome.state == "not_done" and f"'{name}' lies there" in outcome.why
    assert session.snapshot().regions == before.regions
    session.close()


def test_a_long_file_between_two_clips_reaches_over_neither(live: FakeLive, sound: Path) -> None:
    session, made = furnished(live, sound)  # Live warps a file first: to 2.08 beats, where 2 are free
    done(session, daw.PlaceAudio(made["drums"], sound, 8.0, "third"))
    done(session, daw.PlaceAudio(made["drums"], sound, 6.0, "second"))
    assert [(one.name, one.start_beats) for one in session.snapshot().regions_on(made["drums"])] == [
        ("beat", 4.0),
        ("second", 6.0),
        ("third", 8.0),
    ]
    session.close()


def test_a_clip_moves_over_itself_and_keeps_its_id_and_look(live: FakeLive, sound: Path) -> None:
    session, made = furnished(live, sound)
    done(session, daw.SetRegionGain(made["beat"], 3.0), daw.SetRegionMute(made["beat"], True))
    done(session, daw.Move(made["beat"], 5.0), daw.Move(made["chord"], 9.0))
    after = session.snapshot()
    beat, chord = after.region(made["beat"]), after.region(made["chord"])
    assert beat and chord
    assert (beat.start_beats, beat.name, beat.mute) == (5.0, "beat", True) and beat.gain_db == pytest.approx(
        3, abs=0.05
    )
    assert chord.start_beats == 9.0 and [note.pitch for note in chord.notes] == [60, 64, 67]
    session.close()


def test_a_trimmed_clip_gets_back_what_was_hidden(live: FakeLive, sound: Path) -> None:
    session, made = furnished(live, sound)
    done(session, daw.Trim(made["beat"], 4.5, 5.5), daw.Trim(made["chord"], 9.0, 11.0))
    short = session.snapshot()
    beat, chord = short.region(made["beat"]), short.region(made["chord"])
    assert beat and chord
    assert beat.offset_s == pytest.approx(0.25) and [note.pitch for note in chord.notes] == [64]
    done(session, daw.Trim(made["beat"], 4.0, 6.0), daw.Trim(made["chord"], 8.0, 12.0))
    long = session.snapshot().region(made["chord"])
    assert long and [(note.pitch, note.start_beats) for note in long.notes] == [(60, 0.0), (64, 1.0), (67, 3.0)]
    session.close()


@pytest.mark.parametrize("change", ["trim", "split"])
def test_a_warped_or_looped_clip_is_not_cut(newest: FakeLive, sound: Path, change: str) -> None:
    session, made = furnished(newest, sound)

    def warp(world: object) -> None:
        user_clip(newest, "beat").is_warped, user_clip(newest, "beat").loop_end = True, 2.0
        user_clip(newest, "chord").is_looping = True

    newest.by_user(warp)
    before = session.snapshot()
    for name, at in (("beat", 5.0), ("chord", 9.0)):
        asked = daw.Trim(made[name], at, at + 1) if change == "trim" else daw.Split(made[name], at, ref="x")
        (outcome,) = do(session, asked)
        assert outcome.state == "not_done" and "cut it in Live" in outcome.why
    assert session.snapshot().regions == before.regions
    session.close()


def test_a_file_that_live_does_not_take_leaves_the_old_clip(newest: FakeLive, sound: Path, tmp_path: Path) -> None:
    session, made = furnished(newest, sound)
    before = session.snapshot()
    row = {"change": "replace_content", "region": made["beat"], "path": str(tmp_path / "no.wav"), "seconds": 1.0}
    results = session.ask("apply", changes=[row], expected_revision=before.revision, label="")["results"]
    assert not results[0]["ok"] and results[0]["error"]
    assert session.snapshot().regions == before.regions
    session.close()


# --- undo, and objects that Live makes anew ---


def test_a_track_comes_back_to_where_it_was(live: FakeLive, sound: Path) -> None:
    session, made = furnished(live, sound)
    before = session.snapshot()
    change = daw.RemoveTrack(made["drums"])
    (gone,) = do(session, change)
    done(session, *change.inverse(gone, before, lambda one: Kept(one.sources[0], one.offset_s)))
    after = session.snapshot()
    assert [one.name for one in after.tracks] == [one.name for one in before.tracks]
    assert [(one.name, one.start_beats) for one in after.regions] == [
        (one.name, one.start_beats) for one in before.regions
    ]
    session.close()


def test_a_request_is_one_undo_step_of_live(live: FakeLive, sound: Path) -> None:
    session, made = furnished(live, sound)
    steps, before = live.world.undo_steps, session.snapshot()
    done(session, daw.SetGain(made["drums"], -6.0), daw.Move(made["chord"], 20.0), daw.RenameTrack(made["keys"], "K"))
    assert live.world.undo_steps == steps + 1
    live.by_user(lambda world: world.undo())
    after = session.snapshot()
    assert (after.tracks, after.regions) == (before.tracks, before.regions)  # with the ids they had
    session.close()


def test_ids_outlive_a_restart_of_live(starts: Starts, sound: Path) -> None:
    first = starts()
    session, made = furnished(first, sound)
    song, path = first.world.song, first.world.path
    session.close()
    first.stop()
    second = FakeLive(first.folder, mailbox=first.mailbox)
    for thing in song.everything():  # a set that is loaded again has other objects
        thing.ptr = second.world.number()
    second.world.song = song
    second.world.changed()
    with second, contextlib.closing(second.session()) as session:
        assert second.world.path == path
        snapshot = session.snapshot()
        assert snapshot.region(made["beat"]) and snapshot.region(made["chord"]) and snapshot.track(made["keys"])
        done(session, daw.SetNotes(made["chord"], CHORD[:1]))


def test_the_user_edits_between_look_and_change(newest: FakeLive, sound: Path) -> None:
    session, made = furnished(newest, sound)
    seen = session.snapshot()
    newest.by_user(lambda world: setattr(players(newest)[0], "name", "Kit"))
    (outcome,) = session.apply([daw.SetGain(made["drums"], -3.0)], expected_revision=seen.revision, label="")
    assert outcome.state == "not_done" and "changed since" in outcome.why
    newest.by_user(lambda world: players(newest)[0].clips.clear())
    (outcome,) = do(session, daw.Move(made["beat"], 12.0))
    assert outcome.state == "not_done" and "not there any more" in outcome.why
    session.close()


def test_notes_travel_only_when_they_changed(newest: FakeLive, sound: Path) -> None:
    session, _ = furnished(newest, sound)
    session.snapshot()
    known = list(session._notes)
    assert session.ask("snapshot", known=known)["notes"] == {}

    def edit(world: object) -> None:
        clip = user_clip(newest, "chord")
        clip.notes = (*clip.notes, (77, 72, 2.0, 1.0, 100.0, False))
        newest.world.notify(clip.ptr)

    newest.by_user(edit)
    assert len(session.ask("snapshot", known=known)["notes"]) == 1
    assert [note.pitch for note in region(session.snapshot(), "chord").notes] == [60, 64, 72, 67]
    session.close()


# --- values ---


@pytest.mark.parametrize("level_db", [6.0, 0.0, -0.5, -7.53, -18.0, -31.0, -60.0, -120.0])
def test_a_fader_reads_back_as_it_was_asked_for(newest: FakeLive, sound: Path, level_db: float) -> None:
    session, made = furnished(newest, sound)
    done(session, daw.SetGain(made["drums"], level_db))
    found = session.snapshot().track(made["drums"])
    assert found and found.gain_db == pytest.approx(level_db, abs=0.051)
    session.close()


def test_a_tempo_change_later_in_the_set_is_refused_with_the_reason(newest: FakeLive, sound: Path) -> None:
    session, made = furnished(newest, sound)
    later, glide, meter = do(
        session, daw.SetTempo(90.0, 16.0), daw.SetTempo(90.0, 0.0, 120.0, 8.0), daw.SetMeter(3, 4, 16.0)
    )
    assert all(one.state == "not_done" and "whole set" in one.why for one in (later, glide, meter))
    newest.by_user(lambda world: setattr(world.song.main.mixer.tempo, "automation", 1))
    (outcome,) = do(session, daw.SetTempo(90.0))
    assert outcome.state == "not_done" and "automated" in outcome.why
    session.close()


def test_drums_have_no_channel_in_live(newest: FakeLive, sound: Path) -> None:
    session, made = furnished(newest, sound)
    done(session, daw.SetNotes(made["chord"], (Note(36, 0.0, 0.25, 100, None, 9),)))
    session.close()


def test_an_effect_with_its_knobs_in_every_version(live: FakeLive, sound: Path) -> None:
    session, made = furnished(live, sound)
    for effect, asked in (
        ("highpass", (("cutoff_hz", 120.0),)),
        ("compressor", (("threshold_db", -20.0), ("ratio", 4.0), ("attack_ms", 12.0))),
        ("reverb", (("wet", 0.25),)),
    ):
        done(session, daw.AddPlugin(made["drums"], effect, asked, ref="p"))
    eq, compressor, reverb = next(one for one in session.snapshot().tracks if one.name == "Drums").plugins
    assert dict(eq.parameters)["1 Frequency A"] == pytest.approx(120, abs=1)
    assert dict(compressor.parameters)["Ratio"] == pytest.approx(4, abs=0.01)
    assert dict(compressor.parameters)["Threshold"] == pytest.approx(-20, abs=0.06)
    assert dict(reverb.parameters)["Dry/Wet"] == pytest.approx(25, abs=0.5)
    session.close()


# --- faults ---


def test_a_live_that_hangs_is_told_and_does_nothing_later(
    newest: FakeLive, sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket_line, "PICK_UP_S", 0.3)
    session, made = furnished(newest, sound)
    before = session.snapshot()
    with newest.hanging():
        with pytest.raises(DawError, match="nothing was changed") as told:
            session._line.call("apply", {"changes": [{"change": "rename_track", "track": made["keys"], "name": "No"}]})
        assert not isinstance(told.value, DawSilent)
    assert session.snapshot().tracks == before.tracks
    session.close()


def test_a_live_that_dies_is_told(starts: Starts, tmp_path: Path) -> None:
    folder = tmp_path / "Dying"
    run = [sys.executable, "-m", "bridge.hosts.fake_live.host", str(folder), "--seconds", "60"]
    with subprocess.Popen(run, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout and "runs" in process.stdout.readline()
        mailbox = Mailbox(folder / "mailbox", "live")
        session = LiveSession(mailbox, mailbox.hellos()[0])
        snapshot = session.snapshot()
        process.kill()
        process.wait()
        (outcome,) = session.apply(
            [daw.RenameTrack(snapshot.tracks[0].id, "x")], expected_revision=snapshot.revision, label=""
        )
        assert outcome.state in ("not_done", "unknown") and "Live" in outcome.why
        with pytest.raises(DawError, match="ended"):
            session.snapshot()
        session.close()
        assert Live(mailbox).find() == []


def test_a_script_that_is_left_amid_its_work_ends_its_undo_step(newest: FakeLive, sound: Path) -> None:
    session, made = furnished(newest, sound)
    revision = session.snapshot().revision
    renames = [daw.RenameTrack(made["keys"], f"name {number}") for number in range(2000)]
    work = threading.Thread(target=session.apply, args=(renames,), kwargs={"expected_revision": revision, "label": ""})
    work.start()
    while not any(track.name.startswith("name ") for track in newest.world.song.tracks):
        time.sleep(0.001)
    newest.stop()
    work.join()
    session.close()
    gc.collect()
    assert not newest.offences and not newest.world.is_step_open
    assert not any(track.name == "name 1999" for track in newest.world.song.tracks)


def test_two_sessions_at_once_take_turns(newest: FakeLive, sound: Path) -> None:
    one, made = furnished(newest, sound)
    with contextlib.closing(newest.session()) as other:
        seen = other.snapshot()
        done(one, daw.SetGain(made["drums"], -3.0))
        (outcome,) = other.apply([daw.SetGain(made["drums"], -9.0)], expected_revision=seen.revision, label="")
        assert outcome.state == "not_done" and "changed since" in outcome.why
        done(other, daw.SetGain(made["drums"], -9.0))
    one.close()


def ask_raw(host: FakeLive, data: bytes) -> list[dict[str, object]]:
    """What the script answers to bytes, until it ends the line or nothing more comes."""
    found, came = [], b""
    with socket.create_connection(("127.0.0.1", host.mailbox.hellos()[0].port), timeout=0.2) as line:
        line.sendall(data)
        with contextlib.suppress(OSError):
            while block := line.recv(65536):
                came += block
    while len(came) >= 4:
        (length,) = struct.unpack(">I", came[:4])
        found.append(json.loads(came[4 : 4 + length]))
        came = came[4 + length :]
    return found


def framed(fields: object) -> bytes:
    data = json.dumps(fields).encode()
    return struct.pack(">I", len(data)) + data


def test_strangers_are_refused_and_do_no_harm(newest: FakeLive) -> None:
    asked = json.loads(command("apply", {"changes": []}, token="wrong", timeout_s=5).encoded())
    right = {**asked, "token": newest.mailbox.token()}
    for fields, why in (
        (asked, "token"),
        ({**right, "version": VERSION + 1}, "another version"),
        ({**right, "deadline": time.time() - 1}, "too late"),
        ({**right, "deadline": "soon"}, "too late"),
        ({**right, "op": "eval"}, "does not know"),
        ([1], "no command"),
        ({"id": 5}, "no command"),
    ):
        (reply,) = ask_raw(newest, framed(fields))
        assert reply["ok"] is False and why in str(reply["error"])
    assert ask_raw(newest, struct.pack(">I", 1 << 31)) == []
    assert ask_raw(newest, b"GET / HTTP/1.1\r\n\r\n") == []
    (reply,) = ask_raw(newest, struct.pack(">I", 4) + b"{{{{")
    assert "no command" in str(reply["error"])
    with contextlib.closing(newest.session()) as session:
        session.snapshot()


def test_a_token_of_yesterday_is_refused_and_the_new_one_taken(newest: FakeLive) -> None:
    with contextlib.closing(newest.session()) as session:
        session.snapshot()
        path = newest.mailbox.folder / "token"
        old = newest.mailbox.token()
        path.write_text("another word")
        os.utime(path, (1, 1))
        session.snapshot()
    asked = json.loads(command("ping", {}, token=old, timeout_s=5).encoded())
    (reply,) = ask_raw(newest, framed(asked))
    assert "token" in str(reply["error"])


def test_the_script_takes_a_few_milliseconds_of_a_tick_in_a_large_set(newest: FakeLive) -> None:
    def fill(world: object) -> None:
        for number in range(60):
            track = newest.world.new_track("midi", f"T{number}", -1)
            rows = tuple((n, n % 128, n * 0.25, 0.25, 90.0, False) for n in range(170))
            clip = SetClip(newest.world.number(), True, f"c{number}", 0.0, 0.0, 64.0, notes=rows)
            track.clips.append(clip)

    newest.by_user(fill)
    with contextlib.closing(newest.session()) as session:
        assert sum(len(one.notes) for one in session.snapshot().regions) == 60 * 170
        assert newest.clock.ticks > 1
        assert len(session.snapshot().regions) == 60


# --- the script itself ---


def sources() -> list[Path]:
    return sorted(SCRIPT.glob("*.py"))


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.name)
def test_it_is_python_3_7_and_imports_only_what_live_has(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"), feature_version=(3, 7))
    names = set()
    for node in ast.walk(tree):
        assert not isinstance(node, ast.JoinedStr), "one way to write texts: %"
        assert not (isinstance(node, ast.keyword) and node.arg == "strict"), "zip had no strict before 3.10"
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add((node.module or "").split(".")[0])
    plain = {"collections", "contextlib", "errno", "hashlib", "hmac", "inspect", "io", "json", "os", "random", "re",
             "socket", "struct", "time", "uuid"}  # fmt: skip
    assert names <= plain | {"Live", "_Framework"}


def test_the_protocol_is_written_down() -> None:
    told = json.loads((SCRIPT / "protocol.json").read_text("utf-8"))
    assert told["version"] == VERSION
    text = "".join(path.read_text("utf-8") for path in sources())
    listed = set(told["changes"])
    handlers = set()
    for path in sources():
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "CHANGES":
                handlers |= {key.value for key in getattr(node.value, "keys", [])}
    assert listed == handlers and all(f'"{op}"' in text for op in told["ops"])


MISSPELT = (
    ("tracks.py", "song.create_audio_track(", "song.create_audiotrack("),
    ("make.py", "track.create_audio_clip(", "track.create_audioclip("),
    ("make.py", "track.create_midi_clip(at, float(beats))", "track.create_midi_clip(at)"),
    ("make.py", "made.warping = False", "made.warping = None"),
    ("shown.py", "parameter.value = straight", "parameter.valeu = straight"),
    ("tracks.py", "song.delete_track(", "song.remove_track("),
    ("read.py", "song.signature_numerator", "song.signature_nominator"),
)


@pytest.mark.parametrize(("name", "right", "wrong"), MISSPELT, ids=[wrong.split("(")[0] for _, _, wrong in MISSPELT])
def test_a_misspelt_name_of_lives_is_caught(starts: Starts, tmp_path: Path, name: str, right: str, wrong: str) -> None:
    from bridge.verdict import round_trip

    script = Path(shutil.copytree(SCRIPT, tmp_path / "Misspelt"))
    text = (script / name).read_text("utf-8")
    assert right in text
    (script / name).write_text(text.replace(right, wrong), "utf-8")
    with contextlib.closing(starts(script=script).session()) as session:
        assert not all(one.ok for one in round_trip(session))


def test_the_verdict_is_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    from engine.cli.cli import main

    assert main(["daw", "test", "live", "--host", "fake"]) == 0
    said = capsys.readouterr().out
    assert said.rstrip().endswith("Ableton Live works.") and said.count("Live's rules are kept") == 4
