"""What Ardour's script says, and what it does not say: never told as more than it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mido
import pytest

from bridge.ardour.notes_file import write_notes
from bridge.ardour.session import ArdourSession
from bridge.hosts.fake_ardour import FakeArdour
from bridge.protocol import Reply
from bridge.scripted.notes import note_rows
from engine.daw.daw import (
    AddMarker,
    NewTrack,
    Outcome,
    PlaceMidi,
    RenameRegion,
    RenameTrack,
    SetAutomation,
    SetColor,
    SetGain,
    SetPosition,
    SetSend,
)
from engine.daw.names import written
from engine.errors import DawSilent
from engine.media.midi_file import read_midi
from engine.media.note import Note


@pytest.fixture
def session(tmp_path: Path) -> Iterator[ArdourSession]:
    with FakeArdour(tmp_path / "Song") as host:
        made = host.session()
        yield made
        made.close()


def apply(session: ArdourSession, *changes: Any) -> list[Outcome]:
    return session.apply(changes, expected_revision=session.snapshot().revision, label="test")


def answering(session: ArdourSession, monkeypatch: pytest.MonkeyPatch, answer: Any) -> None:
    """From now on the script's `apply` answers that, and does nothing."""
    call = session._line.call

    def changed(op: str, args: Any = None, **more: Any) -> Reply:
        if op != "apply":
            return call(op, args, **more)
        if answer is DawSilent:
            raise DawSilent("no answer")
        return Reply("x", ok=True, result=answer)

    monkeypatch.setattr(session._line, "call", changed)
    monkeypatch.setattr("bridge.scripted.dialect.Dialect.looks_every_s", 0.001)


@pytest.mark.parametrize("answer", [{}, None, [], {"results": None}, {"results": 3}, {"results": [3]}, DawSilent])
def test_an_answer_without_results_is_unknown(
    session: ArdourSession, monkeypatch: pytest.MonkeyPatch, answer: Any
) -> None:
    made = apply(session, NewTrack("Bass", ref="t"))[0].made[0][1]
    answering(session, monkeypatch, answer)
    outcomes = apply(session, RenameTrack(made, "Low"), SetGain(made, -6.0), NewTrack("More", ref="n"))
    assert [one.state for one in outcomes] == ["unknown"] * 3


def test_a_rename_that_did_not_happen_is_not_done(session: ArdourSession, monkeypatch: pytest.MonkeyPatch) -> None:
    made = apply(session, NewTrack("Bass", ref="t"))[0].made[0][1]
    answering(session, monkeypatch, {"results": [{"ok": True}]})
    outcome = apply(session, RenameTrack(made, "Low"))[0]
    assert outcome.state == "not_done" and "still called 'Bass'" in outcome.why


def test_too_few_results_leave_the_rest_unknown(session: ArdourSession, monkeypatch: pytest.MonkeyPatch) -> None:
    made = apply(session, NewTrack("Bass", ref="t"))[0].made[0][1]
    answering(session, monkeypatch, {"results": [{"ok": False, "error": "no"}]})
    outcomes = apply(session, SetColor(made, "#112233"), SetGain(made, -6.0))
    assert [one.state for one in outcomes] == ["not_done", "unknown"]


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("ki\x07ck", "ki ck"),
        ("a\x1b[31mb", "a [31mb"),
        ("x\ufffe\uffffy", "xy"),
        ("lone \ud83d", "lone"),
        ("\U0001fffe\ufdd0z", "z"),
        ("two\nlines\t", "two lines"),
        ("🎤 歌 é \u202eRTL\u202c ~*%s\"'", "🎤 歌 é \u202eRTL\u202c ~*%s\"'"),
    ],
)
def test_names_lose_what_no_session_can_hold(session: ArdourSession, name: str, clean: str) -> None:
    assert written(name) == clean
    outcome = apply(session, NewTrack(name, ref="t"))[0]
    assert outcome.is_done and session.snapshot().tracks[-1].name == clean
    assert ("written without" in outcome.why) == (" ".join(name.split()) != clean)


def test_a_name_of_nothing_else_is_refused(session: ArdourSession) -> None:
    assert apply(session, NewTrack("\x07\x08"))[0].state == "not_done"


