"""Finds models and DAWs: files in models/ and bridge/, and entry points of other packages.

Built-ins and outsiders end in the same `Registry.add`. A file that cannot be imported is a status
with a reason, never a crash. A file that makes its models from data has a function `made_models()`
that returns them, with a Problem for each that cannot be made.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import inspect
import pkgutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.catalog.model import Model
from engine.catalog.model_order import in_order, named
from engine.daw.daw import Daw
from engine.errors import UserError
from engine.tasks.task import all_tasks

_FOLDERS: dict[str, type[Model] | type[Daw]] = {"models": Model, "bridge": Daw}
_ENTRY_POINTS = ("tonmeister.models", "tonmeister.daws")


@dataclass(frozen=True)
class Problem:
    """A file or package that could not be used."""

    where: str
    why: str


@dataclass
class Registry:
    """All models and DAWs that were found."""

    models: dict[str, Model] = field(default_factory=dict)
    daws: dict[str, Daw] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, thing: type[Model] | type[Daw] | Model, where: str) -> None:
        """Take in one class, or a model that is made already; anything wrong with it becomes a Problem."""
        try:
            made = thing if isinstance(thing, Model) else thing()
            table: dict[str, Any] = self.models if isinstance(made, Model) else self.daws
            if made.id in table:
                raise ValueError(f"the id '{made.id}' is taken by {type(table[made.id]).__module__}")
            if isinstance(made, Model):
                unknown = [task for task in made.tasks if task not in all_tasks()]
                if unknown or not made.tasks:
                    raise ValueError(f"it names no known task: {', '.join(unknown) or 'none given'}")
                if not (made.name and made.licence.code):
                    raise ValueError("it has no name or licence")
                made.others = self.models_for
            table[made.id] = made
        except Exception as error:  # the code of strangers raises anything
            self.problems.append(Problem(where, f"{type(error).__name__}: {error}"))

    def models_for(self, task_id: str, prefer: str = "best") -> list[Model]:
        """The models that carry out a task, ready or not, best first on this computer."""
        return in_order([model for model in self.models.values() if task_id in model.tasks], prefer)

    def choose(self, task_id: str, *, prefer: str = "best", model_id: str = "", voice: str = "") -> list[Model]:
        """Ready models in the order to try them; UserError when none is, with each one's reason.

        `prefer` is best, fast or commercial-safe. With a `model_id` (an id, or a name as people say it) only the
        models it means; a model that has the named voice comes first.
        """
        found = self.models_for(task_id, prefer)
        if model_id:
            return self._named(found, task_id, model_id, is_sold=prefer == "commercial-safe")
        if prefer == "commercial-safe":
            found = [model for model in found if model.terms().commercial]
        ready = [model for model in found if not model.ready()]
        if not ready:
            raise UserError(self.why_not(task_id) or f"No model for {task_id} may be used commercially.")
        if voice:
            ready.sort(key=lambda model: not any(one.is_named_in(voice) for one in model.voices()))
        return ready

    def _named(self, found: list[Model], task_id: str, wish: str, *, is_sold: bool) -> list[Model]:
        wanted = named(found, wish)
        if not wanted and (elsewhere := named(list(self.models.values()), wish)):
            raise UserError(f"{elsewhere[0].name} does not carry out {task_id}; it does {_listed(elsewhere[0].tasks)}.")
        if not wanted:
            names = ", ".join(model.id for model in found) or "none yet"
            raise UserError(f"No model '{wish}' carries out {task_id}; there is: {names}.")
        ready = [model for model in wanted if not model.ready()]
        if not ready:
            raise UserError(f"{wanted[0].name} is not ready: {wanted[0].ready()}")
        free = [model for model in ready if model.terms().commercial or not is_sold]
        if not free:
            raise UserError(f"Results of {ready[0].name} may not be sold ({ready[0].terms().weights}), and only models "
                            "whose results may be are to be used.")
        return free

    def why_not(self, task_id: str) -> str:
        """Empty when some model is ready for a task, else one sentence."""
        found = self.models_for(task_id)
        reasons = [f"{model.name}: {reason}" for model in found if (reason := model.ready())]
        if len(reasons) < len(found):
            return ""
        return "; ".join(reasons) if found else f"Nothing here carries out {task_id} yet."


def discover() -> Registry:
    """Scan the folders and entry points."""
    registry = Registry()
    for package_name, base in _FOLDERS.items():
        try:
            package = importlib.import_module(package_name)
        except ImportError as error:
            registry.problems.append(Problem(package_name, str(error)))
            continue
        for info in pkgutil.walk_packages(package.__path__, f"{package_name}.", onerror=lambda name: None):
            if any(part in ("hosts", "__main__") for part in info.name.split(".")):
                continue
            _scan(registry, info.name, base)
    for group in _ENTRY_POINTS:
        for point in importlib.metadata.entry_points(group=group):
            try:
                thing = point.load()
            except Exception as error:  # as above
                registry.problems.append(Problem(f"{group} {point.name}", f"{type(error).__name__}: {error}"))
                continue
            registry.add(thing, point.name)
    return registry


def _scan(registry: Registry, module_name: str, base: type[Model] | type[Daw]) -> None:
    try:
        module = importlib.import_module(module_name)
    except Exception as error:  # as above
        registry.problems.append(Problem(module_name, f"{type(error).__name__}: {error}"))
        return
    thing: Any
    for _, thing in inspect.getmembers(module, inspect.isclass):
        if thing.__module__ != module_name or not issubclass(thing, base):  # whether it is one of ours is cheap to ask
            continue
        if hasattr(thing, "id") and not inspect.isabstract(thing):  # without an id it is the base of a family
            registry.add(thing, module_name)
    for made in getattr(module, "made_models", tuple)():
        if isinstance(made, Problem):
            registry.problems.append(made)
        else:
            registry.add(made, module_name)


def _listed(tasks: Sequence[str]) -> str:
    return " and ".join(tasks)
