"""The rest of the session's language on a real Ardour: each change read back, and taken back by its inverse."""

from __future__ import annotations

from pathlib import Path

import pytest

from bridge.ardour.session import ArdourSession
from engine.daw.claim import Claim
from engine.daw.daw import (
    AddMarker,
    AddPlugin,
    Change,
    MoveMarker,
    NewTrack,
    PlaceAudio,
    PlaceMidi,
    Region,
    RemoveMarker,
    RemovePlugin,
    RemoveTrack,
    RenameMarker,
    RenameRegion,
    ReplaceContent,
    SetArm,
    SetAutomation,
    SetColor,
    SetFadeIn,
    SetFadeOut,
    SetFrozen,
    SetGain,
    SetGroup,
    SetMeter,
    SetMonitor,
    SetMute,
    SetNotes,
    SetOutput,
    SetPlugin,
    SetPosition,
    SetRegionGain,
    SetRegionMute,
    SetSend,
    SetSidechain,
    SetSolo,
    SetTempo,
    SetTempoMap,
    Track,
    Transport,
)
from engine.media.note import Note
from tests.daw.conftest import apply, done, tone

TUNE = (Note(60, 0.0, 1.0, 80), Note(64, 1.0, 0.5, 100), Note(67, 2.0, 2.0, 60))


def track_of(session: ArdourSession, track: str) -> Track:
    found = session.snapshot().track(track)
    assert found
    return found


def region_of(session: ArdourSession, region: str) -> Region:
    found = session.snapshot().region(region)
    assert found
    return found


def no_sound(region: Region) -> Path:
    raise AssertionError(region)


def there_and_back(session: ArdourSession, change: Change) -> None:
    """Done and read back; its inverse leads to the session of before."""
    before = session.snapshot()
    outcome = session.apply([change], expected_revision=before.revision, label="there")[0]
    assert outcome.is_done, outcome
    between = session.snapshot()
    assert between.revision != before.revision
    back = change.inverse(outcome, before, no_sound)
    outcomes = session.apply(back, expected_revision=between.revision, label="back")
    assert back and all(one.is_done for one in outcomes), outcomes
    after = session.snapshot()
    assert (after.tracks, after.markers, after.tempo_map) == (before.tracks, before.markers, before.tempo_map)
    assert {r.id: r for r in after.regions} == {r.id: r for r in before.regions}


@pytest.fixture
def bus(session: ArdourSession, request: pytest.FixtureRequest) -> str:
    """A bus, named after the test."""
    return done(session, NewTrack(request.node.name[5:36] + " bus", "bus", ref="bus"))["bus"]


def test_colour_monitoring_arming(session: ArdourSession, track: str) -> None:
    there_and_back(session, SetColor(track, "#C03a7f"))
    there_and_back(session, SetArm(track, True))
    there_and_back(session, SetMonitor(track, "on"))
    there_and_back(session, SetMonitor(track, "off"))
    done(session, SetColor(track, "#102030"))
    assert track_of(session, track).color == "#102030"
    assert apply(session, SetColor(track, ""))[0].state == "not_done"


def test_order(session: ArdourSession) -> None:
    made = done(session, *(NewTrack(f"order {name}", ref=name) for name in "abc"))
    there_and_back(session, SetPosition(made["c"], 0))
    done(session, SetPosition(made["c"], 0), SetPosition(made["b"], 0))
    names = [one.name for one in session.snapshot().tracks if one.kind != "master"]
    assert names[:2] == ["order b", "order c"]


def test_bus_output_and_send(session: ArdourSession, track: str, bus: str) -> None:
    assert track_of(session, bus).kind == "bus"
    there_and_back(session, SetOutput(track, bus))
    there_and_back(session, SetSend(track, bus, -9.0))
    done(session, SetSend(track, bus, -9.0))
    assert track_of(session, track).sends[0].gain_db == pytest.approx(-9.0, abs=0.05)
    there_and_back(session, SetSend(track, bus, -3.0))
    there_and_back(session, SetSend(track, bus, None))
    outcome = apply(session, SetOutput(bus, track))[0]
    assert outcome.state == "not_done"
    assert "circle" in apply(session, SetSend(bus, bus, 0.0))[0].why


