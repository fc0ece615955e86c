"""Fills a recipe's commands with the arguments of one order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.catalog.environments.manifest import PLACEHOLDER, filled
from engine.errors import ModelError
from models.external.recipe import ModelCall, Part


def arguments(call: ModelCall, args: Mapping[str, Any], name: str) -> dict[str, Any]:
    """A task's arguments as the recipe calls them; ModelError for what it cannot do."""
    found: dict[str, Any] = {**call.defaults, **args}
    for argument, (least, most) in call.bounds.items():
        if argument in found and not least <= float(found[argument]) <= most:
            raise ModelError(f"{name} can do {argument} from {least:g} to {most:g}, not {found[argument]}.")
    for argument, table in call.values.items():
        if argument in found:
            wanted = str(found[argument]).lower()
            if wanted not in table:
                raise ModelError(f"{name} knows no {argument} '{wanted}'; there is {', '.join(table)}.")
            found[argument] = table[wanted]
    return found


def unheard(call: ModelCall, args: Mapping[str, Any]) -> list[str]:
    """Arguments that the recipe has no use for."""
    return sorted(set(args) - call.understood())


def commands(call: ModelCall, values: Mapping[str, Any], name: str) -> list[list[str]]:
    """The command lines, argument by argument.

    Raises ModelError when a value is missing, or would be read as an option because it begins with a hyphen.
    """
    texts = {key: _text(value) for key, value in values.items()}
    return [[one for part in command for one in _part(part, texts, name)] for command in call.commands]


def _part(part: Part, texts: dict[str, str], name: str) -> list[str]:
    if isinstance(part, tuple):
        names = {found for text in part for found in PLACEHOLDER.findall(text)}
        if not names <= set(texts):
            return []
    whole = (part,) if isinstance(part, str) else part
    for text in whole:
        for found in PLACEHOLDER.findall(text):
            if found not in texts:
                raise ModelError(f"{name} needs {found}.")
            if text.startswith("{") and texts[found].startswith("-") and not _is_number(texts[found]):
                raise ModelError(f"{name} cannot take a {found} that begins with a hyphen.")
    return filled(whole, texts)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
