"""What becomes of a request that broke off."""

from __future__ import annotations

import logging
import sqlite3
from dataclasses import replace

from engine.errors import TonmeisterError
from engine.library.turn import Turn

log = logging.getLogger(__name__)


def broken(turn: Turn, error: Exception) -> Turn:
    """The end of a turn that an error stopped, with one sentence that says why."""
    if isinstance(error, TonmeisterError):
        return replace(turn, state="failed", answer=str(error))
    log.error("request %d broke off", turn.number, exc_info=error)
    told = f"That is a bug ({type(error).__name__}: {error}). The details are in the log, tonmeister.log."
    if isinstance(error, sqlite3.Error | OSError | UnicodeDecodeError):
        why = "the project's library is damaged" if isinstance(error, UnicodeDecodeError) else error
        told = f"What came of this cannot be stored ({why}); make room on the disk or look at it, then ask again."
    return replace(turn, state="interrupted", answer=told)
