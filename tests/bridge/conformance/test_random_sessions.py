"""Random sessions on every DAW with a script of ours, with faults on the way: nothing false is told, nothing is lost.

What is told as done is there, what is told as not done left nothing, and undoing everything ends where it began or
names what stays. `TONMEISTER_SESSION_TEST_S` runs new sessions for so many seconds, `TONMEISTER_SESSION_TEST_SEED` one.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from bridge.protocol import Reply
from bridge.scripted.session import ScriptedSession
from engine.daw.daw import AddMarker, Change, DawSession, Duplicate, NewTrack, PlaceAudio, PlaceMidi, SetGain
from engine.errors import DawSilent
from tests.bridge.conformance.daws import DAWS, Row, furnished
from tests.bridge.conformance.test_changes import told, tone
from tests.engine.assistant.undo.random_requests import requests
from tests.engine.assistant.undo.song import AtWork

_NAMES = ("ardour", "reaper", "live-11.3.25", "live-12.3.0", "bitwig-17", "bitwig-25")
SCRIPTED = [row for row in DAWS if row.name in _NAMES]
STEPS, STEADY = 14, 1
MAKERS = (NewTrack, PlaceAudio, PlaceMidi, Duplicate, AddMarker)
SECONDS = float(os.environ.get("TONMEISTER_SESSION_TEST_S", "0"))


class FaultyLine:
    """A line on which answers get lost, come late, or are asked for twice."""

    def __init__(self, line: Any, chance: random.Random) -> None:
        self._line, self._chance = line, chance
        self.rate, self.lost = 0.0, 0

    def call(self, op: str, args: Mapping[str, Any] | None = None, *, timeout_s: float = 10.0) -> Reply:
        """As the line, but for the faults; only what changes something is disturbed."""
        reply: Reply = self._line.call(op, args, timeout_s=timeout_s)
        if op == "apply" and self._chance.random() < self.rate:
            self.lost += 1
            raise DawSilent("The answer was lost.")
        return reply

    def close(self) -> None:
        """End it."""
        self._line.close()


@pytest.fixture(params=SCRIPTED, ids=lambda row: row.name)
def row(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Row:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
    found: Row = request.param
    return found


def seeds() -> Iterator[int]:
    if wanted := os.environ.get("TONMEISTER_SESSION_TEST_SEED"):
        yield int(wanted)
        return
    yield from range(STEADY)
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        yield random.SystemRandom().randrange(1_000_000)


def drawn(session: DawSession, chance: random.Random, sound: Path) -> list[Change]:
    """A request of kinds that this DAW can do, on what its session holds now."""
    now: Any = session.snapshot()
    for _ in range(50):
        made = requests(now, chance, sound)
        if all(one.capability in now.capabilities for one in made):
            return made
    return [SetGain("nobody", 0.0)]


def opened(row: Row, folder: Path) -> AtWork:
    folder.mkdir()
    return AtWork(furnished(row.open(folder), tone(folder / "tone.wav")), folder)


def test_nothing_false_is_told_and_all_comes_back(row: Row, tmp_path: Path) -> None:
    for seed in seeds():
        chance = random.Random(seed)
        work = opened(row, tmp_path / str(seed))
        try:
            first = told(work.session.snapshot())
            for step in range(STEPS):
                before = told(work.session.snapshot())
                turn = work.ask(drawn(work.session, chance, tone(tmp_path / "hook.wav", 330.0)))
                states = {one.outcome.state for one in turn.applied}
                assert "unknown" not in states, f"seed {seed}, step {step}"
                if states == {"not_done"}:
                    assert told(work.session.snapshot()) == before, f"seed {seed}, step {step}: {turn.applied}"
            _, said = work.undo("everything")
            assert said or told(work.session.snapshot()) == first, f"seed {seed}"
        finally:
            work.session.close()


def test_a_lost_answer_is_never_told_as_not_done(row: Row, tmp_path: Path) -> None:
    for seed in seeds():
        chance = random.Random(seed + 1_000_000)
        work = opened(row, tmp_path / str(seed))
        session = work.session
        assert isinstance(session, ScriptedSession)
        line = FaultyLine(session._line, chance)
        session._line = line  # type: ignore[assignment]
        try:
            for step in range(STEPS):
                before, lost = told(session.snapshot()), line.lost
                line.rate = 0.5
                made = drawn(session, chance, tone(tmp_path / "hook.wav", 330.0))
                outcomes = session.apply(made, expected_revision=session.snapshot().revision, label="")
                line.rate = 0.0
                after = told(session.snapshot())
                if line.lost > lost and after != before:
                    assert {one.state for one in outcomes} != {"not_done"}, f"seed {seed}, step {step}: {made}"
                if after == before:
                    pairs = zip(made, outcomes, strict=True)
                    wrong = [change for change, one in pairs if one.is_done and isinstance(change, MAKERS)]
                    assert not wrong, f"seed {seed}, step {step}: {wrong}"
        finally:
            session.close()
