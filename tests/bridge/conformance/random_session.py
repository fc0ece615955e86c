"""One random session in a DAW's stand-in, with faults on the way; what is told is compared with what is there."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from bridge.scripted.session import ScriptedSession
from engine.daw.daw import AddMarker, Change, DawSession, Duplicate, NewTrack, PlaceAudio, PlaceMidi, SetGain, Snapshot
from engine.library.turn import Turn
from tests.bridge.conformance.daws import Row, furnished, offences
from tests.bridge.conformance.faults import BY_USER, FaultyLine, Trouble
from tests.bridge.conformance.test_changes import told, tone
from tests.engine.assistant.undo.random_requests import requests
from tests.engine.assistant.undo.song import AtWork

MAKERS = (NewTrack, PlaceAudio, PlaceMidi, Duplicate, AddMarker)


class RandomSession:
    """A session that is being played; AssertionError at the first thing that was told wrongly."""

    def __init__(self, row: Row, folder: Path, seed: int) -> None:
        assert row.start
        folder.mkdir()
        self.chance, self.where = random.Random(seed), f"{row.name}, seed {seed}"
        self.trouble = Trouble()
        self.host = row.start(folder, self.trouble).start()
        self.sound = tone(folder / "hook.wav", 330.0)
        session = furnished(self.host.session(), tone(folder / "tone.wav"))
        assert isinstance(session, ScriptedSession)
        self.line = FaultyLine(session._line, self.chance, self.host, self.trouble)
        session._line = self.line
        self.session = session
        self.work = AtWork(session, folder)
        self.first = self.told()
        self.is_ours = True
        """Whether nobody else has changed anything, and nothing was told as unknown."""

    def close(self) -> None:
        """End it; what the script did against the DAW's rules is an error."""
        self.work.library.close()
        self.session.close()
        self.host.stop()
        assert offences(self.host) == [], f"{self.where}: {offences(self.host)}"

    def told(self) -> tuple[object, ...]:
        """What a musician sees now."""
        return told(self.session.snapshot())

    def step(self, number: int, fault: str = "") -> None:
        """One request, with a fault on its way."""
        before = self.session.snapshot()
        changes = drawn(self.session, self.chance, self.sound)
        meant = {getattr(change, "track", "") for change in changes}
        self.line.mine -= {track.name for track in before.tracks if track.id in meant}
        met = len(self.line.met)
        self.line.fault = fault
        try:
            turn = self.work.ask(changes)
        finally:
            self.line.fault = ""
        was_met = len(self.line.met) > met
        after = self.session.snapshot()
        states = {one.outcome.state for one in turn.applied}
        at = f"{self.where}, step {number}, {fault if was_met else 'no fault'}: " + "; ".join(
            f"{one.change} -> {one.outcome}" for one in turn.applied
        )
        assert was_met or "unknown" not in states, at
        assert all(one.outcome.is_done or one.outcome.why.endswith((".", "?", "!")) for one in turn.applied), at
        names = {one.name for one in after.tracks}
        assert self.line.mine <= names, f"{at}: the user's tracks {self.line.mine - names} are gone"
        self.is_ours &= "unknown" not in states and not (was_met and fault in BY_USER)
        if not (was_met and fault in BY_USER):
            _judge(turn, before, after, at)

    def undo_or_redo(self) -> None:
        """Take the newest request back, or make one again."""
        (self.work.undo if self.chance.random() < 0.6 else self.work.redo)()

    def end(self) -> None:
        """Take everything back: it is as it was at the beginning, or it is said what is not."""
        _, said = self.work.undo("everything")
        if self.is_ours and not said:
            now = self.told()
            assert now == self.first, f"{self.where}: {differences(self.first, now)}"
        names = {one.name for one in self.session.snapshot().tracks}
        assert self.line.mine <= names, f"{self.where}: undoing took the user's tracks {self.line.mine - names}"


def drawn(session: DawSession, chance: random.Random, sound: Path) -> list[Change]:
    """A request of kinds that this DAW can do, on what its session holds now."""
    now: Any = session.snapshot()
    for _ in range(50):
        made = requests(now, chance, sound)
        if all(one.capability in now.capabilities for one in made):
            return made
    return [SetGain("nobody", 0.0)]


def _judge(turn: Turn, before: Snapshot, after: Snapshot, at: str) -> None:
    """What is done is there, what is not done left nothing."""
    states = {one.outcome.state for one in turn.applied}
    is_same = told(after) == told(before)
    if states == {"not_done"}:
        assert is_same, f"{at}: {differences(told(before), told(after))}"
    wrong = [one.change for one in turn.applied if one.outcome.is_done and isinstance(one.change, MAKERS)]
    assert not (is_same and wrong), f"{at}: nothing of it is there"
    if len(turn.applied) == 1 and turn.applied[0].outcome.is_done and not turn.applied[0].outcome.why:
        one = turn.applied[0]
        change = one.change.resolved(dict(one.outcome.made))
        assert change.broken(one.outcome, before, after) == "", at


def differences(one: tuple[object, ...], other: tuple[object, ...]) -> list[object]:
    """What differs in what a musician sees."""
    found: list[object] = []
    for a, b in zip(one, other, strict=True):
        if a != b and isinstance(a, list) and isinstance(b, list):
            found.append((["was", *(x for x in a if x not in b)], ["is", *(x for x in b if x not in a)]))
        elif a != b:
            found.append((a, b))
    return found
