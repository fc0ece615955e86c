"""JSON as language models write it: glued together, quoted twice, in prose, cut off."""

from __future__ import annotations

import json
from typing import Any

MOST_TRIES = 100
"""So many opening brackets of a text are looked at."""


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number that can be used")


_DECODER = json.JSONDecoder(parse_constant=_no_constant)


def objects_in(text: str) -> list[dict[str, Any]]:
    """The complete objects of a text, in order, those of lists taken apart; an object that is cut off ends it.

    Nothing is ever read out of an object that is itself incomplete.
    """
    found: list[dict[str, Any]] = []
    place = 0
    for _ in range(MOST_TRIES):
        place = _next_bracket(text, place)
        if place < 0:
            break
        try:
            value, place = _DECODER.raw_decode(text, place)
        except json.JSONDecodeError as error:
            if error.pos >= len(text) or error.msg.startswith("Unterminated"):
                break
            place = max(place + 1, error.pos)
        except (ValueError, RecursionError):
            break
        else:
            found += [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]
    return found


def argument_sets(text: str) -> list[dict[str, Any]]:
    """The arguments of a call: one set, or several when objects were glued together; {} for no text.

    Raises ValueError with the reason when the text holds no complete object.
    """
    text = text.strip()
    try:
        value = json.loads(text, parse_constant=_no_constant) if text else {}
        if isinstance(value, str):  # quoted twice
            value = json.loads(value, parse_constant=_no_constant) if value.strip() else {}
    except RecursionError:
        raise ValueError("the arguments are nested too deeply") from None
    except ValueError as error:
        value = objects_in(text)
        if not value:
            raise ValueError(f"the arguments are no complete JSON object ({error})") from None
    if value is None:
        return [{}]
    sets = value if isinstance(value, list) else [value]
    if not all(isinstance(one, dict) for one in sets):
        raise ValueError("the arguments must be one JSON object")
    return _distinct([one for one in sets if one]) or [{}]


def _next_bracket(text: str, start: int) -> int:
    places = [place for place in (text.find("{", start), text.find("[", start)) if place >= 0]
    return min(places, default=-1)


def _distinct(sets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for place, one in enumerate(sets) if one not in sets[:place]]
