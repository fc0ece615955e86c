"""One random session in a DAW, with faults on the way; what is told is compared with what is there."""

from __future__ import annotations

import contextlib
import random
import re
import shutil
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.daw_faults import file_faults, line_faults
from bench.daw_faults.file_faults import FaultySession
from bench.daw_faults.judgement import FalseSuccess, LostWork, NotBack, must
from bench.daw_faults.line_faults import FaultyLine, Trouble
from bridge.dawproject.dawproject import Dawproject
from bridge.dawproject.empty import write_empty
from bridge.dawproject.sounds import Sounds
from bridge.folder.folder import Folder
from bridge.scripted.session import ScriptedSession
from engine.daw.daw import AddMarker, Change, DawSession, Duplicate, NewTrack, PlaceAudio, PlaceMidi, SetGain, Snapshot
from engine.errors import TonmeisterError
from engine.library.turn import Turn
from tests.bridge.conformance.daws import Host, Row, furnished, offences
from tests.bridge.conformance.test_changes import told, tone
from tests.engine.assistant.undo.random_requests import requests
from tests.engine.assistant.undo.song import AtWork

MAKERS = (NewTrack, PlaceAudio, PlaceMidi, Duplicate, AddMarker)
LONG, LONG_HANGS = "hangs long", 0.006
"""A DAW that hangs for longer than one waits: seldom, because it takes so long."""
UNSURE = frozenset({"killed", "trouble"})
"""Faults after which it may be unknown what was done."""


class RandomSession(ABC):
    """A session that is being played; AssertionError at the first thing that was told wrongly."""

    faults: tuple[str, ...]
    by_user: frozenset[str]
    """Faults after which the session is not only ours."""

    def __init__(self, name: str, folder: Path, seed: int) -> None:
        folder.mkdir()
        self.folder, self.chance, self.where = folder, random.Random(seed), f"{name}, seed {seed}"
        self.sound = tone(folder / "hook.wav", 330.0)
        self.session, self.line = self.open(name)
        self.work = AtWork(self.session, folder)
        self.first = self.told()
        self.is_ours = True
        """Whether nobody else has changed anything, and nothing was told as unknown."""

    @abstractmethod
    def open(self, name: str) -> tuple[DawSession, FaultyLine | FaultySession]:
        """A session that is furnished, and what makes faults on its way."""

    @abstractmethod
    def close(self) -> None:
        """End it; what was done against the DAW's rules is an error."""

    def told(self) -> tuple[object, ...]:
        """What a musician sees now."""
        return told(self.session.snapshot())

    def play(self, steps: int, *, has_faults: bool = True, in_turn: bool = False) -> None:
        """So many requests, with faults drawn at random or one after the other; then all is taken back."""
        is_alone = self.chance.random() < 0.5  # then all must come back to the last value
        faults = [one for one in self.faults if one != LONG and not (is_alone and one in {*self.by_user, *UNSURE})]
        for number in range(steps):
            fault = (
                self.faults[number % (len(self.faults) - (LONG in self.faults))]
                if in_turn
                else self.chance.choice((*faults, *[""] * 8))
            )
            if not in_turn and LONG in self.faults and self.chance.random() < LONG_HANGS and not is_alone:
                fault = LONG
            self.step(number, fault if has_faults else "")
            if self.chance.random() < 0.1:
                self.undo_or_redo()
        self.end()

    def step(self, number: int, fault: str = "") -> None:
        """One request, with a fault on its way."""
        before = self.session.snapshot()
        changes = drawn(self.session, self.chance, self.sound)
        meant = {getattr(change, "track", "") for change in changes}
        self.line.mine -= {track.name for track in before.tracks if track.id in meant}
        meant = {getattr(change, "region", "") for change in changes}
        self.line.mine -= {one.name for one in before.regions if one.id in meant}
        met = len(self.line.met)
        self.line.fault = fault
        try:
            turn = self.work.ask(changes)
        finally:
            self.line.fault = ""
        self.settle()
        was_met = len(self.line.met) > met
        after = self.session.snapshot()
        states = {one.outcome.state for one in turn.applied}
        at = f"{self.where}, step {number}, {fault if was_met else 'no fault'}: " + "; ".join(
            f"{one.change} -> {one.outcome}" for one in turn.applied
        )
        must(was_met or "unknown" not in states, AssertionError, at)
        is_said = all(one.outcome.is_done or one.outcome.why.endswith((".", "?", "!")) for one in turn.applied)
        must(is_said, AssertionError, at)
        self.users_work_is_there(after, at)
        is_by_user = was_met and fault in self.by_user
        self.is_ours &= "unknown" not in states and not is_by_user
        if not is_by_user:
            _judge(turn, before, after, at)

    def settle(self) -> None:
        """Wait for what others do beside."""
        return None

    def users_work_is_there(self, now: Snapshot, at: str) -> None:
        """LostWork when something that the user has made meanwhile is gone."""
        names = {one.name for one in (*now.tracks, *now.regions)}
        must(self.line.mine <= names, LostWork, f"{at}: the user's {self.line.mine - names} are gone")

    def undo_or_redo(self) -> None:
        """Take the newest request back, or make one again."""
        (self.work.undo if self.chance.random() < 0.6 else self.work.redo)()

    def end(self) -> None:
        """Take everything back: it is as it was at the beginning, or it is said what is not."""
        turn, said = self.work.undo("everything")
        if self.is_ours and not said:
            first, now = (self._without_order(one) for one in (_with_told_names(self.first, turn), self.told()))
            must(now == first, NotBack, f"{self.where}: {differences(first, now)}")
        self.users_work_is_there(self.session.snapshot(), f"{self.where}, all undone")

    def _without_order(self, seen: tuple[object, ...]) -> tuple[object, ...]:
        """Where tracks cannot be moved among the others, one that comes back is the last."""
        return seen if "set_position" in self.session.snapshot().capabilities else (*seen[:2], *seen[3:])


