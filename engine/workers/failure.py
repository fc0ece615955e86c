"""A model's error on its way from where the model runs to whoever waits."""

from __future__ import annotations

import logging

from engine.errors import ModelError, TonmeisterError, UserError, WrongUse
from engine.workers.message import Failed

log = logging.getLogger(__name__)

_ERRORS: dict[str, type[TonmeisterError]] = {"UserError": UserError, "WrongUse": WrongUse}
"""What a model may say of its input; anything else it says is its own failure."""


def failed(number: int, model_name: str, error: BaseException) -> Failed:
    """What is sent of an error of order `number`; its worker is spent when memory ran out."""
    if isinstance(error, TonmeisterError):
        return Failed(number, type(error).__name__, str(error), isinstance(error.__cause__, MemoryError))
    log.error("%s failed", model_name, exc_info=error)
    return Failed(number, "ModelError", f"{model_name} failed: {type(error).__name__}: {error}")


def raised(failure: Failed) -> TonmeisterError:
    """The error that a model raised where it ran; a bug there is its own failure."""
    return _ERRORS.get(failure.kind, ModelError)(failure.text)
