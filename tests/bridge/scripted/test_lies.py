"""A DAW that says one thing and does another, or says nothing that makes sense."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bridge.protocol import Reply, read_hello
from bridge.scripted.refusal import refusal
from bridge.scripted.session import ScriptedSession
from engine.daw import daw
from engine.errors import DawError
from tests.bridge.conformance.daws import DAWS, Row, furnished
from tests.bridge.conformance.test_changes import NOTES, do, region, tone, track

ROWS = [row for row in DAWS if row.start and row.is_newest]


class Bent:
    """A line whose next answer to one command is bent."""

    def __init__(self, line: Any) -> None:
        self.line, self.op, self.bend = line, "", lambda result: result

    def call(self, op: str, args: Any = None, *, timeout_s: float = 10.0) -> Reply:
        reply = self.line.call(op, args, timeout_s=timeout_s)
        if op != self.op:
            return reply
        self.op = ""
        return replace(reply, result=self.bend(reply.result))

    def close(self) -> None:
        self.line.close()


@pytest.fixture(params=ROWS, ids=lambda row: row.name)
def session(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
    row: Row = request.param
    made = furnished(row.open(tmp_path), tone(tmp_path / "tone.wav"))
    assert isinstance(made, ScriptedSession)
    made._line = Bent(made._line)
    yield made
    made.close()


def refused(result: dict[str, Any]) -> dict[str, Any]:
    return {**result, "results": [{"ok": False, "error": "No."} for _ in result["results"]]}


def without_ids(result: dict[str, Any]) -> dict[str, Any]:
    return {**result, "results": [{"ok": True} for _ in result["results"]]}


@pytest.mark.parametrize("bend", [refused, without_ids])
def test_what_is_said_to_be_not_done_and_is_there_is_not_known(session: Any, bend: Any) -> None:
    session._line.op, session._line.bend = "apply", bend
    (made,) = do(session, daw.NewTrack("Denied", "audio", ref="t"))
    assert made.state == "unknown" and "look at it" in made.why
    assert track(session.snapshot(), "Denied").id != "none"


def test_a_mute_that_is_denied_and_is_there_is_not_known(session: Any) -> None:
    session._line.op, session._line.bend = "apply", refused
    (muted,) = do(session, daw.SetMute(track(session.snapshot(), "Drums").id, True))
    assert muted.state == "unknown" and track(session.snapshot(), "Drums").mute


REMOVALS: dict[str, Any] = {
    "remove_marker": lambda now: daw.RemoveMarker(now.markers[0].id),
    "remove_region": lambda now: daw.RemoveRegion(region(now, "beat").id),
    "remove_track": lambda now: daw.RemoveTrack(track(now, "Keys").id),
    "set_notes": lambda now: daw.SetNotes(region(now, "chords").id, NOTES),
    "set_tempo": lambda now: daw.SetTempo(71.0),
}


@pytest.mark.parametrize("kind", REMOVALS)
def test_what_is_denied_and_has_come_true_is_not_known(session: Any, kind: str) -> None:
    before = session.snapshot()
    change = REMOVALS[kind](before)
    session._line.op, session._line.bend = "apply", refused
    (outcome,) = do(session, change)
    assert outcome.state == "unknown" and "done all the same" in outcome.why
    assert change.broken(outcome, before, session.snapshot()) == ""


def test_what_went_with_its_track_was_not_done(session: Any) -> None:
    now = session.snapshot()
    went, late = do(session, daw.RemoveTrack(track(now, "Keys").id), daw.RemoveRegion(region(now, "chords").id))
    assert went.is_done and late.state == "not_done"


@pytest.mark.parametrize("wrong", [None, [], "x", {}, {"state": None}, {"state": {"tracks": 7}}])
def test_a_session_that_makes_no_sense_is_told(session: Any, wrong: Any) -> None:
    before = session.snapshot()
    session._line.op, session._line.bend = "snapshot", lambda result: wrong
    with pytest.raises(DawError, match="cannot be read"):
        session.snapshot()
    assert session.snapshot().tracks == before.tracks


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("No.", "Live: No."),
        ("no", "Live: no."),
        ("\x1b[31mno\x07", "Live: [31mno."),
        ("", "Live: it gave no reason."),
        (None, "Live: it gave no reason."),
        (["a"], "Live: it gave no reason."),
    ],
)
def test_a_refusal_is_a_sentence(said: Any, told: str) -> None:
    assert refusal("Live", said) == told
    assert len(refusal("Live", "no " * 9000)) < 1100


def test_an_announcement_without_end_is_none() -> None:
    said = b'{"key": "k", "time": 1, "version": 2, "session": "", "snapshot": "", "path": "", "rate": 1e999}'
    assert read_hello(said) is None
