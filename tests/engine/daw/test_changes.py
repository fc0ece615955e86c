"""Every kind of change knows its inverse, its claims and its sentence."""

from dataclasses import replace

import numpy as np
import pytest

from engine.daw import daw
from engine.daw.changes.change import Kept, change_from_json, change_to_json
from engine.daw.changes.unusual import unusual
from engine.daw.changes.value import SetValue
from engine.daw.daw import CHANGES, Lane, Marker, Outcome, Plugin, Project, Region, Send, Snapshot, Track
from engine.daw.read_back import judged
from engine.media.audio import Audio, write_audio
from engine.media.note import MeterChange, Note, TempoChange, TempoMap
from engine.messages.message import left_in_english
from tests.engine.daw.values import set_anew

LANGUAGES = ("de", "fr", "es", "pt", "zh")
DONE = Outcome("done")
NOTES = (Note(60, 0.0, 1.0), Note(64, 1.0, 1.0))


@pytest.fixture
def song(tmp_path):
    path = write_audio(tmp_path / "take.wav", Audio(np.zeros((1, 48000), np.float32), 48000))
    bass = Track(
        "t1", "Bass", "audio", -3.0, 0.5, True, color="#d04040", position=0, output="t3", sends=(Send("t3", -12.0),),
        plugins=(Plugin("p1", "Compressor", True, (("ratio", 3.0),)),),
        automation=(Lane("volume", ((0.0, -6.0), (8.0, 0.0))),),
    )
    regions = (
        Region("r1", "t1", "Take", "audio", 4.0, 2.0, (path,), 0.0, 1.0, start_s=2.0, gain_db=-2.0, mute=True,
               fade_in_s=0.1, fade_out_s=0.2),
        Region("r2", "t2", "Hook", "midi", 0.0, 4.0, notes=NOTES),
    )
    tracks = (bass, Track("t2", "Keys", "midi", position=1), Track("t3", "Room", "bus", position=2))
    slots = (daw.SlotClip("t2/scene 1", "t2", 1, "Loop", "midi", 4.0, notes=NOTES),)
    markers = (Marker("m1", "Verse", 32.0),)
    return Snapshot(
        Project("p", "Song", None), "1", tracks=tracks, regions=regions, markers=markers, capabilities=daw.CAPABILITIES,
        slots=slots,
    )


def keep(region):
    return Kept(region.sources[0], region.offset_s)


EXAMPLES = (
    daw.NewTrack("Drums", ref="new"),
    daw.RemoveTrack("t1"),
    daw.PlaceMidi("t2", NOTES, 8.0, 4.0, "Lick", "n"),
    daw.ReplaceContent("r2", notes=NOTES[:1]),
    daw.PlaceInSlot("t2", "Lick", 2, None, NOTES, 4.0, "n"),
    daw.EmptySlot("t2/scene 1"),
    daw.Move("r1", 8.0),
    daw.Duplicate("r2", 8.0, "d"),
    daw.Trim("r1", 4.0, 5.0),
    daw.Split("r1", 5.0, "s"),
    daw.RemoveRegion("r1"),
    daw.SetNotes("r2", NOTES[:1]),
    daw.SetColor("t1", "#2060d0"),
    daw.SetMonitor("t1", "on"),
    daw.SetPosition("t1", 2),
    daw.SetGroup("t1", "t3"),
    daw.SetOutput("t1", ""),
    daw.AddPlugin("t1", "reverb", ref="p"),
    daw.SetPlugin("t1", "p1", (("ratio", 6.0),), on=False),
    daw.RemovePlugin("t1", "p1"),
    daw.SetSend("t1", "t3", None),
    daw.SetSidechain("t1", "p1", "t2"),
    daw.SetAutomation("t1", "volume", ((0.0, -20.0), (4.0, 0.0)), 0.0, 8.0),
    daw.AddMarker("Chorus", 64.0, "m"),
    daw.RemoveMarker("m1"),
    daw.SetTempo(90.0),
    daw.SetMeter(6, 8, 16.0),
    daw.SetTempoMap(TempoMap.constant(90.0)),
    daw.Transport("play"),
)


VALUES = tuple(kind for kind in SetValue.__subclasses__() if kind not in {type(change) for change in EXAMPLES})
"""Kinds that set what any other value will do for."""
TARGETS = {"track": "t1", "region": "r1", "marker": "m1"}


def test_the_examples_are_of_all_kinds():
    kinds = {type(change) for change in EXAMPLES} | {daw.PlaceAudio, *VALUES}
    assert kinds == set(CHANGES)


