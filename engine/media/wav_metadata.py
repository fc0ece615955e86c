"""Stamps in WAV and RF64 files: when in a session a sound begins, who made it, and how.

Three chunks that other programs read: bext (EBU Tech 3285), iXML and LIST INFO. They are put in
front of the samples, which are copied as they are.
"""

from __future__ import annotations

import os
import re
import struct
import time
import xml.etree.ElementTree as xml
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from engine.errors import UserError
from engine.media.stop_point import look_up

_BEXT = struct.Struct("<256s32s32s10s8sQH64s190s")
_NOTHING = b"\0\0\0\0"
"""Zeros behind the last chunk, of which a file that was made larger may have any number."""
_BIG = 0xFFFFFFFF
"""In place of a size: the ds64 chunk has it."""
_LARGEST_RIFF = _BIG - 36
_MAX_TEXT_BYTES = 4 << 20


@dataclass(frozen=True)
class RiffChunk:
    """One chunk of a file."""

    id: bytes
    start: int
    """Byte at which its content begins."""
    size: int
    """Bytes of content, without the padding byte."""


@dataclass(frozen=True)
class WavMetadata:
    """What a file says of itself besides its samples."""

    time_reference_samples: int
    """Samples from the start of the session to the first sample of the file."""
    originator: str = ""
    description: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    """Tempo, bar, key, recipe …: what iXML holds under TONMEISTER."""
    info: Mapping[str, str] = field(default_factory=dict)
    """LIST INFO by its four-letter names: INAM, ICMT, ISFT …"""


def stamp(
    path: Path,
    *,
    time_reference_samples: int,
    originator: str = "Tonmeister",
    description: str = "",
    ixml: str = "",
    info: Mapping[str, str] | None = None,
    target: Path | None = None,
) -> Path:
    """Write a WAV with these stamps in place of its own, to `target` or over itself, in one step.

    `time_reference_samples` is 0 or more; texts that are too long for bext (256 and 32 bytes) are
    cut. Raises UserError when the file is not a whole WAV, OSError when it cannot be written.
    """
    target = target or path
    new = [(b"bext", _bext(time_reference_samples, originator, description))]
    if ixml:
        new.append((b"iXML", ixml.encode("utf-8")))
    if info:
        new.append((b"LIST", _info_list(info)))
    replaced = {id for id, _ in new if id != b"LIST"}
    fresh = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with open(path, "rb") as source, open(fresh, "wb") as copy:
            old = [
                chunk
                for chunk in _chunks(source, path.name)
                if chunk.id not in replaced | {b"ds64"} and not (info and _is_info(source, chunk))
            ]
            _write(source, old, new, copy)
            copy.flush()
            os.fsync(copy.fileno())
        os.replace(fresh, target)
    finally:
        fresh.unlink(missing_ok=True)
    return target


def read_stamp(path: Path) -> WavMetadata | None:
    """The stamp of a WAV; None when it has no bext chunk. UserError when it is not a WAV."""
    with open(path, "rb") as file:
        content: dict[bytes, bytes] = {}
        for chunk in _chunks(file, path.name):
            if chunk.id in (b"bext", b"iXML") or _is_info(file, chunk):
                file.seek(chunk.start)
                content[chunk.id] = file.read(min(chunk.size, _MAX_TEXT_BYTES))
    bext = content.get(b"bext", b"")
    if len(bext) < _BEXT.size:
        return None
    description, originator, _, _, _, reference, *_ = _BEXT.unpack_from(bext)
    return WavMetadata(
        reference,
        _text(originator),
        _text(description),
        read_ixml(content.get(b"iXML", b"")),
        _read_info(content.get(b"LIST", b"")),
    )


def samples_of(path: Path) -> RiffChunk:
    """Where in a WAV its samples lie. UserError when it is not a whole WAV."""
    with open(path, "rb") as file:
        found = next((chunk for chunk in _chunks(file, path.name) if chunk.id == b"data"), None)
    if found is None:
        raise UserError("This WAV file has no samples; export it again.")
    return found


def write_ixml(facts: Mapping[str, object]) -> str:
    """An iXML document with our facts in an element of its own, which other programs skip.

    Names must be plain: letters, digits and underscores.
    """
    root = xml.Element("BWFXML")
    xml.SubElement(root, "IXML_VERSION").text = "2.10"
    ours = xml.SubElement(root, "TONMEISTER")
    for name, value in facts.items():
        xml.SubElement(ours, name.upper()).text = re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd]", " ", str(value))
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + xml.tostring(root, encoding="unicode")


