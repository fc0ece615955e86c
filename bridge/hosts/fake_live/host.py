"""A test host: Tonmeister's real script for Live, run in a stand-in for Live with the rules of Live.

`python -m bridge.hosts.fake_live.host FOLDER` keeps one running with a set in FOLDER.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import importlib.util
import itertools
import marshal
import queue
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any

from bridge.hosts.fake_live.application import LiveApplication
from bridge.hosts.fake_live.clip import MidiNoteSpecification
from bridge.hosts.fake_live.listing import VERSIONS
from bridge.hosts.fake_live.song import LiveSong
from bridge.hosts.fake_live.world import LiveWorld
from bridge.hosts.tick_clock import TickClock
from bridge.live.install import copy_script, folder_in
from bridge.live.session import LiveSession
from bridge.mailbox import Mailbox
from engine.errors import TonmeisterError, UserError

_numbers = itertools.count()
_loading = threading.Lock()


class FakeLive:
    """A thread that is Live's own: in its ticks the script's `update_display` runs, between them the user."""

    def __init__(
        self,
        folder: Path,
        *,
        version: str = VERSIONS[-1],
        name: str = "Song",
        mailbox: Mailbox | None = None,
        tempo: float = 120.0,
        tick_s: float = 0.002,
        is_saved: bool = True,
        script: Path | None = None,
        trouble: Callable[[str], str] | None = None,
    ) -> None:
        """`script` is the folder of another script than ours; `trouble` as in World."""
        self.folder = folder.resolve()
        self.mailbox = mailbox or Mailbox(self.folder / "mailbox", "live")
        path = str(self.folder / f"{name} Project" / f"{name}.als") if is_saved else ""
        self.world = LiveWorld(version, path=path, tempo=tempo, trouble=trouble)
        self.log: list[str] = []
        """What the script wrote into Live's log."""
        self.clock = TickClock(tick_s)
        self._script = script
        self._acts: queue.Queue[Callable[[], None]] = queue.Queue()
        self._stop, self._ready, self._goes_on = threading.Event(), threading.Event(), threading.Event()
        self._goes_on.set()
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="fake-live", daemon=True)

    def __enter__(self) -> FakeLive:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> FakeLive:
        """Start, and wait until the script announces itself."""
        (self.folder / "Library").mkdir(parents=True, exist_ok=True)
        if self.world.path:
            Path(self.world.path).parent.mkdir(parents=True, exist_ok=True)
        self.mailbox.prepare()
        self._thread.start()
        if not self._ready.wait(20) or self._failure:
            said = self._failure or (self.log[-1] if self.log else "it took too long")
            self.stop()
            raise UserError(f"The test host did not start: {said}")
        return self

    def stop(self) -> None:
        """Close Live."""
        self._stop.set()
        self._goes_on.set()
        if self._thread.is_alive():
            self._thread.join(10)

    def session(self) -> LiveSession:
        """A connection to it."""
        path = self.world.path
        return LiveSession(self.mailbox, next(one for one in self.mailbox.hellos() if one.path == path))

    @property
    def offences(self) -> list[str]:
        """What the script did against Live's rules."""
        return list(self.world.offences)

    def is_running(self) -> bool:
        """Whether it still runs."""
        return self._thread.is_alive()

    def by_user(self, act: Callable[[LiveWorld], object]) -> None:
        """Something that the user does in Live, between two ticks; waits until it is done."""
        done = threading.Event()
        failed: list[Exception] = []

        def acted() -> None:
            try:
                act(self.world)
            except Exception as error:
                failed.append(error)
            self.world.changed()
            done.set()

        self._acts.put(acted)
        if not done.wait(10):
            raise UserError(f"The test host does not go on: {self._failure}")
        if failed:
            raise failed[0]

    @contextlib.contextmanager
    def hanging(self) -> Iterator[None]:
        """Live hangs, or shows a dialog: no ticks."""
        self._goes_on.clear()
        try:
            yield
        finally:
            self._goes_on.set()

    def _run(self) -> None:
        surface: Any = None
        try:
            surface = self._load()
            while not self._stop.is_set():
                self._goes_on.wait()
                while not self._acts.empty():
                    self._acts.get()()
                self._tick(surface.update_display)
                if not self._ready.is_set() and self.mailbox.hellos():
                    self._ready.set()
                self.clock.rest()
            self._tick(surface.disconnect)
        except BaseException as error:  # kept for start(), which runs in the other thread
            self._failure = error
            self.log.append(f"Live ended: {error}")
            if surface is not None and surface._server:
                surface._server.close()  # as the end of a program does
                with contextlib.suppress(BaseException):  # nothing of the script may go on in another thread
                    self._tick(surface._commands.close)
        finally:
            self._ready.set()

    def _tick(self, act: Callable[[], None]) -> None:
        self.world.begin_tick()
        try:
            with self.clock.tick():
                act()
        finally:
            self.world.end_tick()

    def _load(self) -> Any:
        """The script as Live loads it: a folder of its own among the remote scripts, in Live's own Python."""
        folder = self._script or copy_script(folder_in(self.folder / "Library"), self.mailbox)
        if self._script:
            (folder / "settings.json").write_text(f'{{"folder": "{self.mailbox.folder}"}}', "utf-8")
        else:
            _lay_compiled(folder)
        self.world.thread = threading.get_ident()
        self.world.begin_tick()
        with _loading, _modules(self):
            name = f"tonmeister_in_live_{next(_numbers)}"
            spec = importlib.util.spec_from_file_location(
                name, folder / "__init__.py", submodule_search_locations=[str(folder)]
            )
            assert spec and spec.loader
            module = importlib.util.module_from_spec(spec)
            sys.modules[name] = module
            spec.loader.exec_module(module)
        surface = module.create_instance(_Instance(self))
        self.world.end_tick()
        return surface


