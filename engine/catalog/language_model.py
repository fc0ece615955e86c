"""The weights of the language model that the engine can host; what `models get planner` brings here."""

from __future__ import annotations

from typing import Any

from engine.catalog.hub.checkpoint import Checkpoint
from engine.catalog.hub.record import installed, may_be_sold
from engine.catalog.model import Licence, Model, Result
from engine.config import Settings
from engine.errors import ModelError


class LanguageModel(Model):
    """It carries out no task: the planner asks it over the wire of `transformers serve`."""

    id = "planner"
    licence = Licence("Apache-2.0", "asked of the hub before the download", commercial=False, is_told=False)
    packages = ("torch", "transformers")
    is_default = False
    wants_gpu = True
    tasks = ()

    def __init__(self, settings: Settings) -> None:
        self.checkpoints = (Checkpoint(settings.llm_host),)  # type: ignore[misc]
        self.name = f"the planner's language model {settings.llm_host}"  # type: ignore[misc]

    def ready(self) -> str:
        """See Model; how it is then used is said in README."""
        return "" if installed(self.checkpoints[0]) else "its weights are not on this computer."

    def terms(self) -> Licence:
        """What the hub said when the weights were brought here."""
        found = installed(self.checkpoints[0])
        return Licence("Apache-2.0", found.licence, may_be_sold(found.licence)) if found else self.licence

    def run(self, *given: Any) -> dict[str, Result]:
        """Never called: no task names it."""
        raise ModelError("The planner's language model carries out no task.")
