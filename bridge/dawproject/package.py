"""The zip file of a DAWproject: read with care, written in one step, untouched entries copied as they are."""

from __future__ import annotations

import contextlib
import copy
import glob
import hashlib
import os
import struct
import time
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import IO

from engine.errors import DawError

CHANGED = "The project was changed since; look at it and ask again."
PROJECT, METADATA = "project.xml", "metadata.xml"
_MOST_XML_BYTES = 256 << 20
_MOST_SOUND_BYTES = 8 << 30
_BLOCK = 1 << 20
_DAMAGED = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError)
"""What a zip that is none, or has been changed, ends in."""
_LONGEST_NAME = 255
"""Bytes of a file's name."""
Stamp = tuple[int, int, int]


class Package:
    """One file as it was read."""

    def __init__(self, path: Path) -> None:
        """DawError when it is not there, no zip, or no DAWproject."""
        self.path = path
        try:
            with open(path, "rb") as file, zipfile.ZipFile(file) as archive:
                self.stamp = stamp_of(os.fstat(file.fileno()))
                self.entries = {info.filename: info for info in archive.infolist()}
                if PROJECT not in self.entries:
                    raise DawError(f"{path.name} is no DAWproject: it has no project.xml.")
                self.project = _small(archive, self.entries[PROJECT], path)
                has_metadata = METADATA in self.entries
                self.metadata = _small(archive, self.entries[METADATA], path) if has_metadata else b""
        except FileNotFoundError as error:
            raise DawError(f"There is no file {path}.") from error
        except OSError as error:
            raise DawError(f"{path.name} cannot be read ({error.strerror}).") from error
        except _DAMAGED as error:
            raise DawError(f"{path.name} is no DAWproject that can be opened: {_said(error)}.") from error
        self.revision = hashlib.sha256(self.project + self.metadata).hexdigest()[:24]

    def sound(self, name: str, target: Path) -> None:
        """Write an entry into a file. DawError when it is not there or damaged."""
        fresh = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            info = self.entries[name]
            if info.file_size > _MOST_SOUND_BYTES:
                raise DawError(f"{name} in {self.path.name} is larger than 8 GB.")
            with zipfile.ZipFile(self.path) as archive, archive.open(info) as source, open(fresh, "wb") as file:
                while block := source.read(_BLOCK):
                    file.write(block)
            fresh.replace(target)
        except (KeyError, OSError, *_DAMAGED) as error:
            raise DawError(f"{name} in {self.path.name} cannot be read ({_said(error)}).") from error
        finally:
            fresh.unlink(missing_ok=True)

    def write(self, project: bytes, added: Mapping[str, Path], dropped: frozenset[str] = frozenset()) -> None:
        """Put another project.xml and new sounds into the file, in one step. OSError leaves it as it was.

        So does DawError: another program has saved it since it was read. Nobody else of us may write it meanwhile.
        """
        for old in self.path.parent.glob(f".{glob.escape(self.path.name)}.*.tmp"):
            with contextlib.suppress(OSError):
                old.unlink()  # of a process that was killed
        fresh = self.path.with_name(f".{self.path.name}.{os.getpid()}.tmp")
        try:
            with open(self.path, "rb") as source, zipfile.ZipFile(fresh, "w", allowZip64=True) as target:
                for name, info in self.entries.items():
                    if name == PROJECT:
                        target.writestr(_entry(PROJECT, zipfile.ZIP_DEFLATED), project)
                    elif name not in dropped and name not in added:
                        _copy_raw(source, info, target)
                for name, path in added.items():
                    with open(path, "rb") as sound, target.open(_entry(name), "w", force_zip64=True) as entry:
                        while block := sound.read(_BLOCK):
                            entry.write(block)
            with open(fresh, "rb+") as file:
                os.fsync(file.fileno())
            with contextlib.suppress(OSError):
                os.chmod(fresh, self.path.stat().st_mode & 0o777)
            if stamp_of(self.path.stat()) != self.stamp:
                raise DawError(CHANGED)
            fresh.replace(self.path)
        finally:
            with contextlib.suppress(OSError):
                fresh.unlink(missing_ok=True)


def stamp_of(found: os.stat_result) -> Stamp:
    """What is another as soon as somebody has saved a file."""
    return found.st_ino, found.st_mtime_ns, found.st_size


def safe_name(path: str) -> str:
    """Why a file's path inside the project cannot be used, as half a sentence; empty when it can."""
    if not path or "\\" in path or "\0" in path or "://" in path or path.startswith("file:"):
        return "is no path inside the project"
    parts = PurePosixPath(path)
    if parts.is_absolute() or ".." in parts.parts or (len(path) > 1 and path[1] == ":"):
        return "points outside the project"
    if max(len(part.encode("utf-8", "replace")) for part in parts.parts or ("",)) > _LONGEST_NAME:
        return "has a name that no disk can hold"
    return ""


def _small(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path) -> bytes:
    """An entry as a whole, never more than it may be, whatever its header says."""
    with archive.open(info) as file:
        data = file.read(_MOST_XML_BYTES + 1)
    if len(data) > _MOST_XML_BYTES:
        raise DawError(f"{info.filename} in {path.name} is larger than {_MOST_XML_BYTES >> 20} MB; it was not opened.")
    return data


def _entry(name: str, kind: int = zipfile.ZIP_STORED) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, time.localtime()[:6])
    info.compress_type = kind
    info.external_attr = 0o644 << 16
    return info


def _copy_raw(source: IO[bytes], info: zipfile.ZipInfo, target: zipfile.ZipFile) -> None:
    """Copy an entry without unpacking it."""
    source.seek(info.header_offset)
    head = source.read(30)
    if len(head) < 30 or head[:4] != b"PK\x03\x04":
        raise OSError(5, f"{info.filename} in the project is damaged")
    name_bytes, extra_bytes = struct.unpack("<HH", head[26:30])
    source.seek(info.header_offset + 30 + name_bytes + extra_bytes)
    kept = copy.copy(info)
    kept.flag_bits &= ~0x08  # sizes stand in front of it now
    kept.extra = _without_zip64(info.extra)
    file = target.fp
    assert file is not None
    kept.header_offset = file.tell()
    file.write(kept.FileHeader(zip64=max(info.file_size, info.compress_size) >= 0xFFFFFFFF))
    left = info.compress_size
    while left:
        block = source.read(min(_BLOCK, left))
        if not block:
            raise OSError(5, f"{info.filename} in the project is cut off")
        file.write(block)
        left -= len(block)
    target.filelist.append(kept)
    target.NameToInfo[kept.filename] = kept
    target.start_dir = file.tell()
    target._didModify = True  # type: ignore[attr-defined]


def _without_zip64(extra: bytes) -> bytes:
    """The extra fields of an entry without its 64-bit sizes, which are written anew where needed."""
    kept = b""
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        kept += extra[: 4 + size] if kind != 1 else b""
        extra = extra[4 + size :]
    return kept


def _said(error: BaseException) -> str:
    if isinstance(error, KeyError):
        return "it is not in the file"
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).rstrip(".")
