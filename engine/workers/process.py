"""The worker process itself: `python -m engine.workers.process`, spoken to through its stdin and stdout.

It is a plain program and not a `multiprocessing` child: it imports nothing of whoever started it
(pytest, a panel), needs no helper process, and its pipes are the only thing it shares with the
engine. When they close, or on Linux when the engine is killed, it ends.
"""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import gc
import importlib
import logging
import os
import queue
import signal
import sys
import threading
from typing import BinaryIO

from engine.catalog.registry import Registry
from engine.machine.memory import give_back_memory
from engine.workers.failure import failed
from engine.workers.inline import Inline
from engine.workers.message import (
    Begun,
    Do,
    Done,
    Message,
    Ready,
    Stop,
    Warm,
    WorkerHello,
    pack,
    pack_result,
    read_order,
    write_frame,
)
from engine.workers.progress_throttle import ProgressThrottle

log = logging.getLogger(__name__)

_SET_PARENT_DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG of linux/prctl.h."""
_MALLOC = {-1: 1 << 30, -3: 32 << 20}
"""M_TRIM_THRESHOLD and M_MMAP_THRESHOLD of malloc.h, in bytes."""
_BREATH_S = 2.0
"""Without an order for so long, free memory is handed to the system."""


class Process:
    """Takes orders from a pipe, one after the other, in the main thread; a second thread listens."""

    def __init__(self, hears: BinaryIO, speaks: BinaryIO) -> None:
        self._hears = hears
        self._speaks = speaks
        self._lock = threading.Lock()
        self._orders: queue.SimpleQueue[Do] = queue.SimpleQueue()
        self._stopped = 0
        """Number of the last order that was to be stopped."""

    def work(self) -> None:
        """Serve until the engine goes."""
        hello = read_order(self._hears)
        if not isinstance(hello, WorkerHello):
            return
        _die_with(hello.engine_pid)
        _keep_memory()
        threading.Thread(target=self._listen, name="listener", daemon=True).start()
        gc.disable()  # what is imported stays: there is nothing to be found in it
        registry = load_registry(hello.source)
        gc.enable()
        self._say(Ready())
        for module in hello.warm:
            if self._orders.empty():  # an order does not wait for what it may not need
                with contextlib.suppress(ImportError):
                    importlib.import_module(module)
        self._say(Warm())
        gc.freeze()
        while True:
            self._carry_out(self._next(), registry)

    def _next(self) -> Do:
        """The next order; memory goes back when none comes soon: at once would cost the next one time."""
        try:
            return self._orders.get(timeout=_BREATH_S)
        except queue.Empty:
            give_back_memory()
        return self._orders.get()

    def _listen(self) -> None:
        while message := read_order(self._hears):
            if isinstance(message, Do):
                self._orders.put(message)
            if isinstance(message, Stop):
                self._stopped = message.number
        _end_with_all_children()

    def _say(self, message: Message) -> None:
        with self._lock:
            try:
                write_frame(self._speaks, pack(message))
            except OSError:
                _end_with_all_children()

    def _carry_out(self, do: Do, registry: Registry) -> None:
        self._say(Begun())
        name = registry.models[do.order.model].name if do.order.model in registry.models else do.order.model
        throttle = ProgressThrottle(self._say, lambda: self._stopped == do.number)
        answer: Message
        try:
            outputs = Inline(registry).run(do.order, throttle)
            answer = Done(do.number, pack_result(outputs, name), _vram_bytes())
        except BaseException as error:  # a model may say sys.exit(), or raise what is no Exception at all
            answer = failed(do.number, name, error)
        throttle.close()
        self._say(answer)


def load_registry(source: str) -> Registry:
    """The models of a `module:function`."""
    module, _, function = source.partition(":")
    registry: Registry = getattr(importlib.import_module(module), function)()
    return registry


def _vram_bytes() -> int:
    torch = sys.modules.get("torch")
    if torch is None or not torch.cuda.is_initialized():
        return 0
    return int(torch.cuda.memory_reserved())


def _keep_memory() -> None:
    """Let glibc keep what is freed: to fetch it anew costs each order thousands of page faults."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            for setting, value in _MALLOC.items():
                ctypes.CDLL(None).mallopt(setting, value)


def _die_with(engine_pid: int) -> None:
    """Be killed when the engine is, even while a long call of a library lets no other thread run."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.name == "posix" and os.getppid() != engine_pid:
        _end_with_all_children()


def _end_with_all_children() -> None:
    """End at once, with programs that a model started."""
    if os.name == "posix" and os.getpgrp() == os.getpid():
        os.killpg(os.getpid(), signal.SIGKILL)
    os._exit(1)


def main() -> None:
    """Keep the pipes for messages: what libraries print goes to the log, and nobody reads from stdin."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    hears, speaks = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    faulthandler.enable()
    logging.basicConfig(
        stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s [%(process)d] %(message)s"
    )
    try:
        Process(hears, speaks).work()
    except Exception:  # models that cannot even be looked for
        log.exception("a worker could not start")
    os._exit(1)


if __name__ == "__main__":
    main()
