"""An order made able to travel to another computer, and its results back.

Clips travel as the hash of their content; who receives a remote asks only for the content that is
not on its cache. Content travels as bytes, and only whole: what does not match its hash is refused.
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
class RemoteOrder:
    """An order without a path of this computer in it."""

    order: Order
    """Its clips' paths are blob names: the content's hash, and the ending that says what it is."""
    blobs: tuple[str, ...]
    """Names of the content it needs."""


@dataclass(frozen=True)
class RemoteAnswer:
    """The results of an order, with the content of its new clips."""

    outputs: bytes
    """For `read_result`; clips' paths are blob names."""
    blobs: Mapping[str, bytes]


def pack_order(order: Order) -> tuple[RemoteOrder, dict[str, Path]]:
    """An order that can travel, and where the content it needs lies."""
    places: dict[str, Path] = {}

    def without_path(clip: Clip) -> Clip:
        name = _blob_name(clip)
        places[name] = clip.path
        return replace(clip, path=Path(name))

    inputs = _each_clip(order.inputs, without_path)
    order = replace(order, inputs=inputs, args=dict(order.args), brief=replace(order.brief, folder=_NOWHERE))
    return RemoteOrder(order, tuple(places)), places


def missing(remote: RemoteOrder, cache: Path) -> list[str]:
    """Names of the blobs that an order needs and a cache lacks."""
    return [name for name in remote.blobs if not (cache / name).is_file()]


def put_blob(cache: Path, name: str, content: Bytes) -> None:
    """Put a blob into the cache in one step; ModelError when it is not what its name says."""
    if hashlib.sha256(content).hexdigest() != Path(name).stem or Path(name).name != name:
        raise ModelError("A clip was damaged on its way to a worker.")
    cache.mkdir(parents=True, exist_ok=True)
    part = cache / f"{uuid.uuid4().hex}.part"
    try:
        part.write_bytes(content)
        os.replace(part, cache / name)
    finally:
        part.unlink(missing_ok=True)


def prune_blobs(cache: Path, keep_bytes: int) -> None:
    """Remove what was used longest ago until no more than `keep_bytes` lie in the cache."""
    files = sorted((path for path in cache.glob("*") if path.is_file()), key=lambda path: path.stat().st_atime_ns)
    total = sum(path.stat().st_size for path in files)
    for path in files:
        if total <= keep_bytes:
            return
        total -= path.stat().st_size
        path.unlink(missing_ok=True)


def unpack_order(remote: RemoteOrder, cache: Path, folder: Path) -> Order:
    """The order as it can be run here: clips lie in the cache, results go into `folder`."""

    def with_path(clip: Clip) -> Clip:
        path = cache / clip.path.name
        os.utime(path)
        return replace(clip, path=path)

    order = remote.order
    return replace(order, inputs=_each_clip(order.inputs, with_path), brief=replace(order.brief, folder=folder))


def pack_answer(outputs: dict[str, Result], name: str) -> RemoteAnswer:
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
    return RemoteAnswer(pack_result(packed, name), blobs)


def unpack_answer(answer: RemoteAnswer, folder: Path, name: str) -> dict[str, Result]:
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
