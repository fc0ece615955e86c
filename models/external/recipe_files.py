"""The recipes that ship with Tonmeister, and the user's own in `recipes/` of the data folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from engine.catalog.registry import Problem
from engine.config import data_folder
from models.external.external_model import ExternalModel, external_model
from models.external.recipe import ExternalRecipe, first_problem

_HERE = Path(__file__).parent
_MOST_BYTES = 1 << 20


def made_models() -> Iterator[ExternalModel | Problem]:
    """A model a recipe; a Problem with one sentence for each that is none."""
    for path in sorted((_HERE / "recipes").glob("*.json")):
        yield _made(path, _HERE / "programs")
    own = data_folder() / "recipes"
    for path in sorted(own.glob("*.json")):
        yield _made(path, own)


def read_recipe(path: Path) -> ExternalRecipe:
    """A recipe from its file; ValueError with what is wrong with it."""
    from pydantic import ValidationError

    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ValueError("the file is too large")
        return ExternalRecipe.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise ValueError(first_problem(error)) from error
    except OSError as error:
        raise ValueError(f"it cannot be read: {error.strerror}") from error


def _made(path: Path, home: Path) -> ExternalModel | Problem:
    try:
        recipe = read_recipe(path)
        if recipe.program and not (home / recipe.program).is_file():
            raise ValueError(f"there is no {recipe.program} beside it")
    except ValueError as error:
        return Problem(str(path), f"This recipe is left out: {error}.")
    return external_model(recipe, home)
