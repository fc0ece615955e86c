"""Models that do what models do to their process: work, hang, crash, fill memory, raise nonsense."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.model import Brief, Facts, Licence, Model, Report, Result, Text
from engine.catalog.registry import Registry
from engine.errors import UserError, WrongUse
from engine.media.audio import Audio
from engine.media.clip import Clip, audio_clip

SOURCE = "tests.engine.workers.unruly:registry"
SOURCE_ON_NODE = "tests.engine.workers.unruly:registry_on_node"
ONE_WHEEL = "1.0 (12345678)"


class NoException(BaseException):
    """Raised by nobody in his senses."""


class OutOfMemoryError(RuntimeError):
    """Called as torch calls its own when a card is full."""


class Private(str):
    """A value of a class that the engine does not know."""


def _raise(error: BaseException) -> None:
    raise error


def _sleep(seconds: float, report: Report) -> dict[str, Result]:
    report(1, 4, "sleeping")
    time.sleep(seconds)
    return {"text": Text(f"slept {seconds}")}


def _talk(report: Report) -> dict[str, Result]:
    for number in range(20_000):
        report(number, 20_000, f"step {number}")
    report(20_000, 20_000, "the last word")
    time.sleep(0.3)
    report.warn("It is rough.")
    return {"text": Text("talked")}


def _count(seconds: float, report: Report) -> dict[str, Result]:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(0.01)
        report(0, 1, "counting")
    return {"text": Text("counted")}


def _change_sound(brief: Brief, clip: Clip) -> dict[str, Result]:
    audio = clip.audio()
    quiet = audio_clip(brief.folder, "quiet", Audio(audio.samples * np.float32(0.5), audio.sample_rate_hz))
    return {"audio": quiet, "facts": Facts({"peak": np.float32(0.5), "curve": np.arange(3)})}


def _litter(report: Report) -> dict[str, Result]:
    folder = tempfile.mkdtemp()
    program = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    report(1, 2, f"{folder} {program.pid}")
    time.sleep(60)
    return {}


def _no_file(brief: Brief, clip: Clip) -> dict[str, Result]:
    made = audio_clip(brief.folder, "made", clip.audio())
    made.path.unlink()
    return {"audio": made}


def _print() -> dict[str, Result]:
    print("said by print")
    os.write(1, b"said by a library\n")
    return {"text": Text(sys.stdin.read())}


_DEEDS: dict[str, Callable[[Mapping[str, Any], Mapping[str, Any], Brief, Report], Any]] = {
    "sound": lambda args, inputs, brief, report: _change_sound(brief, inputs["clip"]),
    "who": lambda args, inputs, brief, report: {"text": Text(str(os.getpid()))},
    "print": lambda args, inputs, brief, report: _print(),
    "talk": lambda args, inputs, brief, report: _talk(report),
    "sleep": lambda args, inputs, brief, report: _sleep(args.get("seconds", 60), report),
    "count": lambda args, inputs, brief, report: _count(args.get("seconds", 60), report),
    "wait": lambda args, inputs, brief, report: _wait_for(Path(args["path"]), report),
    "burn": lambda args, inputs, brief, report: _burn(args["rounds"]),
    "hold the lock": lambda args, inputs, brief, report: re.match("(a+)+$", "a" * 60 + "b"),
    "litter": lambda args, inputs, brief, report: _litter(report),
    "crash": lambda args, inputs, brief, report: ctypes.string_at(0),
    "kill": lambda args, inputs, brief, report: os.kill(os.getpid(), signal.SIGKILL),
    "exit": lambda args, inputs, brief, report: os._exit(3),
    "sys.exit": lambda args, inputs, brief, report: sys.exit("I go"),
    "nonsense": lambda args, inputs, brief, report: _raise(NoException("nonsense")),
    "memory": lambda args, inputs, brief, report: _raise(MemoryError()),
    "card": lambda args, inputs, brief, report: _raise(OutOfMemoryError("CUDA out of memory")),
    "user": lambda args, inputs, brief, report: _raise(UserError("Give a sound.")),
    "wrong": lambda args, inputs, brief, report: _raise(WrongUse("There is no such thing.")),
    "bug": lambda args, inputs, brief, report: 1 // 0,
    "nothing": lambda args, inputs, brief, report: None,
    "unpicklable": lambda args, inputs, brief, report: {"facts": Facts({"f": lambda: 0})},
    "private": lambda args, inputs, brief, report: {"facts": Facts({"f": Private("x")})},
    "no file": lambda args, inputs, brief, report: _no_file(brief, inputs["clip"]),
}


def _burn(rounds: int) -> dict[str, Result]:
    total = 0
    for number in range(rounds):
        total += number * number
    return {"text": Text(str(total))}


def _wait_for(path: Path, report: Report) -> dict[str, Result]:
    while not path.exists():
        report(0, 1, "waiting")
        time.sleep(0.02)
    return {"text": Text("it came")}


class Unruly(Model):
    """Does what its argument `do` says."""

    id = "unruly"
    name = "Unruly"
    tasks = ("edit_clip",)
    licence = Licence("MIT")

    def run(
        self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief, report: Report
    ) -> dict[str, Result]:
        outputs: dict[str, Result] = _DEEDS[args["do"]](args, inputs, brief, report)
        return outputs


class Big(Unruly):
    """Has weights, which it keeps."""

    id = "big"
    name = "Big"
    checkpoints = (Checkpoint("tests/unruly"),)
    memory_bytes = 300 << 20

    def __init__(self) -> None:
        self._weights = b""

    def run(
        self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief, report: Report
    ) -> dict[str, Result]:
        self._weights = self._weights or b"w" * (200 << 20)
        return super().run(args, inputs, brief, report)


class Other(Big):
    """Another one like it."""

    id = "other"
    name = "Other"


class Giant(Unruly):
    """More than any computer has."""

    id = "giant"
    name = "Giant"
    checkpoints = (Checkpoint("tests/unruly"),)
    memory_bytes = 1 << 50


class Carded(Unruly):
    """Wants a large graphics card."""

    id = "carded"
    name = "Carded"
    wants_gpu = True
    memory_bytes = 40 << 30


def registry() -> Registry:
    """All of them."""
    found = Registry()
    for model in (Unruly, Big, Other, Giant, Carded):
        found.add(model, "test")
    assert not found.problems
    return found


def registry_on_node() -> Registry:
    """All of them, in a process that calls itself ONE_WHEEL even while somebody edits a file."""
    from engine.workers import ray_actor

    ray_actor.identity = lambda: ONE_WHEEL
    return registry()


def broken() -> Registry:
    """A registry that cannot be made."""
    raise OSError("no models today")