def test_a_bus_that_goes_leaves_its_tracks_audible(session: ArdourSession, track: str, bus: str) -> None:
    done(session, SetOutput(track, bus))
    done(session, RemoveTrack(bus))
    assert track_of(session, track).output == ""


def test_group(session: ArdourSession, track: str) -> None:
    made = done(session, NewTrack("Choir", "group", ref="g"), NewTrack("Alto", ref="a", group="g", color="#aa00bb"))
    group, alto = made["g"], made["a"]
    assert track_of(session, group).kind == "group"
    assert (track_of(session, alto).group, track_of(session, alto).color) == (group, "#aa00bb")
    there_and_back(session, SetGroup(track, group))
    done(session, SetGroup(track, group), SetGain(alto, -6.0))
    assert track_of(session, track).gain_db == 0.0, "the members' faders stay each their own"
    done(session, SetGroup(track, ""))
    assert track_of(session, track).group == ""


def test_sidechain(session: ArdourSession, track: str) -> None:
    made = done(session, NewTrack("Kick in", ref="k"), AddPlugin(track, "compressor", ref="p"))
    done(session, SetSidechain(track, made["p"], made["k"]))
    assert track_of(session, track).plugins[-1].sidechain == made["k"]
    done(session, SetSidechain(track, made["p"], ""))
    assert track_of(session, track).plugins[-1].sidechain == ""
    made = done(session, AddPlugin(track, "reverb", ref="r"))
    outcome = apply(session, SetSidechain(track, made["r"], made["r"]))[0]
    assert outcome.state == "not_done" and "cannot listen" in outcome.why


def test_automation(session: ArdourSession, track: str, bus: str) -> None:
    there_and_back(session, SetAutomation(track, "volume", ((0.0, 0.0), (8.0, -12.0))))
    there_and_back(session, SetAutomation(track, "pan", ((0.0, -1.0), (4.0, 1.0))))
    there_and_back(session, SetAutomation(track, "mute", ((0.0, 0.0), (4.0, 1.0))))
    made = done(session, SetSend(track, bus, -6.0), AddPlugin(track, "reverb", ref="p"))
    there_and_back(session, SetAutomation(track, f"send {bus}", ((0.0, -60.0), (4.0, 0.0))))
    there_and_back(session, SetAutomation(track, f"plugin {made['p']} Blend", ((0.0, 0.1), (4.0, 0.9))))
    done(session, SetAutomation(track, "volume", ((0.0, -6.0), (4.0, 0.0), (16.0, -20.0))))
    done(session, SetAutomation(track, "volume", ((4.0, -3.0), (8.0, -3.0)), 4.0, 8.0))
    lane = next(lane for lane in track_of(session, track).automation if lane.parameter == "volume")
    assert [beat for beat, _ in lane.points] == pytest.approx([0.0, 4.0, 8.0, 16.0], abs=1e-3)
    outcome = apply(session, SetAutomation(track, "pan", ((0.0, 7.0),)))[0]
    assert outcome.is_done and "from -1 to 1" in outcome.why


def test_a_fader_and_its_ride_are_moved_together(session: ArdourSession, track: str) -> None:
    done(session, SetAutomation(track, "volume", ((0.0, -3.0), (4.0, -3.0), (4.1, 0.0)), 0.0, 4.1))
    lower = SetAutomation(track, "volume", ((0.0, -9.0), (4.0, -9.0), (4.1, -6.0)), 0.0, 4.1)
    done(session, SetGain(track, -6.0), lower)
    lane = next(lane for lane in track_of(session, track).automation if lane.parameter == "volume")
    assert [value for _, value in lane.points] == pytest.approx([-9.0, -9.0, -6.0], abs=0.05)
    done(session, SetAutomation(track, "mute", ((0.0, 1.0), (4.0, 1.0), (4.1, 0.0)), 0.0, 4.1))
    done(session, SetMute(track, True), SetAutomation(track, "mute", ((0.0, 1.0), (4.0, 1.0), (4.1, 1.0)), 0.0, 4.1))
    assert track_of(session, track).mute
    done(session, SetMute(track, False), SetAutomation(track, "mute", ()))
    assert not track_of(session, track).mute


