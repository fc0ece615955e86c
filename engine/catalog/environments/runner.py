"""Runs a program inside an environment: `runner.py PROGRAM.py`, spoken to in lines of JSON (see message.py).

PROGRAM.py has a function `run(task, args, inputs, folder, tell)` that returns its outputs by name: files below
`folder`, or plain values. With `get(tell)` it downloads what it needs, once. `tell(done, of, what)` says how far it is,
`tell.warn(sentence)` what the user should know. It may print what it likes: stdout is kept for messages.

This file runs on the environment's Python, which may be as old as 3.8, and imports the standard library only.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import threading
import traceback
from types import ModuleType
from typing import Any, BinaryIO


class Tell:
    """Given to a program for one order; may be called from several threads."""

    def __init__(self, speaks: BinaryIO, number: int) -> None:
        self._speaks = speaks
        self._number = number

    def __call__(self, done: float, of: float, what: str) -> None:
        """Say how far the work is."""
        say(self._speaks, {"id": self._number, "progress": [float(done), float(of), str(what)[:200]]})

    def warn(self, sentence: str) -> None:
        """Say something the user should know about the result."""
        say(self._speaks, {"id": self._number, "warning": str(sentence)[:1000]})


_lock = threading.Lock()


def say(speaks: BinaryIO, message: dict[str, Any]) -> None:
    """Send one message; ValueError or TypeError when it is none that JSON can hold."""
    line = json.dumps(message, allow_nan=False).encode() + b"\n"
    with _lock:
        speaks.write(line)
        speaks.flush()


def answer(program: ModuleType, order: dict[str, Any], speaks: BinaryIO) -> None:
    """Carry out one order and say how it ended."""
    number = order["id"]
    tell = Tell(speaks, number)
    try:
        if order["task"] == "get":
            program.get(tell)
            outputs = {}
        else:
            outputs = program.run(order["task"], order["args"], order["inputs"], order["folder"], tell)
        say(speaks, {"id": number, "done": dict(outputs)})
    except BaseException as error:  # libraries say sys.exit(), too
        traceback.print_exc()
        reason = str(error).strip() or "it gives no reason"
        say(speaks, {"id": number, "failed": f"{type(error).__name__}: {reason[:800]}"})


def load(path: str) -> ModuleType:
    """The program as a module; it may import from its source, where it has one, and runs there."""
    source = os.environ.get("TONMEISTER_SOURCE", "")
    if os.path.isdir(source):
        sys.path.insert(0, source)
        os.chdir(source)
    spec = importlib.util.spec_from_file_location("tonmeister_program", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Keep the pipes for messages: what is printed goes to stderr, and nobody else reads from stdin."""
    hears, speaks = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    program = load(sys.argv[1])
    say(speaks, {"ready": 1})
    for line in hears:
        answer(program, json.loads(line), speaks)


if __name__ == "__main__":
    main()
