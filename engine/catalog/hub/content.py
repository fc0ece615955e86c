"""Whether a file holds what its name says; a pickle under another name is found before anything can load it."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any

from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.hub.kind import is_safe, is_wanted
from engine.errors import UserError

_LONGEST_HEADER = 100_000_000
"""Bytes; what the safetensors library itself accepts."""
_PACKED = (b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf")
"""First bytes of packed files; torch's own format is a ZIP with a pickle in it."""
_PICKLES = tuple(bytes([0x80, version]) for version in range(2, 6))
"""How a pickle begins, by the version of its protocol."""
_LONGEST_INDEX = 64 << 20


def check_content(file: Path, name: str) -> None:
    """Raise UserError when a file is no safetensors, ONNX, CTranslate2, NumPy or JSON file though its name says so.

    `name` is its path in the repository; `file` may be called otherwise.
    """
    reason = _wrong(file, PurePosixPath(name).suffix.lower())
    if reason:
        raise UserError(f"{name} is not what its name says: {reason}; it is not kept.")


def check_shards(folder: Path, names: Iterable[str], checkpoint: Checkpoint) -> None:
    """Raise UserError when a part that an index of safetensors names is not among the files.

    `names` are paths inside the folder, where the indexes themselves have to lie already.
    """
    have = set(names)
    for index in sorted(name for name in have if name.endswith(".safetensors.index.json")):
        beside = PurePosixPath(index).parent
        for part in _parts(folder / index):
            path = str(beside / part)
            if path not in have and (is_wanted(path, checkpoint) or not is_safe(path)):
                raise UserError(
                    f"{checkpoint.repo} is not whole: {index} names {part}, which is not there; it cannot be used."
                )


def _wrong(file: Path, suffix: str) -> str:
    """Empty, or what is wrong."""
    size = file.stat().st_size
    with open(file, "rb") as opened:
        start = opened.read(8)
        if start.startswith(_PACKED) or start[:2] in _PICKLES:
            return "it is an archive or a pickle"
        if suffix == ".safetensors":
            return _wrong_safetensors(start, opened.read, size)
        if suffix == ".onnx" and start[:1] != b"\x08":  # field 1 of the protocol buffer, the version of the format
            return "it does not begin like an ONNX file"
        if suffix == ".bin" and not (0 < int.from_bytes(start[:4], "little") < 1000):
            return "it does not begin like a CTranslate2 file"
    if suffix == ".npy":
        return _wrong_array(file)
    return _wrong_json(file, size) if suffix == ".json" else ""


def _wrong_safetensors(start: bytes, read: Any, size: int) -> str:
    """https://huggingface.co/docs/safetensors/index#format"""
    if len(start) < 8:
        return "it is too short for a safetensors file"
    (length,) = struct.unpack("<Q", start)
    if not 2 <= length <= min(_LONGEST_HEADER, size - 8):
        return "it has no safetensors header"
    try:
        header = json.loads(read(length))
        ends = [_end(tensor) for name, tensor in header.items() if name != "__metadata__"]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return "its safetensors header is broken"
    if max(ends, default=0) != size - 8 - length:
        return "its tensors do not fill it exactly"
    return ""


def _end(tensor: Any) -> int:
    """Where a tensor ends; ValueError when its place cannot be."""
    start, end = tensor["data_offsets"]
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start <= end):
        raise ValueError("data_offsets")
    return end


def _wrong_array(file: Path) -> str:
    """https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html"""
    import numpy as np

    try:
        np.load(file, mmap_mode="r", allow_pickle=False)
    except (ValueError, EOFError, SyntaxError, TypeError, OverflowError):
        return "it is no array of plain numbers"
    return ""


def _wrong_json(file: Path, size: int) -> str:
    if size > _LONGEST_INDEX:
        return "it is too long for settings"
    try:
        json.loads(file.read_text("utf-8-sig"))
    except (ValueError, RecursionError):
        return "it is no JSON"
    return ""


def _parts(index: Path) -> list[str]:
    try:
        return sorted(set(map(str, json.loads(index.read_text("utf-8"))["weight_map"].values())))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserError(f"{index.name} names no parts; the checkpoint cannot be used.") from error