class ScriptSession(RandomSession):
    """In a stand-in that runs our script."""

    faults = (*line_faults.FAULTS, LONG)
    by_user = line_faults.BY_USER

    def __init__(self, row: Row, folder: Path, seed: int) -> None:
        self._row, self.trouble = row, Trouble()
        super().__init__(row.name, folder, seed)

    def open(self, name: str) -> tuple[DawSession, FaultyLine]:
        """See RandomSession."""
        assert self._row.start
        self.host: Host = self._row.start(self.folder, self.trouble).start()
        session = furnished(self.host.session(), tone(self.folder / "tone.wav"))
        assert isinstance(session, ScriptedSession)
        line = FaultyLine(session._line, self.chance, self.host, self.trouble)
        session._line = line
        return session, line

    def close(self) -> None:
        """See RandomSession."""
        self.work.library.close()
        self.session.close()
        self.host.stop()
        found = offences(self.host)
        must(found == [], AssertionError, f"{self.where}: {found}")

    def end(self) -> None:
        """Besides, now and then, the DAW ends in the middle of a request, and is started with another project."""
        super().end()
        if self.chance.random() < 0.3:
            self.dies()

    def dies(self) -> None:
        """What was asked for in the dead DAW is never done in the one that took its place."""
        before = self.session.snapshot()
        changes = drawn(self.session, self.chance, self.sound)
        end = threading.Thread(target=self._end, args=(self.chance.uniform(0, 0.03),))
        end.start()
        self.session.apply(changes, expected_revision=before.revision, label="dies")
        end.join()
        with line_faults.successor(self.host) as other:
            session = other.session()
            empty = told(session.snapshot())
            must(told_or_silent(self.session) != empty or told(before) == empty, FalseSuccess, f"{self.where}: another")
            outcomes = self.session.apply(changes, expected_revision=before.revision, label="late")
            at = f"{self.where}, another project: {list(zip(changes, outcomes, strict=True))}"
            must(all(one.state == "not_done" for one in outcomes), FalseSuccess, at)
            must(told(session.snapshot()) == empty, LostWork, at)
            session.close()

    def _end(self, later_s: float) -> None:
        time.sleep(later_s)
        self.host.stop()


