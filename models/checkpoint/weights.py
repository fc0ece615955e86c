"""How much memory weights take once they are loaded, read from the headers of their safetensors files.

A file begins with the length of its header (8 bytes, little endian) and the header as JSON: name → dtype, shape,
offsets (https://huggingface.co/docs/safetensors). What is loaded in another precision than it is stored in takes
that one's.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

_FLOATS = frozenset({"F64", "F32", "F16", "BF16"})
_BYTES = {"I64": 8, "U64": 8, "I32": 4, "U32": 4, "I16": 2, "U16": 2, "I8": 1, "U8": 1, "BOOL": 1}
_BYTES |= {"F8_E4M3": 1, "F8_E5M2": 1}
_LARGEST_HEADER = 100 << 20


def loaded_bytes(folder: Path, bytes_per_float: int) -> dict[str, int]:
    """Bytes of each part (a folder with weights, "" = the folder itself) with floats of so many bytes.

    A file that has a variant in its name (`.fp16.safetensors`) is not what is loaded; a damaged one counts as large
    as it is.
    """
    parts: dict[str, int] = {}
    for path in sorted(folder.rglob("*.safetensors")):
        if _is_variant(path):
            continue
        part = path.parent.relative_to(folder).as_posix()
        parts["" if part == "." else part] = parts.get("" if part == "." else part, 0) + _file(path, bytes_per_float)
    return parts


def _is_variant(path: Path) -> bool:
    """`model.fp16.safetensors` beside `model.safetensors`."""
    stem, _, variant = path.name.removesuffix(".safetensors").partition(".")
    return bool(variant) and path.with_name(f"{stem}.safetensors").is_file()


def _file(path: Path, bytes_per_float: int) -> int:
    try:
        with path.open("rb") as file:
            size = int.from_bytes(file.read(8), "little")
            if not 2 <= size <= _LARGEST_HEADER:
                raise ValueError("no header")
            header = json.loads(file.read(size))
        tensors = [value for name, value in header.items() if name != "__metadata__"]
        return sum(
            math.prod(one["shape"]) * (bytes_per_float if one["dtype"] in _FLOATS else _BYTES[one["dtype"]])
            for one in tensors
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return path.stat().st_size