def test_a_fader_under_automation_does_not_change_the_session_by_itself(session: ArdourSession, track: str) -> None:
    done(session, SetAutomation(track, "volume", ((0.0, 0.0), (8.0, -30.0))))
    before = session.snapshot().revision
    done(session, Transport("locate", at_beats=7.0))
    assert session.snapshot().revision == before
    outcomes = apply(session, SetGain(track, -4.0), SetAutomation(track, "pan", ((0.0, 0.0), (4.0, 1.0))))
    assert all(one.is_done for one in outcomes) and "automation moves the fader" in outcomes[0].why
    done(session, SetAutomation(track, "volume", ()))
    assert track_of(session, track).gain_db == pytest.approx(-4.0, abs=0.05)
    done(session, Transport("locate", at_beats=0.0))


def test_markers(session: ArdourSession) -> None:
    there_and_back(session, AddMarker("Verse", 16.0, ref="v"))
    made = done(session, AddMarker("Verse", 16.0, ref="v"), AddMarker("Chorus", 32.0, ref="c"))
    there_and_back(session, MoveMarker(made["c"], 40.0))
    there_and_back(session, RenameMarker(made["c"], "Refrain"))
    assert "already" in apply(session, AddMarker("Other", 16.0))[0].why
    done(session, RenameMarker(made["v"], "Chorus"))
    assert [one.name for one in session.snapshot().markers] == ["Chorus", "Chorus"]
    done(session, RemoveMarker(made["v"]), RemoveMarker(made["c"]))
    assert session.snapshot().markers == ()


def test_meter_ramp_and_whole_map(session: ArdourSession) -> None:
    before = session.snapshot().tempo_map
    there_and_back(session, SetMeter(6, 8, 64.0))
    there_and_back(session, SetTempo(100.0, 16.0, 160.0, 48.0))
    done(session, SetTempo(100.0, 16.0, 160.0, 48.0), SetMeter(3, 4, 64.0))
    now = session.snapshot().tempo_map
    assert now.bpm_at(32.0) == pytest.approx(130.0, abs=0.01) and now.meter_at(64.0).numerator == 3
    assert len(now.tempos) == 3, "a ramp is one change, not one a beat"
    assert "on a beat" in apply(session, SetTempo(90.0, 3.3))[0].why
    assert "start of a bar" in apply(session, SetMeter(3, 4, 5.0))[0].why
    done(session, SetTempoMap(before))
    assert session.snapshot().tempo_map == before


def test_region_gain_mute_and_fades(session: ArdourSession, track: str, tmp_path: Path) -> None:
    made = done(session, PlaceAudio(track, tone(tmp_path / "a.wav"), 4.0, "tone", ref="r"))
    there_and_back(session, SetRegionMute(made["r"], True))
    there_and_back(session, SetRegionGain(made["r"], -4.5))
    there_and_back(session, SetFadeIn(made["r"], 0.4))
    done(session, SetFadeIn(made["r"], 0.25), SetFadeOut(made["r"], 0.75))
    region = region_of(session, made["r"])
    assert (region.fade_in_s, region.fade_out_s) == pytest.approx((0.25, 0.75), abs=0.001)
    outcome = apply(session, SetFadeOut(made["r"], 99.0))[0]
    assert outcome.is_done and "whole region" in outcome.why
    session.save()
    assert not list(Path(session.snapshot().project.folder or "").glob("*.pending"))