class FileSession(RandomSession):
    """In a file or a folder."""

    faults = file_faults.FAULTS
    by_user = file_faults.BY_USER
    line: FaultySession

    def open(self, name: str) -> tuple[DawSession, FaultySession]:
        """See RandomSession."""
        kind = Dawproject() if name == "dawproject" else Folder()
        place = self.folder / ("Song.dawproject" if name == "dawproject" else "Watched")
        if name == "dawproject":
            write_empty(place)
        else:
            place.mkdir()
        line = FaultySession(kind, place, self.folder, self.chance)
        line.sound = self.sound
        furnished(line, tone(self.folder / "tone.wav"))
        return line, line

    def close(self) -> None:
        """See RandomSession; no half-written file may stay."""
        self.work.library.close()
        self.session.close()

    def settle(self) -> None:
        """See RandomSession."""
        self.line.settle()

    def step(self, number: int, fault: str = "") -> None:
        """See RandomSession; or killed on the way: all of it is there, or nothing, or the first changes."""
        if fault != "killed":
            super().step(number, fault)
            return
        before = self.session.snapshot()
        changes = drawn(self.session, self.chance, self.sound)
        meant = {getattr(change, "track", "") for change in changes} | {getattr(c, "region", "") for c in changes}
        self.line.mine -= {one.name for one in (*before.tracks, *before.regions) if one.id in meant}
        allowed = [told(before), *self._stages(changes)]
        self.work.library.close()
        was_killed = self.line.killed(lambda: (self.work.restart(), self.work.ask(changes)))
        self.line.met.append("killed")
        self.line.reopen()
        self.work.restart()
        self.work.library.mark_interrupted()  # as the engine does when it starts
        at = f"{self.where}, step {number}, killed ({was_killed}): {changes}"
        after = self.session.snapshot()
        self.users_work_is_there(after, at)
        now = told(after)
        must(
            now in allowed,
            FalseSuccess,
            f"{at}: {differences(allowed[0], now)}; whole: {differences(allowed[-1], now)}",
        )
        self.is_ours &= now == allowed[0]

    def _stages(self, changes: list[Change]) -> Iterator[tuple[object, ...]]:
        """How the session may be after a list that was not carried out to its end, tried on copies."""
        for count in range(1, len(changes) + 1):
            with self._twin() as twin:
                twin.apply(changes[:count], expected_revision=twin.snapshot().revision, label="twin")
                yield told(twin.snapshot())

    @contextlib.contextmanager
    def _twin(self) -> Iterator[DawSession]:
        place = self.folder / "twin" / self.line.place.name
        place.parent.mkdir()
        kept, also = (Sounds(one).folder / "removed" for one in (self.line.place, place))
        try:
            copy = shutil.copytree if self.line.place.is_dir() else shutil.copy2
            copy(self.line.place, place)
            if kept.is_dir():  # where tracks lay is kept beside the file, and is known to the copy as well
                shutil.copytree(kept, also)
            with contextlib.closing(file_faults.opened(self.line.kind, place)) as twin:
                yield twin
        finally:
            shutil.rmtree(place.parent)
            shutil.rmtree(also.parent, ignore_errors=True)

    def end(self) -> None:
        """Besides, nothing is left lying about."""
        super().end()
        swept = {self.folder / "home", self.work.scratch}
        left = [one for one in self.folder.rglob("*.tmp") if not swept & {*one.parents}]
        said = [str(one.relative_to(self.folder)) for one in left]
        must(not left, AssertionError, f"{self.where}: left lying about: {said}")


def _with_told_names(seen: tuple[object, ...], turn: Turn) -> tuple[object, ...]:
    """With the names that a DAW gave to markers in place of theirs, where the undo says so."""
    told = {(one.change.name, one.change.at_beats): one.outcome.why for one in turn.applied
            if isinstance(one.change, AddMarker) and one.outcome.is_done and one.outcome.why}  # fmt: skip

    def named(marker: tuple[str, float]) -> tuple[str, float]:
        given = re.search(r"named it '([^']*)'", told.get(marker, ""))
        return (given[1], marker[1]) if given else marker

    markers: Any = seen[3]
    return (*seen[:3], [named(one) for one in markers], *seen[4:])


def session_of(row: Row, folder: Path, seed: int) -> RandomSession:
    """A session of a DAW; with a script, in its stand-in."""
    return ScriptSession(row, folder, seed) if row.start else FileSession(row.name, folder, seed)


def told_or_silent(session: DawSession) -> tuple[object, ...]:
    """What a session shows; nothing when its DAW is not there."""
    try:
        return told(session.snapshot())
    except TonmeisterError:
        return ()


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
        must(is_same, FalseSuccess, f"{at}: {differences(told(before), told(after))}")
    wrong = [one.change for one in turn.applied if one.outcome.is_done and isinstance(one.change, MAKERS)]
    must(not (is_same and wrong), FalseSuccess, f"{at}: nothing of it is there")
    if len(turn.applied) == 1 and turn.applied[0].outcome.is_done and not turn.applied[0].outcome.why:
        one = turn.applied[0]
        change = one.change.resolved(dict(one.outcome.made))
        must(change.broken(one.outcome, before, after) == "", FalseSuccess, at)


def differences(one: tuple[object, ...], other: tuple[object, ...]) -> list[object]:
    """What differs in what a musician sees."""
    found: list[object] = []
    for a, b in zip(one, other, strict=True):
        if a != b and isinstance(a, list) and isinstance(b, list):
            gone, new = [x for x in a if x not in b], [x for x in b if x not in a]
            is_order = not (gone or new)  # the same, in another order or another number of times
            found.append((["was", *(a if is_order else gone)], ["is", *(b if is_order else new)]))
        elif a != b:
            found.append((a, b))
    return found
