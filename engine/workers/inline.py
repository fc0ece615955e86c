"""Runs models in this very process."""

from __future__ import annotations

import logging

from engine.catalog.model import Model, Report, Result
from engine.catalog.registry import Registry
from engine.errors import ModelError, TonmeisterError
from engine.machine import memory
from engine.workers.worker import Order, Worker

log = logging.getLogger(__name__)


class Inline(Worker):
    """The simplest worker: a call. A model's bug becomes a ModelError, so that the next model is tried."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def why_not(self, model: Model) -> str:
        """See Worker.why_not."""
        from engine.workers.memory import MemoryBudget, MemoryNeed
        from engine.workers.pool import has_weights

        if not has_weights(model):
            return ""
        budget = MemoryBudget.of_this_machine()
        need = budget.need(model)
        return "" if budget.could_hold(need) else budget.refusal(model, need, MemoryNeed())

    def run(self, order: Order, report: Report) -> dict[str, Result]:
        """See Worker.run. Raises ModelError also for a model that this registry does not hold."""
        model = self._registry.models.get(order.model)
        if model is None:
            raise ModelError(f"{order.model} is not there where it should run.")
        outputs, is_card_full = _run(model, order, report)
        if is_card_full and model.leave_card():
            report.warn("The graphics card's memory did not hold this, so it was made on the processor, more slowly.")
            try:
                outputs, is_card_full = _run(model, order, report)
            finally:
                model.unload()
        if is_card_full:
            raise ModelError(
                f"{model.name} needs more memory than the graphics card has left; "
                "ask for a shorter piece, or close what else uses the card."
            )
        return outputs


def _run(model: Model, order: Order, report: Report) -> tuple[dict[str, Result], bool]:
    """What a model makes; nothing and True when a graphics card's memory ran out, which no traceback holds then."""
    try:
        model.check(order.args, order.inputs, order.brief)
        return model.run(order.args, order.inputs, order.brief, report), False
    except TonmeisterError:
        raise
    except MemoryError as error:
        raise ModelError(f"{model.name} ran out of memory.") from error
    except Exception as error:  # a bug of a model, whoever wrote it
        if memory.is_card_full(error):
            return {}, True
        log.exception("%s failed", model.id)
        raise ModelError(f"{model.name} failed: {type(error).__name__}: {error}") from error
