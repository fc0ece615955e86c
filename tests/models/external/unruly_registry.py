"""The tiny model as worker processes find it."""

from __future__ import annotations

from engine.catalog.registry import Registry
from models.external.external_model import external_model
from models.external.recipe import ExternalRecipe
from tests.engine.catalog.environments.workshop import PROGRAM
from tests.models.external.conftest import recipe_data

SOURCE = "tests.models.external.unruly_registry:registry"


def registry() -> Registry:
    """Only the tiny model."""
    call = {"outputs": {"audio": "half"}, "sound": {"format": "PCM_16"}, "takes": []}
    recipe = ExternalRecipe.model_validate(recipe_data(tasks={"denoise": call}, program=PROGRAM.name))
    made = Registry()
    made.add(external_model(recipe, PROGRAM.parent), "here")
    return made