def test_a_region_of_notes_takes_no_slash(session: ArdourSession) -> None:
    notes = (Note(60, 0.0, 1.0),)
    made = apply(session, NewTrack("M", "midi", ref="m"), PlaceMidi("m", notes, 0.0, 4.0, "Pad", ref="r"))
    outcome = apply(session, RenameRegion(made[1].made[0][1], "a/b"))[0]
    assert outcome.is_done and "'a-b'" in outcome.why and session.snapshot().regions[0].name == "a-b"


def test_what_is_known_does_not_travel_again(session: ArdourSession, monkeypatch: pytest.MonkeyPatch) -> None:
    notes = tuple(Note(60, n / 4, 0.25) for n in range(64))
    apply(session, NewTrack("M", "midi", ref="m"), PlaceMidi("m", notes, 0.0, 16.0, "Pad", ref="r"))
    session.snapshot()
    seen = []
    call = session._line.call

    def watched(op: str, args: Any = None, **more: Any) -> Reply:
        reply = call(op, args, **more)
        seen.append(reply.result)
        return reply

    monkeypatch.setattr(session._line, "call", watched)
    assert session.snapshot().regions[0].notes == notes and not {"state", "notes"} & seen[0].keys()
    track = session.snapshot().tracks[-1].id
    seen.clear()
    assert apply(session, SetGain(track, -6.0))[0].is_done and len(seen) == 2, "it looks, and is told what came of it"
    assert "state" not in seen[0] and not seen[1]["seen"]["notes"]
    assert session.after_changes().tracks[-1].gain_db == pytest.approx(-6.0, abs=0.01) and len(seen) == 2
    assert not apply(session, SetGain("gone", -6.0))[0].is_done
    seen.clear()
    assert session.after_changes().tracks[-1].gain_db == pytest.approx(-6.0, abs=0.01) and len(seen) == 1


def test_overlapping_notes_go_beside_the_file(tmp_path: Path) -> None:
    notes = (Note(60, 0.0, 2.0), Note(60, 1.0, 0.5), Note(61, 1.0, 0.5), Note(60, 2.0, 1.0))
    beside = write_notes(tmp_path / "n.mid", notes, "n")
    assert beside == [[1920, 960, 60, 90, 0]] and len(read_midi(tmp_path / "n.mid").notes) == 3


def test_a_file_of_notes_is_read_elsewhere_as_it_was_meant(tmp_path: Path) -> None:
    """Long pauses, ends on beginnings, all channels: another library reads every note as it was written."""
    notes = tuple(Note(n % 128, n * 37.3, 0.5 + n % 3, 1 + n % 127, None, n % 16) for n in range(400))
    notes += tuple(Note(40, 20_000.0 + n, 1.0, 90) for n in range(8))
    assert write_notes(tmp_path / "n.mid", notes, "n") == []
    file = mido.MidiFile(tmp_path / "n.mid")
    assert (file.type, file.ticks_per_beat, len(file.tracks)) == (1, 1920, 2)
    found, sounding, at = [], dict[tuple[int, int], tuple[int, int]](), 0
    for message in file.tracks[1]:
        at += message.time
        if message.type == "note_on":
            assert (message.note, message.channel) not in sounding
            sounding[message.note, message.channel] = (at, message.velocity)
        elif message.type == "note_off":
            start, velocity = sounding.pop((message.note, message.channel))
            found.append([start, at - start, message.note, velocity, message.channel])
    assert sorted(found) == sorted(note_rows(notes, 1920)) and not sounding


def test_the_session_language_in_the_stand_in(session: ArdourSession) -> None:
    made = apply(session, NewTrack("Lead", ref="t"), NewTrack("Room", "bus", ref="b"), AddMarker("Verse", 8.0, ref="m"))
    track, bus = made[0].made[0][1], made[1].made[0][1]
    outcomes = apply(
        session,
        SetColor(track, "#A1B2C3"),
        SetSend(track, bus, -9.0),
        SetAutomation(track, f"send {bus}", ((0.0, -20.0), (4.0, -3.0))),
        SetPosition(bus, 0),
    )
    assert all(one.is_done for one in outcomes), outcomes
    snapshot = session.snapshot()
    assert [one.name for one in snapshot.tracks] == ["Master", "Room", "Lead"]
    assert (snapshot.track(track).color, snapshot.track(track).automation[0].parameter) == ("#a1b2c3", f"send {bus}")
    assert [(one.name, one.at_beats) for one in snapshot.markers] == [("Verse", 8.0)]
