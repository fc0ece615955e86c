"""Takes in weights that were carried over from another computer, after the same checks as downloaded ones."""

from __future__ import annotations

import datetime
import hashlib
import os
import re
import shutil
from pathlib import Path

from engine.catalog.hub.cache_dir import held, is_disk_full, must_have_room, revision_folder
from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.hub.content import check_content, check_shards
from engine.catalog.hub.copy_file import place_file
from engine.catalog.hub.download_worker import DownloadWorker, OnProgress
from engine.catalog.hub.kind import chosen, is_wanted
from engine.catalog.hub.record import Installed, write_record
from engine.errors import UserError

LOCAL = "local-"
"""What a revision begins with that the hub did not name: a hash of the content follows."""
_REVISION = re.compile(rf"[0-9a-f]{{40}}|{LOCAL}\w+")
_BLOCK = 1 << 20
_CARD_LICENCE = re.compile(r"^license:\s*['\"]?([\w.+-]+)", re.MULTILINE)


def find_source(folder: Path, checkpoint: Checkpoint, *, is_only: bool) -> Path:
    """The folder with a checkpoint's files below one that the user named; UserError when it is not there.

    That is the folder itself when `is_only` and settings or weights lie right in it, or one called OWNER--NAME,
    models--OWNER--NAME (as in the hub's own cache), OWNER/NAME or NAME, or the newest folder inside, which is then
    a revision.
    """
    plain, name = checkpoint.repo.replace("/", "--"), checkpoint.repo.split("/")[-1]
    places = [folder / inside for inside in (plain, f"models--{plain}/snapshots", checkpoint.repo, name)]
    for place in [*places, *([folder] if is_only else [])]:
        if place.is_dir():
            inside = [one for one in place.iterdir() if not one.name.startswith(".")]
            if inside and all(one.is_dir() and _REVISION.fullmatch(one.name) for one in inside):
                return max(inside, key=lambda one: one.stat().st_mtime)
            if place != folder or any(one.is_file() and is_wanted(one.name, checkpoint) for one in inside):
                return place
    names = f"{plain} or {name}"
    if not folder.is_dir():
        raise UserError(f"There is no folder {folder}.")
    raise UserError(f"{folder} has no folder {names} with the weights of {checkpoint.repo}.")


def adopt(checkpoint: Checkpoint, source: Path, on_progress: OnProgress) -> Installed:
    """Take in the files of a folder: linked where the disk allows it, else copied; the folder stays as it is.

    Raises UserError when it holds no such weights, or something that is not what its name says.
    """
    present = (path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file())
    names = chosen(present, checkpoint, str(source))
    for name in names:
        check_content(source / name, name)
    check_shards(source, names, checkpoint)
    sizes = {name: (source / name).stat().st_size for name in names}
    done: list[Installed] = []

    def work(courier: DownloadWorker) -> None:
        revision = LOCAL + _fingerprint(source, names, courier)
        target = revision_folder(checkpoint.repo, revision)
        _bring(source, names, target, courier)
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        done.append(Installed(checkpoint.repo, revision, str(target), sizes, _licence(source), now))

    with held(checkpoint.repo):
        must_have_room(sum(sizes.values()), checkpoint.repo)
        try:
            DownloadWorker(work).wait(on_progress, 2 * sum(sizes.values()))
        except OSError as error:
            what = "takes no more; make room first" if is_disk_full(error) else f"says {error.strerror or error}"
            raise UserError(f"The weights of {checkpoint.repo} cannot be taken in: the disk {what}.") from error
        write_record(checkpoint, done[0])
    return done[0]


def _bring(source: Path, names: list[str], target: Path, courier: DownloadWorker) -> None:
    """All files, or none; nothing to do where the same ones lie already."""
    if target.is_dir() and all((target / name).is_file() for name in names):
        return
    fresh = target.with_name(f".{target.name}")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        for name in names:
            courier.what = f"taking in {name}"
            place_file(source / name, fresh / name, courier)
        courier.go_on()
        shutil.rmtree(target, ignore_errors=True)
        os.replace(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _fingerprint(folder: Path, names: list[str], courier: DownloadWorker) -> str:
    """A hash of all names and contents."""
    whole = hashlib.sha256()
    for name in sorted(names):
        courier.what = f"reading {name}"
        one = hashlib.sha256()
        with open(folder / name, "rb") as opened:
            while block := opened.read(_BLOCK):
                courier.go_on()
                one.update(block)
                courier.done_bytes += len(block)
        whole.update(f"{name} {one.hexdigest()}\n".encode())
    return whole.hexdigest()[:32]


def _licence(folder: Path) -> str:
    """What the card beside the weights says; empty when there is none."""
    try:
        found = _CARD_LICENCE.search((folder / "README.md").read_text("utf-8", "replace")[:20_000])
    except OSError:
        return ""
    return found[1] if found else ""
