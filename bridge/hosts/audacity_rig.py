"""A private, real Audacity for tests: own settings, own screen, no sound card asked for."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import IO

from bridge.audacity.audacity import Audacity
from bridge.audacity.pipe import Pipe, pipes, running
from bridge.audacity.session import AudacitySession
from bridge.audacity.view import AudacityView, project_of
from bridge.hosts.hidden_screen import HiddenScreen
from engine.errors import DawError, DawSilent
from engine.machine.file_lock import try_lock

TOOLS = ("audacity", "Xvfb")
_SETTINGS = """NewPrefsInitialized=1
[Version]
Major=3
Minor=2
Micro=4
[GUI]
ShowSplashScreen=0
[Update]
DefaultUpdatesChecking=0
UpdateNoticeShown=1
[Directories]
TempDir={temp}
[SamplingRate]
DefaultProjectSampleRate=48000
"""
_START_S = 60.0


def why_not() -> str:
    """Empty when a private Audacity can be started here, else one sentence."""
    absent = [tool for tool in TOOLS if shutil.which(tool) is None]
    return f"These programs are missing: {', '.join(absent)}; install the packages audacity and xvfb." if absent else ""


class AudacityRig:
    """Starts Audacity with an empty project, and ends it. Its pipes have fixed names: one Audacity a user at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self._screen: HiddenScreen | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._lock: IO[bytes] | None = None
        self._pipes: list[Pipe] = []

    def __enter__(self) -> AudacityRig:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> AudacityRig:
        """Start, and wait until it answers. DawError when it does not, or another Audacity runs."""
        if reason := why_not():
            raise DawError(reason)
        until = time.monotonic() + _START_S
        self._lock = open(Path(tempfile.gettempdir()) / f"tonmeister-audacity-{os.getuid()}.lock", "wb")  # noqa: SIM115
        while not try_lock(self._lock.fileno()) or running():
            if time.monotonic() > until:
                raise DawError("Another Audacity is running; close it.")
            time.sleep(0.2)
        try:
            self._start()
            self._await_answer(time.monotonic() + _START_S)
        except BaseException:
            self.stop()
            raise
        return self

    @property
    def pid(self) -> int:
        """Of the process."""
        assert self._process
        return self._process.pid

    def session(self) -> AudacitySession:
        """A connection to the project."""
        self._pipes.append(Pipe(self.pid))
        return AudacitySession(AudacityView(self._pipes[-1], project_of(self.pid)))

    def kill(self) -> None:
        """End it at once, as a crash would."""
        assert self._process
        self._process.kill()
        self._process.wait(10)

    def stop(self) -> None:
        """End Audacity without saving, then its screen."""
        for pipe in self._pipes:
            pipe.close()
        if self._process and self._process.poll() is None:
            self.kill()  # asked to end, it would ask what to save
        if self._screen:
            self._screen.close()
        if self._lock:
            self._lock.close()

    def _start(self) -> None:
        settings, temp = self.folder / "home" / ".audacity-data", self.folder / "temp"
        for made in (settings, temp):
            made.mkdir(parents=True, exist_ok=True)
        (settings / "audacity.cfg").write_text(_SETTINGS.format(temp=temp), "utf-8")
        Audacity().install(folder=settings)
        for path in pipes():
            path.unlink(missing_ok=True)
        self._screen = HiddenScreen((1024, 700))
        env = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
        env |= {
            "HOME": str(self.folder / "home"),
            "DISPLAY": self._screen.display,
            "LC_ALL": "C.UTF-8",
            "NO_AT_BRIDGE": "1",
        }
        with open(self.folder / "audacity.log", "wb") as log:
            self._process = subprocess.Popen(
                ["audacity"], env=env, start_new_session=True, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    def _await_answer(self, until: float) -> None:
        """It hears its first command when its window is there; what came before that is lost."""
        while time.monotonic() < until:
            if all(path.exists() for path in pipes()):
                session = self.session()
                try:
                    session.snapshot()
                    return
                except DawSilent:
                    session.close()
            time.sleep(0.1)
        raise DawError(f"Audacity did not answer; its words are in {self.folder / 'audacity.log'}.")
