"""What goes wrong between Tonmeister and a DAW, and in the DAW: one fault on the way of one list of changes."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from bridge.hosts.fake_ardour import FakeArdour
from bridge.hosts.fake_bitwig.host import FakeBitwig
from bridge.hosts.fake_live.host import FakeLive
from bridge.hosts.fake_live.world import LiveWorld
from bridge.hosts.fake_reaper.host import FakeReaper
from bridge.hosts.fake_reaper.project import FakeReaperProject
from bridge.mailbox import MailboxLine
from bridge.protocol import Reply
from bridge.scripted.session import ScriptedSession
from bridge.socket_line import SocketLine
from engine.daw import daw
from engine.daw.daw import Change, Snapshot
from engine.errors import DawError, DawSilent
from tests.bridge.conformance.daws import Host

FAULTS = ("lost", "deaf", "trouble", "user before", "user amid", "cut", "twice", "hangs", "other panel", "trouble")
BY_USER = frozenset({"user before", "user amid", "other panel"})
"""Faults after which the session is not only ours."""
SPARED = ("defer", "GetExtState", "println", "send", "scheduleTask")
"""What a script cannot go on without."""
SHORT_S, LONG_S = 0.15, 3.6
"""A hang within the patience of a line, and one beyond it."""
_POLL_S = 0.0005


class Trouble:
    """Errors in the DAW: the call of that number fails, and some after it may."""

    def __init__(self) -> None:
        self.calls_left, self.errors = -1, 0
        self.counts_from = ""
        """The call that is the first to be counted; "" = the next one."""

    def __call__(self, name: str) -> str:
        """See World, Desk, StrictTable."""
        if self.calls_left < 0 or name in SPARED or self.counts_from not in ("", name):
            return ""
        self.counts_from = ""
        self.calls_left -= 1
        if self.calls_left >= 0 or not self.errors:
            return ""
        self.errors -= 1
        self.calls_left = 0
        return f"The DAW could not do '{name}' this time."


class FaultyLine:
    """A line with a fault on the way of the next list of changes."""

    def __init__(self, line: Any, chance: random.Random, host: Host, trouble: Trouble) -> None:
        self._line, self._chance, self._host, self._trouble = line, chance, host, trouble
        self.fault = ""
        """The next one."""
        self.met: list[str] = []
        """Those that were."""
        self.mine: set[str] = set()
        """Names of the tracks that the user has made meanwhile."""
        self.other: ScriptedSession = host.session()
        if isinstance(line, MailboxLine):
            line.poll_soon_s = _POLL_S

    def call(self, op: str, args: Mapping[str, Any] | None = None, *, timeout_s: float = 10.0) -> Reply:
        """As the line, but for the fault."""

        def really() -> Reply:
            with self._host.clock.hurried():
                reply: Reply = self._line.call(op, args, timeout_s=timeout_s)
            return reply

        if op != "apply" or not self.fault:
            return really()
        fault, self.fault = self.fault, ""
        self.met.append(fault)
        doing: dict[str, Callable[[Callable[[], Reply]], Reply]] = {
            "lost": self._lost, "deaf": self._deaf, "trouble": self._in_trouble, "user before": self._user_before,
            "user amid": self._user_amid, "cut": self._cut, "twice": self._twice, "hangs": self._hangs,
            "hangs long": self._hangs_long, "other panel": self._other_panel,
        }  # fmt: skip
        return doing[fault](really)

    def close(self) -> None:
        """End it."""
        self.other.close()
        self._line.close()

    # --- the way ---

    def _lost(self, really: Callable[[], Reply]) -> Reply:
        really()
        raise DawSilent("The answer was lost.")

    def _deaf(self, really: Callable[[], Reply]) -> Reply:
        raise DawError("The DAW did not pick up the request, and nothing was changed.")

    def _cut(self, really: Callable[[], Reply]) -> Reply:
        """The connection ends before the answer is heard."""
        line = self._line
        if not isinstance(line, SocketLine):
            return really()
        receive = line.receive

        def cut(within_s: float) -> bytes | None:
            line.receive = receive
            frame = receive(within_s)
            if frame and b"picked_up" not in frame:
                line.close()
                return b"{"
            return frame

        line.receive = cut
        return really()

    def _twice(self, really: Callable[[], Reply]) -> Reply:
        """The same command comes twice, so that an answer is still on its way when the next one is asked for."""
        line = self._line
        if not isinstance(line, SocketLine):
            return really()
        send = line.send

        def twice(data: bytes, within_s: float) -> None:
            line.send = send
            send(data, within_s)
            send(data, within_s)

        line.send = twice
        return really()

    # --- the DAW ---

    def _in_trouble(self, really: Callable[[], Reply]) -> Reply:
        self._trouble.errors = self._chance.choice((1, 1, 2, 40))
        self._trouble.calls_left = int(10 ** self._chance.uniform(0, 3.3))
        try:
            return really()
        finally:
            self._trouble.calls_left = -1

    def _hangs(self, really: Callable[[], Reply]) -> Reply:
        return self._during(really, lambda: hang(self._host, SHORT_S))

    def _hangs_long(self, really: Callable[[], Reply]) -> Reply:
        return self._during(really, lambda: hang(self._host, LONG_S))

    # --- others ---

    def _user_before(self, really: Callable[[], Reply]) -> Reply:
        self.by_user()
        return really()

    def _user_amid(self, really: Callable[[], Reply]) -> Reply:
        def by_hand() -> None:
            self.mine -= in_the_daw(self._host, self._chance.random())

        return self._during(really, by_hand)

    def _other_panel(self, really: Callable[[], Reply]) -> Reply:
        return self._during(really, self.by_user)

    def _during(self, really: Callable[[], Reply], act: Callable[[], object]) -> Reply:
        failed: list[BaseException] = []

        def acted() -> None:
            try:
                act()
            except BaseException as error:
                failed.append(error)

        beside = threading.Thread(target=acted, daemon=True)
        beside.start()
        time.sleep(self._chance.choice((0.0, 0.0, 0.005)))
        try:
            return really()
        finally:
            beside.join(30)
            if failed:
                raise failed[0]

    def by_user(self) -> None:
        """An edit over a line of its own, as by a user's hand, or from another panel."""
        now = self.other.snapshot()
        made = [change for change in self._edits(now) if change.capability in now.capabilities]
        change = self._chance.choice(made)
        (outcome,) = self.other.apply([change], expected_revision=now.revision, label="by hand")
        if outcome.is_done and isinstance(change, daw.NewTrack):
            self.mine.add(change.name)

    def _edits(self, now: Snapshot) -> list[Change]:
        tracks = [one for one in now.tracks if one.kind in ("audio", "midi") and one.name not in self.mine]
        made: list[Change] = [daw.NewTrack(f"Mine {len(self.mine)} {id(self) % 97}", "midi", ref="mine")]
        made += [daw.SetGain(one.id, -11.0) for one in tracks] + [daw.SetMute(one.id, True) for one in tracks]
        return made + [daw.RemoveRegion(one.id) for one in now.regions[:1]]