@pytest.mark.parametrize("example", (*EXAMPLES, *VALUES), ids=lambda example: example.capability)
def test_a_change_is_whole(example, song):
    change = set_anew(example, TARGETS[example.target], song) if isinstance(example, type) else example
    outcome = Outcome("done", made=(("x", "x9"),) if hasattr(change, "ref") else ())
    assert change_from_json(change_to_json(change)) == change
    told = change.told(song, song)
    assert told and not any(f"{an_id}" in told.split() for an_id in ("t1", "r1", "r2", "m1", "p1", "x9")), told
    whole = f"{told[0].upper()}{told[1:]}."
    assert [one for one in LANGUAGES if left_in_english(one, whole)] == [], "it is told in every language"
    if not isinstance(change, daw.Transport):
        assert change.inverse(outcome, song, keep), "it can be taken back"
        assert change.claims(outcome, song), "it is read back"
        assert change.broken(outcome, song, song), "a session that did not change does not hold it"
        assert all(change.counted), "the panel can count it"
        assert "t1" not in change.about(outcome, song)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (daw.SetGain("t1", -3.0), "the fader of 'Bass' is at −3.0 dB"),
        (daw.RenameTrack("t1", "Low"), "'Bass' is called 'Low' now"),
        (daw.AddMarker("Verse", 32.0), "'Verse' is at bar 9"),
        (daw.SetColor("t1", "#d03030"), "'Bass' is red now"),
        (daw.SetSend("t1", "t3", -12.0), "'Bass' is sent to 'Room' at −12.0 dB"),
        (daw.RemoveRegion("r1"), "the region 'Take' was removed"),
        (daw.PlaceInSlot("t2", "Lick", 1), "'Lick' lies in the launcher, on 'Keys', scene 2"),
        (daw.EmptySlot("t2/scene 1"), "'Loop' was taken out of the launcher"),
        (daw.SetTempo(90.0, 0.0, 120.0, 16.0), "the tempo goes from 90 to 120 bpm, bar 1 to bar 5"),
        (
            daw.SetAutomation("t1", "pan", ((0.0, -1.0), (8.0, 1.0))),
            "the pan of 'Bass' goes from 100% left at bar 1 to 100% right at bar 3",
        ),
    ],
)
def test_the_sentence_is_a_musicians(change, told, song):
    assert change.told(song, song) == told


def test_a_removed_track_comes_back_with_all_it_had(song):
    back = daw.RemoveTrack("t1").inverse(DONE, song, keep)
    kinds = {type(change).__name__ for change in back}
    assert kinds >= {
        "NewTrack", "PlaceAudio", "SetRegionGain", "SetRegionMute", "SetFadeIn", "SetFadeOut", "SetGain", "SetPan",
        "SetMute", "SetColor", "SetOutput", "SetSend", "SetAutomation", "AddPlugin", "SetPosition",
    }
    plugin = next(change for change in back if isinstance(change, daw.AddPlugin))
    assert (plugin.effect, plugin.parameters, plugin.was, plugin.position) == ("Compressor", (("ratio", 3.0),), "p1", 0)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (daw.SetMonitor("t1", "on"), "the monitoring of 'Bass' was on"),
        (daw.SetRegionGain("r1", -2.0), "the gain of 'Bass' was −2.0 dB"),
        (daw.SetPosition("t1", 2), ""),
        (daw.SetArm("t1", True), ""),
        (daw.SetGroup("t1", ""), ""),
    ],
)
def test_what_was_is_told_of_values_without_a_sentence_of_their_own(change, told, song):
    assert change.told_before("'Bass'", song) == told
    assert all(left_in_english(language, f"{told[:1].upper()}{told[1:]}.") == [] for language in LANGUAGES if told)


def test_only_what_is_unusual_is_set_on_another_thing(song):
    assert list(unusual(song.track("t2"), ref="x")) == [daw.SetPosition("x", 1)]
    assert list(unusual(song.region("r2"))) == [] and list(unusual(song.marker("m1"))) == []
    assert set(unusual(song.region("r1"), ref="x", but=(daw.SetFadeIn,))) == {
        daw.SetRegionGain("x", -2.0), daw.SetRegionMute("x", True), daw.SetFadeOut("x", 0.2),
    }  # fmt: skip
    almost = replace(song.region("r2"), gain_db=1e-9)
    assert list(unusual(almost)) == []


def test_a_removed_bus_gets_its_senders_back(song):
    back = daw.RemoveTrack("t3").inverse(DONE, song, keep)
    assert daw.SetSend("t1", "restored t3", -12.0) in back and daw.SetOutput("t1", "restored t3") in back