def test_content_in_place(session: ArdourSession, track: str, tmp_path: Path) -> None:
    made = done(session, PlaceAudio(track, tone(tmp_path / "a.wav"), 4.0, "tone", ref="r"))
    done(session, SetRegionGain(made["r"], -3.0), SetFadeIn(made["r"], 0.2), SetRegionMute(made["r"], True))
    before = region_of(session, made["r"])
    outcome = apply(session, ReplaceContent(made["r"], tone(tmp_path / "b.wav", seconds=1.5, pitch_hz=440)))[0]
    ((old, new),) = outcome.became
    assert outcome.is_done and old == made["r"]
    region = region_of(session, new)
    assert (region.name, region.start_s, region.mute) == (before.name, before.start_s, True)
    assert region.gain_db == pytest.approx(-3.0, abs=0.05) and region.fade_in_s == pytest.approx(0.2, abs=0.001)
    assert region.length_s == pytest.approx(1.5, abs=1 / 48000)
    assert len(session.snapshot().regions_on(track)) == 1


def test_what_follows_in_the_same_list_means_the_new_region(
    session: ArdourSession, track: str, tmp_path: Path
) -> None:
    made = done(session, PlaceAudio(track, tone(tmp_path / "a.wav"), 4.0, "tone", ref="r"))
    replaced = ReplaceContent(made["r"], tone(tmp_path / "b.wav"))
    outcomes = apply(session, replaced, SetRegionGain(made["r"], -6.0), RenameRegion(made["r"], "later"))
    assert all(one.is_done for one in outcomes), outcomes
    region = region_of(session, outcomes[0].became[0][1])
    assert region.gain_db == pytest.approx(-6.0, abs=0.05) and region.name == "later"


def test_notes_in_place(session: ArdourSession, melody: str) -> None:
    made = done(session, PlaceMidi(melody, TUNE, 8.0, 4.0, "Tune", ref="r"))
    outcome = apply(session, ReplaceContent(made["r"], notes=(*TUNE, Note(72, 5.5, 0.5))))[0]
    assert outcome.is_done and "long enough" in outcome.why
    region = region_of(session, outcome.became[0][1])
    assert (region.start_beats, region.length_beats, len(region.notes), region.name) == (8.0, 6.0, 4, "Tune")
    outcome = apply(session, SetNotes(region.id, (Note(50, 0.0, 1.0), Note(51, 99.0, 1.0))))[0]
    assert outcome.is_done and "Left out" in outcome.why
    outcome = apply(session, ReplaceContent(region.id, notes=()))[0]
    assert outcome.is_done and region_of(session, outcome.became[0][1]).notes == ()


def test_notes_that_overlap_and_notes_beyond_the_end(session: ArdourSession, melody: str) -> None:
    notes = (Note(60, 0.0, 2.0, 90), Note(60, 1.0, 2.0, 50), Note(62, 3.0, 4.0, 70))
    made = done(session, PlaceMidi(melody, notes, 0.0, 4.0, "Over", ref="r"))
    assert region_of(session, made["r"]).notes == notes
    outcome = apply(session, PlaceMidi(melody, (Note(60, 0.0, 1.0), Note(61, 9.2, 1.0)), 16.0, 4.0, "Long", ref="r"))[0]
    region = region_of(session, outcome.made[0][1])
    assert outcome.is_done and "long enough" in outcome.why and region.length_beats == 10.0 and len(region.notes) == 2


def test_a_plugin_goes_and_comes_back_as_it_was(session: ArdourSession, track: str) -> None:
    made = done(session, AddPlugin(track, "highpass", (("cutoff_hz", 90.0),), ref="a"))
    made |= done(session, AddPlugin(track, "reverb", (("wet", 0.4),), ref="b"))
    for plugin in (made["a"], made["b"]):
        before = session.snapshot()
        change = RemovePlugin(track, plugin)
        outcome = apply(session, change)[0]
        assert outcome.is_done
        done(session, *change.inverse(outcome, before, no_sound))
        then = [(one.name, one.parameters) for one in before.track(track).plugins]
        assert [(one.name, one.parameters) for one in track_of(session, track).plugins] == then


