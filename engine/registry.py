"""Finds models and DAWs: files in models/ and bridge/, and entry points of other packages.

Built-ins and outsiders end in the same `Registry.add`. A file that cannot be imported is a status
with a reason, never a crash.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import inspect
import pkgutil
from dataclasses import dataclass, field
from typing import Any

from engine.daw import Daw
from engine.errors import UserError
from engine.model import Model
from engine.task import all_tasks

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

    def add(self, thing: type[Model] | type[Daw], where: str) -> None:
        """Take in one class; anything wrong with it becomes a Problem."""
        try:
            made = thing()
            table: dict[str, Any] = self.models if isinstance(made, Model) else self.daws
            if made.id in table:
                raise ValueError(f"the id '{made.id}' is taken by {type(table[made.id]).__module__}")
            if isinstance(made, Model):
                unknown = [task for task in made.tasks if task not in all_tasks()]
                if unknown or not made.tasks:
                    raise ValueError(f"it names no known task: {', '.join(unknown) or 'none given'}")
                if not (made.name and made.licence.code):
                    raise ValueError("it has no name or licence")
            table[made.id] = made
        except Exception as error:
            self.problems.append(Problem(where, f"{type(error).__name__}: {error}"))

    def models_for(self, task_id: str) -> list[Model]:
        """The models that carry out a task, ready or not, best first."""
        found = [model for model in self.models.values() if task_id in model.tasks]
        return sorted(found, key=lambda model: (-model.quality, -model.speed, model.id))

    def choose(self, task_id: str, *, prefer: str = "best", model_id: str = "", voice: str = "") -> list[Model]:
        """Ready models in the order to try them; UserError when none is, with each one's reason.

        A model that has the named voice comes first.
        """
        found = self.models_for(task_id)
        if model_id:
            wanted = [m for m in found if model_id.lower() in (m.id.lower(), m.name.lower())]
            if not wanted:
                names = ", ".join(m.id for m in found) or "none yet"
                raise UserError(f"No model '{model_id}' carries out {task_id}; there is: {names}.")
            if reason := wanted[0].ready():
                raise UserError(f"{wanted[0].name} is not ready: {reason}")
            return wanted[:1]
        if prefer == "commercial-safe":
            found = [model for model in found if model.terms().commercial]
        if prefer == "fast":
            found.sort(key=lambda model: (-model.speed, -model.quality, model.id))
        reasons = {model.id: model.ready() for model in found}
        ready = [model for model in found if not reasons[model.id]]
        if not ready:
            raise UserError(self.why_not(task_id) or f"No model for {task_id} may be used commercially.")
        if voice:
            ready.sort(key=lambda model: not any(one.is_named_in(voice) for one in model.voices()))
        return ready

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
            except Exception as error:
                registry.problems.append(Problem(f"{group} {point.name}", f"{type(error).__name__}: {error}"))
                continue
            registry.add(thing, point.name)
    return registry


def _scan(registry: Registry, module_name: str, base: type[Model] | type[Daw]) -> None:
    try:
        module = importlib.import_module(module_name)
    except Exception as error:
        registry.problems.append(Problem(module_name, f"{type(error).__name__}: {error}"))
        return
    thing: Any
    for _, thing in inspect.getmembers(module, inspect.isclass):
        if issubclass(thing, base) and thing.__module__ == module_name and not inspect.isabstract(thing):
            registry.add(thing, module_name)
