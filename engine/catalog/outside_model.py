"""OutsideModel: a model that runs in an environment of its own, which is made when the user asks for it."""

from __future__ import annotations

from abc import abstractmethod

from engine.catalog.environments.run_command import Tell
from engine.catalog.model import Model


class OutsideModel(Model):
    """Its packages cannot live beside ours. `ready` says why not while its environment is not there."""

    is_default = False
    keeps_loaded = True

    @abstractmethod
    def consent(self) -> tuple[str, ...]:
        """What would be installed, where, and under which licences, a line each: shown before the user is asked."""

    @abstractmethod
    def get(self, tell: Tell) -> None:
        """Make the environment and bring the weights; does nothing when both are there.

        `tell(done, of, what)` is called several times a second and may raise Cancelled or KeyboardInterrupt: then
        everything is ended and nothing half-made stays. UserError with one sentence when it cannot be done.
        """

    @abstractmethod
    def remove(self) -> bool:
        """Delete the environment with its weights; False when there is none."""