def test_knobs_go_as_far_as_they_go(session: ArdourSession, track: str) -> None:
    outcome = apply(session, AddPlugin(track, "eq", (("freq_hz", 1e6), ("gain_db", -3.0)), ref="p"))[0]
    assert outcome.is_done and "no further than" in outcome.why
    outcome = apply(session, SetPlugin(track, outcome.made[0][1], (("Gain 2", 500.0),)))[0]
    assert outcome.is_done and "no further than" in outcome.why
    outcome = apply(session, SetGain(track, 40.0))[0]
    assert outcome.is_done and "+6 dB" in outcome.why and track_of(session, track).gain_db == pytest.approx(6, abs=0.05)


def test_what_was_not_done_leaves_nothing_behind(
    session: ArdourSession, melody: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A claim that does not hold, whatever the reason: what was made goes again."""
    wrong = [Claim("", "weather", "sun")]
    claims = lambda asked, real, outcome, *_: wrong if outcome.made else []  # noqa: E731
    monkeypatch.setattr(session.dialect, "extra_claims", claims)
    before = session.snapshot()
    outcome = apply(session, PlaceMidi(melody, TUNE, 0.0, 4.0, "Gone", ref="r"))[0]
    assert outcome.state == "not_done" and "taken back" in outcome.why and outcome.made == ()
    outcome = apply(session, AddPlugin(melody, "reverb", ref="p"))[0]
    assert outcome.state == "not_done"
    outcome = apply(session, AddMarker("x", 12.0, ref="m"))[0]
    assert outcome.state == "not_done"
    after = session.snapshot()
    assert (after.tracks, after.regions, after.markers) == (before.tracks, before.regions, before.markers)


def test_what_ardour_cannot_is_said(session: ArdourSession, track: str, melody: str) -> None:
    snapshot = session.snapshot()
    assert "freeze" not in snapshot.capabilities and "Freeze" in snapshot.cannot["freeze"]
    outcome = apply(session, SetFrozen(track, True))[0]
    assert outcome.state == "not_done" and "Freeze" in outcome.why
    made = done(session, PlaceMidi(melody, TUNE, 0.0, 4.0, "n", ref="r"))
    assert "velocities" in apply(session, SetRegionGain(made["r"], -3.0))[0].why
    assert "velocities" in apply(session, SetFadeIn(made["r"], 1.0))[0].why


def test_nothing_is_recorded_while_nothing_is_armed(session: ArdourSession, track: str) -> None:
    for one in session.snapshot().tracks:
        if one.arm:
            done(session, SetArm(one.id, False))
    outcome = apply(session, Transport("record"))[0]
    assert outcome.state == "not_done" and "armed" in outcome.why
    outcomes = apply(session, SetArm(track, True), Transport("record", count_in_bars=2))
    assert outcomes[1].is_done and "one bar" in outcomes[1].why
    done(session, Transport("record", on=False), Transport("stop"), SetArm(track, False))


def test_a_removed_track_is_nobodys_business(session: ArdourSession, track: str) -> None:
    done(session, SetSolo(track, True), SetArm(track, True))
    done(session, RemoveTrack(track))
    assert session.snapshot().track(track) is None
    assert apply(session, SetSolo(track, False))[0].state == "not_done"


def test_a_name_that_ardour_refuses(session: ArdourSession, melody: str) -> None:
    made = done(session, PlaceMidi(melody, TUNE, 0.0, 4.0, "Pad", ref="r"))
    outcome = apply(session, RenameRegion(made["r"], "Wolke / 1: a;b\\c"))[0]
    assert outcome.is_done and "named it 'Wolke - 1- a-b-c'" in outcome.why
    assert region_of(session, made["r"]).name == "Wolke - 1- a-b-c"
