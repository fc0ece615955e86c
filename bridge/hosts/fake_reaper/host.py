"""A test host: Tonmeister's real script for REAPER, run in a stand-in that has REAPER's published functions, strictly.

`python -m bridge.hosts.fake_reaper.host FOLDER` keeps one running with a project in FOLDER.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from bridge.hosts.fake_reaper.fx_functions import FxFunctions
from bridge.hosts.fake_reaper.item_functions import ItemFunctions
from bridge.hosts.fake_reaper.project import FakeReaperProject
from bridge.hosts.fake_reaper.project_functions import ProjectFunctions
from bridge.hosts.fake_reaper.strict import StrictTable, Trouble, table_of
from bridge.hosts.fake_reaper.track_functions import TrackFunctions
from bridge.hosts.tick_clock import TickClock
from bridge.mailbox import Mailbox
from bridge.protocol import ScriptHello
from bridge.reaper.install import install
from bridge.reaper.session import ReaperSession
from engine.errors import TonmeisterError, UserError

_GIVE_UP_S = 20.0


class Functions(TrackFunctions, ItemFunctions, FxFunctions, ProjectFunctions):
    """Everything behind the table `reaper`."""

    def __init__(self, project: FakeReaperProject) -> None:
        self.project = project
        self.ext = {}
        self.deferred: list[Callable[[], None]] = []


class FakeReaper:
    """A thread in which the script's `defer` loop runs, as REAPER's main thread would run it."""

    def __init__(
        self,
        folder: Path,
        *,
        name: str = "Song",
        is_saved: bool = True,
        mailbox: Mailbox | None = None,
        bpm: float = 120.0,
        rate: int = 48000,
        tick_s: float = 0.003,
        counts_quarters: bool = False,
        without: frozenset[str] = frozenset(),
        lua: str = "lua54",
        trouble: Trouble | None = None,
    ) -> None:
        """`without`: functions that an older REAPER does not have; `lua`: 7 has Lua 5.4, 6 has 5.3."""
        self.folder = folder.resolve()
        self.mailbox = mailbox or Mailbox(self.folder / "mailbox", "reaper")
        path = self.folder / f"{name}.rpp" if is_saved else None
        self.project = FakeReaperProject(path, bpm=bpm, rate=rate, counts_quarters=counts_quarters)
        self.functions = Functions(self.project)
        self.strict = StrictTable(
            self.functions, self.project.is_alive, without=without, trouble=trouble, stir=self.project.stir
        )
        self.clock = TickClock(tick_s)
        self._lua = lua
        self._stop, self._ready = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="fake-reaper", daemon=True)
        self._edits: list[tuple[Callable[[], Any], threading.Event]] = []
        self._failure: BaseException | None = None
        self.is_hung = False
        """True: REAPER shows a dialog, or works on something else, and ticks no more."""

    def __enter__(self) -> FakeReaper:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> FakeReaper:
        """Start, and wait until the script announces itself."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "reaper.ini").touch()
        if self.project.path:
            self.project.path.touch()
        install(self.mailbox, [self.folder])
        self._thread.start()
        if not self._ready.wait(_GIVE_UP_S) or self._failure:
            raise UserError(f"The test host did not start: {self._failure or 'it took too long'}.")
        return self

    def stop(self) -> None:
        """End it and take its announcement away. AssertionError when the screen was left stopped."""
        self._stop.set()
        self._thread.join(10)
        for hello in self.mailbox.hellos():
            if self._is_ours(hello):
                (self.mailbox.folder / f"hello-{hello.key}.json").unlink(missing_ok=True)
        if self._failure:
            raise self._failure
        if self.functions.refresh:
            raise AssertionError("the screen was left stopped")

    @property
    def key(self) -> str:
        """The project's key in the mailbox."""
        return next(hello.key for hello in self.mailbox.hellos() if self._is_ours(hello))

    def _is_ours(self, hello: ScriptHello) -> bool:
        return hello.path == str(self.project.path or "")

    @property
    def violations(self) -> list[str]:
        """What REAPER would not have done, in sentences; empty for a script that is right."""
        return self.strict.violations

    def session(self) -> ReaperSession:
        """A connection to it."""
        return ReaperSession(self.mailbox, self.key, is_alive=self._thread.is_alive)

    def is_running(self) -> bool:
        """Whether the host still runs."""
        return self._thread.is_alive()

    def edit(self, work: Callable[[FakeReaperProject], Any], label: str = "") -> None:
        """Something that the user does between two ticks; with a label it is an undo step."""

        def act() -> None:
            with self.project.step(label) if label else contextlib.nullcontext():
                work(self.project)

        done = threading.Event()
        self._edits.append((act, done))
        if not done.wait(10):
            raise AssertionError("the host does not tick")

    def _run(self) -> None:
        try:
            self._load()
            while not self._stop.is_set():
                if not self.is_hung:
                    self._tick()
                if not self._ready.is_set() and any(map(self._is_ours, self.mailbox.hellos())):
                    self._ready.set()
                self.clock.rest()
        except BaseException as error:  # kept for start() and stop(), which run in the other thread
            self._failure = error
        finally:
            self._ready.set()

    def _tick(self) -> None:
        while self._edits:
            act, done = self._edits.pop(0)
            act()
            done.set()
        self.project.stir()
        now, self.functions.deferred = self.functions.deferred, []
        with self.clock.tick():
            for work in now:
                work()

    def _load(self) -> None:
        import importlib

        try:
            lua = importlib.import_module(f"lupa.{self._lua}")
        except ImportError as error:
            raise UserError("The test host needs the package lupa; install Tonmeister with [dev].") from error
        runtime = lua.LuaRuntime(unpack_returned_tuples=True, encoding="latin-1", attribute_filter=_no_private)
        runtime.globals()["reaper"] = table_of(runtime, self.strict)
        runtime.execute("python, debug, package = nil")
        run = runtime.eval("function (path) assert (loadfile (path)) () end")
        run(str(self.folder / "Scripts" / "Tonmeister" / "Tonmeister.lua").encode().decode("latin-1"))


def _no_private(thing: object, name: object, is_setting: bool) -> object:
    """Lua sees only the functions that it was given, not Python behind them."""
    raise AttributeError("not for scripts")


def main(argv: list[str] | None = None) -> int:
    """Run until the time is up or Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m bridge.hosts.fake_reaper.host", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the project lies")
    parser.add_argument("--mailbox", type=Path, help="the mailbox's folder; without it, one in FOLDER")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="how long to run")
    asked = parser.parse_args(argv)
    try:
        box = Mailbox(asked.mailbox, "reaper") if asked.mailbox else None
        with FakeReaper(asked.folder, mailbox=box) as host:
            print(f"The stand-in for REAPER runs; its mailbox is {host.mailbox.folder}", flush=True)
            until = time.monotonic() + asked.seconds
            with contextlib.suppress(KeyboardInterrupt):
                while host.is_running() and time.monotonic() < until:
                    time.sleep(0.1)
            for why in host.violations:
                print(why, file=sys.stderr)
            return 1 if host.violations else 0
    except TonmeisterError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
