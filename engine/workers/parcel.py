"""An order made able to travel to another computer, and its results back.

Clips travel as the hash of their content; who receives a parcel asks only for the content that is
not on its shelf. Content travels as bytes, and only whole: what does not match its hash is refused.
"""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from engine.catalog.model import Result
from engine.errors import ModelError
from engine.media.clip import Clip
from engine.workers.message import pack_result, read_result
from engine.workers.worker import Order

_NOWHERE = Path("nowhere")


class Bytes(Protocol):
    """Anything with its content as a buffer: bytes, a memory map, an array of bytes."""

    def __buffer__(self, flags: int, /) -> memoryview: ...


@dataclass(frozen=True)
class Parcel:
    """An order without a path of this computer in it."""

    order: Order
    """Its clips' paths are blob names: the content's hash, and the ending that says what it is."""
    blobs: tuple[str, ...]
    """Names of the content it needs."""


@dataclass(frozen=True)
class Answer:
    """The results of an order, with the content of its new clips."""

    outputs: bytes
    """For `read_result`; clips' paths are blob names."""
    blobs: Mapping[str, bytes]


def pack_order(order: Order) -> tuple[Parcel, dict[str, Path]]:
    """A parcel, and where the content it needs lies."""
    places: dict[str, Path] = {}

    def without_path(clip: Clip) -> Clip:
        name = _blob_name(clip)
        places[name] = clip.path
        return replace(clip, path=Path(name))

    inputs = _each_clip(order.inputs, without_path)
    order = replace(order, inputs=inputs, args=dict(order.args), brief=replace(order.brief, folder=_NOWHERE))
    return Parcel(order, tuple(places)), places


def missing(parcel: Parcel, shelf: Path) -> list[str]:
    """Names of the blobs that a parcel needs and a shelf lacks."""
    return [name for name in parcel.blobs if not (shelf / name).is_file()]


def shelve(shelf: Path, name: str, content: Bytes) -> None:
    """Put a blob on a shelf in one step; ModelError when it is not what its name says."""
    if hashlib.sha256(content).hexdigest() != Path(name).stem or Path(name).name != name:
        raise ModelError("A clip was damaged on its way to a worker.")
    shelf.mkdir(parents=True, exist_ok=True)
    part = shelf / f"{uuid.uuid4().hex}.part"
    try:
        part.write_bytes(content)
        os.replace(part, shelf / name)
    finally:
        part.unlink(missing_ok=True)


def tidy(shelf: Path, keep_bytes: int) -> None:
    """Remove what was used longest ago until no more than `keep_bytes` lie on a shelf."""
    files = sorted((path for path in shelf.glob("*") if path.is_file()), key=lambda path: path.stat().st_atime_ns)
    total = sum(path.stat().st_size for path in files)
    for path in files:
        if total <= keep_bytes:
            return
        total -= path.stat().st_size
        path.unlink(missing_ok=True)


def unpack_order(parcel: Parcel, shelf: Path, folder: Path) -> Order:
    """The order as it can be run here: clips lie on the shelf, results go into `folder`."""

    def with_path(clip: Clip) -> Clip:
        path = shelf / clip.path.name
        os.utime(path)
        return replace(clip, path=path)

    order = parcel.order
    return replace(order, inputs=_each_clip(order.inputs, with_path), brief=replace(order.brief, folder=folder))


def pack_answer(outputs: dict[str, Result], name: str) -> Answer:
    """Results and the content of their clips; ModelError when they are no results."""
    pack_result(outputs, name)  # refuses what is no result before its files are read
    blobs: dict[str, bytes] = {}
    packed: dict[str, Result] = {}
    for output, result in outputs.items():
        if isinstance(result, Clip):
            if not result.path.is_file():
                raise ModelError(f"{name} left no file for {output}.")
            blobs[_blob_name(result)] = result.path.read_bytes()
            result = replace(result, path=Path(_blob_name(result)))
        packed[output] = result
    return Answer(pack_result(packed, name), blobs)


def unpack_answer(answer: Answer, folder: Path, name: str) -> dict[str, Result]:
    """The results, their clips written into `folder`; ModelError when one was damaged on its way."""
    outputs = read_result(answer.outputs, name)
    for output, result in outputs.items():
        if isinstance(result, Clip):
            path = folder / f"{uuid.uuid4().hex}{result.path.suffix}"
            content = answer.blobs.get(result.path.name)
            if content is None:
                raise ModelError(f"{name} sent no sound for {output}.")
            if hashlib.sha256(content).hexdigest() != result.sha256:
                raise ModelError(f"The result of {name} was damaged on its way.")
            path.write_bytes(content)
            outputs[output] = replace(result, path=path)
    return outputs


def _blob_name(clip: Clip) -> str:
    return f"{clip.sha256}{clip.path.suffix.lower()}"


def _each_clip(
    inputs: Mapping[str, Clip | Sequence[Clip]], change: Callable[[Clip], Clip]
) -> dict[str, Clip | Sequence[Clip]]:
    return {
        name: change(value) if isinstance(value, Clip) else [change(clip) for clip in value]
        for name, value in inputs.items()
    }
