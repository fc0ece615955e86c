"""What our scripts cost in a DAW's own thread, and how soon they answer, side by side, in the stand-ins.

    tonmeister bench daws [--daw reaper …] [--tracks 60] [--notes 10000]

Times are those of the stand-in's thread while our script is at work, with what it calls, which is slower than in a
DAW: they say which script does too much, and where the limits are kept with room to spare. A raw import is the
stand-in's, too: where it decodes and draws nothing (2 ms in Live's), a place is judged by the script's own time. What
is idle holds the stand-in's own ticks, which take most of it (seven parts of eight in REAPER's).
`bench real_ardour` has both in a real DAW. A DAW that fails leaves its column empty, and the reason is told.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench.raw_import import raw_import_ms
from bridge.hosts.tick_clock import TickClock
from bridge.mailbox import Mailbox
from bridge.scripted.session import ScriptedSession
from engine.daw import daw
from engine.daw.daw import Change, DawSession, Snapshot
from engine.errors import DawError, TonmeisterError
from engine.media.audio import Audio, write_audio
from engine.media.midi_file import write_midi
from engine.media.note import Note

IDLE_S = 6.0
COUNTED = 20_000
"""Calls by which it is found out what the counting itself takes."""
AGAIN = 5
"""So often a short thing is measured; the middle one counts."""
LIMITS = {
    "snapshot: the script's own, ms": "≤ 5", "place a sound, times a raw import": "≤ 1.2",
    "place all notes at once, times a raw import": "≤ 1.2", "set_gain and read-back, ticks": "≤ 2",
    "dead DAW told, s": "≤ 1", "idle, % of a core": "≤ 1",
}  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """One DAW's stand-in."""

    host: str
    """Module and class."""
    bridge: str
    tick_s: float
    """How often the DAW itself ticks."""
    door: str
    """What all calls of the script into the stand-in go through: module and class."""
    calls: tuple[str, ...]
    """Its methods."""


KINDS: Mapping[str, Kind] = {
    "ardour": Kind(
        "bridge.hosts.fake_ardour:FakeArdour",
        "bridge.ardour.ardour:Ardour",
        0.1,
        "bridge.hosts.fake_ardour:FakeArdour",
        (),
    ),
    "reaper": Kind(
        "bridge.hosts.fake_reaper.host:FakeReaper",
        "bridge.reaper.reaper:Reaper",
        0.033,
        "bridge.hosts.fake_reaper.strict:StrictTable",
        ("call",),
    ),
    "live": Kind(
        "bridge.hosts.fake_live.host:FakeLive",
        "bridge.live.live:Live",
        0.1,
        "bridge.hosts.fake_live.strict:LiveObject",
        ("__getattribute__", "__setattr__", "_perform"),
    ),
    "bitwig": Kind(
        "bridge.hosts.fake_bitwig.host:FakeBitwig",
        "bridge.bitwig.bitwig:Bitwig",
        0.02,
        "bridge.hosts.fake_bitwig.strict:Desk",
        ("call",),
    ),
}
_HOLD = """
import importlib, sys, time
from pathlib import Path
from bridge.hosts.tick_clock import TickClock
from bridge.mailbox import Mailbox
module, name = sys.argv[1].split(":")
host = getattr(importlib.import_module(module), name)
host = host(Path(sys.argv[2]), tick_s=float(sys.argv[4]), mailbox=Mailbox(Path(sys.argv[3]), sys.argv[5])).start()
print("ready", flush=True)
time.sleep(600)
"""


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(prog="tonmeister bench daws", description=__doc__.splitlines()[0])
    parser.add_argument("--daw", choices=sorted(KINDS), action="append", help="only this one; may be said again")
    parser.add_argument("--tracks", type=int, default=60)
    parser.add_argument("--notes", type=int, default=10_000, help="on all tracks together, and in the one long clip")
    asked = parser.parse_args()
    table: dict[str, dict[str, float]] = {}
    failed: list[str] = []
    for name in asked.daw or KINDS:
        column = table.setdefault(name, {})
        with tempfile.TemporaryDirectory(prefix="tonmeister daws ", ignore_cleanup_errors=True) as folder:
            os.environ["TONMEISTER_HOME"] = str(Path(folder) / "home")
            works: dict[str, Callable[[Path], dict[str, float]]] = {
                "worked": functools.partial(_worked, KINDS[name], asked.tracks, asked.notes),
                "own": functools.partial(_own, KINDS[name], asked.tracks, asked.notes),
                "alone": functools.partial(_alone, name, KINDS[name]),
            }
            for what, work in works.items():
                try:
                    column |= work(Path(folder) / what)
                except (TonmeisterError, AssertionError, OSError) as error:
                    failed.append(f"{name} ({what}): {str(error) or type(error).__name__}")
    rows = list(dict.fromkeys(row for column in table.values() for row in column))
    print(f"{asked.tracks} tracks, {asked.notes} notes")
    print("| " + " | ".join(["", "wanted", *table]) + " |")
    print("|" + "---|" * (len(table) + 2))
    for row in rows:
        cells = [f"{column[row]:.4g}" if row in column else "–" for column in table.values()]
        print("| " + " | ".join([row, LIMITS.get(row, ""), *cells]) + " |")
    for why in failed:
        print(why, file=sys.stderr)
    sys.exit(bool(failed))


