"""Plan draft: a plan that the user edits before it runs; steps are removed, arguments changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.wire.wire import StepView
from ui.wording import plain, shown

_REFERENCE = re.compile(r"^\$(\d+)(\..*)?$")
_LISTS = ("clips", "tracks", "chords", "choices")


@dataclass(frozen=True)
class Draft:
    """The steps as they would be sent; every edit gives a new draft."""

    steps: tuple[StepView, ...]
    is_edited: bool = False

    def wire(self) -> list[dict[str, Any]]:
        """The steps as `[{"tool", "args"}]`."""
        return [{"tool": step.task, "args": dict(step.args)} for step in self.steps]

    def goes_with(self, index: int) -> list[int]:
        """Indices of the steps that cannot stay when this one goes, itself first."""
        gone = [index]
        for later in range(index + 1, len(self.steps)):
            if any(number - 1 in gone for number in _used(self.steps[later].args)):
                gone.append(later)
        return gone

    def without(self, index: int) -> Draft:
        """The plan without a step and without those that need it; the others count anew."""
        gone = self.goes_with(index)
        kept = [at for at in range(len(self.steps)) if at not in gone]
        new_number = {old + 1: new + 1 for new, old in enumerate(kept)}
        steps = [replace(self.steps[at], args=_renumbered(self.steps[at].args, new_number)) for at in kept]
        return Draft(tuple(steps), True)

    def with_argument(self, index: int, name: str, value: Any) -> Draft:
        """The plan with one argument changed; None takes the argument away."""
        args = {**self.steps[index].args, name: value}
        args = {key: one for key, one in args.items() if one is not None}
        step = replace(self.steps[index], args=args)
        return Draft((*self.steps[:index], step, *self.steps[index + 1 :]), True)


def _numbers_in(value: Any) -> list[int]:
    if isinstance(value, list | tuple):
        return [number for one in value for number in _numbers_in(one)]
    match = _REFERENCE.match(value) if isinstance(value, str) else None
    return [int(match[1])] if match else []


def _used(args: Mapping[str, Any]) -> list[int]:
    return [number for value in args.values() for number in _numbers_in(value)]


def _renumbered(args: Mapping[str, Any], new_number: Mapping[int, int]) -> dict[str, Any]:
    def fresh(value: Any) -> Any:
        if isinstance(value, list | tuple):
            return [fresh(one) for one in value]
        match = _REFERENCE.match(value) if isinstance(value, str) else None
        return f"${new_number[int(match[1])]}{match[2] or ''}" if match else value

    return {name: fresh(value) for name, value in args.items()}


@dataclass(frozen=True)
class Field:
    """One argument of a step as an inline field."""

    name: str
    label: str
    type: str
    value: Any
    text: str
    """The value as it is written in the field."""
    choices: tuple[str, ...] = ()
    unit: str = ""
    doc: str = ""


def fields_of(step: StepView, task: Mapping[str, Any] | None) -> list[Field]:
    """The arguments that can be changed here: those of the step, and the few choices its task offers.

    `task` is a row of `GET /tasks`; references to other steps are not edited.
    """
    table: dict[str, Mapping[str, Any]] = {str(arg.get("name")): arg for arg in (task or {}).get("arguments", ())}
    found = []
    for name in [*step.args, *(name for name, arg in table.items() if arg.get("choices") and name not in step.args)]:
        value, arg = step.args.get(name), table.get(name, {})
        if _numbers_in(value) or arg.get("type") in ("clip", "clips", "midi", "image"):
            continue
        label = plain(name.removesuffix("_db").removesuffix("_hz").removesuffix("_lufs"))
        text = "" if value is None else shown(value).replace("\N{MINUS SIGN}", "-")
        kind = str(arg.get("type") or _type_of(value))
        found.append(Field(name, label, kind, value, text, tuple(arg.get("choices") or ()), str(arg.get("unit") or ""),
                           str(arg.get("doc") or "")))
    return found


def _type_of(value: Any) -> str:
    kinds = {bool: "boolean", int: "number", float: "number", list: "choices", tuple: "choices"}
    return kinds.get(type(value), "text")


def value_from(field: Field, text: str) -> Any:
    """What was written in a field as a value for the wire; None = nothing. ValueError says what it must be."""
    said = text.strip()
    if not said:
        return None
    if field.type == "boolean":
        return said.casefold() in ("yes", "true", "on", "1")
    if field.type in ("number", "integer"):
        try:
            value = float(said.replace("\N{MINUS SIGN}", "-").replace(",", "."))
        except ValueError:
            raise ValueError(f"{field.label} must be a number.") from None
        return round(value) if field.type == "integer" else value
    return [part.strip() for part in said.split(",") if part.strip()] if field.type in _LISTS else said
