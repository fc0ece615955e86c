"""A voice bank as it comes, in a zip or a folder: its files listed and checked before any is written."""

from __future__ import annotations

import functools
import re
import stat
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import UserError
from engine.voices.voice_terms import encoding_of

MOST_FILES = 30_000
MOST_BYTES = 6 << 30
MOST_FILE_BYTES = 2 << 30
DEEPEST = 12
LONGEST_NAME = 200
MOST_RATIO, RATIO_FROM_BYTES = 200, 32 << 20
"""A zip that claims to unpack to more than this many times its size is a bomb."""
_BLOCK = 1 << 20


@dataclass(frozen=True)
class BankFile:
    """One file of a bank that is not installed yet."""

    path: str
    """Relative, with forward slashes, in composed Unicode; never leaves the bank."""
    size: int
    """Bytes it claims to have."""
    open: Callable[[], Any]
    """Opens it for reading bytes."""

    def read(self, most: int) -> bytes:
        """Its first bytes; UserError when it is damaged."""
        return b"".join(self.blocks(most))[:most]

    def blocks(self, most: int) -> Iterator[bytes]:
        """Its content piece by piece, up to about `most` bytes; UserError when it is damaged or longer than it said."""
        done = 0
        try:
            with self.open() as source:
                while done < most and (block := source.read(_BLOCK)):
                    done += len(block)
                    if done > self.size:
                        raise UserError(f"'{self.path}' unpacks to more than it says; do not trust this archive.")
                    yield block
        except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError) as error:
            why = getattr(error, "strerror", None) or error
            raise UserError(f"'{self.path}' in the archive is damaged ({why}); download it again.") from error
        except _zlib_error() as error:
            raise UserError(f"'{self.path}' in the archive is damaged ({error}); download it again.") from error


def _zlib_error() -> type[Exception]:
    import zlib

    return zlib.error


def list_files(source: Path) -> list[BankFile]:
    """Every file of a zip, `.oudep` or folder; UserError for anything that is unsafe, too big or damaged."""
    if not source.is_dir() and not source.is_file():  # a pipe would never end
        raise UserError(f"There is no file or folder {source}.")
    files = _of_folder(source) if source.is_dir() else _of_zip(source)
    if not files:
        raise UserError(f"{source.name} is empty.")
    _must_fit(files, source)
    return files


def _of_folder(source: Path) -> list[BankFile]:
    files: list[BankFile] = []
    for path in sorted(source.rglob("*")):
        if path.is_symlink():
            raise UserError(f"{path} is a link; a voice bank may hold plain files only. Replace it by the file itself.")
        if path.is_file():
            name = path.relative_to(source).as_posix()
            files.append(BankFile(_safe(name), path.stat().st_size, functools.partial(path.open, "rb")))
        if len(files) > MOST_FILES:
            raise UserError(f"{source} holds more than {MOST_FILES} files; name the folder of the voice bank itself.")
    return files


def _of_zip(source: Path) -> list[BankFile]:
    try:
        archive = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError) as error:
        raise UserError(f"{source.name} is not a zip archive that can be read; download it again, or unpack it and "
                        "name the folder.") from error
    infos = [info for info in archive.infolist() if not info.is_dir()]
    names = _names(infos)
    files = []
    for info, name in zip(infos, names, strict=True):
        mode = info.external_attr >> 16
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
            raise UserError(f"'{name}' in {source.name} is a link or a device; the archive was not unpacked.")
        if info.flag_bits & 1:
            raise UserError(f"{source.name} is locked with a password; unpack it yourself and name the folder.")
        files.append(BankFile(_safe(name), info.file_size, functools.partial(archive.open, info)))
    unpacked, packed = sum(file.size for file in files), source.stat().st_size
    if unpacked > RATIO_FROM_BYTES and unpacked > MOST_RATIO * packed:
        raise UserError(f"{source.name} would unpack to {unpacked / 1e6:.0f} MB out of {packed / 1e6:.1f} MB; "
                        "it looks like a zip bomb and was not unpacked.")
    return files


def _names(infos: list[zipfile.ZipInfo]) -> list[str]:
    """File names; those without the UTF-8 flag are read in the one encoding that fits them all."""
    raw = [b"" if info.flag_bits & 0x800 else _raw(info.filename) for info in infos]
    encoding = encoding_of(b"\n".join(raw))
    return [info.filename if info.flag_bits & 0x800 else own.decode(encoding, "replace")
            for info, own in zip(infos, raw, strict=True)]


def _raw(name: str) -> bytes:
    """zipfile reads names without a flag as cp437; this is what stands in the archive."""
    try:
        return name.encode("cp437")
    except UnicodeEncodeError:
        return name.encode("utf-8")


def _safe(name: str) -> str:
    """The name in one form; UserError when it leads out of the bank or cannot exist everywhere."""
    path = unicodedata.normalize("NFC", name.replace("\\", "/"))
    parts = path.split("/")
    if path.startswith("/") or re.match(r"^[A-Za-z]:", path) or ".." in parts:
        raise UserError(f"The archive holds '{name}', which leads out of its own folder; it was not unpacked.")
    parts = [part for part in parts if part not in ("", ".")]
    if not parts or any(ord(sign) < 32 for sign in path) or len(path) > LONGEST_NAME or len(parts) > DEEPEST:
        raise UserError(f"The archive holds the file name {name[:60]!r}, which no voice needs; it was not unpacked.")
    if any(re.search(r'[<>:"|?*]', part) or part.endswith((" ", ".")) or _RESERVED.match(part) for part in parts):
        parts = [_portable(part) for part in parts]
    return "/".join(parts)


_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def _portable(part: str) -> str:
    part = re.sub(r'[<>:"|?*]', "_", part).rstrip(" .") or "_"
    return f"_{part}" if _RESERVED.match(part) else part


def _must_fit(files: list[BankFile], source: Path) -> None:
    if len(files) > MOST_FILES:
        raise UserError(f"{source.name} holds {len(files)} files; a voice bank has at most {MOST_FILES}.")
    total = sum(file.size for file in files)
    biggest = max(files, key=lambda file: file.size)
    if total > MOST_BYTES or biggest.size > MOST_FILE_BYTES:
        raise UserError(f"{source.name} would take {total / 1e9:.1f} GB ('{biggest.path}' alone "
                        f"{biggest.size / 1e9:.1f} GB); a voice bank may have {MOST_BYTES / 1e9:.0f} GB.")
    seen: dict[str, str] = {}
    for file in files:
        key = file.path.casefold()
        if key in seen and seen[key] != file.path:
            raise UserError(f"{source.name} holds both '{seen[key]}' and '{file.path}', which are one file on some "
                            "computers; rename one of them.")
        if key in seen:
            raise UserError(f"{source.name} holds '{file.path}' twice; it was not unpacked.")
        seen[key] = file.path
