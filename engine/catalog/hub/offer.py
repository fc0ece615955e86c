"""What the hub offers for a checkpoint: asked before anything is brought, shown before anybody agrees."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.catalog.hub.cache_dir import UNFINISHED, kept_revision, revision_folder
from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.hub.client import endpoint, library
from engine.catalog.hub.errors import in_a_sentence
from engine.catalog.hub.kind import chosen
from engine.catalog.hub.record import may_be_sold
from engine.config import is_offline
from engine.errors import UserError

_PATIENCE_S = 20.0


@dataclass(frozen=True)
class HubFile:
    """A file of a repository, as the hub describes it."""

    path: str
    size_bytes: int
    sha256: str = ""
    """Of its content; empty for small files, which git keeps itself."""
    git_sha1: str = ""
    """Its name in git, which follows from its content."""


@dataclass(frozen=True)
class CheckpointOffer:
    """A checkpoint as it can be had now."""

    checkpoint: Checkpoint
    revision: str
    """Commit that is brought: the newest, or the one that was brought or begun before."""
    files: tuple[HubFile, ...]
    """Those that are brought, settings before weights."""
    page: str
    """Where people read about it."""
    licence: str = ""
    """As the hub names it; empty = it does not say."""
    licence_link: str = ""
    is_gated: bool = False
    """True when the hub gives it only to who has accepted its terms."""

    @property
    def folder(self) -> Path:
        """Where its files come to lie."""
        return revision_folder(self.checkpoint.repo, self.revision)

    @property
    def total_bytes(self) -> int:
        """Size of all its files."""
        return sum(file.size_bytes for file in self.files)

    @property
    def to_fetch_bytes(self) -> int:
        """What of it is not here yet."""
        return self.total_bytes - sum(min(_here(self.folder / file.path), file.size_bytes) for file in self.files)

    def told(self) -> dict[str, Any]:
        """The offer as plain values."""
        return {
            "repo": self.checkpoint.repo,
            "revision": self.revision,
            "page": self.page,
            "licence": self.licence,
            "licence_link": self.licence_link,
            "may_be_sold": may_be_sold(self.licence),
            "is_gated": self.is_gated,
            "files": len(self.files),
            "total_bytes": self.total_bytes,
            "to_fetch_bytes": self.to_fetch_bytes,
            "folder": str(self.folder),
        }


def ask(checkpoint: Checkpoint) -> CheckpointOffer:
    """Ask the hub. UserError in one sentence when it does not answer, refuses, or has nothing that can be used."""
    if is_offline():
        raise UserError(
            "TONMEISTER_OFFLINE forbids asking model hubs; unset it, or bring the weights with --from FOLDER."
        )
    info = _info(checkpoint)
    page, siblings = f"{endpoint()}/{checkpoint.repo}", {one.rfilename: one for one in info.siblings or ()}
    paths = chosen(siblings, checkpoint, page)
    licence, link = _licence(info, page, siblings)
    return CheckpointOffer(
        checkpoint,
        revision=str(info.sha),
        files=tuple(_file(siblings[path], checkpoint.repo) for path in paths),
        page=page,
        licence=licence,
        licence_link=link,
        is_gated=bool(info.gated),
    )


def _info(checkpoint: Checkpoint) -> Any:
    from engine import __version__

    kept = kept_revision(checkpoint)
    api = library().HfApi(library_name="tonmeister", library_version=__version__)
    try:
        found = api.model_info(
            checkpoint.repo,
            revision=kept or None,
            files_metadata=True,
            timeout=_PATIENCE_S,
        )
    except Exception as error:  # its own, those of httpx2, and whatever a stranger's answer leads to
        raise in_a_sentence(error, checkpoint.repo) from error
    if not re.fullmatch(r"[0-9a-f]{40}", str(found.sha)) or (kept and found.sha != kept):
        raise UserError(f"{endpoint()} does not say which revision of {checkpoint.repo} it offers; it cannot be got.")
    return found


def _file(sibling: Any, repo: str) -> HubFile:
    if sibling.size is None:
        raise UserError(f"{endpoint()} does not say how large {sibling.rfilename} of {repo} is; it cannot be got.")
    sha256 = str(sibling.lfs["sha256"]) if sibling.lfs else ""
    return HubFile(sibling.rfilename, int(sibling.size), sha256, "" if sibling.lfs else str(sibling.blob_id or ""))


def _licence(info: Any, page: str, siblings: Mapping[str, Any]) -> tuple[str, str]:
    """The licence as the hub names it, and where its text is."""
    card = info.card_data
    named = getattr(card, "license", None) or next(
        (tag.removeprefix("license:") for tag in info.tags or () if tag.startswith("license:")), ""
    )
    name = ", ".join(map(str, named)) if isinstance(named, list) else str(named)
    own = getattr(card, "license_name", None)
    link = str(getattr(card, "license_link", None) or "")
    text = next((path for path in sorted(siblings) if path.lower().split(".")[0] in ("license", "licence")), "")
    if not link.startswith(("http://", "https://")):
        inside = link if link in siblings else text
        link = f"{page}/blob/{info.sha}/{inside}" if inside else page
    return (str(own) if name == "other" and own else name), link


def _here(file: Path) -> int:
    """Bytes of a file that are here already."""
    for path in (file, file.with_name(file.name + UNFINISHED)):
        if path.is_file():
            return path.stat().st_size
    return 0
