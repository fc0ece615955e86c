"""Brings an offered checkpoint here: whole and checked, or not at all; what was begun is gone on with."""

from __future__ import annotations

import contextlib
import datetime
import os
from collections.abc import Iterator
from pathlib import Path

from engine.catalog.hub.cache_dir import UNFINISHED, held, in_words, is_disk_full, must_have_room
from engine.catalog.hub.client import library
from engine.catalog.hub.content import check_content, check_shards
from engine.catalog.hub.copy_file import place_file
from engine.catalog.hub.download_worker import DownloadWorker, OnProgress
from engine.catalog.hub.errors import in_a_sentence
from engine.catalog.hub.kind import is_weights
from engine.catalog.hub.offer import CheckpointOffer, HubFile
from engine.catalog.hub.record import Installed, write_record
from engine.catalog.hub.transfer import fetch, is_same
from engine.errors import UserError


def download(offer: CheckpointOffer, on_progress: OnProgress) -> Installed:
    """Bring what is not here yet and note the checkpoint as installed. `on_progress` hears bytes, 5 times a second.

    Raises UserError in one sentence for whatever the hub, the network, the disk or the content is to blame for, and
    what `on_progress` raises; what is here by then stays, and the next call goes on from there.
    """
    repo = offer.checkpoint.repo
    with held(repo):
        must_have_room(offer.to_fetch_bytes, repo)
        with _in_sentences(offer):
            DownloadWorker(lambda courier: _bring_all(offer, courier)).wait(on_progress, offer.total_bytes)
        done = Installed(
            repo,
            offer.revision,
            str(offer.folder),
            {file.path: file.size_bytes for file in offer.files},
            offer.licence,
            datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        )
        write_record(offer.checkpoint, done)
    return done


@contextlib.contextmanager
def _in_sentences(offer: CheckpointOffer) -> Iterator[None]:
    """UserError for what the hub, the network or the disk does."""
    library()
    import httpx2
    from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled

    repo = offer.checkpoint.repo
    try:
        yield
    except (httpx2.HTTPError, httpx2.InvalidURL, HfHubHTTPError, OfflineModeIsEnabled) as error:
        raise in_a_sentence(error, repo) from error
    except OSError as error:
        if not is_disk_full(error):
            raise UserError(f"{repo} cannot be kept in {offer.folder}: {error.strerror or error}.") from error
        left = in_words(offer.to_fetch_bytes)
        raise UserError(
            f"The disk of {offer.folder} takes no more: {left} of {repo} are still to come. Make room, then try "
            "again: what is here is kept; `tonmeister models remove` takes it away."
        ) from error


def _bring_all(offer: CheckpointOffer, courier: DownloadWorker) -> None:
    """Settings first, so that a part that is missing is known before gigabytes are brought."""
    is_checked = False
    for file in offer.files:
        courier.go_on()
        if is_weights(file.path, offer.checkpoint) and not is_checked:
            check_shards(offer.folder, [one.path for one in offer.files], offer.checkpoint)
            is_checked = True
        _bring(offer, file, courier)


def _bring(offer: CheckpointOffer, file: HubFile, courier: DownloadWorker) -> None:
    target = offer.folder / file.path
    if target.is_file() and target.stat().st_size == file.size_bytes:
        courier.done_bytes += file.size_bytes
        return
    unfinished = target.with_name(target.name + UNFINISHED)
    if not _take_from_cache(offer, file, unfinished, courier):
        fetch(offer, file, unfinished, courier)
    try:
        check_content(unfinished, file.path)
    except UserError:
        unfinished.unlink()
        raise
    courier.go_on()
    os.replace(unfinished, target)


def _take_from_cache(offer: CheckpointOffer, file: HubFile, unfinished: Path, courier: DownloadWorker) -> bool:
    """Take a file that other programs have brought into the hub's cache (HF_HOME); False when it is not there."""
    cached = library().try_to_load_from_cache(offer.checkpoint.repo, file.path, revision=offer.revision)
    if not isinstance(cached, str) or not is_same(Path(cached), file, courier):
        return False
    courier.what = f"taking {file.path} from the hub's cache"
    place_file(Path(cached), unfinished, courier)
    return True
