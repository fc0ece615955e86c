from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

import models.external.recipe_files as recipe_files
from engine.catalog.registry import Problem, discover
from engine.config import data_folder
from models.external.external_model import ExternalModel
from models.external.recipe import ExternalRecipe, first_problem
from tests.models.external.conftest import recipe_data

SHIPPED = sorted((Path(recipe_files.__file__).parent / "recipes").glob("*.json"))
CALL = {"commands": [["{python}", "x.py", "{clip}"]], "outputs": {"audio": "*.wav"}}


@pytest.fixture
def own() -> Iterator[Path]:
    """The folder of the user's own recipes."""
    folder = data_folder() / "recipes"
    folder.mkdir()
    yield folder
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_ships_is_valid_pinned_and_says_where_it_was_read(path: Path) -> None:
    recipe = recipe_files.read_recipe(path)
    assert recipe.id == path.stem and recipe.limits and recipe.read_at
    if recipe.program:
        assert (path.parent.parent / "programs" / recipe.program).is_file()
    named = "|".join(
        re.escape(word) for word in ("torch", "deepfilternet", "speechbrain", "clearvoice", "transformers")
    )
    for requirement in recipe.requirements:
        if re.match(named, requirement):
            assert "==" in requirement, requirement
        if "git+" in requirement:
            assert re.search(r"@[0-9a-f]{40}$", requirement), requirement


def test_what_ships_is_found_is_no_default_and_asks_before_it_is_installed() -> None:
    registry = discover()
    assert {path.stem for path in SHIPPED} <= set(registry.models)
    for path in SHIPPED:
        model = registry.models[path.stem]
        assert isinstance(model, ExternalModel) and not model.is_default and model.keeps_loaded
        assert model.ready() and len(model.consent()) > 3 and model.memory_need_bytes() > 1 << 30
    gated = registry.models["sam-audio"]
    assert "it is gated" in gated.ready() and "tonmeister models get sam-audio" in gated.ready()
    assert not gated.licence.commercial and any("gated" in line for line in gated.consent())


def test_a_recipe_of_the_user_is_a_model_and_a_bad_one_a_problem(own: Path) -> None:
    good = recipe_data(id="mine", name="Mine", tasks={"denoise": CALL})
    (own / "good.json").write_text(json.dumps(good))
    (own / "bad.json").write_text(json.dumps({**good, "id": "bad", "tasks": {"teleport": CALL}}))
    (own / "broken.json").write_text("{")
    (own / "lost.json").write_text(
        json.dumps({**good, "id": "lost", "program": "lost.py", "tasks": {"denoise": {"outputs": {"audio": "x"}}}})
    )
    (own / "twice.json").write_text(json.dumps({**good, "name": "Again"}))
    registry = discover()
    assert registry.models["mine"].tasks == ("denoise",)
    told = {Path(problem.where).name: problem.why for problem in registry.problems if isinstance(problem, Problem)}
    assert "no model carries out a task 'teleport'" in told["bad.json"]
    assert "Invalid JSON" in told["broken.json"] and "there is no lost.py beside it" in told["lost.json"]
    assert any("the id 'mine' is taken" in why for why in told.values())
    assert all(why.count("\n") == 0 for why in told.values())


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"id": "../x"}, "id: "),
        ({"requirements": ["--index-url https://evil.example.org"]}, "requirements"),
        ({"requirements": ["x\n--pre"]}, "requirements"),
        ({"source": {"url": "https://example.org/x", "commit": "main"}}, "source"),
        ({"source": {"url": "file:///etc", "commit": "a" * 40}}, "source"),
        ({"program": "../x.py"}, "program"),
        ({"program": "x.py"}, "either a program or commands"),
        ({"tasks": {"denoise": {"outputs": {"audio": "a.wav"}}}}, "either a program or commands"),
        ({"tasks": {"denoise": {**CALL, "outputs": {"audio": "../*.wav"}}}}, "must lie below its folder"),
        ({"tasks": {"denoise": {**CALL, "outputs": {"audio": "/etc/*"}}}}, "must lie below its folder"),
        ({"tasks": {"denoise": {**CALL, "outputs": {"video": "a"}}}}, "denoise has no output 'video'"),
        ({"tasks": {"denoise": {**CALL, "commands": [["x", "{image}"]]}}}, "denoise has no argument 'image'"),
        ({"tasks": {"denoise": {**CALL, "progress": "("}}}, "no regular expression"),
        ({"tasks": {"denoise": {**CALL, "progress": "a"}}}, "exactly one group"),
        ({"tasks": {"mix": CALL}}, "no model carries out a task 'mix'"),
        ({"tasks": {}}, "tasks"),
        ({"gets_weights": True}, "only a program can get weights"),
        ({"requirements_file": "requirements.txt"}, "there is none"),
        ({"python": "2.7"}, "python"),
        ({"shell": "rm"}, "shell"),
    ],
)
def test_what_is_wrong_is_said_in_a_few_words(change: dict[str, Any], problem: str) -> None:
    with pytest.raises(ValidationError) as caught:
        ExternalRecipe.model_validate(recipe_data(**{"tasks": {"denoise": CALL}, **change}))
    assert problem in first_problem(caught.value)


def test_the_recipe_and_the_program_in_the_docs_are_valid() -> None:
    page = (Path(__file__).parents[3] / "docs" / "external_models.md").read_text("utf-8")
    whole, part = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    (program,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    ExternalRecipe.model_validate_json(whole)
    ExternalRecipe.model_validate({**json.loads(whole), "program": "", **json.loads("{" + part + "}")})
    compile(program, "gate.py", "exec")
