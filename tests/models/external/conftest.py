from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.catalog.environments.folder import EnvironmentFolder
from engine.media.audio import Audio
from engine.media.clip import Clip, audio_clip
from models.external.external_model import ExternalModel, external_model
from models.external.recipe import ExternalRecipe
from tests.engine.catalog.environments.workshop import PROGRAM, TINY, tiny_environment

MakeModel = Callable[..., ExternalModel]


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> EnvironmentFolder:
    """A real environment with a real package in it; the same as in tests/engine/environments."""
    return tiny_environment(tmp_path_factory.mktemp("index"))


def recipe_data(**more: Any) -> dict[str, Any]:
    """A recipe for the tiny environment, with what is given put in."""
    return {
        "id": TINY.id,
        "name": TINY.name,
        "licence": {"code": "MIT", "weights": "MIT"},
        "read_at": ["https://example.org/tiny"],
        "requirements": list(TINY.requirements),
        **more,
    }


@pytest.fixture
def model(tiny: EnvironmentFolder) -> Iterator[MakeModel]:
    """Makes models of recipes for the tiny environment, and unloads them."""
    made: list[ExternalModel] = []

    def make(tasks: dict[str, Any], **more: Any) -> ExternalModel:
        more = more if any("commands" in call for call in tasks.values()) else {"program": PROGRAM.name, **more}
        recipe = ExternalRecipe.model_validate(recipe_data(tasks=tasks, **more))
        made.append(external_model(recipe, PROGRAM.parent))
        return made[-1]

    yield make
    for one in made:
        one.unload()


@pytest.fixture
def talk(tmp_path: Path) -> Clip:
    """A stereo clip of an odd length on a track."""
    samples = 0.5 * np.sin(np.arange(44100 + 7, dtype=np.float32) * 0.05)
    both = np.stack([samples, samples]).astype(np.float32)
    return audio_clip(tmp_path, "Talk", Audio(both, 44100), track="Voice", start_beats=8.0)


@pytest.fixture
def picture(tmp_path: Path) -> Clip:
    """A small picture of odd sides."""
    import cv2

    from engine.media.clip import clip_from_file

    path = tmp_path / "Face.png"
    assert cv2.imwrite(os.fspath(path), np.full((65, 81, 3), 128, np.uint8))
    return clip_from_file(path)
