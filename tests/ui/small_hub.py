"""A small hub of our own, as the one that the engine in this process asks, and a model whose weights it has."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PyQt6.QtWidgets import QLabel

from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.hub.record import installed
from tests.engine.catalog.hub.hub_server import Hub, running_hub, safetensors
from tests.fakes import FakeModel
from tests.ui.live import Live
from tests.ui.waiting import rest

WEIGHTS = "model.safetensors"


class Loading(FakeModel):
    """Loads weights from the hub."""

    name = "Loading"
    checkpoints = (Checkpoint("tiny/one"),)

    def __init__(self) -> None:
        super().__init__(model_id="loading")

    def ready(self) -> str:
        return "" if installed(self.checkpoints[0]) else "its weights are not here."


@contextmanager
def small_hub(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """The hub, as long as it is needed."""
    from huggingface_hub import constants
    from huggingface_hub.utils import close_session

    with running_hub() as made:
        made.add("tiny/one", {"config.json": b"{}", WEIGHTS: safetensors(400_000)})
        monkeypatch.setenv("TONMEISTER_HOME", str(folder / "home"))
        monkeypatch.setenv("TONMEISTER_OFFLINE", "0")
        monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
        monkeypatch.setattr(constants, "ENDPOINT", made.url)
        template = f"{made.url}/{{repo_id}}/resolve/{{revision}}/{{filename}}"
        monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)
        monkeypatch.setattr(constants, "HF_HUB_CACHE", str(folder / "cache"))
        monkeypatch.setattr(constants, "HF_HUB_DOWNLOAD_TIMEOUT", 30)
        yield made
        close_session()


def words(one: Live) -> str:
    """What stands on the page of models."""
    rest()
    labels = one.window.models.findChildren(QLabel)
    return " ".join(label.text() for label in labels if label.isVisible()).replace("\u200b", "").replace("\u00a0", " ")