def _lay_compiled(folder: Path) -> None:
    """Lay beside a script what its files were compiled to when another host of this process had the same ones."""
    for file in folder.glob("*.py"):
        made = Path(importlib.util.cache_from_source(str(file)))
        made.parent.mkdir(exist_ok=True)
        made.write_bytes(_compiled(file.read_bytes()))


@functools.cache
def _compiled(source: bytes) -> bytes:
    """As Python keeps it, valid for just this source wherever it lies (PEP 552)."""
    code = marshal.dumps(compile(source, "<a script in Live>", "exec", dont_inherit=True))
    return importlib.util.MAGIC_NUMBER + (0b11).to_bytes(4, "little") + importlib.util.source_hash(source) + code


class _Instance:
    """What Live gives to a script."""

    def __init__(self, host: FakeLive) -> None:
        self.host = host


@contextlib.contextmanager
def _modules(host: FakeLive) -> Iterator[None]:
    """The modules that only Live has, while the script is loaded."""

    class ControlSurface:
        """As much of the frame as a script without controls needs."""

        def __init__(self, c_instance: _Instance) -> None:
            self._c_instance = c_instance

        def song(self) -> LiveSong:
            """The set."""
            world = self._c_instance.host.world
            return LiveSong(world, world.song.ptr)

        def log_message(self, *words: object) -> None:
            """A line in Live's log."""
            self._c_instance.host.log.append(" ".join(map(str, words)))

        def show_message(self, text: str) -> None:
            """A line in Live's status bar."""
            self._c_instance.host.log.append(text)

        def update_display(self) -> None:
            """Ten times a second."""

        def disconnect(self) -> None:
            """The script is not wanted any more."""

    def get_application() -> LiveApplication:
        return LiveApplication(host.world, host.world.song.ptr)

    live = _module("Live", Application=_module("Live.Application", get_application=get_application))
    vars(live)["Clip"] = _module("Live.Clip", MidiNoteSpecification=MidiNoteSpecification)
    frame = _module("_Framework.ControlSurface", ControlSurface=ControlSurface)
    made = {"Live": live, "_Framework": _module("_Framework"), "_Framework.ControlSurface": frame}
    before = {name: sys.modules.get(name) for name in made}
    sys.modules.update(made)
    try:
        yield
    finally:
        for name, module in before.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module


def _module(name: str, **members: object) -> ModuleType:
    made = ModuleType(name)
    vars(made).update(members)
    return made


def main(argv: list[str] | None = None) -> int:
    """Run until the time is up or Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m bridge.hosts.fake_live.host", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the set lies")
    parser.add_argument("--version", choices=VERSIONS, default=VERSIONS[-1], help="which Live")
    parser.add_argument("--mailbox", type=Path, help="the shared folder; without it, one in FOLDER")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="how long to run")
    asked = parser.parse_args(argv)
    mailbox = Mailbox(asked.mailbox, "live") if asked.mailbox else None
    try:
        with FakeLive(asked.folder, version=asked.version, mailbox=mailbox, tick_s=0.1) as host:
            print(f"The fake Live {asked.version} runs; its shared folder is {host.mailbox.folder}", flush=True)
            until = time.monotonic() + asked.seconds
            with contextlib.suppress(KeyboardInterrupt):
                while host.is_running() and time.monotonic() < until:
                    time.sleep(0.1)
    except TonmeisterError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
