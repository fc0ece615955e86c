"""Every file of models/ and bridge/ is found; a broken one is a status with a reason."""

import importlib
import pkgutil

import pytest

from engine.catalog.model import Licence, Model
from engine.catalog.registry import Registry, discover
from engine.daw import daw
from engine.daw.daw import CAPABILITIES
from engine.errors import UserError
from engine.tasks.task import all_tasks
from tests.fakes import FakeModel


@pytest.fixture(scope="module")
def registry():
    return discover()


def test_nothing_that_ships_is_broken(registry):
    assert registry.problems == []


@pytest.mark.parametrize("package", ["models", "bridge"])
def test_every_file_can_be_imported(package):
    root = importlib.import_module(package)
    for info in pkgutil.walk_packages(root.__path__, f"{package}."):
        importlib.import_module(info.name)


def test_every_model_tells_the_truth_about_itself(registry):
    for model in registry.models.values():
        assert set(model.tasks) <= set(all_tasks()) and model.name and model.licence.code
        assert isinstance(model.ready(), str)
        assert 1 <= model.quality <= 3 and 1 <= model.speed <= 3


def test_every_daw_says_what_it_lacks(registry):
    for kind in registry.daws.values():
        assert kind.capabilities | set(kind.missing) == CAPABILITIES, kind.id
        assert not kind.capabilities & set(kind.missing)


def test_a_broken_model_is_a_problem_not_a_crash():
    class Broken(FakeModel):
        tasks = ("teleport",)

    class Crashes(FakeModel):
        def __init__(self):
            raise RuntimeError("no")

    registry = Registry()
    registry.add(FakeModel, "here")
    for kind in (Broken, Crashes, FakeModel):
        registry.add(kind, kind.__name__)
    assert [problem.where for problem in registry.problems] == ["Broken", "Crashes", "FakeModel"]
    assert list(registry.models) == ["fake"]


def test_the_choice_follows_quality_speed_licence_and_name():
    def model(name, **values):
        return type(name, (FakeModel,), {})(model_id=name) if not values else _with(name, values)

    def _with(name, values):
        made = FakeModel(model_id=name, quality=values.get("quality", 1), why_not=values.get("why_not", ""))
        made.speed = values.get("speed", 3)
        made.licence = values.get("licence", Licence("MIT"))
        return made

    models: list[Model] = [
        model("plain"),
        model("fine", quality=3, speed=1),
        model("nc", quality=2, licence=Licence("MIT", "CC BY-NC", False)),
        model("absent", quality=3, why_not="needs a download of 1.2 GB."),
    ]
    registry = Registry(models={m.id: m for m in models})
    assert [m.id for m in registry.choose("speak")] == ["fine", "nc", "plain"]
    assert registry.choose("speak", prefer="fast")[0].id != "fine"
    assert "nc" not in [m.id for m in registry.choose("speak", prefer="commercial-safe")]
    assert [m.id for m in registry.choose("speak", model_id="PLAIN")] == ["plain"]
    with pytest.raises(UserError, match="needs a download"):
        registry.choose("speak", model_id="absent")
    with pytest.raises(UserError, match="there is: "):
        registry.choose("speak", model_id="whatever")
    with pytest.raises(UserError, match="Nothing here carries out transcribe yet"):
        registry.choose("transcribe")


def test_every_change_has_a_capability_of_its_own():
    assert len({change.capability for change in daw.CHANGES}) == len(daw.CHANGES)
