"""What goes wrong where the session is a file or a folder: killed, full, read-only, written by others meanwhile."""

from __future__ import annotations

import contextlib
import errno
import os
import random
import resource
import shutil
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bridge.dawproject.dawproject import Dawproject
from bridge.folder.folder import Folder
from engine.daw import daw
from engine.daw.daw import Change, DawSession, Outcome, Snapshot

FAULTS = ("full", "short", "read-only", "lost sound", "user before", "user amid", "other panel", "killed")
BY_USER = frozenset({"user before", "user amid", "other panel", "lost sound"})
WRITES = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.rmdir"})
FILLS = frozenset({"open", "os.mkdir", "os.link", "os.symlink"})
"""What needs room on a disk."""
SEEN = WRITES - {"os.rename"}
"""Where a program that saves can still be seen: between the last look at a file and its new name is no time left."""
MOST_WRITES = 12
"""About as many as a list of changes needs."""
_armed: list[Callable[[str, Path], None]] = []


def _audit(event: str, arguments: tuple[object, ...]) -> None:
    if not _armed:
        return
    is_written = _is_for_writing(arguments) if event == "open" else event in WRITES
    if is_written and arguments and isinstance(arguments[0], str | bytes | os.PathLike):
        _armed[0](event, Path(os.fsdecode(arguments[0])))


def _is_for_writing(arguments: tuple[object, ...]) -> bool:
    flags = arguments[2] if len(arguments) > 2 else 0
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


