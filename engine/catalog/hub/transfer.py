"""One file from the hub: begun or gone on with, checked against what the hub said of it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from pathlib import Path
from typing import Any

from engine.catalog.hub.client import stream
from engine.catalog.hub.download_worker import DownloadWorker
from engine.catalog.hub.offer import CheckpointOffer, HubFile
from engine.errors import UserError

_TRIES = 3
"""In a row without a single new byte."""
_PAUSE_S = 1.0
_BLOCK = 1 << 20
_FAULTS = (429, 500, 502, 503, 504)
"""Answers that may be others a moment later."""


class Unequal(Exception):
    """What arrived is not what the hub had named."""


def fetch(offer: CheckpointOffer, file: HubFile, into: Path, courier: DownloadWorker) -> None:
    """Bring a file, or the rest of it, into `into`; goes on by itself when the connection breaks off.

    Raises UserError when other content arrives than the hub named, and what httpx2 and huggingface_hub raise.
    """
    import httpx2
    from huggingface_hub.errors import HfHubHTTPError

    into.parent.mkdir(parents=True, exist_ok=True)
    counted_from = courier.done_bytes
    tries, is_second_time = 0, False
    while True:
        before = _size(into)
        courier.done_bytes = counted_from + before
        try:
            _read(offer, file, into, courier)
            break
        except Unequal as error:
            into.unlink()
            if is_second_time or not before:
                raise UserError(
                    f"{file.path} arrived with other content than {offer.page} names; it is not kept. Try again later."
                ) from error
            is_second_time = True  # what lay here from another day was not its beginning
        except (httpx2.TransportError, HfHubHTTPError) as error:
            tries = 1 if _size(into) > before else tries + 1
            if tries >= _TRIES or not _may_pass(error):
                raise
            courier.pause(_PAUSE_S)
    courier.done_bytes = counted_from + file.size_bytes


def _may_pass(error: Exception) -> bool:
    answer = getattr(error, "response", None)
    return answer is None or answer.status_code in _FAULTS


def _read(offer: CheckpointOffer, file: HubFile, into: Path, courier: DownloadWorker) -> None:
    """One request; Unequal when the whole file is here and is another one."""
    have = _size(into)
    courier.what = f"fetching {file.path}"
    if have < file.size_bytes or not into.exists():
        with stream(offer.checkpoint.repo, offer.revision, file.path, have) as answer, courier.listening_to(answer):
            is_rest = _begins_at(answer, have)
            with open(into, "ab" if is_rest else "wb", buffering=0) as out:
                if not is_rest:
                    courier.done_bytes -= have
                _write(answer, out, file, courier)
                os.fsync(out.fileno())
    courier.what = f"checking {file.path}"
    if not is_same(into, file, courier):
        raise Unequal


def _begins_at(answer: Any, byte: int) -> bool:
    """True when the answer goes on at this byte, False when it is the whole file."""
    from huggingface_hub.utils import hf_raise_for_status

    if answer.status_code >= 400:
        with contextlib.suppress(Exception):
            answer.read()
    hf_raise_for_status(answer)
    begin = re.match(r"bytes (\d+)-", answer.headers.get("Content-Range", ""))
    if answer.status_code == 206 and not (begin and int(begin[1]) == byte):
        raise Unequal
    return bool(answer.status_code == 206)


def _write(answer: Any, out: Any, file: HubFile, courier: DownloadWorker) -> None:
    for block in answer.iter_bytes():
        courier.go_on()
        if out.tell() + len(block) > file.size_bytes:
            raise Unequal
        rest = memoryview(block)
        while rest:  # a disk that gets full takes a part first
            rest = rest[out.write(rest) :]
        courier.done_bytes += len(block)


def is_same(path: Path, file: HubFile, courier: DownloadWorker) -> bool:
    """True when a file holds what the hub named: by SHA-256, or by its name in git."""
    if path.stat().st_size != file.size_bytes:
        return False
    digest = hashlib.sha256() if file.sha256 else hashlib.sha1(f"blob {file.size_bytes}\0".encode())
    with open(path, "rb") as opened:
        while block := opened.read(_BLOCK):
            courier.go_on()
            digest.update(block)
    return digest.hexdigest() == (file.sha256 or file.git_sha1 or digest.hexdigest())


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
