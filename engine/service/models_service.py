"""Models as clients see and change them: which there are, what getting one brings, getting it, removing it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from engine.catalog.hub.cache_dir import free_bytes, repository_folder
from engine.catalog.hub.record import installed
from engine.catalog.model import Model
from engine.catalog.model_get import offer_for, remove, sharing
from engine.catalog.registry import Registry
from engine.errors import WrongUse
from engine.service.downloads import Downloads
from engine.wire.wire import DownloadView


class ModelsService:
    """The models of this computer. Every method may be called from any thread."""

    def __init__(self, registry: Registry, publish: Callable[[DownloadView], None]) -> None:
        self._registry = registry
        self.downloads = Downloads(publish)

    def told(self) -> dict[str, Any]:
        """`models`, ready or why not; `downloads` of this engine; and what the computer has: memory, free disk."""
        import psutil

        return {
            "models": [_told_of(model) for model in self._registry.models.values()],
            "downloads": self.downloads.views(),
            "memory_bytes": int(psutil.virtual_memory().total),
            "free_bytes": free_bytes(),
        }

    def offer(self, model_id: str) -> dict[str, Any]:
        """What getting a model would bring here; the hub is asked. UserError when it cannot be had."""
        return offer_for(self._model(model_id)).told()

    def get(self, model_id: str) -> DownloadView:
        """Begin to get a model, or go on; how far it is comes as events."""
        return self.downloads.start(self._model(model_id))

    def cancel(self, model_id: str) -> DownloadView:
        """Stop getting a model; what is here stays, and the next `get` goes on from there."""
        return self.downloads.cancel(self._model(model_id).id)

    def remove(self, model_id: str) -> dict[str, Any]:
        """Delete what was brought here, begun files too. UserError when there is nothing."""
        model = self._model(model_id)
        self.downloads.forget(model.id)
        freed = remove(model)
        others = sharing(model, self._registry.models.values())
        return {"removed": model.id, "freed_bytes": freed, "also_without_weights": others}

    def _model(self, model_id: str) -> Model:
        if model_id not in self._registry.models:
            raise WrongUse(f"There is no model '{model_id[:60]}'.")
        return self._registry.models[model_id]


def _told_of(model: Model) -> dict[str, Any]:
    here = sum(_bytes_here(one.repo) for one in model.checkpoints)
    is_whole = all(installed(one) for one in model.checkpoints)
    return {
        "id": model.id,
        "name": model.name,
        "tasks": list(model.tasks),
        "why_not": model.ready(),
        "version": model.edition(),
        "licence": asdict(model.terms()),
        "limits": model.limits,
        "checkpoints": [checkpoint.repo for checkpoint in model.checkpoints],
        "memory_bytes": model.memory_need_bytes(),
        "disk_bytes": here,
        "is_begun": bool(here) and not is_whole,
        "quality": model.quality,
        "speed": model.speed,
        "is_default": model.is_default,
    }


def _bytes_here(repo: str) -> int:
    """What of a repository lies on the disk, begun files too."""
    folder = repository_folder(repo)
    if not folder.is_dir():
        return 0
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir())
