"""A test host: Tonmeister's real script for Ardour, run against a small fake of what Ardour gives to scripts.

`python -m bridge.hosts.fake_ardour FOLDER` keeps one running with a session in FOLDER.
"""

from __future__ import annotations

import argparse
import contextlib
import re
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from bridge import osc
from bridge.ardour.install import copy_script
from bridge.ardour.session import ArdourSession
from bridge.ardour.waveforms import BYTES, SAMPLES, waveform_files
from bridge.hosts.tick_clock import TickClock
from bridge.mailbox import Mailbox
from bridge.verdict import round_trip
from engine.daw.daw import Check
from engine.errors import TonmeisterError, UserError
from engine.media.audio import Audio, AudioInfo, probe_audio, read_audio, write_audio
from engine.media.midi_file import read_midi

HERE = Path(__file__).resolve().parent
TICKS = 1920
# What Ardour takes away from scripts.
_SANDBOX = "os.exit, os.execute, os.getenv, dofile, require, package, debug, coroutine, python = nil"


class FakeArdour:
    """A thread in which the script's timer runs, as Ardour's window thread would run it."""

    def __init__(
        self,
        folder: Path,
        *,
        name: str = "Fake",
        mailbox: Mailbox | None = None,
        rate: int = 48000,
        tick_s: float = 0.002,
        mode: str = "hook",
        trouble: Callable[[str], str] | None = None,
        draws_s: float = 0.0,
    ) -> None:
        """`trouble` is asked before each method that the script calls; a sentence is an error there. A waveform is
        there after `draws_s`."""
        self.folder = folder.resolve()
        self.mailbox = mailbox or Mailbox(self.folder / "mailbox")
        self.name, self._rate, self._mode, self._trouble = name, rate, mode, trouble
        self._draws_s = draws_s
        self._stop = threading.Event()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="fake-ardour", daemon=True)
        self._failure: BaseException | None = None
        self.clock = TickClock(tick_s)

    def __enter__(self) -> FakeArdour:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> FakeArdour:
        """Start, and wait until the script announces itself."""
        self._sounds().mkdir(parents=True, exist_ok=True)
        self.mailbox.prepare()
        self._thread.start()
        if not self._ready.wait(20) or self._failure:
            raise UserError(f"The test host did not start: {self._failure or 'it took too long'}.")
        return self

    def stop(self) -> None:
        """End it and take its announcement away."""
        self._stop.set()
        self._thread.join(10)
        for hello in self.mailbox.hellos():
            if Path(hello.path) == self.folder:
                (self.mailbox.folder / f"hello-{hello.key}.json").unlink(missing_ok=True)

    @property
    def key(self) -> str:
        """The session's key in the mailbox."""
        return next(hello.key for hello in self.mailbox.hellos() if Path(hello.path) == self.folder)

    def session(self) -> ArdourSession:
        """A connection to it."""
        return ArdourSession(self.mailbox, self.key, is_alive=self._thread.is_alive)

    def is_running(self) -> bool:
        """Whether the host still runs."""
        return self._thread.is_alive()

    def _run(self) -> None:
        try:
            tick = self._load()
            while not self._stop.is_set():
                with self.clock.tick():
                    tick()
                if not self._ready.is_set() and list(self.mailbox.folder.glob("hello-*.json")):
                    self._ready.set()
                self.clock.rest()
        except BaseException as error:  # kept for start(), which runs in the other thread
            self._failure = error
        finally:
            self._ready.set()

    def _load(self) -> Any:
        try:
            import lupa.lua53 as lua
        except ImportError as error:
            raise UserError("The stand-in needs the package lupa; install Tonmeister with [standin].") from error
        runtime = lua.LuaRuntime(unpack_returned_tuples=True, encoding="utf-8", attribute_filter=_no_private)
        run = runtime.eval("function (path, ...) local chunk = assert (loadfile (path)) return chunk (...) end")
        timing = run(str(HERE / "fake_time.lua"), self._rate)
        host = self._host_table(runtime)
        parts = run(str(HERE / "fake_session.lua"), host, timing, lambda name, *given: run(str(HERE / name), *given))
        world = run(str(HERE / "fake_ardour.lua"), host, timing, parts)
        for name, value in world.items():
            if name != "listen":  # the stand-in's own; no script has it
                runtime.globals()[name] = value
        runtime.execute(_SANDBOX)
        script = copy_script(self.mailbox)
        tick = run(str(script / "tonmeister.lua"), self._mode, str(self.mailbox.folder), str(script))
        world["listen"](tick)
        return tick

    def _host_table(self, runtime: Any) -> Any:
        return runtime.table_from(
            {
                "path": str(self.folder),
                "name": self.name,
                "rate": self._rate,
                "exists": lambda path: Path(path).is_file(),
                "microseconds": lambda: time.monotonic_ns() // 1000,
                "trouble": self._trouble,
                "save": self._save,
                "send": _send,
                "import_audio": self._import_audio,
                "embed_audio": self._embed_audio,
                "read_midi": lambda path: runtime.table_from(
                    [runtime.table_from(row) for row in _midi_rows(Path(path))]
                ),
            }
        )

    def _save(self, is_pending: bool, regions: str) -> bool:
        path = self.folder / f"{self.name}.{'pending' if is_pending else 'ardour'}"
        path.write_text(f"<Session>{regions}</Session>", "utf-8")
        return True

    def _embed_audio(self, path: str) -> tuple[int, int, str]:
        """Frames, channels, and where Ardour finds a file that is given without its root: below its own sounds."""
        info = probe_audio(path)
        sound = self._sounds() / Path(path).name
        threading.Timer(self._draws_s, self._draw, (sound, info)).start() if self._draws_s else self._draw(sound, info)
        return info.frames, info.channels, path if Path(path).is_absolute() else f"{self._sounds()}/{path}"

    def _draw(self, sound: Path, info: AudioInfo) -> None:
        for path in waveform_files(sound, info.channels):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(b"\1" * BYTES * -(-info.frames // SAMPLES))

    def _sounds(self) -> Path:
        return self.folder / "interchange" / self.name / "audiofiles"

    def _import_audio(self, path: str) -> tuple[int, str]:
        """Frames at the session's rate, and the files that Ardour would keep: one for each channel."""
        info = probe_audio(path)
        frames = round(info.frames * self._rate / info.sample_rate_hz)
        kept = self._sounds()
        if info.channels == 1:
            mono = kept / f"{Path(path).stem}.wav"
            mono.write_bytes(Path(path).read_bytes())
            return frames, str(mono)
        sound, stem = read_audio(path), Path(path).stem
        return frames, "\n".join(
            str(write_audio(kept / f"{stem}%{side}.wav", Audio(channel[None], sound.sample_rate_hz)))
            for side, channel in zip("LR", sound.samples, strict=False)
        )


def _midi_rows(path: Path) -> list[list[int]]:
    return [
        [round(note.start_beats * TICKS), round(note.length_beats * TICKS), note.pitch, note.velocity, note.channel]
        for note in read_midi(path).notes
    ]


def _send(url: str, address: str, text: str) -> None:
    found = re.fullmatch(r"osc\.udp://127\.0\.0\.1:(\d+)", url)
    if found:
        osc.send(int(found[1]), address, text)


def _no_private(thing: object, name: object, is_setting: bool) -> object:
    """Lua sees only the functions that it was given, not Python behind them."""
    raise AttributeError("not for scripts")


def trial() -> list[Check]:
    """The round trip with the real script in the stand-in."""
    with (
        tempfile.TemporaryDirectory(prefix="tonmeister-") as folder,
        FakeArdour(Path(folder)) as host,
        contextlib.closing(host.session()) as session,
    ):
        return round_trip(session)


def main(argv: list[str] | None = None) -> int:
    """Run until the time is up or Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m bridge.hosts.fake_ardour", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the session lies")
    parser.add_argument("--mailbox", type=Path, help="the mailbox's folder; without it, one in FOLDER")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="how long to run")
    asked = parser.parse_args(argv)
    try:
        with FakeArdour(asked.folder, mailbox=Mailbox(asked.mailbox) if asked.mailbox else None) as host:
            print(f"The fake Ardour runs; its mailbox is {host.mailbox.folder}", flush=True)
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
