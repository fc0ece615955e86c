"""A private, real Ardour for demo and tests: own settings, own screen when there is none, silent audio."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO

from bridge.ardour import install as ardour_install
from bridge.ardour.ardour import osc_trigger
from bridge.ardour.session import ArdourSession
from bridge.hosts.ardour_export import export_mix
from bridge.hosts.ardour_settings import settings
from bridge.hosts.ardour_tools import lean_tools
from bridge.hosts.hidden_screen import HiddenScreen, end
from bridge.mailbox import Mailbox
from bridge.protocol import ScriptHello
from engine.daw.daw import Change, SetMeter, SetTempo
from engine.errors import DawError
from engine.media.clip import safe_file_name

TOOLS = ("ardour", "ardour7-new_session", "ardour7-lua")


def why_not() -> str:
    """Empty when a private Ardour can be started here, else one sentence."""
    absent = [tool for tool in TOOLS if shutil.which(tool) is None]
    if not os.environ.get("DISPLAY") and shutil.which("Xvfb") is None:
        absent.append("Xvfb")
    return f"These programs are missing: {', '.join(absent)}; install the packages ardour and xvfb." if absent else ""


class ArdourRig:
    """Starts Ardour with a new (or an existing) session below `folder`, and ends it again."""

    def __init__(
        self,
        folder: Path,
        *,
        name: str = "session",
        bpm: float = 120.0,
        meter: tuple[int, int] = (4, 4),
        rate: int = 48000,
        mailbox: Mailbox | None = None,
        own_screen: bool = True,
        trigger: bool = True,
        hook: bool = True,
        size: tuple[int, int] = (1600, 900),
        beside_px: int = 0,
    ) -> None:
        self.folder = folder.resolve()
        self.name = safe_file_name(name)
        self.session_folder = self.folder / self.name
        self.mailbox = mailbox or Mailbox(self.folder / "mailbox")
        self.log_path = self.folder / "ardour.log"
        self._bpm, self._meter, self._rate = bpm, meter, rate
        self._own_screen, self._trigger, self._hook = own_screen, trigger, hook
        self._size, self._beside_px = size, beside_px
        self._home = self.folder / "home"
        self._config = self._home / ".config" / "ardour7"
        self._screen: HiddenScreen | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._log: IO[bytes] | None = None
        self._sessions: list[ArdourSession] = []
        self._key = ""
        self._slot = 0
        self._started_at = 0
        self.env = self._environment()

    def __enter__(self) -> ArdourRig:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self, *, timeout_s: float = 60.0) -> ArdourRig:
        """Start, and wait until the script inside answers. DawError with the open windows when it does not."""
        if reason := why_not():
            raise DawError(reason)
        is_new = not (self.session_folder / f"{self.name}.ardour").exists()
        self._seed()
        try:
            if is_new:
                self._new_session()
            self._start_screen()
            self._start_ardour()
            self._await_hello(time.monotonic() + timeout_s)
            if is_new:
                self._set_up_session()
        except BaseException:
            self._end()
            raise
        return self

    def session(self) -> ArdourSession:
        """A connection to the session."""
        made = ArdourSession(self.mailbox, self._key, trigger=self._waker(), is_alive=self.is_running)
        self._sessions.append(made)
        return made

    def is_running(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """Ardour's process; 0 while it does not run."""
        return self._process.pid if self._process and self.is_running() else 0

    def windows(self) -> list[str]:
        """Titles of Ardour's windows: more than its main ones means that a dialog is in the way."""
        if shutil.which("xwininfo") is None:
            return []
        shown = subprocess.run(
            ["xwininfo", "-root", "-tree"], env=self.env, capture_output=True, text=True, check=False
        )
        return re.findall(r'"([^"]+)": \("ardour', shown.stdout)

    def screenshot(self, path: Path) -> Path:
        """A picture of Ardour's screen with the whole session in view. DawError when none can be taken."""
        tool = shutil.which("import")
        if tool is None:
            raise DawError("A picture of the screen needs ImageMagick; install the package imagemagick.")
        with contextlib.closing(self.session()) as session:
            session.show()
        time.sleep(0.7)  # Ardour draws waveforms a moment later
        path.parent.mkdir(parents=True, exist_ok=True)
        done = subprocess.run([tool, "-window", "root", str(path)], env=self.env, capture_output=True, check=False)
        if done.returncode or not path.exists():
            raise DawError(
                f"The picture of Ardour's screen could not be taken ({done.stderr.decode(errors='replace')[:200]})."
            )
        return path

    def export(self, path: Path, *, end_beats: float | None = None) -> Path:
        """Mix down to a float WAV that begins at bar 1 (and ends at `end_beats`). DawError when that fails."""
        if self.is_running():
            with contextlib.closing(self.session()) as session:
                session.show(end_beats=end_beats)
                session.save()
        return export_mix(self.session_folder, self.name, path, self.env)

    def stop(self) -> None:
        """Save and end Ardour, then its screen."""
        if self.is_running():
            with contextlib.suppress(DawError), contextlib.closing(self.session()) as session:
                session.save()
        self._end()

    def kill(self) -> None:
        """End Ardour at once, as a crash would."""
        if self._process and self.is_running():
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(10)

    def _environment(self) -> dict[str, str]:
        env = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
        env.update(
            HOME=str(self._home),
            XDG_CONFIG_HOME=str(self._home / ".config"),
            LC_ALL="C.UTF-8",
            NO_AT_BRIDGE="1",
            XDG_CACHE_HOME=str(self._home / ".cache"),
            XDG_DATA_HOME=str(self._home / ".local" / "share"),
            ARDOUR_TRY_AUTOSTART_ENGINE="1",
            PATH=os.pathsep.join((str(lean_tools(self.folder / "programs", TOOLS)), env.get("PATH", os.defpath))),
        )
        return env

    def _seed(self) -> None:
        """Settings without a first-run wizard, on the silent backend, with our script as the installer enters it."""
        self._config.mkdir(parents=True, exist_ok=True)
        (self._config / ".a7").touch()
        (self._config / "config").write_text(settings(rate=self._rate, osc=self._trigger), "utf-8")
        self.mailbox.prepare()
        self._slot, _ = ardour_install.enter(self._config, self.mailbox, ardour_install.copy_script(self.mailbox))
        if not self._hook:
            path = self._config / "ui_scripts"
            path.write_text(re.sub(r"<LuaCallback.*?</LuaCallback>", "", path.read_text("utf-8"), flags=re.S), "utf-8")

    def _new_session(self) -> None:
        """Make the session; once more when Ardour's tool crashes, as it sometimes does at its very end."""
        for _ in range(3):
            made = subprocess.run(
                ["ardour7-new_session", "-s", str(self._rate), "-m", "2", str(self.session_folder), self.name],
                env=self.env,
                capture_output=True,
                check=False,
                timeout=60,
            )
            if made.returncode >= 0:
                break
            shutil.rmtree(self.session_folder, ignore_errors=True)
        if made.returncode:
            raise DawError(f"Ardour could not make a session: {made.stderr.decode(errors='replace')[-300:]}")

    def _start_screen(self) -> None:
        if self._own_screen or not os.environ.get("DISPLAY"):
            self._screen = HiddenScreen(self._size, beside_px=self._beside_px)
            self.env["DISPLAY"] = self._screen.display

    def _start_ardour(self) -> None:
        # Ardour writes its port here only when the file is there; every tool that loads a session takes it away.
        (self._config / "osc_url").write_text("")
        self._started_at = int(time.time())
        self._log = open(self.log_path, "wb")  # noqa: SIM115 - open as long as the process
        self._process = subprocess.Popen(
            ["ardour", "-n", "-a", str(self.session_folder / f"{self.name}.ardour")],
            env=self.env,
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )

    def _await_hello(self, until: float) -> None:
        while time.monotonic() < until:
            if not self.is_running():
                raise DawError(f"Ardour ended at once; its words are in {self.log_path}.")
            for hello in self._hellos():
                self._key = hello.key
                if self._trigger and not self._osc_port():
                    break
                self._note_trigger()
                with contextlib.closing(self.session()) as session:
                    session.ask("ping", timeout_s=10)
                if self._screen:
                    self._screen.fill(self.env)
                return
            self._nudge()
            time.sleep(0.05)
        raise DawError(f"Ardour did not answer; its windows: {self.windows()}; its words are in {self.log_path}.")

    def _hellos(self) -> list[ScriptHello]:
        here = str(self.session_folder)
        return [
            hello
            for hello in self.mailbox.hellos()
            if hello.path.rstrip("/") == here and hello.time >= self._started_at
        ]

    def _nudge(self) -> None:
        """Without the timer, the script is first called by the trigger."""
        if not self._hook and self._osc_port():
            osc_trigger(self._osc_port(), self._slot)()

    def _set_up_session(self) -> None:
        with contextlib.closing(self.session()) as session:
            wanted: list[Change] = [SetMeter(*self._meter)] if self._meter != (4, 4) else []
            snapshot = session.snapshot()
            if snapshot.tempo_map.bpm_at(0) != self._bpm:
                wanted.append(SetTempo(self._bpm))
            outcomes = session.apply(wanted, expected_revision=snapshot.revision, label="tempo")
            if wrong := [outcome.why for outcome in outcomes if not outcome.is_done]:
                raise DawError(wrong[0])

    def _osc_port(self) -> int:
        with contextlib.suppress(OSError):
            found = re.search(r":(\d+)/", (self._config / "osc_url").read_text())
            return int(found[1]) if found else 0
        return 0

    def _waker(self) -> Callable[[], None] | None:
        return osc_trigger(self._osc_port(), self._slot) if self._trigger and self._osc_port() else None

    def _note_trigger(self) -> None:
        """Lets whoever connects by the mailbox use the trigger too."""
        if self._trigger:
            path = self.mailbox.folder / f"trigger-{self._key}.json"
            path.write_text(json.dumps({"port": self._osc_port(), "slot": self._slot}), "ascii")

    def _end(self) -> None:
        for session in self._sessions:
            session.close()
        if self._process:
            end(self._process)
        if self._screen:
            self._screen.close()
        if self._log:
            self._log.close()
        for name in ("hello", "trigger", "cmd", "claimed"):
            with contextlib.suppress(OSError):
                (self.mailbox.folder / f"{name}-{self._key}.json").unlink()
