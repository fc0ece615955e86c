"""A WAV as a FLAC file that knows the WAV it was: every program plays it, and the same bytes come back.

What FLAC does not hold lies in blocks of its own, which other programs skip: what stands before and after the samples,
and of float samples what is finer than 24 bits.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import uuid
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import UserError
from engine.media.clip import sha256_of
from engine.media.wav_metadata import samples_of

_ID = b"TONM"
_APPLICATION, _IS_LAST = 2, 0x80
_MOST_BLOCK_BYTES = (1 << 24) - 1 - len(_ID)
_FORMATS = {"PCM_16": ("PCM_16", 2), "PCM_24": ("PCM_24", 3), "FLOAT": ("PCM_24", 4)}
"""Subtype of the FLAC and bytes of a sample, by the subtype of the WAV."""
_FULL_SCALE = 2**23
_FRAMES = 1 << 16
_TIGHT = 1.0
"""Two percent smaller in twice the time, where nobody waits for it."""
_MOST_BYTES = 256 << 20
"""Longer sounds stay as they are: to wait for them would be felt."""


@dataclass(frozen=True)
class _Parts:
    """What lies in a packed file beside its samples."""

    about: Mapping[str, Any]
    head: bytes
    tail: bytes
    finer: bytes


def pack(wav: Path, flac: Path, about: Mapping[str, str], *, is_as_played: bool = False) -> bool:
    """Write a WAV as a FLAC, in one step; False when it is to stay as it is: no gain, no proof that it comes back.

    `is_as_played`: to be handed on beside the WAV, so it is proven when it is unpacked; and only where other programs
    play every bit of it, which of float samples they would not.
    OSError when the disk does not take it; the WAV is left as it is in any case.
    """
    import soundfile

    fresh = flac.with_name(f".{uuid.uuid4().hex}.tmp")
    try:
        info, samples = soundfile.info(wav), samples_of(wav)
        kind, width = _FORMATS.get(info.subtype, ("", 0))
        is_whole = samples.size == info.frames * info.channels * width
        if info.format not in ("WAV", "WAVEX", "RF64") or not kind or not is_whole or wav.stat().st_size > _MOST_BYTES:
            return False
        if is_as_played and info.subtype == "FLOAT":
            return False
        with open(wav, "rb") as file:
            head = file.read(samples.start)
            file.seek(samples.start + samples.size)
            tail = file.read()
        finer = _written(wav, fresh, info, kind, None if is_as_played else _TIGHT)
        if finer is None:
            return False
        digest = sha256_of(wav)
        told = {**about, "sha256": digest, "subtype": info.subtype, "head": len(head), "tail": len(tail)}
        _with_blocks(fresh, json.dumps(told).encode(), head + tail + finer)
        if fresh.stat().st_size >= wav.stat().st_size or (not is_as_played and _digest(fresh) != digest):
            return False
        os.replace(fresh, flac)
        return True
    except (soundfile.LibsndfileError, UserError, RuntimeError, ValueError):
        return False
    finally:
        fresh.unlink(missing_ok=True)


def packed(flac: Path) -> Mapping[str, Any] | None:
    """What a packed file tells of itself; None when it is none of ours."""
    try:
        parts = _parts(flac)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return parts.about if parts else None


def unpack(flac: Path, wav: Path) -> None:
    """Write the WAV that it was, in one step. ValueError when it is damaged, OSError when the disk does not take it."""
    fresh = wav.with_name(f".{uuid.uuid4().hex}.tmp")
    digest = hashlib.sha256()
    try:
        wav.parent.mkdir(parents=True, exist_ok=True)
        with open(fresh, "wb") as file:
            for block in _content(flac):
                digest.update(block)
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
        if digest.hexdigest() != (packed(flac) or {}).get("sha256"):
            raise ValueError("damaged")
        os.replace(fresh, wav)
    finally:
        fresh.unlink(missing_ok=True)


def _written(wav: Path, flac: Path, info: Any, kind: str, tightness: float | None) -> bytes | None:
    """Write the samples; what of them is finer than FLAC holds, packed; None when it cannot be so written."""
    import soundfile

    packer, finer = zlib.compressobj(6, zlib.DEFLATED, -15, 9, zlib.Z_RLE), b""
    dtype = {"PCM_16": "int16", "PCM_24": "int32", "FLOAT": "float32"}[info.subtype]
    flac.parent.mkdir(parents=True, exist_ok=True)
    with soundfile.SoundFile(wav) as source, soundfile.SoundFile(
        flac, "w", info.samplerate, info.channels, kind, format="FLAC", compression_level=tightness
    ) as target:
        for block in source.blocks(_FRAMES, dtype=dtype, always_2d=True):
            if dtype != "float32":
                target.write(block)
                continue
            if not float(np.abs(block).max(initial=0.0)) <= (_FULL_SCALE - 1) / _FULL_SCALE:
                return None
            coarse = np.rint(block.astype(np.float64) * _FULL_SCALE).astype(np.int32)
            target.write(coarse << 8)
            finer += packer.compress(_planes(_order(block) - _order((coarse / _FULL_SCALE).astype(np.float32))))
    return finer + packer.flush() if dtype == "float32" else b""


def _digest(flac: Path) -> str:
    digest = hashlib.sha256()
    for block in _content(flac):
        digest.update(block)
    return digest.hexdigest()


def _content(flac: Path) -> Iterator[bytes]:
    """The WAV, piece by piece. ValueError when it cannot be made."""
    import soundfile

    try:
        parts = _parts(flac)
        if parts is None:
            raise ValueError("no packed sound")
        subtype = parts.about["subtype"]
        finer = _Finer(parts.finer)
        yield parts.head
        with soundfile.SoundFile(flac) as file:
            for block in file.blocks(_FRAMES, dtype="int16" if subtype == "PCM_16" else "int32", always_2d=True):
                if subtype == "PCM_24":
                    yield np.ascontiguousarray(block, "<i4").view(np.uint8).reshape(-1, 4)[:, 1:].tobytes()
                elif subtype == "FLOAT":
                    coarse = ((block >> 8) / _FULL_SCALE).astype(np.float32)
                    yield _from_order(_order(coarse) + finer.next(block.shape)).astype("<f4").tobytes()
                else:
                    yield block.astype("<i2").tobytes()
        yield parts.tail
    except (soundfile.LibsndfileError, ValueError, KeyError, TypeError, zlib.error) as error:
        raise ValueError("damaged") from error


class _Finer:
    """What of float samples is finer than 24 bits, block after block."""

    def __init__(self, packed_bytes: bytes) -> None:
        self._unpacker, self._left = zlib.decompressobj(-15), packed_bytes

    def next(self, shape: tuple[int, ...]) -> np.ndarray:
        """The next block; ValueError when there is none."""
        size, planes = 4 * math.prod(shape), b""
        while len(planes) < size:
            more = self._unpacker.decompress(self._left, size - len(planes))
            if not more and not self._unpacker.unconsumed_tail:
                raise ValueError("cut off")
            self._left = self._unpacker.unconsumed_tail
            planes += more
        return _from_planes(planes, shape)


def _order(samples: np.ndarray) -> np.ndarray:
    """Floats as whole numbers in the same order, neighbours one apart."""
    bits = np.ascontiguousarray(samples, np.float32).view(np.int32)
    return (bits ^ ((bits >> 31) & 0x7FFFFFFF)).astype(np.int64)


def _from_order(numbers: np.ndarray) -> np.ndarray:
    bits = numbers.astype(np.int32)
    return np.ascontiguousarray(bits ^ ((bits >> 31) & 0x7FFFFFFF)).view(np.float32)


def _planes(numbers: np.ndarray) -> bytes:
    """Small numbers of both signs, byte by byte: all the lowest bytes, then the next ones."""
    folded = ((numbers << 1) ^ (numbers >> 63)).astype("<u4").reshape(-1)
    return folded.view(np.uint8).reshape(-1, 4).T.tobytes()


def _from_planes(planes: bytes, shape: tuple[int, ...]) -> np.ndarray:
    folded = np.ascontiguousarray(np.frombuffer(planes, np.uint8).reshape(4, -1).T).view("<u4").astype(np.int64)
    return ((folded >> 1) ^ -(folded & 1)).reshape(shape)


def _with_blocks(flac: Path, about: bytes, content: bytes) -> None:
    """Put blocks of ours behind those that the file has."""
    plain = flac.with_name(f"{flac.name[:-4]}.plain.tmp")
    os.replace(flac, plain)
    try:
        with open(plain, "rb") as source, open(flac, "wb") as target:
            target.write(source.read(4))
            is_last = False
            while not is_last:
                head = source.read(4)
                is_last = bool(head[0] & _IS_LAST)
                target.write(bytes([head[0] & ~_IS_LAST]) + head[1:] + source.read(int.from_bytes(head[1:], "big")))
            ours = [about, *(content[at : at + _MOST_BLOCK_BYTES] for at in range(0, len(content), _MOST_BLOCK_BYTES))]
            for number, block in enumerate(ours, 1):
                kind = _APPLICATION | (_IS_LAST if number == len(ours) else 0)
                target.write(bytes([kind]) + (len(block) + len(_ID)).to_bytes(3, "big") + _ID + block)
            while block := source.read(1 << 20):
                target.write(block)
            target.flush()
            os.fsync(target.fileno())
    finally:
        plain.unlink(missing_ok=True)


def _parts(flac: Path) -> _Parts | None:
    """What lies beside the samples; None when it is none of ours. ValueError when it is damaged."""
    with open(flac, "rb") as file:
        if file.read(4) != b"fLaC":
            return None
        ours, is_last = [], False
        while not is_last:
            head = file.read(4)
            if len(head) < 4:
                return None
            is_last, size = bool(head[0] & _IS_LAST), int.from_bytes(head[1:], "big")
            content = file.read(size)
            if head[0] & ~_IS_LAST == _APPLICATION and content[:4] == _ID:
                ours.append(content[4:])
    if not ours:
        return None
    about, rest = json.loads(ours[0]), b"".join(ours[1:])
    first, last = int(about["head"]), int(about["head"]) + int(about["tail"])
    return _Parts(about, rest[:first], rest[first:last], rest[last:])
