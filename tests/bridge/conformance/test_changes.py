"""Every Change on every DAW: done and read back and taken back again, or refused with the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from engine.assistant.plugin_kind import kind_of
from engine.daw import daw
from engine.daw.changes.change import Kept
from engine.daw.changes.unusual import values_of
from engine.daw.changes.value import SetValue
from engine.daw.daw import CAPABILITIES, Change, DawSession, Marker, Region, Snapshot, Track
from engine.daw.names import clean_name
from engine.media.audio import Audio, write_audio
from engine.media.note import MeterChange, Note, TempoChange, TempoMap
from tests.bridge.conformance.daws import DAWS, Row, furnished
from tests.engine.daw.values import set_anew

NOTES = (Note(67, 0.0, 0.5, 100), Note(69, 1.0, 2.0, 70))
MAP = TempoMap((TempoChange(0.0, 100.0), TempoChange(16.0, 80.0)), (MeterChange(0.0, 4, 4), MeterChange(16.0, 3, 4)))


@pytest.fixture(params=DAWS, ids=lambda row: row.name)
def session(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DawSession]:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
    row: Row = request.param
    opened = row.open(tmp_path)
    yield furnished(opened, tone(tmp_path / "tone.wav"))
    opened.close()


def tone(path: Path, hz: float = 220.0) -> Path:
    at = np.arange(48000) / 48000
    wave = (0.3 * np.sin(2 * np.pi * hz * at)).astype(np.float32)
    return write_audio(path, Audio(np.stack([wave, wave]), 48000))


def track(snapshot: Snapshot, name: str) -> Track:
    return next((one for one in snapshot.tracks if one.name == name), Track("none", name))


def region(snapshot: Snapshot, name: str) -> Region:
    return next(one for one in snapshot.regions if one.name == name)


def do(session: DawSession, *changes: Change) -> list[daw.Outcome]:
    return session.apply(changes, expected_revision=session.snapshot().revision, label="test")


MAKE: dict[str, Callable[[Snapshot, Path], Change]] = {
    "new_track": lambda s, p: daw.NewTrack("Strings", "midi", ref="x"),
    "remove_track": lambda s, p: daw.RemoveTrack(track(s, "Keys").id),
    "place_audio": lambda s, p: daw.PlaceAudio(track(s, "Drums").id, p, 8.0, "hook", ref="x"),
    "place_midi": lambda s, p: daw.PlaceMidi(track(s, "Keys").id, NOTES, 16.0, 4.0, "tune", ref="x"),
    "replace_content": lambda s, p: daw.ReplaceContent(region(s, "chords").id, notes=NOTES, ref="x"),
    "move": lambda s, p: daw.Move(region(s, "beat").id, 12.0),
    "duplicate": lambda s, p: daw.Duplicate(region(s, "chords").id, 20.0, ref="x"),
    "trim": lambda s, p: daw.Trim(region(s, "beat").id, 0.5, 1.0),
    "split": lambda s, p: daw.Split(region(s, "beat").id, 1.0, ref="x"),
    "place_in_slot": lambda s, p: daw.PlaceInSlot(track(s, "Drums").id, "loop", None, p, ref="x"),
    "empty_slot": lambda s, p: daw.EmptySlot(s.slots[0].id if s.slots else region(s, "chords").id),
    "remove_region": lambda s, p: daw.RemoveRegion(region(s, "chords").id),
    "set_notes": lambda s, p: daw.SetNotes(region(s, "chords").id, NOTES),
    "set_color": lambda s, p: daw.SetColor(track(s, "Drums").id, "#20a040"),
    "set_monitor": lambda s, p: daw.SetMonitor(track(s, "Drums").id, "on"),
    "set_position": lambda s, p: daw.SetPosition(track(s, "Keys").id, 0),
    "set_group": lambda s, p: daw.SetGroup(track(s, "Drums").id, track(s, "Band").id),
    "set_output": lambda s, p: daw.SetOutput(track(s, "Drums").id, track(s, "Hall").id),
    "freeze": lambda s, p: daw.SetFrozen(track(s, "Keys").id, True),
    "add_plugin": lambda s, p: daw.AddPlugin(track(s, "Drums").id, "compressor", (("ratio", 3.0),), ref="x"),
    "set_plugin": lambda s, p: daw.SetPlugin(track(s, "Drums").id, "p", (("ratio", 6.0),)),
    "remove_plugin": lambda s, p: daw.RemovePlugin(track(s, "Drums").id, "p"),
    "send": lambda s, p: daw.SetSend(track(s, "Drums").id, track(s, "Hall").id, -12.0),
    "sidechain": lambda s, p: daw.SetSidechain(track(s, "Drums").id, "p", track(s, "Keys").id),
    "automation": lambda s, p: daw.SetAutomation(track(s, "Drums").id, "volume", ((0.0, -12.0), (8.0, 0.0))),
    "add_marker": lambda s, p: daw.AddMarker("Chorus", 16.0, ref="x"),
    "remove_marker": lambda s, p: daw.RemoveMarker(s.markers[0].id if s.markers else "m"),
    "set_tempo": lambda s, p: daw.SetTempo(104.0),
    "set_meter": lambda s, p: daw.SetMeter(3, 4, 0.0 if "set_meter" in s.limits else 16.0),
    "set_tempo_map": lambda s, p: daw.SetTempoMap(MAP),
    "transport": lambda s, p: daw.Transport("locate", 8.0),
}
NAMED = {
    "track": lambda s: track(s, "Drums").id,
    "region": lambda s: region(s, "beat").id,
    "marker": lambda s: s.markers[0].id if s.markers else "m",
}
"""Of what each kind of value is set that any other value will do for."""


def _of_value(kind: type[SetValue]) -> Callable[[Snapshot, Path], Change]:
    return lambda s, p: set_anew(kind, NAMED[kind.target](s), s)


MAKE |= {kind.capability: _of_value(kind) for kind in SetValue.__subclasses__() if kind.capability not in MAKE}
PLUGIN = ("set_plugin", "remove_plugin", "sidechain")
"""Those that need a plugin to be there first."""
FAKE_LACKS = ("place_in_slot", "empty_slot", "set_position",
              "freeze", "send", "sidechain", "automation", "set_tempo_map", "set_meter", "transport",
              "set_plugin", "remove_plugin", "add_marker", "rename_marker", "move_marker", "remove_marker")  # fmt: skip
"""What the DAW in memory does not model far enough to be taken back: its own tests say what it does."""
NAMING = ("id", "position", "group", "output", "plugins", "sends", "automation")
"""Fields of a track that are no plain values, and are looked at one by one."""


def test_every_change_has_a_row() -> None:
    assert set(MAKE) == CAPABILITIES


def test_done_and_taken_back_or_refused(session: DawSession, tmp_path: Path) -> None:
    sound = tone(tmp_path / "hook.wav", 330.0)
    lacks = FAKE_LACKS if "fake" in session.snapshot().project.id else ()
    for capability in sorted(MAKE, key=lambda one: (one == "set_group", one)):  # it leaves its track behind its fellows
        if capability not in lacks:
            _is_done_and_taken_back_or_refused(session, capability, sound)


def _is_done_and_taken_back_or_refused(session: DawSession, capability: str, sound: Path) -> None:
    before = session.snapshot()
    change = MAKE[capability](before, sound)
    at_first = told(before)
    needs_one = capability in PLUGIN and capability in before.capabilities
    if needs_one:
        (added,) = do(session, daw.AddPlugin(track(before, "Drums").id, "compressor", (("ratio", 3.0),), ref="p"))
        change, before = change.resolved(dict(added.made)), session.snapshot()
        if isinstance(change, daw.SetPlugin):  # by the plugin's own name of it
            knobs = [name for name, _ in track(before, "Drums").plugins[-1].parameters if name.lower() == "ratio"]
            change = replace(change, parameters=((knobs[0], 6.0),))
    (outcome,) = do(session, change)
    if capability not in before.capabilities:
        assert outcome.state == "not_done" and len(outcome.why) > 10 and outcome.why.endswith("."), capability
        assert told(session.snapshot()) == told(before), capability
        return
    assert outcome.is_done, (capability, outcome.why)
    if capability == "transport":  # where it plays is not part of a session
        return
    after = session.snapshot()
    change = change.resolved(dict(outcome.made))
    assert change.broken(outcome, before, after) == "", capability
    assert after.revision != before.revision, capability
    assert told(after) != told(before), capability
    back = change.inverse(outcome, before, lambda one: Kept(one.sources[0], one.offset_s))
    assert back, f"{capability} cannot be taken back"
    outcomes = do(session, *back)
    assert all(one.is_done for one in outcomes), (capability, [one.why for one in outcomes])
    now, then = told(session.snapshot()), told(before)
    if capability == "set_group":  # it is back in its group, behind its fellows
        now, then = (*now[:2], *now[3:]), (*then[:2], *then[3:])
    assert now == then, capability
    if needs_one:
        drums = track(session.snapshot(), "Drums")
        (gone,) = do(session, daw.RemovePlugin(drums.id, drums.plugins[-1].id))
        assert told(session.snapshot()) == at_first, (capability, gone.why)


def test_a_stale_revision_changes_nothing(session: DawSession, tmp_path: Path) -> None:
    stale = session.snapshot()
    do(session, daw.NewTrack("Other", "midi", ref="other"))
    before, sound = session.snapshot(), tone(tmp_path / "hook.wav")
    for capability in sorted(MAKE):
        change = MAKE[capability](stale, sound)
        (outcome,) = session.apply([change], expected_revision=stale.revision, label="")
        assert outcome.state == "not_done" and "chang" in outcome.why, (capability, outcome)
        assert told(session.snapshot()) == told(before), capability


ON_WHAT_IS_GONE: tuple[Change, ...] = (
    daw.SetNotes("gone", NOTES), daw.RemoveRegion("gone"), daw.Move("gone", 1.0), daw.RenameRegion("gone", "x"),
    daw.RemoveTrack("gone"), daw.RenameTrack("gone", "x"), daw.PlaceMidi("gone", NOTES, 0.0, 4.0, "x", "r"),
)  # fmt: skip


def test_what_is_gone_is_told(session: DawSession) -> None:
    before = session.snapshot()
    for change in ON_WHAT_IS_GONE:
        (outcome,) = do(session, change)
        assert outcome.state == "not_done" and outcome.why.endswith("."), change
        assert told(session.snapshot()) == told(before), change


def test_an_effect_is_known_by_the_name_that_the_daw_shows(session: DawSession) -> None:
    if "add_plugin" not in session.snapshot().capabilities:
        return
    for effect in ("eq", "compressor", "reverb"):
        drums = track(session.snapshot(), "Drums")
        (added,) = do(session, daw.AddPlugin(drums.id, effect, ref="p"))
        if added.is_done:  # not each stand-in has each effect
            found = track(session.snapshot(), "Drums").plugins[-1]
            assert kind_of(found.name) == effect, found.name
            do(session, daw.RemovePlugin(drums.id, found.id))


def test_the_same_sound_again_is_done(session: DawSession, tmp_path: Path) -> None:
    if "replace_content" not in session.snapshot().capabilities:
        return
    beat = region(session.snapshot(), "beat")
    (outcome,) = do(session, daw.ReplaceContent(beat.id, tone(tmp_path / "again.wav"), ref="x"))
    assert outcome.is_done, outcome.why


def test_refs_reach_through_a_list(session: DawSession, tmp_path: Path) -> None:
    can = session.snapshot().capabilities
    wanted = [
        daw.NewTrack("Vox", "audio", ref="t"),
        daw.PlaceAudio("t", tone(tmp_path / "hook.wav"), 8.0, "line", ref="r"),
        daw.RenameRegion("r", "hook"),
        daw.Move("r", 16.0),
    ]
    outcomes = do(session, *(change for change in wanted if change.capability in can))
    assert all(one.is_done for one in outcomes), [one.why for one in outcomes]
    snapshot = session.snapshot()
    placed = region(snapshot, "hook" if "rename_region" in can else "line")
    assert placed.start_beats == pytest.approx(16.0 if "move" in can else 8.0)
    assert placed.track == track(snapshot, "Vox").id


def test_notes_that_are_placed_and_moved_in_one_list_are_there(session: DawSession) -> None:
    before = session.snapshot()
    wanted = [daw.PlaceMidi(track(before, "Keys").id, NOTES, 16.0, 4.0, "tune", ref="r"), daw.Move("r", 24.0)]
    if not {one.capability for one in wanted} <= before.capabilities:
        return
    outcomes = do(session, *wanted)
    assert all(one.is_done for one in outcomes), [one.why for one in outcomes]
    assert region(session.snapshot(), "tune").start_beats == pytest.approx(24.0)


def test_any_name_is_a_name(session: DawSession, tmp_path: Path) -> None:
    if "fake" in session.snapshot().project.id:
        return
    for name in ("<&>\"'", "../../etc/passwd", "CON", "ä ö 音 🎹", "x" * 300, "a/b\\c:d", "%s {0}"):
        _is_a_name(session, name, tmp_path)


def _is_a_name(session: DawSession, name: str, tmp_path: Path) -> None:
    placed = daw.PlaceAudio("t", tone(tmp_path / "hook.wav"), 8.0, name, ref="r")
    made = do(session, daw.NewTrack(name, "audio", ref="t"), placed)
    assert all(one.is_done for one in made), [one.why for one in made]
    snapshot = session.snapshot()
    held = {name, clean_name(name)}  # whole, or as long as a name may be
    assert snapshot.track(dict(made[0].made)["t"]).name in held
    assert snapshot.region(dict(made[1].made)["r"]).name in held
    assert not (tmp_path.parent / "etc").exists() and not (tmp_path.parent.parent / "etc").exists()


def told(snapshot: Snapshot) -> tuple[object, ...]:
    """What a musician sees, without ids."""
    names = {one.id: one.name for one in snapshot.tracks}
    tracks = sorted(
        (*_values(one), names.get(one.group, ""), names.get(one.output, ""), len(one.plugins),
         [plugin.parameters for plugin in one.plugins], [(names[s.to], round(s.gain_db, 2)) for s in one.sends],
         [(lane.parameter, lane.points) for lane in one.automation])
        for one in snapshot.tracks
    )  # fmt: skip
    regions = sorted(
        (one.name, names.get(one.track, ""), one.kind, round(one.start_beats, 2), round(one.length_beats, 2),
         *_rows(one), tuple((n.pitch, round(n.start_beats, 2), n.velocity) for n in one.notes))
        for one in snapshot.regions
    )  # fmt: skip
    regions += sorted((one.name, names.get(one.track, ""), "slot", one.scene, round(one.length_beats, 2), one.kind,
                       tuple((n.pitch, round(n.start_beats, 2), n.velocity) for n in one.notes))
                      for one in snapshot.slots)  # fmt: skip
    order = [one.name for one in snapshot.tracks if one.kind in ("audio", "midi")]
    markers = [(one.name, round(one.at_beats, 3), *_rows(one)) for one in snapshot.markers]
    return tracks, regions, order, markers, snapshot.tempo_map


def _values(one: Track) -> list[object]:
    """All that a track shows but its id, its place and what names other things."""
    return [_rounded(getattr(one, field.name)) for field in fields(Track) if field.name not in NAMING]


def _rows(one: Region | Marker) -> list[object]:
    """What a region or a marker shows of the rows of values."""
    return [_rounded(getattr(one, row.of)) for row in values_of(type(one))]


def _rounded(value: object) -> object:
    return round(value, 2) if isinstance(value, float) else value
