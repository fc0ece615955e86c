"""Task: one thing a user can ask for. The table in engine/tasks/ is made of these rows.

Planner prompts, tool schemas, argument checks, `tonmeister tasks`, the README's table and the docs
are all generated from the rows, so a new task is a new row, and who carries it out.
"""

from __future__ import annotations

import difflib
import functools
import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from engine.errors import WrongUse

ArgType = Literal[
    "clip",
    "clips",
    "midi",
    "image",
    "text",
    "number",
    "integer",
    "boolean",
    "choice",
    "choices",
    "chords",
    "key",
    "language",
    "track",
    "tracks",
    "marker",
]
OnSession = Literal["", "edits", "adds", "splits", "measures"]
"""edits: the region it was made from gets the new content, in place. adds: a new region. splits: the parts on tracks of
their own, and the source is silenced. measures: nothing."""
REFERENCES = ("clip", "clips", "midi", "image")


@dataclass(frozen=True)
class Arg:
    """One argument of a task."""

    name: str
    """The name on the wire, in plans and on the command line."""
    type: ArgType
    doc: str
    """What it means, in a few words."""
    unit: str = ""
    """s, Hz, dB, bpm, semitones, LUFS, deg, m, ms, beats or bars."""
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    required: bool = False

    @property
    def internal_name(self) -> str:
        """Its name inside a model: seconds carry their unit (`start` → `start_s`)."""
        return f"{self.name}_s" if self.unit == "s" and not self.name.endswith("_s") else self.name

    @property
    def is_reference(self) -> bool:
        """True when it names a clip: by id, handle, file, selection or `$n.part`."""
        return self.type in REFERENCES


@dataclass(frozen=True)
class Output:
    """One named output of a task."""

    name: str
    kind: Literal["audio", "midi", "video", "text", "spans", "facts", "changes"]
    is_placed: bool = True
    """False for by-products: kept in the library, put on a track only when asked for."""


@dataclass(frozen=True)
class Task:
    """One row of the task table."""

    id: str
    kind: Literal["model", "session", "reply"]
    """Made by a Model, done to the session by engine/assistant/actions/<id>.py, or answered in words."""
    summary: str
    args: tuple[Arg, ...] = ()
    outputs: tuple[Output, ...] = ()
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Changes it needs from the DAW, by the value of `action`; under "" those it always needs."""
    one_of: tuple[tuple[str, ...], ...] = ()
    """Groups of arguments of which at least one must be given."""
    title: str = ""
    """What a step of it is called, with `{argument}` where a value belongs; "" = its id in words."""
    examples: tuple[str, ...] = ()
    synonyms: Mapping[str, str] = field(default_factory=dict)
    """Other names of arguments that are accepted on input."""
    said: tuple[str, ...] = ()
    """How it is said, for a task that came after the offline planner was trained: whole requests with `{argument}` for
    the words of a value, the longer form first. Politeness around them is understood by itself."""
    on_session: OnSession = ""
    """What its result does to the session; "" for session tasks, which say it in Changes, and for replies."""

    def __post_init__(self) -> None:
        if self.kind == "model" and not any(arg.name == "model" for arg in self.args):
            object.__setattr__(self, "args", (*self.args, Arg("model", "text", "carry it out with this model")))

    def arg(self, name: str) -> Arg:
        """Find an argument by name or synonym; UserError with the nearest name when there is none."""
        name = self.synonyms.get(name, name)
        for arg in self.args:
            if arg.name == name:
                return arg
        names = [arg.name for arg in self.args]
        near = difflib.get_close_matches(name, names, 1)
        hint = f"did you mean '{near[0]}'?" if near else f"it takes {', '.join(names) or 'none'}."
        raise WrongUse(f"{self.id} has no argument '{name}'; {hint}")

    def check(self, args: Mapping[str, Any]) -> dict[str, Any]:
        """Validate arguments and write them by their one name; UserError says what is wrong.

        References stay as they are: what they point at is checked where clips are known.
        """
        checked: dict[str, Any] = {}
        for name, value in args.items():
            if value is not None:
                arg = self.arg(name)
                checked[arg.name] = _validated(self.id, arg, value)
        for arg in self.args:
            if arg.required and arg.name not in checked:
                raise WrongUse(f"{self.id} needs {arg.name} ({arg.doc}).")
        for group in self.one_of:
            if not any(name in checked for name in group):
                raise WrongUse(f"{self.id} needs {' or '.join(group)}.")
        return checked

    def needed_changes(self, args: Mapping[str, Any]) -> tuple[str, ...]:
        """The DAW capabilities this call needs."""
        action = str(args.get("action", ""))
        of_a_part = self.needs.get(f"{action} part", ()) if {"start_bar", "end_bar"} & set(args) else ()
        return (*self.needs.get("", ()), *self.needs.get(action, ()), *of_a_part)

    def schema(self) -> dict[str, Any]:
        """JSON schema of the arguments, as an LLM's tool wants it."""
        return {
            "type": "object",
            "properties": {arg.name: _json_schema(arg) for arg in self.args},
            "required": [arg.name for arg in self.args if arg.required],
            "additionalProperties": False,
        }


