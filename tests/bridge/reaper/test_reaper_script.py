"""The real script for REAPER in the strict stand-in: what a musician would see in REAPER afterwards."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bridge.hosts.fake_reaper.host import FakeReaper
from bridge.hosts.fake_reaper.things import ReaperTrack
from bridge.protocol import MUTATING, VERSION
from bridge.reaper.changes import CAN, MISSING
from bridge.reaper.reaper import Reaper
from bridge.reaper.session import ReaperSession
from bridge.scripted.script import SCRIPTS, edition
from engine.daw.daw import (
    CAPABILITIES,
    AddMarker,
    AddPlugin,
    Duplicate,
    Move,
    NewTrack,
    Outcome,
    PlaceAudio,
    PlaceMidi,
    RemoveTrack,
    RenameTrack,
    ReplaceContent,
    SetAutomation,
    SetGain,
    SetGroup,
    SetMeter,
    SetNotes,
    SetOutput,
    SetPlugin,
    SetPosition,
    SetSend,
    SetTempo,
    SetTempoMap,
    Snapshot,
    Split,
    Transport,
    Trim,
)
from engine.errors import DawError
from engine.media.audio import Audio, write_audio
from engine.media.note import MeterChange, Note, TempoChange, TempoMap

TUNE = (Note(60, 0.0, 1.0, 90), Note(64, 1.0, 0.5, 70), Note(67, 2.0, 1.5, 110, None, 3))


@pytest.fixture
def host(tmp_path: Path) -> Iterator[FakeReaper]:
    with FakeReaper(tmp_path / "Lied é") as started:
        yield started
    assert started.violations == []


@pytest.fixture
def session(host: FakeReaper) -> Iterator[ReaperSession]:
    made = host.session()
    yield made
    made.close()


@pytest.fixture
def tone(tmp_path: Path) -> Path:
    return write_audio(tmp_path / "tön.wav", Audio(np.full((2, 44100 * 2), 0.1, np.float32), 44100))


def apply(session: ReaperSession, *changes: Any, label: str = "test") -> list[Outcome]:
    outcomes = session.apply(changes, expected_revision=session.snapshot().revision, label=label)
    assert all(one.is_done for one in outcomes), [one.why for one in outcomes]
    return outcomes


def made(outcome: Outcome) -> str:
    return outcome.made[-1][1]


def names(snapshot: Snapshot) -> list[str]:
    return [track.name for track in snapshot.tracks if track.kind != "master"]


def test_protocol_json_lists_what_the_script_has(host: FakeReaper) -> None:
    listed = json.loads((SCRIPTS / "reaper" / "protocol.json").read_text("utf-8"))
    hello = json.loads((host.mailbox.folder / f"hello-{host.key}.json").read_text("utf-8"))
    assert listed["version"] == VERSION == hello["version"] and hello["edition"] == edition("reaper")
    assert sorted(listed["ops"]) == hello["ops"] and sorted(listed["changes"]) == hello["changes"]
    assert set(hello["changes"]) >= CAN - {"remove_plugin"} and {*CAN, *MISSING} == CAPABILITIES
    assert set(listed["ops"]) > MUTATING - {"save_copy"} and hello["daw"].startswith("REAPER 7")


def test_the_project_has_an_id_of_its_own_and_its_file(host: FakeReaper, session: ReaperSession) -> None:
    project = session.snapshot().project
    assert project.name == "Song" and project.file == host.folder / "Song.rpp" and project.folder == host.folder
    assert project.id == host.project.ext["tonmeister", "id"] and Reaper(host.mailbox).find() == [project]
    assert Reaper(host.mailbox).project_at(host.folder / "Song.rpp") == project


def test_one_request_is_one_undo_step_with_its_name(host: FakeReaper, session: ReaperSession, tone: Path) -> None:
    before = names(session.snapshot())
    apply(session, NewTrack("A", ref="a"), PlaceAudio("a", tone, 4.0, "x"), SetGain("a", -6.0), label="a beat")
    assert [label for label, _ in host.project.done] == ["Tonmeister: a beat"]
    host.edit(lambda project: project.undo())
    assert names(session.snapshot()) == before and session.snapshot().regions == ()
    host.edit(lambda project: project.undo(is_redo=True))
    assert names(session.snapshot()) == [*before, "A"]


def test_a_refused_request_leaves_no_undo_step(host: FakeReaper, session: ReaperSession) -> None:
    outcomes = session.apply([SetGain("nobody", -3.0)], expected_revision=session.snapshot().revision, label="x")
    assert outcomes[0].state == "not_done" and "not there any more" in outcomes[0].why and not host.project.done


def test_what_the_user_does_between_is_seen(host: FakeReaper, session: ReaperSession) -> None:
    apply(session, NewTrack("A", ref="a"))
    seen = session.snapshot()

    def rename(project: Any) -> None:
        project.now.tracks[0].texts["P_NAME"] = "Theirs"

    host.edit(rename, "rename")
    (outcome,) = session.apply([SetGain(seen.tracks[1].id, -3.0)], expected_revision=seen.revision, label="x")
    assert outcome.state == "not_done" and "changed" in outcome.why
    assert names(session.snapshot()) == ["Theirs"]


def test_a_change_that_reaper_does_not_count_is_seen_too(host: FakeReaper, session: ReaperSession) -> None:
    apply(session, NewTrack("A", ref="a"))
    session.snapshot()
    host.edit(lambda project: project.now.tracks[0].texts.update(P_NAME="By a script"))
    for _ in range(40):
        if names(session.snapshot()) == ["By a script"]:
            return
        time.sleep(0.1)
    raise AssertionError("never seen")


def test_selection_and_view_stay_the_users(host: FakeReaper, session: ReaperSession, tone: Path) -> None:
    a, b = apply(session, NewTrack("A", ref="a"), NewTrack("B", ref="b"))
    (one,) = apply(session, PlaceAudio(made(a), tone, 0.0, "one", ref="r"))
    session.select(regions=[made(one)], tracks=[made(b)], range_beats=(2.0, 6.0))
    before = session.snapshot().selection
    assert (
        before.regions == (made(one),)
        and before.tracks == (made(b),)
        and (before.start_beats, before.end_beats) == (2, 6)
    )
    host.edit(lambda project: setattr(project, "cursor", 1.25))
    apply(
        session,
        NewTrack("Group", "group", ref="g"),
        SetGroup(made(a), "g"),
        PlaceAudio(made(b), tone, 8.0, "two", ref="s"),
        Split(made(one), 2.0, ref="t"),
        Duplicate(made(one), 12.0, ref="u"),
        SetPosition(made(b), 0),
    )
    assert session.snapshot().selection == before and host.project.cursor == 1.25


def test_sound_stays_at_its_bar_and_is_not_stretched(session: ReaperSession, tone: Path) -> None:
    (track,) = apply(session, NewTrack("A", ref="a"))
    (placed,) = apply(session, PlaceAudio(made(track), tone, 8.0, "x", ref="r"))
    apply(session, SetTempo(90.0))
    region = session.snapshot().region(made(placed))
    assert region is not None and region.start_beats == pytest.approx(8.0) and region.length_s == pytest.approx(2.0)
    assert region.start_s == pytest.approx(8 * 60 / 90) and region.sources == (tone,)


def test_the_lead_in_before_the_start_is_cut(session: ReaperSession, tone: Path) -> None:
    (track,) = apply(session, NewTrack("A", ref="a"))
    early, late = apply(
        session,
        PlaceAudio(made(track), tone, 0.0, "early", ref="r", lead_in_s=0.25),
        PlaceAudio(made(track), tone, 8.0, "late", ref="s", lead_in_s=0.25, offset_s=0.5, length_s=1.0),
    )
    snapshot = session.snapshot()
    first, second = snapshot.region(made(early)), snapshot.region(made(late))
    assert first and (first.start_s, first.offset_s) == (0, 0.25) and first.length_s == pytest.approx(1.75)
    assert first.fade_in_s == pytest.approx(0.005)
    assert second and second.start_s == pytest.approx(3.75) and (second.offset_s, second.length_s) == (0.5, 1.0)


def test_a_copy_of_notes_is_its_own(session: ReaperSession) -> None:
    (track,) = apply(session, NewTrack("Keys", "midi", ref="k"))
    (one,) = apply(session, PlaceMidi(made(track), TUNE, 4.0, 4.0, "tune", ref="r"))
    (two,) = apply(session, Duplicate(made(one), 12.0, ref="c"))
    apply(session, SetNotes(made(two), TUNE[:1]))
    snapshot = session.snapshot()
    first, second = snapshot.region(made(one)), snapshot.region(made(two))
    assert first and second and len(first.notes) == 3 and len(second.notes) == 1 and second.start_beats == 12
    assert second.name == "tune"


def test_notes_lie_where_they_lay_when_the_ends_move(session: ReaperSession) -> None:
    (track,) = apply(session, NewTrack("Keys", "midi", ref="k"))
    (one,) = apply(session, PlaceMidi(made(track), TUNE, 4.0, 4.0, "tune", ref="r"))
    apply(session, Trim(made(one), 5.0, 6.5))
    region = session.snapshot().region(made(one))
    assert region and [(n.pitch, n.start_beats) for n in region.notes] == [(64, 0.0), (67, 1.0)]
    apply(session, Trim(made(one), 4.0, 8.0))
    region = session.snapshot().region(made(one))
    assert region and [(n.pitch, n.start_beats, n.channel) for n in region.notes] == [
        (60, 0, 0),
        (64, 1, 0),
        (67, 2, 3),
    ]
    first, second = dict(apply(session, Split(made(one), 5.0, ref="s"))[0].made).values()
    snapshot = session.snapshot()
    assert [note.pitch for note in snapshot.region(first).notes] == [60]
    assert [note.start_beats for note in snapshot.region(second).notes] == [0.0, 1.0]


def test_notes_in_an_item_that_begins_before_its_take(host: FakeReaper, session: ReaperSession) -> None:
    """Both ends lie left of where its take begins: REAPER has no events before that."""
    (track,) = apply(session, NewTrack("Keys", "midi", ref="k"))
    (one,) = apply(session, PlaceMidi(made(track), TUNE, 8.0, 4.0, "tune", ref="r"))
    clip = made(one)
    apply(session, Trim(clip, 4.0, 4.5))
    apply(session, ReplaceContent(clip, None, TUNE, 4.0))
    found = session.snapshot().region(clip)
    assert found and (found.start_beats, found.length_beats, found.notes) == (4.0, 4.0, TUNE)


def test_what_else_lies_in_a_take_stays(host: FakeReaper, session: ReaperSession) -> None:
    (track,) = apply(session, NewTrack("Keys", "midi", ref="k"))
    (one,) = apply(session, PlaceMidi(made(track), TUNE, 4.0, 4.0, "tune", ref="r"))
    pedal = (480, 0, b"\xb0\x40\x7f")

    def press(project: Any) -> None:
        project.items()[0].active.source.events.insert(1, pedal)

    host.edit(press, "pedal")
    apply(session, SetNotes(made(one), TUNE[:2]))
    assert pedal in host.project.items()[0].active.source.events


def test_ten_thousand_notes(session: ReaperSession) -> None:
    many = tuple(Note(36 + i % 48, i * 0.125, 0.125, 1 + i % 127, None, i % 16) for i in range(10_000))
    (track,) = apply(session, NewTrack("Keys", "midi", ref="k"))
    (one,) = apply(session, PlaceMidi(made(track), many, 0.0, 1250.0, "many", ref="r"))
    region = session.snapshot().region(made(one))
    assert region and [(n.pitch, n.velocity, n.channel) for n in region.notes] == [
        (n.pitch, n.velocity, n.channel) for n in sorted(many, key=lambda n: (n.start_beats, n.pitch, n.channel))
    ]


@pytest.mark.parametrize("counts_quarters", [True, False])
def test_tempo_and_meter_whatever_reaper_counts_in(tmp_path: Path, counts_quarters: bool) -> None:
    tempos = (TempoChange(0.0, 100.0), TempoChange(12.0, 60.0, True), TempoChange(20.0, 120.0))
    wanted = TempoMap(tempos, (MeterChange(0.0, 4, 4), MeterChange(12.0, 6, 8), MeterChange(18.0, 7, 8)))
    with FakeReaper(tmp_path, counts_quarters=counts_quarters) as host, contextlib.closing(host.session()) as session:
        before = session.snapshot().tempo_map
        apply(session, SetTempoMap(wanted))
        found = session.snapshot().tempo_map
        assert found.meters == wanted.meters
        for beat in (0, 6, 12, 14, 17, 20, 30):
            assert found.bpm_at(beat) == pytest.approx(wanted.bpm_at(beat), abs=1e-3)
            assert host.project.now.tempo.seconds(beat) == pytest.approx(wanted.seconds_at(beat), abs=1e-3)
        apply(session, SetTempoMap(before))
        assert session.snapshot().tempo_map == before and host.project.now.tempo.markers == []


def test_a_glide_reads_as_it_was_asked_for(session: ReaperSession) -> None:
    apply(session, SetTempo(96.0, 8.0, 144.0, 16.0))
    tempos = session.snapshot().tempo_map.tempos
    assert [(one.beat, round(one.bpm, 3), one.glides) for one in tempos] == [
        (0.0, 120.0, False),
        (8.0, 96.0, True),
        (16.0, 144.0, False),
    ]


def test_a_long_ramp_of_the_user_is_seen_as_reaper_plays_it(host: FakeReaper, session: ReaperSession) -> None:
    from bridge.hosts.fake_reaper.tempo import TempoMarker

    def draw(project: Any) -> None:
        for marker in (TempoMarker(2.0, 60.0, is_ramp=True), TempoMarker(12.0, 120.0)):
            project.now.tempo.put(marker)

    host.edit(draw, "tempo")
    found = session.snapshot().tempo_map
    for beat in (4.0, 7.0, 11.0, 18.0, 19.0, 40.0):
        assert found.seconds_at(beat) == pytest.approx(host.project.now.tempo.seconds(beat), abs=1e-3)


def test_meters_do_not_move_what_lies_there(session: ReaperSession) -> None:
    (track,) = apply(session, NewTrack("Keys", "midi", ref="k"))
    (one,) = apply(session, PlaceMidi(made(track), TUNE, 16.0, 4.0, "tune", ref="r"))
    apply(session, SetMeter(3, 4, 8.0), SetTempo(90.0, 8.0))
    snapshot = session.snapshot()
    region = snapshot.region(made(one))
    assert region and (region.start_beats, region.length_beats) == (16.0, 4.0) and len(region.notes) == 3
    assert snapshot.tempo_map.meter_at(9).numerator == 3 and snapshot.tempo_map.bpm_at(9) == pytest.approx(90)


def test_folders_nest_and_let_go(host: FakeReaper, session: ReaperSession) -> None:
    drums, bass, outer, inner = apply(
        session, NewTrack("Drums"), NewTrack("Bass"), NewTrack("Band", "group"), NewTrack("Rhythm", "group")
    )
    apply(session, SetGroup(made(inner), made(outer)))
    apply(session, SetGroup(made(drums), made(inner)), SetGroup(made(bass), made(inner)))
    snapshot = session.snapshot()
    group = {
        track.name: next((o.name for o in snapshot.tracks if o.id == track.group), "") for track in snapshot.tracks
    }
    assert group == {"Master": "", "Drums": "Rhythm", "Bass": "Rhythm", "Band": "", "Rhythm": "Band"}
    assert sum(int(track.values["I_FOLDERDEPTH"]) for track in host.project.now.tracks) == 0
    (refused,) = session.apply([SetGroup(made(outer), made(drums))], expected_revision=snapshot.revision, label="")
    assert refused.state == "not_done" and "itself" in refused.why
    apply(session, RemoveTrack(made(inner)))
    snapshot = session.snapshot()
    assert {snapshot.track(made(one)).group for one in (drums, bass)} == {made(outer)}
    apply(session, SetGroup(made(drums), ""))
    assert session.snapshot().track(made(drums)).group == ""
    assert sum(int(track.values["I_FOLDERDEPTH"]) for track in host.project.now.tracks) == 0


def test_a_place_inside_another_group_is_refused(session: ReaperSession) -> None:
    _, _, group, kick = apply(
        session, NewTrack("A"), NewTrack("B"), NewTrack("Kit", "group", ref="g"), NewTrack("Kick")
    )
    snare = apply(session, NewTrack("Snare"), SetGroup(made(kick), made(group)))[0]
    apply(session, SetGroup(made(snare), made(group)))
    snapshot = session.snapshot()
    assert names(snapshot) == ["A", "B", "Kit", "Kick", "Snare"]
    first = next(track.id for track in snapshot.tracks if track.name == "A")
    (refused,) = session.apply([SetPosition(first, 3)], expected_revision=snapshot.revision, label="")
    assert refused.state == "not_done" and "another group" in refused.why
    apply(session, SetPosition(made(snare), 3))
    assert names(session.snapshot()) == ["A", "B", "Kit", "Snare", "Kick"]
    apply(session, SetPosition(made(group), 0))
    assert names(session.snapshot()) == ["Kit", "Snare", "Kick", "A", "B"]


def test_sends_outputs_and_no_circles(host: FakeReaper, session: ReaperSession) -> None:
    vox, hall, bus = apply(session, NewTrack("Vox"), NewTrack("Hall", "bus"), NewTrack("Vocals", "bus"))
    apply(session, SetSend(made(vox), made(hall), -12.0), SetOutput(made(vox), made(bus)))
    track = session.snapshot().track(made(vox))
    assert track and track.output == made(bus) and [(s.to, s.gain_db) for s in track.sends] == [(made(hall), -12.0)]
    (refused,) = session.apply(
        [SetSend(made(bus), made(vox), 0.0)], expected_revision=session.snapshot().revision, label=""
    )
    assert refused.state == "not_done" and "circle" in refused.why
    apply(session, SetOutput(made(vox), ""))
    row: ReaperTrack = host.project.now.tracks[0]
    assert row.values["B_MAINSEND"] == 1 and [send.to.texts["P_NAME"] for send in row.sends] == ["Hall"]


def test_knobs_are_turned_until_they_show_it(host: FakeReaper, session: ReaperSession) -> None:
    (track,) = apply(session, NewTrack("Vox"))
    settings = (("threshold_db", -24.0), ("ratio", 4.0), ("attack_ms", 10.0), ("knee_db", 6.0))
    (added,) = apply(session, AddPlugin(made(track), "compressor", settings, ref="c"))
    assert "no control for knee_db" in added.why
    knobs = dict(session.snapshot().track(made(track)).plugins[0].parameters)
    assert knobs["Thresh"] == -24.0 and knobs["Ratio"] == pytest.approx(4.0, abs=0.01) and knobs["Attack"] == 10.0
    beyond = SetPlugin(made(track), made(added), (("Ratio", 500.0), ("Thresh", -18.04)))
    (outcome,) = apply(session, beyond)
    assert "no further than 101" in outcome.why
    assert dict(session.snapshot().track(made(track)).plugins[0].parameters)["Thresh"] == -18.0


def test_filters_are_bands_of_the_equaliser(host: FakeReaper, session: ReaperSession) -> None:
    (track,) = apply(session, NewTrack("Vox"))
    apply(session, AddPlugin(made(track), "highpass", (("cutoff_hz", 120.0),), ref="c"))
    bell = AddPlugin(made(track), "eq", (("freq_hz", 2000.0), ("gain_db", -6.0), ("q", 1.41)), ref="d")
    apply(session, bell)
    high, mid = (dict(one.parameters) for one in session.snapshot().tracks[1].plugins)
    assert high["Freq-High Pass"] == 120.0 and mid["Freq-Band"] == 2000.0 and mid["Gain-Band"] == -6.0
    assert mid["BW-Band"] == pytest.approx(1.0, abs=0.02)


def test_the_masters_fader_has_a_line_of_its_own(host: FakeReaper, session: ReaperSession) -> None:
    apply(session, SetAutomation("master", "volume", ((0.0, 0.0), (8.0, -60.0))))
    assert host.project.now.master.own["<VOLENV2"].texts["ACTIVE"] == "1"
    (outcome,) = session.apply(
        [SetAutomation("master", "mute", ((0.0, 1.0),))], expected_revision=session.snapshot().revision, label=""
    )
    assert outcome.is_done


def test_an_effect_that_reaper_does_not_have(session: ReaperSession) -> None:
    (track,) = apply(session, NewTrack("Vox"))
    before = session.snapshot()
    (outcome,) = session.apply([AddPlugin(made(track), "chorus", ref="c")], expected_revision=before.revision, label="")
    assert outcome.state == "not_done" and "on the clip instead" in outcome.why


def test_lines_of_fader_panner_and_mute_in_reapers_own_sense(host: FakeReaper, session: ReaperSession) -> None:
    (track,) = apply(session, NewTrack("Vox"))
    apply(
        session,
        SetAutomation(made(track), "volume", ((0.0, -12.0), (8.0, 0.0))),
        SetAutomation(made(track), "pan", ((0.0, -1.0), (4.0, 0.5))),
        SetAutomation(made(track), "mute", ((0.0, 0.0), (4.0, 1.0))),
    )
    own = host.project.now.tracks[0].own
    assert [point[1] for point in own["<PANENV2"].points] == [1.0, -0.5]  # to the left is 1 in REAPER
    assert [point[1] for point in own["<MUTEENV"].points] == [1.0, 0.0]  # 1 sounds
    assert own["<VOLENV2"].points[1][0] == pytest.approx(4.0) and own["<VOLENV2"].texts["ACTIVE"] == "1"
    (outcome,) = apply(session, SetGain(made(track), -6.0))
    (line,) = apply(session, SetAutomation(made(track), "volume", ((2.0, -3.0),), 1.0, 3.0))
    assert "-6.0 dB is added" in line.why and outcome.why == ""
    lanes = {lane.parameter: lane.points for lane in session.snapshot().tracks[1].automation}
    assert lanes["volume"] == ((0.0, -12.0), (2.0, -3.0), (8.0, 0.0))
    apply(session, SetAutomation(made(track), "volume", ()))
    assert own["<VOLENV2"].texts["ACTIVE"] == "0"


def test_a_plugins_line_is_in_what_its_knob_shows(session: ReaperSession) -> None:
    (track,) = apply(session, NewTrack("Vox"))
    (added,) = apply(session, AddPlugin(made(track), "compressor", (("ratio", 3.0),), ref="c"))
    parameter = f"plugin {made(added)} Thresh"
    apply(session, SetAutomation(made(track), parameter, ((0.0, -30.0), (8.0, -10.0))))
    lanes = {lane.parameter: lane.points for lane in session.snapshot().tracks[1].automation}
    assert lanes[parameter] == ((0.0, -30.0), (8.0, -10.0))


def test_another_content_keeps_the_item(session: ReaperSession, tone: Path, tmp_path: Path) -> None:
    other = write_audio(tmp_path / "other.wav", Audio(np.full((1, 48000), 0.2, np.float32), 48000))
    (track,) = apply(session, NewTrack("A"))
    (placed,) = apply(session, PlaceAudio(made(track), tone, 4.0, "x", ref="r"))
    (outcome,) = apply(session, ReplaceContent(made(placed), other))
    region = session.snapshot().region(made(placed))
    assert outcome.became == () and region and region.name == "x" and region.sources == (other,)
    assert region.length_s == pytest.approx(1.0) and region.start_beats == 4.0


def test_the_transport_does_what_it_is_told(host: FakeReaper, session: ReaperSession) -> None:
    (track,) = apply(session, NewTrack("A"))
    apply(session, Transport("locate", 8.0), Transport("loop", 4.0, 12.0), Transport("metronome"), Transport("play"))
    assert host.project.loop == (2.0, 6.0) and host.project.repeat and host.functions.click
    assert session.snapshot().is_playing and session.snapshot().playhead_beats == pytest.approx(8.0)
    apply(session, Transport("stop"), Transport("metronome", on=False))
    assert not host.functions.click
    (outcome,) = session.apply([Transport("record")], expected_revision=session.snapshot().revision, label="")
    assert outcome.state == "not_done" and "armed" in outcome.why


def test_saving(host: FakeReaper, session: ReaperSession) -> None:
    apply(session, NewTrack("A"))
    session.save()
    assert "REAPER_PROJECT" in (host.folder / "Song.rpp").read_text("utf-8")


def test_an_unsaved_project_is_served_and_told_how_to_save(tmp_path: Path) -> None:
    with FakeReaper(tmp_path, is_saved=False) as host, contextlib.closing(host.session()) as session:
        project = session.snapshot().project
        assert project.name == "Untitled" and project.folder is None and project.id
        apply(session, NewTrack("A"))
        with pytest.raises(DawError, match="File > Save project"):
            session.save()
    assert host.violations == []


def test_a_second_start_takes_over_from_the_first(host: FakeReaper, session: ReaperSession) -> None:
    def start_again(_: Any) -> None:
        host._load()

    host.edit(start_again)
    host.edit(lambda _: None)
    time.sleep(0.05)
    assert len(host.functions.deferred) <= 1
    apply(session, NewTrack("Once"))
    assert names(session.snapshot()) == ["Once"]


def test_a_reaper_that_hangs_is_told_and_nothing_happens_later(
    host: FakeReaper, session: ReaperSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bridge.scripted.session.APPLY_S", 3.0)
    revision = session.snapshot().revision
    host.is_hung = True
    (outcome,) = session.apply([NewTrack("Late")], expected_revision=revision, label="")
    assert outcome.state == "not_done" and "did not pick up" in outcome.why
    host.is_hung = False
    time.sleep(0.1)
    assert names(session.snapshot()) == []


def test_a_marker_is_known_by_its_own_id(host: FakeReaper, session: ReaperSession) -> None:
    first, second = apply(session, AddMarker("Verse", 8.0, ref="v"), AddMarker("Verse", 8.0, ref="w"))
    assert made(first) != made(second)
    host.edit(lambda project: setattr(project.now.markers[0], "name", "Theirs"), "rename")
    found = {marker.id: marker.name for marker in session.snapshot().markers}
    assert found == {made(first): "Theirs", made(second): "Verse"}


def test_the_users_own_tracks_are_told_apart(host: FakeReaper, session: ReaperSession) -> None:
    def draw(project: Any) -> None:
        synth, folder, child, bus = (ReaperTrack() for _ in range(4))
        for track, name in ((synth, "Synth"), (folder, "Folder"), (child, "Child"), (bus, "")):
            track.texts["P_NAME"] = name
            project.now.tracks.append(track)
        synth.values["I_RECINPUT"] = 4096 | 63 << 5
        folder.values["I_FOLDERDEPTH"], child.values["I_FOLDERDEPTH"] = 1, -1
        host.functions.CreateTrackSend(child, bus)

    host.edit(draw, "draw")
    kinds = [(track.name, track.kind) for track in session.snapshot().tracks]
    assert kinds == [
        ("Master", "master"),
        ("Synth", "midi"),
        ("Folder", "group"),
        ("Child", "audio"),
        ("Track 4", "bus"),
    ]


def test_moving_notes_over_a_tempo_change_keeps_their_beats(session: ReaperSession) -> None:
    (track,) = apply(session, NewTrack("Keys", "midi"))
    (one,) = apply(session, PlaceMidi(made(track), TUNE, 0.0, 4.0, "tune", ref="r"))
    apply(session, SetTempo(60.0, 16.0), Move(made(one), 20.0), RenameTrack(made(track), "Piano"))
    region = session.snapshot().region(made(one))
    assert region and (region.start_beats, region.length_beats, region.length_s) == (20.0, 4.0, 4.0)
    assert [note.start_beats for note in region.notes] == [0.0, 1.0, 2.0]