def hang(host: Host, seconds: float) -> None:
    """The DAW does nothing for a while."""
    if isinstance(host, FakeArdour):
        return
    if isinstance(host, FakeReaper):
        host.is_hung = True
        time.sleep(seconds)
        host.is_hung = False
        return
    with host.hanging():
        time.sleep(seconds)


def in_the_daw(host: Host, which: float) -> set[str]:
    """The user's own hand, between two ticks: the DAW's undo, its redo, a fader; names of the tracks that it took."""
    gone: set[str] = set()

    def act(world: Any) -> None:
        before = track_names(world)
        _by_hand(world, which)
        gone.update(before - track_names(world))

    if isinstance(host, FakeReaper):
        host.edit(act)
    elif isinstance(host, FakeLive | FakeBitwig):
        host.by_user(act)
    return gone


def track_names(world: Any) -> set[str]:
    """What the tracks of a stand-in are called."""
    if isinstance(world, FakeReaperProject):
        return {str(one.texts["P_NAME"]) for one in world.now.tracks}
    tracks = world.song.tracks if isinstance(world, LiveWorld) else world.project.tracks
    return {str(one.name) for one in tracks}


def _by_hand(world: Any, which: float) -> None:
    if isinstance(world, FakeReaperProject):
        if which > 0.4:
            world.undo(is_redo=which > 0.7)
            return
        with world.step("fader"):
            for track in world.now.tracks[:1]:
                track.values["D_VOL"] = 0.5
    elif which > 0.7:
        world.redo()
    elif which > 0.4:
        world.undo()
    elif isinstance(world, LiveWorld):
        world.about_to_change()
        world.song.tracks[0].mixer.volume.value = 0.5
    elif world.project.tracks:
        world.project.tracks[0].volume = 0.5


def successor(host: Host) -> Host:
    """The same DAW, started again with another project."""
    more: dict[str, Any] = {"mailbox": host.mailbox}
    if isinstance(host, FakeLive):
        more["version"] = host.world.version
    elif isinstance(host, FakeBitwig):
        more["api"] = host.world.api
    folder = host.folder.parent / "Other" if isinstance(host, FakeArdour) else host.folder
    return type(host)(folder, name="Other", **more)
