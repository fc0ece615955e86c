"""What stands in a row of the library, also where something else was written there: a damaged row ends nothing."""

from __future__ import annotations

import functools
import json
import math

from engine.media.clip import Recipe


def words_of(stored: object) -> str:
    """A text of a row, also where something else was written there."""
    return stored.decode("utf-8", "replace") if isinstance(stored, bytes) else str(stored or "")


def number_of(stored: object) -> float | None:
    """A number of a row; None where something else was written there."""
    return stored if isinstance(stored, int | float) and math.isfinite(stored) else None


def turn_number_of(stored: object) -> int:
    """The number of a turn; 0, which is none, where something else was written there."""
    number = number_of(stored) or 0
    return int(number) if 0 <= number < 2**53 else 0


def texts_of(stored: object) -> tuple[str, ...]:
    """The texts of a list in a row; () where the row is damaged."""
    return _texts_of(stored) if isinstance(stored, str) else ()


@functools.lru_cache(1024)
def _texts_of(stored: str) -> tuple[str, ...]:
    """The same, remembered: each request asks for the tags and files of all that lies in the session."""
    try:
        values = json.loads(stored)
    except (ValueError, RecursionError):
        return ()
    return tuple(one for one in values if isinstance(one, str)) if isinstance(values, list) else ()


def recipe_of(stored: object) -> Recipe | None:
    """How a clip was made; None where the row is damaged: its sound is as it was."""
    try:
        told = json.loads(stored) if isinstance(stored, str) and stored else None
        return Recipe(**{**told, "parents": tuple(told["parents"])}) if told else None
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
