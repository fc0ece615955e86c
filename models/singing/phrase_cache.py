"""Sung phrases kept on disk, so that after an edit, or tomorrow, only what changed is sung again.

One file a phrase, named by a hash of everything it was made from. Files are complete or not there
(written beside and moved into place), so several programs may share the folder and anyone may
delete it at any time; the oldest leave when it grows too large.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import logging
import os
import time
import uuid
import zipfile
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from engine.config import data_folder
from models.singing.kept_sound import packed_sound, unpacked_sound
from models.singing.render import RenderedPhrase

LIMIT_BYTES = 512 << 20
_KEPT_SHARE = 0.8
"""How full the folder is after the oldest phrases have left."""
_LOOK_AFTER_BYTES = 16 << 20
"""How much may be written before the size of the folder is looked at again."""
_ABANDONED_S = 3600.0
_SAMPLES = "samples at rate"
_STEP = " step"
"""Behind the name of a sound that is kept packed: what one step of it is worth."""
_BROKEN = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile)

log = logging.getLogger(__name__)


class PhraseCache:
    """Arrays by key; a cache that cannot read or write is only slower, never an error."""

    def __init__(self, folder: Path | None = None, limit_bytes: int = LIMIT_BYTES) -> None:
        """`folder` is `cache/singing` in the user's data folder when not given."""
        self._given = folder
        self._limit_bytes = limit_bytes
        self._unseen_bytes = _LOOK_AFTER_BYTES

    @property
    def folder(self) -> Path:
        """Where the phrases lie."""
        return self._given or data_folder() / "cache" / "singing"

    def load(self, key: str) -> dict[str, np.ndarray] | None:
        """The arrays stored under a key, or None; a damaged file is thrown away."""
        path = self._path(key)
        try:
            with open(path, "rb") as file, np.load(file, allow_pickle=False) as stored:
                arrays = _with_sounds({name: stored[name] for name in stored.files})
            os.utime(path)
        except FileNotFoundError:
            return None
        except _BROKEN as error:
            log.info("%s is thrown away: %s", path.name, error)
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
            return None
        return arrays

    def has(self, key: str) -> bool:
        """True when something is stored under a key."""
        return self._path(key).exists()

    def store(self, key: str, arrays: Mapping[str, np.ndarray]) -> None:
        """Keep arrays under a key."""
        path = self._path(key)
        fresh = path.with_name(f".{uuid.uuid4().hex}.tmp")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with open(fresh, "wb") as file:
                np.savez(file, **_without_sounds(arrays))  # type: ignore[arg-type]
            os.replace(fresh, path)
            self._unseen_bytes += path.stat().st_size
        except OSError as error:
            log.info("A sung phrase could not be kept: %s", error)
        finally:
            with contextlib.suppress(OSError):
                fresh.unlink(missing_ok=True)
        if self._unseen_bytes >= _LOOK_AFTER_BYTES:
            self._unseen_bytes = 0
            self._let_the_oldest_go()

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.npz"

    def _let_the_oldest_go(self) -> None:
        found = []
        for path in self.folder.glob("*/*"):
            with contextlib.suppress(OSError):  # another program may just have removed it
                status = path.stat()
                if path.suffix == ".tmp" and status.st_mtime < time.time() - _ABANDONED_S:
                    path.unlink()  # its program was ended in the middle of writing
                else:
                    found.append((status.st_mtime, status.st_size, path))
        total = sum(size for _, size, _ in found)
        if total <= self._limit_bytes:
            return
        for _, size, path in sorted(found):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
            total -= size
            if total <= _KEPT_SHARE * self._limit_bytes:
                return


def _without_sounds(arrays: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The arrays with each sound among them packed."""
    kept = dict(arrays)
    for name, array in arrays.items():
        if found := packed_sound(array):
            kept |= {name: found[0], name + _STEP: np.array(found[1])}
    return kept


def _with_sounds(kept: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    steps = [name for name in kept if name.endswith(_STEP)]
    sounds = {(own := name.removesuffix(_STEP)): unpacked_sound(kept[own], float(kept[name])) for name in steps}
    return {name: array for name, array in (kept | sounds).items() if name not in steps}


def phrase_key(*made_from: object) -> str:
    """Hash of everything a phrase is made from, and of the code that makes it."""
    return hashlib.sha256(f"{_code()} {made_from!r}".encode()).hexdigest()


def seed_of(*made_from: object) -> int:
    """A number for what a phrase is made from alone: a newer version of us draws the same breath for it."""
    return int(hashlib.sha256(repr(made_from).encode()).hexdigest()[:8], 16)


def packed(rendered: RenderedPhrase, samples: np.ndarray) -> dict[str, np.ndarray]:
    """A sung phrase and its samples at the session's rate, as arrays."""
    return {_SAMPLES: samples} | {one.name: np.asarray(getattr(rendered, one.name)) for one in fields(rendered)}


def unpacked(arrays: dict[str, np.ndarray] | None) -> tuple[RenderedPhrase, np.ndarray] | None:
    """What `packed` was given; None for what was stored by another version."""
    if not arrays or set(arrays) != {_SAMPLES, *(one.name for one in fields(RenderedPhrase))}:
        return None
    samples = arrays.pop(_SAMPLES)
    values: dict[str, Any] = {name: array if array.ndim else array.item() for name, array in arrays.items()}
    return RenderedPhrase(**values), samples


@functools.cache
def _code() -> str:
    """Hash of the singer's own files: another version sings differently."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
