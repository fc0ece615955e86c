"""A test host: Tonmeister's real script for Bitwig Studio, run in a stand-in with Bitwig's interfaces and rules.

`python -m bridge.hosts.fake_bitwig.host FOLDER` keeps one running.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import queue
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from bridge.bitwig.install import copy_script, write_port
from bridge.bitwig.session import BitwigSession
from bridge.hosts.fake_bitwig.host_things import HostThing
from bridge.hosts.fake_bitwig.model import FakeBitwigProject
from bridge.hosts.fake_bitwig.strict import Desk, Uuid
from bridge.hosts.fake_bitwig.world import BitwigWorld
from bridge.hosts.tick_clock import TickClock
from bridge.mailbox import Mailbox
from engine.errors import TonmeisterError, UserError

VERSIONS = (17, 20, 25)
"""The versions of the API that are tried: the oldest that will do, the first that tells ids of tracks, the newest."""
MAIN = "Tonmeister.control.js"
_PARKS_S = 5.0


class FakeBitwig:
    """A thread that is Bitwig's own: it does what scripts asked for, then tells them what has changed."""

    def __init__(
        self,
        folder: Path,
        *,
        api: int = VERSIONS[-1],
        name: str = "Song",
        mailbox: Mailbox | None = None,
        tempo: float = 120.0,
        tick_s: float = 0.001,
        has_java: bool = True,
        script: Path | None = None,
        project: FakeBitwigProject | None = None,
        trouble: Callable[[str], str] | None = None,
    ) -> None:
        """`script` is the folder of another script than ours; `project` was open before; `trouble` as in Desk."""
        self.folder = folder.resolve()
        self.mailbox = mailbox or Mailbox(self.folder / "mailbox", "bitwig")
        self.world = BitwigWorld(project or FakeBitwigProject(name, tempo), api)
        self.log: list[str] = []
        """What the script wrote into Bitwig's console."""
        self.clock = TickClock(tick_s)
        self._has_java, self._script, self._trouble = has_java, script, trouble
        self._acts: queue.Queue[Callable[[], None]] = queue.Queue()
        self._stop, self._ready, self._goes_on = threading.Event(), threading.Event(), threading.Event()
        self._goes_on.set()
        self._hangs = threading.Event()
        self._failure: BaseException | None = None
        self._host: HostThing | None = None
        self._thread = threading.Thread(target=self._run, name="fake-bitwig", daemon=True)

    def __enter__(self) -> FakeBitwig:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> FakeBitwig:
        """Start, and wait until the script listens. UserError when it does not."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.mailbox.prepare()
        self._thread.start()
        if not self._ready.wait(20) or self._failure:
            said = self._failure or (self.log[-1] if self.log else "it took too long")
            self.stop()
            raise UserError(f"The test host did not start: {said}")
        return self

    def stop(self) -> None:
        """Close Bitwig."""
        self._stop.set()
        self._goes_on.set()
        if self._thread.is_alive():
            self._thread.join(10)

    def session(self) -> BitwigSession:
        """A connection to it."""
        return BitwigSession(self.mailbox)

    @property
    def offences(self) -> list[str]:
        """What the script did against Bitwig's rules."""
        return list(self.world.offences)

    def is_running(self) -> bool:
        """Whether it still runs."""
        return self._thread.is_alive()

    def by_user(self, act: Callable[[BitwigWorld], object], *, is_undoable: bool = True) -> None:
        """Something that the user does in Bitwig, as a step of its undo; waits until it is done."""
        done = threading.Event()
        failed: list[Exception] = []

        def acted() -> None:
            try:
                if is_undoable:
                    self.world.keep()
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
        """Bitwig hangs, or its engine is busy."""
        self._goes_on.clear()
        self._hangs.wait(_PARKS_S)  # what it does now it still ends
        try:
            yield
        finally:
            self._goes_on.set()

    def _run(self) -> None:
        try:
            js = self._load()
            while not self._stop.is_set():
                if not self._goes_on.is_set():
                    self._hangs.set()
                    self._goes_on.wait()
                    self._hangs.clear()
                self._tick(js)
                if not self.world.is_due:  # its clock goes by turns, and need not wait for what will come of itself
                    self.clock.rest()
            js.eval("typeof exit === 'function' && exit()")
        except BaseException as error:  # kept for start(), which runs in the other thread
            self._failure = error
            self.world.offences.append(f"The script ended: {error}")
        finally:
            for one in self._host.sockets if self._host else ():
                one.close()
            self._ready.set()

    def _tick(self, js: Any) -> None:
        assert self._host
        with self.clock.turn():
            self.world.tick()
            while not self._acts.empty():
                self._acts.get()()
            if self.world.flush():
                with self.clock.script():
                    js.eval("typeof flush === 'function' && flush()")
            for one in self._host.sockets:
                one.work()

    def _load(self) -> Any:
        """The script as Bitwig loads it: its files in one folder, in an engine for JavaScript."""
        import quickjs

        port = _free_port()
        folder = self._script or self.folder / "Controller Scripts" / "Tonmeister"
        if self._script is None:
            copy_script(folder, self.mailbox, port)
        js = quickjs.Context()
        desk = Desk(
            lambda number, given: self._fire(js, desk, number, given),
            self.world.refused,
            self.world.api,
            trouble=self._trouble,
        )
        self._host = HostThing(self.world, desk, self.log)
        assert desk.number(self._host) == 1
        js.add_callable("__call", desk.call)
        js.add_callable("__has", desk.has)
        js.add_callable("__load", lambda name: (folder / name).read_text("utf-8"))
        js.add_callable("__uuid", lambda text: json.dumps(desk.to_script(Uuid(text))))
        js.set("__java", self._has_java)
        js.eval(Path(__file__).with_name("shim.js").read_text("utf-8"))
        js.eval((folder / MAIN).read_text("utf-8"))
        if not self._host.is_defined or not desk.loaded:
            raise UserError("The script does not say which API it wants and what it is called.")
        self.world.is_starting = True
        js.eval("init()")
        self.world.is_starting = False
        self.world.flush()
        write_port(self.mailbox, self._host.sockets[0].getPort() if self._host.sockets else 0)
        self._ready.set()
        return js

    def _fire(self, js: Any, desk: Desk, number: int, given: list[Any]) -> None:
        values = json.dumps([desk.to_script(one) for one in given])
        fire = js.get("__fire")
        with self.clock.script():
            fire(number, values)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def main(argv: list[str] | None = None) -> int:
    """Run until the time is up or Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m bridge.hosts.fake_bitwig.host", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the script and its shared folder lie")
    parser.add_argument("--api", type=int, choices=VERSIONS, default=VERSIONS[-1], help="which version of the API")
    parser.add_argument("--mailbox", type=Path, help="the shared folder; without it, one in FOLDER")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="how long to run")
    asked = parser.parse_args(argv)
    mailbox = Mailbox(asked.mailbox, "bitwig") if asked.mailbox else None
    try:
        with FakeBitwig(asked.folder, api=asked.api, mailbox=mailbox, tick_s=0.01) as host:
            print(f"The fake Bitwig runs; its shared folder is {host.mailbox.folder}", flush=True)
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
