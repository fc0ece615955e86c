"""Getting a model: what that means is told first; then weights and packages come here, or go away again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.catalog import packages
from engine.catalog.hub.cache_dir import free_bytes
from engine.catalog.hub.cache_dir import remove as remove_weights
from engine.catalog.hub.download import download
from engine.catalog.hub.download_worker import OnProgress
from engine.catalog.hub.import_folder import adopt, find_source
from engine.catalog.hub.offer import CheckpointOffer, ask
from engine.catalog.hub.record import Installed, installed, may_be_sold, recorded
from engine.catalog.model import Model
from engine.catalog.outside_model import OutsideModel
from engine.errors import UserError


@dataclass(frozen=True)
class ModelOffer:
    """What getting a model would bring here."""

    model: Model
    offers: tuple[CheckpointOffer, ...] = ()
    """Checkpoints that are not here, or not whole."""
    here: tuple[Installed, ...] = ()
    """Checkpoints that are here."""
    packages: tuple[str, ...] = ()
    """Python packages that are missing."""
    terms: tuple[str, ...] = ()
    """What a model with an environment of its own says of it, a line each."""

    @property
    def is_nothing(self) -> bool:
        """True when everything is here."""
        return not (self.offers or self.packages or self.terms)

    @property
    def to_fetch_bytes(self) -> int:
        """Size of the weights that are still to come."""
        return sum(offer.to_fetch_bytes for offer in self.offers)

    @property
    def _packages_command(self) -> str:
        return packages.command_line(self.model.extra) if self.packages and not packages.can_install() else ""

    def told(self) -> dict[str, Any]:
        """The offer as plain values."""
        return {
            "id": self.model.id,
            "name": self.model.name,
            "ready": not (why_not := self.model.ready()),
            "why_not": why_not,
            "checkpoints": [*map(_told_here, self.here), *(offer.told() for offer in self.offers)],
            "to_fetch_bytes": self.to_fetch_bytes,
            "free_bytes": free_bytes(),
            "packages": list(self.packages),
            "packages_command": self._packages_command,
            "terms": list(self.terms),
        }


def offer_for(model: Model) -> ModelOffer:
    """What `get` would do; asks the hub for what is not here. UserError when it cannot be had."""
    if isinstance(model, OutsideModel):
        return ModelOffer(model, terms=() if not model.ready() else model.consent())
    absent = packages.missing(model.packages)
    if not (model.checkpoints or absent) and (why_not := model.ready()):
        raise UserError(f"{model.name} has no weights to get: {why_not}")
    here = tuple(found for one in model.checkpoints if (found := installed(one)))
    offers = tuple(ask(one) for one in model.checkpoints if not installed(one))
    return ModelOffer(model, offers, here, absent)


def get(offer: ModelOffer, on_progress: OnProgress) -> None:
    """Bring everything that was offered but packages. UserError in one sentence, or what `on_progress` raises."""
    if isinstance(offer.model, OutsideModel):
        offer.model.get(on_progress)
    done, of_bytes = 0, sum(one.total_bytes for one in offer.offers)
    for one in offer.offers:
        download(one, _shifted(on_progress, done, of_bytes))
        done += one.total_bytes


def take_from(model: Model, folder: Path, on_progress: OnProgress) -> list[Installed]:
    """Take in weights from a folder instead of the hub."""
    if not model.checkpoints:
        raise UserError(f"{model.name} loads no weights that could come from a folder.")
    is_only = len(model.checkpoints) == 1
    sources = [find_source(folder, one, is_only=is_only) for one in model.checkpoints]
    return [adopt(one, source, on_progress) for one, source in zip(model.checkpoints, sources, strict=True)]


def remove(model: Model) -> int:
    """Delete what was brought here; returns the bytes freed, 0 for those that are not counted.

    UserError when there is nothing.
    """
    if isinstance(model, OutsideModel):
        if not model.remove():
            raise UserError(f"{model.name} has nothing here that could be removed.")
        return 0
    was_here = any(recorded(one) for one in model.checkpoints)
    freed = sum(remove_weights(one) for one in model.checkpoints)
    if not (was_here or freed):
        raise UserError(f"{model.name} has nothing here that could be removed.")
    return freed


def here_now(model: Model) -> dict[str, Any]:
    """What of it is on this computer, asked of the model itself."""
    why_not = model.ready()
    here = [found for one in model.checkpoints if (found := installed(one))]
    return {
        "id": model.id,
        "name": model.name,
        "ready": not why_not,
        "why_not": why_not,
        "checkpoints": [_told_here(found) for found in here],
    }


def sharing(model: Model, models: Iterable[Model]) -> list[str]:
    """Ids of the other models that load the same weights."""
    return sorted(one.id for one in models if one.id != model.id and set(one.checkpoints) & set(model.checkpoints))


def _told_here(found: Installed) -> dict[str, Any]:
    return {
        "repo": found.repo,
        "revision": found.revision,
        "licence": found.licence,
        "may_be_sold": may_be_sold(found.licence),
        "files": len(found.files),
        "total_bytes": found.total_bytes,
        "to_fetch_bytes": 0,
        "folder": found.folder,
    }


def _shifted(on_progress: OnProgress, before: int, of_bytes: int) -> OnProgress:
    return lambda done, of, what: on_progress(before + done, of_bytes, what)