def test_automation_of_a_plugin_follows_it_when_it_comes_back():
    change = daw.SetAutomation("restored t1", "plugin restored p1 ratio", ())
    assert change.resolved({"restored t1": "t9", "restored p1": "p9"}) == daw.SetAutomation("t9", "plugin p9 ratio", ())


def test_a_tempo_in_the_middle_is_taken_back_alone(song):
    before = replace(song, tempo_map=TempoMap((TempoChange(0, 120.0), TempoChange(32.0, 90.0))))
    (back,) = daw.SetTempo(60.0, 16.0).inverse(DONE, before, keep)
    now = TempoMap((TempoChange(0, 120.0), TempoChange(16.0, 60.0), TempoChange(32.0, 90.0), TempoChange(48.0, 70.0)))
    whole = back.settled(replace(song, tempo_map=now)).tempo_map
    assert [(one.beat, one.bpm) for one in whole.tempos] == [(0, 120.0), (32.0, 90.0), (48.0, 70.0)]


def test_a_meter_in_the_middle_is_taken_back_alone(song):
    (back,) = daw.SetMeter(6, 8, 16.0).inverse(DONE, song, keep)
    now = TempoMap(meters=(MeterChange(0, 4, 4), MeterChange(16.0, 6, 8), MeterChange(40.0, 3, 4)))
    whole = back.settled(replace(song, tempo_map=now)).tempo_map
    assert [meter.beat for meter in whole.meters] == [0, 40.0]


# --- reading a list of changes back ---


def test_a_rename_that_left_the_old_name_is_not_done(song):
    (outcome,) = judged([daw.RenameTrack("t1", "Low")], [DONE], song, song)
    assert outcome.state == "not_done" and "still called 'Bass'" in outcome.why


@pytest.mark.parametrize(
    ("change", "was", "reads"),
    [
        (daw.RenameTrack("t1", "a/b"), "Bass", "a-b"),
        (daw.RenameRegion("r1", "x;y"), "Take", "x-y"),
        (daw.RenameMarker("m1", "Hook: 2"), "Verse", "Hook- 2"),
    ],
)
def test_a_name_is_told_as_the_daw_wrote_it(song, change, was, reads):
    kind = {"track": "tracks", "region": "regions", "marker": "markers"}[change.target]
    things = [replace(one, name=reads) if one.name == was else one for one in getattr(song, kind)]
    assert change.told(replace(song, **{kind: tuple(things)}), song) == f"'{was}' is called '{reads}' now"
    assert change.told(song, song) == f"'{was}' is called '{change.name}' now", "what was asked and not done"


def test_another_name_than_asked_is_told(song):
    after = replace(song, tracks=(replace(song.tracks[0], name="Low 2"), *song.tracks[1:]))
    (outcome,) = judged([daw.RenameTrack("t1", "Low")], [DONE], song, after)
    assert outcome.is_done and "'Low 2'" in outcome.why


def test_what_a_later_change_overrode_is_not_held_against_an_earlier_one(song):
    after = replace(song, tracks=(replace(song.tracks[0], gain_db=-9.0), *song.tracks[1:]))
    outcomes = judged([daw.SetGain("t1", -6.0), daw.SetGain("t1", -9.0)], [DONE, DONE], song, after)
    assert [outcome.state for outcome in outcomes] == ["done", "done"]
    gone = replace(song, tracks=song.tracks[1:], regions=song.regions[1:])
    outcomes = judged([daw.Move("r1", 8.0), daw.RemoveTrack("t1")], [DONE, DONE], song, gone)
    assert [outcome.state for outcome in outcomes] == ["done", "done"]


def test_refs_are_followed_and_what_became_of_a_region_too(song):
    new = Region("r7", "t2", "Hook", "midi", 0.0, 4.0, notes=NOTES[:1])
    after = replace(song, regions=(song.regions[0], new))
    outcome = Outcome("done", became=(("r2", "r7"),))
    changes = [daw.ReplaceContent("r2", notes=NOTES[:1]), daw.RenameRegion("r2", "Hook")]
    assert [one.state for one in judged(changes, [outcome, DONE], song, after)] == ["done", "done"]
    assert judged(changes[:1], [outcome], song, song)[0].state == "not_done"


def test_a_pan_that_did_not_arrive_is_not_done(song):
    (outcome,) = judged([daw.SetPan("t1", -1.0)], [DONE], song, song)
    assert outcome.state == "not_done" and "pan reads 0.5 where -1 was asked" in outcome.why