def _found(name: str) -> Any:
    import importlib

    module, _, thing = name.partition(":")
    return getattr(importlib.import_module(module), thing)


# --- with a large project ---


def _worked(kind: Kind, tracks: int, notes: int, folder: Path) -> dict[str, float]:
    """What single things cost in a project of that size."""
    host = _found(kind.host)(folder)
    with host, contextlib.closing(host.session()) as session:
        assert isinstance(session, ScriptedSession)
        fill(session, tracks, notes // tracks)
        took = _Took(host.clock)
        found: dict[str, float] = {}
        with contextlib.closing(host.session()) as stranger:
            found["snapshot first, ms"], found["its longest tick, ms"], _ = took(stranger.snapshot)
        first = next(one for one in session.snapshot().tracks if one.kind == "midi")
        again = [took(session.snapshot) for _ in range(AGAIN)]
        found["snapshot again, ms"], found["again, longest tick, ms"] = (
            middle([row[n] for row in again]) for n in (0, 1)
        )
        with _at_its_own_pace(host.clock, kind.tick_s):
            set_ = [took(_softer(session, first.id, -3.0 - n)) for n in range(AGAIN)]
        found["set_gain and read-back, ticks"] = middle([row[2] for row in set_])
        found["set_gain and read-back, ms"] = middle([row[0] for row in set_])
        sound = tone(folder / "tone.wav")
        must(session, session.snapshot(), daw.NewTrack("Sound", "audio", ref="sound"))
        now = session.snapshot()
        track = next(one.id for one in now.tracks if one.name == "Sound")
        acts = [daw.PlaceAudio(track, sound, 4.0 * n, f"s{n}", "s") for n in range(AGAIN)]
        found["place a sound, ms"] = middle([took(asked_now(session, one))[0] for one in acts])
        long = long_song(notes)
        later = session.snapshot()
        change = daw.PlaceMidi(first.id, long, 4000.0, notes / 4, "long", "long")
        found["place all notes at once, ms"], found["of it the longest tick, ms"], _ = took(
            lambda: must(session, later, change)
        )
        song = write_midi(folder / "long.mid", long, session.snapshot().tempo_map, notes / 4)
        for what, file in (("place a sound", sound), ("place all notes at once", song)):
            if raw_ms := middle([raw_import_ms(host, file) for _ in range(AGAIN)]):
                found[f"{what}, times a raw import"] = found[f"{what}, ms"] / raw_ms
        return found


def _own(kind: Kind, tracks: int, notes: int, folder: Path) -> dict[str, float]:
    """Of a look at a project of that size, a fader, a place: what the script does itself, besides all that it calls."""
    if not kind.calls:
        return {}
    host = _found(kind.host)(folder)
    with _own_share(_found(kind.door), kind.calls) as share, host, contextlib.closing(host.session()) as session:
        fill(session, tracks, notes // tracks)
        track = next(one.id for one in session.snapshot().tracks if one.kind == "midi")
        took = _Took(host.clock)

        def own(act: Callable[[], object]) -> float:
            elsewhere = share()
            return took(act)[0] - (share() - elsewhere)

        found = {"snapshot: the script's own, ms": middle([own(session.snapshot) for _ in range(AGAIN)])}
        sets = [own(_softer(session, track, -3.0 - number)) for number in range(AGAIN)]
        found["set_gain: the script's own, ms"] = middle(sets)
        made = must(session, session.snapshot(), daw.NewTrack("Sound", "audio", ref="sound"))
        sound, long = tone(folder / "tone.wav"), long_song(notes)
        for what, changes in (
            ("place a sound", [daw.PlaceAudio(made["sound"], sound, 4.0 * n, f"s{n}", "s") for n in range(AGAIN)]),
            ("place all notes at once", [daw.PlaceMidi(track, long, 4000.0, notes / 4, "long", "long")]),
        ):
            taken = [own(asked_now(session, one)) for one in changes]
            found[f"{what}: the script's own, ms"] = middle(taken)
        return found


def long_song(notes: int) -> tuple[Note, ...]:
    """So many notes, four a beat."""
    return tuple(Note(36 + i % 48, i * 0.25, 0.25, 1 + i % 127) for i in range(notes))


def asked_now(session: DawSession, change: Change) -> Callable[[], object]:
    """A change of the session as it is now."""
    return functools.partial(must, session, session.snapshot(), change)


def _softer(session: DawSession, track: str, gain_db: float) -> Callable[[], object]:
    return asked_now(session, daw.SetGain(track, gain_db))


def middle(values: Sequence[float]) -> float:
    """The median."""
    return sorted(values)[len(values) // 2]


@contextlib.contextmanager
def _own_share(door: type, calls: Sequence[str]) -> Iterator[Callable[[], float]]:
    """What all calls of a script into the stand-in take meanwhile, in milliseconds; the rest is the script itself."""
    spent, depth, counted = [0.0], [0], [0]
    kept = {name: door.__dict__[name] for name in calls}

    def timed(call: Callable[..., Any]) -> Callable[..., Any]:
        def timed_call(*given: Any) -> Any:
            if depth[0]:
                return call(*given)
            depth[0], began = 1, time.thread_time()
            try:
                return call(*given)
            finally:
                depth[0] = 0
                spent[0] += time.thread_time() - began
                counted[0] += 1

        return timed_call

    empty, began = timed(lambda: None), time.thread_time()
    for _ in range(COUNTED):
        empty()
    counting_s = (time.thread_time() - began - spent[0]) / COUNTED
    spent[0], counted[0] = 0.0, 0

    for name, call in kept.items():
        setattr(door, name, timed(call))
    try:
        yield lambda: 1000 * (spent[0] + counted[0] * counting_s)
    finally:
        for name, call in kept.items():
            setattr(door, name, call)


@contextlib.contextmanager
def _at_its_own_pace(clock: TickClock, tick_s: float) -> Iterator[None]:
    """The stand-in ticks as slowly as the DAW; else it hurries."""
    hurried, clock.every_s = clock.every_s, tick_s
    try:
        yield
    finally:
        clock.every_s = hurried


class _Took:
    """Measures what something costs in the stand-in's thread."""

    def __init__(self, clock: TickClock) -> None:
        self._clock = clock

    def __call__(self, act: Callable[[], object]) -> tuple[float, float, float]:
        """(milliseconds in all, in the longest tick, ticks until it was over)."""
        clock = self._clock
        clock.longest_s, busy, ticks = 0.0, clock.busy_s, clock.ticks
        act()
        ended = clock.ticks
        while clock.ticks == ended:  # the tick that gave the answer counts when it is over
            time.sleep(0.001)
        return 1000 * (clock.busy_s - busy), 1000 * clock.longest_s, ended - ticks


def fill(session: DawSession, tracks: int, notes: int) -> None:
    """So many tracks, with so many notes on each."""
    rows = long_song(notes)
    for first in range(0, tracks, 10):
        changes: list[Change] = []
        for number in range(first, min(tracks, first + 10)):
            changes.append(daw.NewTrack(f"Track {number}", "midi", ref=f"t{number}"))
            changes.append(daw.PlaceMidi(f"t{number}", rows, 0.0, notes / 4, f"Clip {number}", f"c{number}"))
        must(session, session.snapshot(), *changes)


def must(session: DawSession, seen: Snapshot, *changes: Change) -> dict[str, str]:
    """Make changes; what was made. DawError when one was not done."""
    outcomes = session.apply(changes, expected_revision=seen.revision, label="bench")
    wrong = [outcome.why for outcome in outcomes if not outcome.is_done]
    if wrong:
        raise DawError(wrong[0])
    return dict(pair for outcome in outcomes for pair in outcome.made)


def tone(path: Path) -> Path:
    """Two seconds of a tone."""
    wave = 0.2 * np.sin(2 * np.pi * 440 * np.arange(96000) / 48000)
    return write_audio(path, Audio(np.tile(wave.astype(np.float32), (2, 1)), 48000))


# --- in a process of its own, with the DAW's own ticks ---


def _alone(name: str, kind: Kind, folder: Path) -> dict[str, float]:
    """What it costs to do nothing, and how soon it is told that the DAW has died."""
    mailbox = folder / "mailbox"
    arguments = [kind.host, str(folder / "project"), str(mailbox), str(kind.tick_s), name]
    process = subprocess.Popen([sys.executable, "-c", _HOLD, *arguments], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout and process.stdout.readline() == "ready\n"
        bridge = _found(kind.bridge)(Mailbox(mailbox, name))
        with contextlib.closing(bridge.connect(bridge.find()[0])) as session:
            seen = session.snapshot()
            began = worked_s(process.pid)
            time.sleep(IDLE_S)
            idle = 100 * (worked_s(process.pid) - began) / IDLE_S
            process.send_signal(signal.SIGKILL)
            process.wait()
            start = time.monotonic()
            change = daw.NewTrack("Late", "audio", ref="late")
            try:
                states = {one.state for one in session.apply([change], expected_revision=seen.revision, label="late")}
            except TonmeisterError:
                states = {"not_done"}
            if states != {"not_done"}:
                raise DawError(f"a change in a dead DAW is told as {states}")
            return {"dead DAW told, s": time.monotonic() - start, "idle, % of a core": idle}
    finally:
        process.kill()
        process.wait()


def worked_s(pid: int) -> float:
    """The time that a process has worked so far. Linux only."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
