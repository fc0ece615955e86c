"""Each change that a DAW can do, with a fault at the calls that its script makes meanwhile (`--each-call`).

A fault is an error, two, or forty of them from that call on; or the user's hand in the DAW at that moment.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.daw_faults.judgement import FalseSuccess, must
from bench.daw_faults.line_faults import SPARED
from bench.daw_faults.random_session import differences
from bench.daw_faults.users_hand import HANDS, Hand
from bridge.scripted.session import ScriptedSession
from engine.daw import daw
from engine.daw.changes.change import Kept
from engine.daw.daw import Change, Outcome, Snapshot
from engine.errors import TonmeisterError
from tests.bridge.conformance.daws import Host, Row, furnished, offences
from tests.bridge.conformance.test_changes import MAKE, NOTES, PLUGIN, region, told, tone, track

ERRORS: Mapping[str, int] = {"error": 1, "two errors": 2, "errors": 40}
FAULTS = (*ERRORS, *HANDS)
ANY = 1_000_000_000
Make = Callable[[Snapshot, Path], list[Change]]
SEVERAL: Mapping[str, Make] = {
    "a clip on a new track": lambda s, p: [
        daw.NewTrack("Vox", "audio", ref="t"),
        daw.PlaceAudio("t", p, 8.0, "line", ref="r"),
    ],
    "notes on a new track": lambda s, p: [
        daw.NewTrack("Lead", "midi", ref="t"),
        daw.PlaceMidi("t", NOTES, 8.0, 4.0, "line", ref="r"),
    ],
    "cut and other sound": lambda s, p: [
        daw.Trim(region(s, "beat").id, 0.5, 1.5),
        daw.ReplaceContent(region(s, "beat").id, p, length_s=0.3),
    ],
    "moved and other notes": lambda s, p: [
        daw.Move(region(s, "chords").id, 12.0),
        daw.SetNotes(region(s, "chords").id, NOTES),
    ],
    "knobs": lambda s, p: [
        daw.SetGain(track(s, "Drums").id, -5.0),
        daw.SetPan(track(s, "Drums").id, 0.25),
        daw.SetMute(track(s, "Drums").id, True),
    ],
    "a copy that is renamed": lambda s, p: [
        daw.Duplicate(region(s, "beat").id, 24.0, ref="r"),
        daw.RenameRegion("r", "again"),
    ],
}


def lists() -> Mapping[str, Make]:
    """What is asked for: each change by itself, and lists."""

    def alone(make: Callable[[Snapshot, Path], Change]) -> Make:
        return lambda seen, sound: [make(seen, sound)]

    return {**{name: alone(make) for name, make in MAKE.items() if name not in PLUGIN}, **SEVERAL}


class Armed:
    """What happens at the call of a number."""

    def __init__(self) -> None:
        self.disarm()

    def __call__(self, name: str) -> str:
        """See World, Desk, StrictTable."""
        if self.left < 0 or name in SPARED:
            return ""
        self.left -= 1
        if self.names is not None:
            self.names.append(name)
        if self.left >= 0:
            return ""
        if self.act:
            self.act()
            self.act = None
        if not self.errors:
            return ""
        self.errors -= 1
        self.left = 0
        return f"The DAW could not do '{name}' this time."

    def arm(
        self, *, left: int, errors: int = 0, act: Callable[[], None] | None = None, names: list[str] | None = None
    ) -> None:
        """After so many calls so many errors, or something is done; what is called until then is written down."""
        self.left, self.errors, self.act, self.names = left, errors, act, names

    def disarm(self) -> None:
        """Nothing happens any more."""
        self.arm(left=-1)


class Walk:
    """One DAW's stand-in, and what was found."""

    def __init__(self, row: Row, folder: Path, most: int, seed: int = 0) -> None:
        """`most` calls of a list are tried at most, drawn by the seed."""
        self.row, self.folder, self.most = row, folder, most
        self.armed, self.chance = Armed(), random.Random(seed)
        self.sound = tone(folder / "hook.wav", 330.0)
        self.states = Counter[str]()
        self.found: list[AssertionError] = []
        self.offences: set[str] = set()
        self._number = 0
        self._host: Host | None = None
        self._fresh()

    def close(self) -> None:
        """End it."""
        if self._host:
            self.armed.disarm()
            self.session.close()
            self._host.stop()
            self.offences |= set(offences(self._host))
            self._host = None

    def walk(self, until: float, only: Sequence[str] = (), faults: Sequence[str] = FAULTS) -> None:
        """All lists in random order, as long as there is time."""
        rows = [(name, make, fault) for name, make in lists().items() for fault in faults if not only or name in only]
        self.chance.shuffle(rows)
        for name, make, fault in rows:
            now = self.session.snapshot()
            changes = make(now, self.sound)
            if time.monotonic() < until and all(one.capability in now.capabilities for one in changes):
                self._list(name, make, fault, until)

    def _fresh(self) -> None:
        self.close()
        self._number += 1
        place = self.folder / str(self._number)
        place.mkdir()
        assert self.row.start
        self._host = self.row.start(place, self.armed).start()
        session = furnished(self._host.session(), tone(place / "tone.wav"))
        assert isinstance(session, ScriptedSession)
        self.session, self.first = session, told(session.snapshot())

    def _list(self, name: str, make: Make, fault: str, until: float) -> None:
        names = list[str]()
        clean = self._asked(make, left=ANY, names=names)
        if not all(one.is_done for one in clean):
            self._back(clean)
            return
        whole = told(self.session.snapshot())
        self._back(clean)
        for number in self._tried(names):
            if time.monotonic() > until:
                return
            at = f"{self.row.name}, {name}, {fault} at call {number} of {len(names)} ({names[number]})"
            try:
                self._once(at, make, fault, number, whole)
            except (AssertionError, TonmeisterError) as error:
                said = "; ".join(map(str, getattr(self._host, "log", ())[-2:]))
                is_found = isinstance(error, AssertionError)
                self.found.append(error if is_found else AssertionError(f"{at}: {error} {said}"))
                self._fresh()

    def _tried(self, names: Sequence[str]) -> list[int]:
        """Each function where it is called first, last and in between; as many as may be, drawn."""
        if self.most >= len(names):
            return list(range(len(names)))
        places: dict[str, list[int]] = {}
        for number, name in enumerate(names):
            places.setdefault(name, []).append(number)
        wanted = {found[at] for found in places.values() for at in (0, len(found) // 2, -1)}
        return sorted(self.chance.sample(sorted(wanted), min(self.most, len(wanted))))

    def _asked(self, make: Make, **armed: Any) -> list[Outcome]:
        self._before = self.session.snapshot()
        self._changes = make(self._before, self.sound)
        self.armed.arm(**armed)
        try:
            return self.session.apply(self._changes, expected_revision=self._before.revision, label="walk")
        finally:
            self.armed.disarm()

    def _back(self, outcomes: Sequence[Outcome]) -> None:
        """As it was: by what takes it back, else in a new project."""
        if told(self.session.snapshot()) == self.first:
            return
        ids = {ref: made for one in outcomes for ref, made in one.made}
        for change, outcome in reversed(list(zip(self._changes, outcomes, strict=True))):
            real = change.resolved(ids)
            back = (
                real.inverse(outcome, self._before, lambda one: Kept(one.sources[0], one.offset_s))
                if outcome.is_done
                else ()
            )
            if back:
                self.session.apply(back, expected_revision=self.session.snapshot().revision, label="back")
        if told(self.session.snapshot()) != self.first:
            self._fresh()

    def _once(self, at: str, make: Make, fault: str, number: int, whole: tuple[object, ...]) -> None:
        assert self._host
        users = Hand(self._host, fault) if fault in HANDS else None
        outcomes = self._asked(make, left=number, errors=ERRORS.get(fault, 0), act=users.act if users else None)
        if users:
            users.wait()
        after = self.session.snapshot()
        now, states = told(after), {one.state for one in outcomes}
        said = "; ".join(f"{change} -> {outcome}" for change, outcome in zip(self._changes, outcomes, strict=True))
        self.states[f"{fault}: {'/'.join(sorted(states))}"] += 1
        is_said = all(one.is_done or one.why.endswith((".", "?", "!")) for one in outcomes)
        must(is_said, AssertionError, f"{at}: {said}")
        if users:
            users.judge(at, said, self._before, after, self._changes)
            if states == {"not_done"}:
                users.is_as_it_was(at, said, self._before, after)
            users.undo()
        elif states == {"not_done"}:
            must(now == self.first, FalseSuccess, f"{at}: told as not done: {differences(self.first, now)}: {said}")
        elif states == {"done"} and not any(one.why for one in outcomes):
            must(now == whole, FalseSuccess, f"{at}: told as done: {differences(whole, now)}: {said}")
        elif states == {"done", "not_done"}:
            self._is_in_part(f"{at}: in part: {said}", make, outcomes, now)
            return
        self._back(outcomes)

    def _is_in_part(self, at: str, make: Make, outcomes: Sequence[Outcome], now: tuple[object, ...]) -> None:
        """A list of which a part was done is as if only that part had been asked for."""
        self._fresh()
        seen = self.session.snapshot()
        part = [change for change, one in zip(make(seen, self.sound), outcomes, strict=True) if one.is_done]
        only = self.session.apply(part, expected_revision=seen.revision, label="part")
        wanted, is_whole = told(self.session.snapshot()), all(one.is_done for one in only)
        self._fresh()
        must(not is_whole or now == wanted, FalseSuccess, f"{at}: {differences(wanted, now)}")