@functools.cache
def all_tasks() -> dict[str, Task]:
    """The whole table, by id, in the order of the files in engine/tasks/ and of their rows."""
    package = importlib.import_module("engine.tasks")
    table: dict[str, Task] = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(package.__path__)):
        for task in getattr(importlib.import_module(f"engine.tasks.{module}"), "TASKS", ()):
            if task.id in table:
                raise ValueError(f"task {task.id} is declared twice")
            table[task.id] = task
    return table


def find_task(task_id: str) -> Task:
    """A task by id; UserError with the nearest one when there is none."""
    table = all_tasks()
    if task_id in table:
        return table[task_id]
    near = difflib.get_close_matches(task_id, table, 1)
    hint = f"did you mean '{near[0]}'?" if near else "see `tonmeister tasks`."
    raise WrongUse(f"There is no task '{task_id}'; {hint}")


def _range_text(arg: Arg) -> str:
    unit = f" {arg.unit}" if arg.unit else ""
    if arg.low is not None and arg.high is not None:
        return f" from {arg.low:g} to {arg.high:g}{unit}"
    if arg.low is not None:
        return f" of at least {arg.low:g}{unit}"
    return f" of at most {arg.high:g}{unit}" if arg.high is not None else f" in{unit}" if unit else ""


_WANTED = {
    "boolean": "true or false",
    "chords": "a list of chords",
    "choices": "a list",
    "clips": "a list of clips",
    "tracks": "a list of tracks",
}


def _validated(task_id: str, arg: Arg, value: Any) -> Any:
    from pydantic import ValidationError

    if arg.type in ("clips", "tracks", "chords", "choices") and isinstance(value, str):
        value = [part.strip() for part in value.replace(";", ",").split(",") if part.strip()]
    if arg.type == "choice" and isinstance(value, str):
        value = value.strip().lower().replace("-", "_").replace(" ", "_")
        value = (
            value
            if value in arg.choices
            else {c.replace("_", ""): c for c in arg.choices}.get(value.replace("_", ""), value)
        )
    try:
        checked = _adapter(arg).validate_python(value)
    except ValidationError:
        if arg.choices:
            near = difflib.get_close_matches(str(value), arg.choices, 1)
            hint = f"did you mean '{near[0]}'?" if near else f"it is one of {', '.join(arg.choices)}."
            raise WrongUse(f"{task_id}: {arg.name} cannot be '{value}'; {hint}") from None
        if isinstance(value, str) and len(value) > (longest := _longest(arg)):
            length = f"{len(value):,} characters; at most {longest:,} are read"
            raise WrongUse(f"{task_id}: {arg.name} has {length}.") from None
        wanted = _WANTED.get(arg.type) or (
            "a whole number" if arg.type == "integer" else "a number" if arg.type == "number" else "a text"
        )
        raise WrongUse(f"{task_id}: {arg.name} must be {wanted}{_range_text(arg)}; '{value}' is not.") from None
    if arg.type == "key":
        from engine.media.key import parse_key

        return str(parse_key(checked))
    return checked


def _longest(arg: Arg) -> int:
    """Most characters of a text; what is said or sung may be a whole book, what describes it may not."""
    return 100_000 if arg.is_reference or arg.name in ("text", "lyrics") else 2000


@functools.cache
def _adapter(arg: Arg) -> Any:
    from typing import Annotated

    from pydantic import Field, StringConstraints, TypeAdapter

    bounds = (
        Field(ge=arg.low, le=arg.high, allow_inf_nan=False) if arg.type == "number" else Field(ge=arg.low, le=arg.high)
    )
    text = Annotated[str, StringConstraints(max_length=_longest(arg))]
    kinds: dict[str, Any] = {
        "number": Annotated[float, bounds],
        "integer": Annotated[int, bounds],
        "boolean": bool,
        "choice": Literal[arg.choices] if arg.choices else str,
        "choices": list[Literal[arg.choices] if arg.choices else str],  # type: ignore[misc]
        "chords": list[str],
        "clips": list[str],
        "tracks": list[str],
    }
    return TypeAdapter(kinds.get(arg.type, text))


def _json_schema(arg: Arg) -> dict[str, Any]:
    schema: dict[str, Any] = {key: value for key, value in _adapter(arg).json_schema().items() if key != "maxLength"}
    return {**schema, "description": f"{arg.doc} ({arg.unit})" if arg.unit else arg.doc}