class FaultySession(DawSession):
    """A session in files with a fault on the way of the next list of changes."""

    has_hook = False

    def __init__(self, kind: Dawproject | Folder, place: Path, folder: Path, chance: random.Random) -> None:
        """`place` is the file or the folder; all that is written lies below `folder`."""
        if not FaultySession.has_hook:
            sys.addaudithook(_audit)
            FaultySession.has_hook = True
        self.kind, self.place, self._folder, self._chance = kind, place, folder, chance
        self.session = opened(kind, place)
        self.fault = ""
        self.met: list[str] = []
        self.mine: set[str] = set()
        """Names of the tracks that the user has made meanwhile."""
        self.sound: Path | None = None
        """What requests place."""
        self._count = 0
        self._others: list[threading.Thread] = []

    def snapshot(self) -> Snapshot:
        """See DawSession."""
        return self.session.snapshot()

    def apply(self, changes: Sequence[Change], *, expected_revision: str, label: str) -> list[Outcome]:
        """As the session, but for the fault."""
        fault, self.fault = self.fault, ""

        def really() -> list[Outcome]:
            return self.session.apply(changes, expected_revision=expected_revision, label=label)

        if not fault:
            return really()
        self.met.append(fault)
        with self._faults(fault):
            return really()

    def close(self) -> None:
        """See DawSession."""
        self.session.close()

    def reopen(self) -> None:
        """As after a restart."""
        self.session.close()
        self.session = opened(self.kind, self.place)

    # --- faults ---

    def _faults(self, fault: str) -> contextlib.AbstractContextManager[None]:
        left = self._chance.randrange(MOST_WRITES)
        if fault == "full":
            return self._at(left, lambda: _refuse(errno.ENOSPC), is_lasting=True, events=FILLS)
        if fault == "read-only":
            return self._at(0, lambda: _refuse(errno.EROFS), is_lasting=True)
        if fault == "short":
            return _short_files(int(10 ** self._chance.uniform(0, 6)))
        if fault == "lost sound":
            return self._without_a_sound()
        act = self._saved_elsewhere() if fault != "other panel" else self._in_another_panel
        return self._at(left, act, is_lasting=False, is_now=fault == "user before", events=SEEN)

    @contextlib.contextmanager
    def _at(
        self,
        left: int,
        act: Callable[[], None],
        *,
        is_lasting: bool,
        is_now: bool = False,
        events: frozenset[str] = WRITES,
    ) -> Iterator[None]:
        """Act when the session's files are written for the nth time; lasting: each time from then on."""
        if is_now:
            act()
            yield
            return

        def wrote(event: str, path: Path) -> None:
            nonlocal left
            if not self._is_of_the_session(path) or event not in events:
                return
            left -= 1
            if left == -1 or (left < 0 and is_lasting):
                held = _armed[:]
                _armed.clear()
                try:
                    act()
                finally:
                    _armed[:] = held

        _armed[:] = [wrote]
        try:
            yield
        finally:
            _armed.clear()

    def _is_of_the_session(self, path: Path) -> bool:
        return self._folder in path.parents and self._folder / "Tonmeister" not in (path, *path.parents)

    def _saved_elsewhere(self) -> Callable[[], None]:
        """The user's DAW had the project open, and saves it with a track more; a folder gets a file from the user."""
        self._count += 1
        name = f"Mine {self._count}"
        if isinstance(self.kind, Folder):

            def dropped() -> None:
                shutil.copyfile(self._folder / "tone.wav", self.place / f"{name}.wav")
                self.mine.add(name)

            return dropped
        beside = self._folder / "elsewhere"
        beside.mkdir(exist_ok=True)
        copy = beside / self.place.name
        shutil.copyfile(self.place, copy)
        with contextlib.closing(opened(self.kind, copy)) as other:
            self._make(other, name)

        def saved() -> None:
            os.replace(copy, self.place)
            self.mine.add(name)

        return saved

    def _in_another_panel(self) -> None:
        """Another process of ours does something; it waits as long as this one keeps the session to itself."""
        self._count += 1
        name = f"Panel {self._count}"

        def make() -> None:
            with contextlib.closing(opened(self.kind, self.place)) as other:
                if self._make(other, name, is_patient=True):
                    self.mine.add(name)

        self._others.append(threading.Thread(target=make, daemon=True))
        self._others[-1].start()

    def settle(self) -> None:
        """Wait for the other panel."""
        while self._others:
            self._others.pop().join()

    def _make(self, session: DawSession, name: str, *, is_patient: bool = False) -> bool:
        for _ in range(5 if is_patient else 1):
            change = daw.NewTrack(name, "midi", ref="mine")
            (outcome,) = session.apply([change], expected_revision=session.snapshot().revision, label="by hand")
            if outcome.is_done:
                return True
        return False

    @contextlib.contextmanager
    def _without_a_sound(self) -> Iterator[None]:
        """The file that is to be placed is gone, or one that a region plays."""
        lost = self.sound
        files = [path for one in self.session.snapshot().regions for path in one.sources if path.is_file()]
        if lost is None or (files and self._chance.random() < 0.5):
            gone = self._chance.choice(files)
            self.mine -= {one.name for one in self.session.snapshot().regions if gone in one.sources}
            gone.unlink()
            yield
            return
        kept = lost.rename(lost.with_suffix(".away"))
        try:
            yield
        finally:
            kept.rename(lost)

    # --- death ---

    def killed(self, work: Callable[[], object]) -> bool:
        """Do it in a process that is killed on the way, or just after; whether it was killed before its end."""
        left, is_timed = self._chance.randrange(2 * MOST_WRITES), self._chance.random() < 0.3
        pid = _forked()
        if not pid:
            try:
                if is_timed:
                    signal.setitimer(signal.ITIMER_REAL, self._chance.uniform(0.0005, 0.03))  # its default is death
                    work()
                else:
                    with self._at(left, lambda: os._exit(9), is_lasting=True):
                        work()
            finally:
                os._exit(0)
        _, status = os.waitpid(pid, 0)
        return status != 0


def opened(kind: Dawproject | Folder, place: Path) -> DawSession:
    """A session with a file or a folder."""
    project = kind.project_at(place)
    assert project is not None
    return kind.connect(project)


def _forked() -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the child uses no thread of its parent's
        pid = os.fork()
    if not pid:
        _armed.clear()
    return pid


def _refuse(number: int) -> None:
    raise OSError(number, os.strerror(number))


@contextlib.contextmanager
def _short_files(most_bytes: int) -> Iterator[None]:
    """No file may grow longer: the disk fills up in the middle of a write."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
