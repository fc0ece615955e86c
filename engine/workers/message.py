"""What an engine and a worker process say to each other, and how it is framed on a pipe.

A frame is its length (8 bytes) and a pickle. Sound never goes this way: clips lie in files. What
comes from a worker is taken apart by `read_result`, which makes plain values and Tonmeister's own
only: a model's private classes would pull its packages into the engine.
"""

from __future__ import annotations

import io
import pickle
import struct
from dataclasses import dataclass
from typing import Any, BinaryIO

from engine.catalog.model import Result
from engine.errors import ModelError
from engine.workers.worker import Order

MAX_FRAME_BYTES = 64 << 20
_LENGTH = struct.Struct(">Q")


@dataclass(frozen=True)
class WorkerHello:
    """First word of the engine: what the process is to be."""

    source: str
    """Where its models come from, as `module:function`; the function returns a Registry."""
    warm: tuple[str, ...]
    """Modules to import before the first order."""
    engine_pid: int


@dataclass(frozen=True)
class Do:
    """Carry out an order."""

    number: int
    order: Order


@dataclass(frozen=True)
class Stop:
    """Stop an order at its next report."""

    number: int


@dataclass(frozen=True)
class Ready:
    """First word of the worker: it takes orders."""


@dataclass(frozen=True)
class Warm:
    """Everything that was to be imported is."""


@dataclass(frozen=True)
class Begun:
    """An order was taken up."""


@dataclass(frozen=True)
class OrderProgress:
    """Progress of an order."""

    done: float
    of: float
    what: str


@dataclass(frozen=True)
class Warned:
    """A reservation about the result."""

    sentence: str


@dataclass(frozen=True)
class Done:
    """An order is finished."""

    number: int
    outputs: bytes
    """For `read_result`."""
    vram_bytes: int = 0
    """Graphics memory that the process holds."""


@dataclass(frozen=True)
class Failed:
    """An order failed."""

    number: int
    kind: str
    """Name of the error's class in engine.errors."""
    text: str
    is_spent: bool = False
    """True when the process should not be used again."""


@dataclass(frozen=True)
class Ended:
    """The process is gone; said by the thread that watched it."""

    code: int | None
    """Exit code, −n for signal n, None when it could not be started."""


Message = WorkerHello | Do | Stop | Ready | Warm | Begun | OrderProgress | Warned | Done | Failed | Ended


def pack(message: Message) -> bytes:
    """A message as a frame."""
    body = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(body)) + body


def write_frame(pipe: BinaryIO, frame: bytes) -> None:
    """Send one frame; OSError when the other side is gone."""
    pipe.write(frame)
    pipe.flush()


def read_order(pipe: BinaryIO) -> Message | None:
    """Wait for a message of the engine; None when it has gone."""
    body = _read_body(pipe)
    message: Message | None = pickle.loads(body) if body is not None else None
    return message


def read_answer(pipe: BinaryIO) -> Message | None:
    """Wait for a message of a worker; None when it has gone or says what is no message."""
    body = _read_body(pipe)
    if body is None:
        return None
    try:
        message = _Plain(io.BytesIO(body)).load()
    except Exception:  # a torn frame can raise anything
        return None
    return message if isinstance(message, Message) else None


def _read_body(pipe: BinaryIO) -> bytes | None:
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    body = pipe.read(length) if length <= 2 * MAX_FRAME_BYTES else b""
    return body if len(body) == length else None


def pack_result(outputs: dict[str, Result], name: str) -> bytes:
    """A model's outputs for `read_result`; ModelError when they are no results or too much for a pipe."""
    if not isinstance(outputs, dict) or not all(isinstance(out, Result) for out in outputs.values()):
        raise ModelError(f"{name} gave something that is no result.")
    try:
        packed = pickle.dumps(outputs, pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # a foreign object's own pickling can raise anything
        raise ModelError(f"{name} gave something that cannot be handed over: {type(error).__name__}.") from error
    if len(packed) > MAX_FRAME_BYTES:
        raise ModelError(f"{name} gave {len(packed) >> 20} MB of facts; more than {MAX_FRAME_BYTES >> 20} is too much.")
    return packed


def read_result(packed: bytes, name: str) -> dict[str, Result]:
    """Outputs packed by `pack_result`; ModelError when something in them is not a plain value."""
    try:
        outputs: dict[str, Result] = _Plain(io.BytesIO(packed)).load()
    except Exception as error:  # a damaged or hostile pickle raises anything
        raise ModelError(f"{name} gave something that cannot be handed over: {error}.") from error
    return outputs


_PLAIN = {
    "builtins": {"set", "frozenset", "complex", "bytearray", "range", "slice"},
    "collections": {"OrderedDict", "defaultdict", "deque"},
    "copyreg": {"_reconstructor"},
    "datetime": {"date", "datetime", "time", "timedelta", "timezone"},
    "fractions": {"Fraction"},
    "numpy": {"dtype", "ndarray"},
    "numpy._core.multiarray": {"_reconstruct", "scalar"},
    "numpy._core.numeric": {"_frombuffer"},
    "numpy.core.multiarray": {"_reconstruct", "scalar"},
    "numpy.core.numeric": {"_frombuffer"},
    "pathlib": {"Path", "PosixPath", "WindowsPath", "PurePosixPath", "PureWindowsPath"},
}


class _Plain(pickle.Unpickler):
    """Makes plain values and Tonmeister's own classes, nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        if "." not in name:  # a dotted name reaches through a module of ours into what it has imported
            if name in _PLAIN.get(module, ()):
                return super().find_class(module, name)
            found = super().find_class(module, name) if module.startswith("engine.") else None
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is not a plain value")