def read_ixml(content: bytes) -> dict[str, str]:
    """Our facts in an iXML document; empty when there are none or it cannot be read."""
    content = content.rstrip(b"\0 \r\n")
    if not content or b"<!" in content:  # a document type could define entities; iXML has none
        return {}
    try:
        ours = xml.fromstring(content).find("TONMEISTER")
    except (xml.ParseError, ValueError):
        return {}
    return {element.tag.lower(): element.text or "" for element in ours} if ours is not None else {}


def _chunks(file: BinaryIO, name: str) -> Iterator[RiffChunk]:
    """All chunks of a file that must be a whole RIFF or RF64 WAV."""
    end = file.seek(0, os.SEEK_END)
    file.seek(0)
    head = file.read(12)
    if head[:4] not in (b"RIFF", b"RF64") or head[8:] != b"WAVE":
        raise UserError(f"{name} is not a WAV file.")
    position, data_size = 12, 0
    while position + 8 <= end:
        file.seek(position)
        id, size = struct.unpack("<4sI", file.read(8))
        if id == _NOTHING:
            return
        if id == b"ds64" and size >= 24:
            data_size = struct.unpack("<QQQ", file.read(24))[1]
        if id == b"data" and size == _BIG:
            size = data_size
        if position + 8 + size > end:
            raise UserError(f"{name} is cut off: its {id.decode('latin-1')} chunk goes past the end; export it again.")
        yield RiffChunk(id, position + 8, size)
        position += 8 + size + size % 2


def _write(source: BinaryIO, old: list[RiffChunk], new: list[tuple[bytes, bytes]], copy: BinaryIO) -> None:
    """The old chunks with the new ones in front of the samples; RF64 when it gets too large for RIFF."""
    data = next((chunk for chunk in old if chunk.id == b"data"), None)
    fmt = next((chunk for chunk in old if chunk.id == b"fmt "), None)
    if data is None or fmt is None:
        raise UserError("This WAV file has no samples; export it again.")
    total = 4 + sum(8 + chunk.size + chunk.size % 2 for chunk in old) + sum(8 + len(c) + len(c) % 2 for _, c in new)
    is_large = total > _LARGEST_RIFF
    copy.write(struct.pack("<4sI4s", b"RF64" if is_large else b"RIFF", _BIG if is_large else total, b"WAVE"))
    if is_large:
        source.seek(fmt.start + 12)
        frame_bytes = max(1, struct.unpack("<H", source.read(2))[0])
        copy.write(struct.pack("<4sIQQQI", b"ds64", 28, total + 36, data.size, data.size // frame_bytes, 0))
    for chunk in old:
        if chunk is data:
            for id, content in new:
                copy.write(struct.pack("<4sI", id, len(content)) + content + b"\0" * (len(content) % 2))
        copy.write(struct.pack("<4sI", chunk.id, _BIG if is_large and chunk is data else chunk.size))
        _copy_bytes(source, chunk, copy)


def _copy_bytes(source: BinaryIO, chunk: RiffChunk, copy: BinaryIO, block_bytes: int = 1 << 20) -> None:
    source.seek(chunk.start)
    left = chunk.size
    while left:
        look_up()
        block = source.read(min(left, block_bytes))
        if not block:
            raise UserError("This WAV file grew shorter while it was being read; try again.")
        copy.write(block)
        left -= len(block)
    copy.write(b"\0" * (chunk.size % 2))


def _bext(time_reference_samples: int, originator: str, description: str) -> bytes:
    if not 0 <= time_reference_samples < 1 << 64:
        raise UserError("A time stamp must be 0 or more samples; place the clip after the start of the session.")
    now = time.localtime()
    return _BEXT.pack(
        _ascii(description),
        _ascii(originator),
        b"",
        time.strftime("%Y-%m-%d", now).encode(),
        time.strftime("%H:%M:%S", now).encode(),
        time_reference_samples,
        1,
        b"",
        b"",
    )


def _ascii(text: str) -> bytes:
    import unicodedata

    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore")


def _info_list(info: Mapping[str, str]) -> bytes:
    parts = [b"INFO"]
    for name, text in info.items():
        content = text.encode("utf-8") + b"\0"
        parts.append(struct.pack("<4sI", name.encode("ascii"), len(content)) + content + b"\0" * (len(content) % 2))
    return b"".join(parts)


def _read_info(content: bytes) -> dict[str, str]:
    found, position = {}, 4
    while position + 8 <= len(content):
        id, size = struct.unpack_from("<4sI", content, position)
        found[id.decode("latin-1")] = _text(content[position + 8 : position + 8 + size])
        position += 8 + size + size % 2
    return found


def _is_info(file: BinaryIO, chunk: RiffChunk) -> bool:
    if chunk.id != b"LIST" or chunk.size < 4:
        return False
    file.seek(chunk.start)
    return file.read(4) == b"INFO"


def _text(content: bytes) -> str:
    return content.split(b"\0")[0].decode("utf-8", "replace").strip()
