"""What speaks to Pro Tools: deadlines, its modes and selections, its tempo, and no command that it does not have."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bridge.hosts.fake_protools.engine import FakeProTools
from bridge.hosts.fake_protools.listing import listing
from bridge.protools import protools, ptsl
from bridge.protools.protools import ProTools, ProToolsSession
from engine.daw import daw
from engine.daw.daw import Change, Outcome
from engine.errors import DawError, DawSilent
from engine.media.note import MeterChange, TempoChange, TempoMap
from tests.bridge.conformance.daws import furnished
from tests.bridge.conformance.test_changes import region, told, tone, track

CHANGING = TempoMap(
    (TempoChange(0.0, 120.0), TempoChange(32.0, 97.5), TempoChange(44.0, 133.333)),
    (MeterChange(0.0, 4, 4), MeterChange(32.0, 6, 8), MeterChange(44.0, 7, 8)),
)


@pytest.fixture
def host(tmp_path: Path) -> Iterator[FakeProTools]:
    with FakeProTools(tmp_path / "Song", origin=12345) as started:
        yield started
        assert started.offences == []


@pytest.fixture
def session(host: FakeProTools, tmp_path: Path) -> Iterator[ProToolsSession]:
    made = host.session()
    furnished(made, tone(tmp_path / "tone.wav"))
    yield made
    made.close()


def do(session: ProToolsSession, *changes: Change) -> list[Outcome]:
    return session.apply(changes, expected_revision=session.snapshot().revision, label="test")


def test_each_tempo_and_meter_is_found_and_each_bar_is_pro_tools_own(tmp_path: Path) -> None:
    with (
        FakeProTools(tmp_path / "Song", tempo_map=CHANGING, origin=24000) as host,
        contextlib.closing(host.session()) as s,
    ):
        found = s.snapshot().tempo_map
        assert found.meters == CHANGING.meters
        assert [round(one.bpm, 2) for one in found.tempos] == [120.0, 97.5, 133.33]
        for bar in (1, 2, 9, 10, 13, 14, 33, 120):
            assert found.bar_start(bar) == CHANGING.bar_start(bar)
            off = found.seconds_at(found.bar_start(bar)) - CHANGING.seconds_at(CHANGING.bar_start(bar))
            assert abs(off) * 48000 < 4, bar
        sound = tone(tmp_path / "tone.wav")
        at = CHANGING.bar_start(33)
        made = do(s, daw.NewTrack("Late", ref="t"), daw.PlaceAudio("t", sound, at, "late", ref="r"))
        assert all(one.is_done for one in made), made
        lies = host.project.now.tracks[0].elements[0].first
        assert abs(lies - 24000 - CHANGING.sample_at(at, 48000)) < 4


def test_a_clip_is_not_laid_over_another(session: ProToolsSession, tmp_path: Path) -> None:
    before = session.snapshot()
    (refused,) = do(session, daw.PlaceAudio(track(before, "Drums").id, tone(tmp_path / "b.wav"), 1.0, "b", ref="b"))
    assert refused.state == "not_done" and "'beat' lies there already" in refused.why
    assert told(session.snapshot()) == told(before)


def test_in_shuffle_mode_nothing_is_moved(session: ProToolsSession, host: FakeProTools, tmp_path: Path) -> None:
    before = session.snapshot()
    host.project.mode = "EMode_Shuffle"
    sound = tone(tmp_path / "b.wav")
    refused = do(
        session,
        daw.RemoveRegion(region(before, "beat").id),
        daw.PlaceAudio(track(before, "Drums").id, sound, 8.0, "b", ref="b"),
    )
    assert {one.state for one in refused} == {"not_done"} and all("Shuffle" in one.why for one in refused)
    assert told(session.snapshot()) == told(before)


def test_nothing_else_is_cleared_than_the_clip(session: ProToolsSession, host: FakeProTools) -> None:
    before = session.snapshot()
    host.project.is_linked = False
    host.project.edit_selection = (0, 10**9)
    (refused,) = do(session, daw.RemoveRegion(region(before, "beat").id))
    assert refused.state == "not_done" and "Link Timeline" in refused.why
    host.project.is_linked = True
    host.project.selection = (5, 500)
    (done,) = do(session, daw.RemoveRegion(region(before, "beat").id))
    assert done.is_done and host.project.selection == (5, 500)
    assert [one.name for one in session.snapshot().regions] == ["chords"]


def test_a_part_of_a_file_and_another_rate(session: ProToolsSession, tmp_path: Path) -> None:
    drums = track(session.snapshot(), "Drums").id
    place = daw.PlaceAudio(drums, tone(tmp_path / "b.wav"), 8.0, "part", ref="b", offset_s=0.25, length_s=0.5)
    (done,) = do(session, place)
    assert done.is_done, done.why
    assert region(session.snapshot(), "part").length_s == pytest.approx(0.5, abs=1e-4)


@pytest.mark.parametrize("command", ("SpotClipsByID", "CreateNewTracks", "SetTrackMuteState", "GetTrackList"))
def test_an_answer_that_does_not_come_is_told(
    session: ProToolsSession, host: FakeProTools, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ptsl, "CHANGE_S", 2.0)
    monkeypatch.setattr(protools, "SETTLES_S", 0.3)
    before = session.snapshot()
    drums = track(before, "Drums").id
    asked: dict[str, Change] = {
        "SpotClipsByID": daw.PlaceAudio(drums, tone(tmp_path / "b.wav"), 8.0, "b", ref="b"),
        "CreateNewTracks": daw.NewTrack("Late", ref="t"),
        "SetTrackMuteState": daw.SetMute(drums, True),
        "GetTrackList": daw.SetMute(drums, True),
    }
    host.trouble = lambda one: "late" if one == command else ""
    late = session.apply([asked[command], daw.SetSolo(drums, True)], expected_revision=before.revision, label="")
    is_read = command == "GetTrackList"
    assert [one.state for one in late] == (["not_done"] * 2 if is_read else ["unknown", "not_done"])
    host.trouble = lambda one: "deaf" if one == command else ""
    began = time.monotonic()
    (deaf, *_) = session.apply([asked[command]], expected_revision=session_revision(session, host), label="")
    if command == "SetTrackMuteState":
        assert deaf.is_done, "what can be seen is done, whether it was answered or not"
    elif not is_read:
        assert deaf.state == "unknown"
    assert time.monotonic() - began < 30
    host.trouble = lambda one: ""


def session_revision(session: ProToolsSession, host: FakeProTools) -> str:
    trouble, host.trouble = host.trouble, lambda one: ""
    try:
        return session.snapshot().revision
    finally:
        host.trouble = trouble


def test_what_pro_tools_says_against_it_is_told(session: ProToolsSession, host: FakeProTools) -> None:
    host.trouble = lambda one: "The track is frozen" if one == "RenameTargetTrack" else ""
    (refused,) = do(session, daw.RenameTrack(track(session.snapshot(), "Drums").id, "Kit"))
    assert refused == Outcome("not_done", "Pro Tools refused: The track is frozen.")


def test_one_that_died_is_told_within_a_second(tmp_path: Path) -> None:
    host = FakeProTools(tmp_path / "Song").start()
    session = host.session()
    before = session.snapshot()
    host.stop()
    began = time.monotonic()
    with pytest.raises(DawError) as error:
        session.snapshot()
    assert not isinstance(error.value, DawSilent) and "not running" in str(error.value)
    (refused,) = session.apply([daw.NewTrack("x")], expected_revision=before.revision, label="")
    assert refused.state == "not_done" and time.monotonic() - began < 1
    session.close()


def test_it_is_found_connected_to_and_tested(host: FakeProTools, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ptsl, "PORT", host.port)
    (found,) = ProTools().find()
    assert (found.name, found.file) == ("Song", host.project.file) and ProTools().why_not() == ""
    assert all(one.ok for one in ProTools().test())
    host.project.file = host.project.file.with_name("Other.ptx")
    with pytest.raises(DawError, match="is not open in Pro Tools now"):
        ProTools().connect(found)


def test_without_it_nothing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ptsl, "PORT", 1)
    assert ProTools().find() == [] and "not running" in ProTools().why_not()
    assert [one.ok for one in ProTools().test()] == [False]


@pytest.mark.parametrize(
    ("command", "body"),
    (
        ("RenameTargetTrack", {"track_id": "x", "newname": "y"}),
        ("RenameTargetTrack", {"track_id": 5, "new_name": "y"}),
        ("GetTimeAsType", {"location": {"location": "1", "time_type": "Samples"}, "time_type": "TLType_BarsBeats"}),
        ("SetTrackMuteState", {"track_names": "Drums", "enabled": True}),
        ("SaveSession", {"path": "/tmp"}),
    ),
)
def test_what_is_misspelt_is_caught(tmp_path: Path, command: str, body: dict[str, object]) -> None:
    with FakeProTools(tmp_path / "Song") as host, contextlib.closing(ptsl.PtslConnection(host.port)) as line:
        with pytest.raises(DawError, match="Invalid parameter"):
            line.ask(command, body)
        assert len(host.offences) == 1


def test_our_commands_have_the_published_numbers_and_bodies() -> None:
    rows = listing()["commands"]
    assert {name: row["number"] for name, row in rows.items()} == ptsl.COMMANDS
    bodies = {row[kind] for row in rows.values() for kind in ("request", "response") if kind in row}
    assert bodies and bodies <= set(listing()["messages"])
    parts = {kind.removesuffix("[]") for fields in listing()["messages"].values() for kind in fields.values()}
    named = {kind for kind in parts if kind[0].isupper()}
    assert named and named <= {*listing()["messages"], *listing()["enums"]}
