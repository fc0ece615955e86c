"""Tools: the task table as a language model sees it, and the check of what it calls."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal

from engine.errors import WrongUse
from engine.planner.llm.json import argument_sets
from engine.tasks.plan import Operation, Step
from engine.tasks.task import Arg, Task, all_tasks, find_task

if TYPE_CHECKING:
    from pydantic import BaseModel

REFERENCE = "id, selection, $n or $n.part"
"""What a clip-like argument may be."""
_REFERENCE_OF = {
    "clip": REFERENCE,
    "clips": f"each {REFERENCE}",
    "midi": REFERENCE,
    "image": "id",
    "track": "id or name",
    "tracks": "each id or name",
    "language": "lower-case English name",
}
ABOUT = "about"
_ABOUT = {"type": "string", "description": '"fix 3.1": in the place of that earlier call; "again 3.1": like it'}
_NEVER_ABOUT = ("undo", "redo", "history", "session_info", "export")
_LISTS = ("clips", "tracks", "chords", "choices")
_REPLIES = ("chat", "ask", "refuse")
_KEPT = ("type", "enum", "const", "items", "minimum", "maximum", "description")
"""What of pydantic's JSON schema the servers' parsers all understand."""


def tools(task_ids: Iterable[str], *, brief: bool = False) -> list[dict[str, Any]]:
    """The tools of some tasks, in the order of the table; `brief` leaves out what only experts say."""
    wanted = set(task_ids)
    return [_tool(task.id, brief) for task in all_tasks().values() if task.id in wanted]


def steps_of(name: str, arguments: str) -> list[Step]:
    """The steps of one call, their references as the model wrote them.

    Raises WrongUse with every reason, in words that the model can mend its call by.
    """
    task = find_task(name)
    try:
        sets = argument_sets(arguments)
    except ValueError as error:
        raise WrongUse(f"{name}: {error}.") from None
    return [_step(task, one) for given in sets for one in _one_by_one(task, dict(given))]


def _one_by_one(task: Task, args: dict[str, Any]) -> list[dict[str, Any]]:
    """A call for each of several clips, where a task edits only one at a time: "fade out all of them"."""
    clips = args.get("clips")
    if task.id != "edit_clip" or str(args.get("action")) in ("join", "crossfade") or not isinstance(clips, list):
        return [args]
    rest = {name: value for name, value in args.items() if name not in ("clips", "clip")}
    return [{**rest, "clip": str(one)} for one in clips] or [args]


def _step(task: Task, args: dict[str, Any]) -> Step:
    about = args.pop(ABOUT, None) if _may_be_about(task) else None
    op, base = _base(task, about)
    return Step(task.id, checked(task, args), op, base)


def _base(task: Task, about: Any) -> tuple[Operation, str]:
    """What a call is to an earlier one: ("fix", "3.1")."""
    if _is_empty(about):
        return "fresh", ""
    found = re.fullmatch(r"(fix|again|retry)(?: of)? #?(\d+(?:\.\d+)?)", str(about).strip().lower())
    if found is None:
        raise WrongUse(f'{task.id}: {ABOUT} must be like "fix 3.1" or "again 3.1".')
    op: Operation = "fix" if found[1] == "fix" else "again" if found[1] == "again" else "retry"
    return op, found[2] if "." in found[2] else f"{found[2]}.1"


def _may_be_about(task: Task) -> bool:
    return task.kind != "reply" and task.on_session != "measures" and task.id not in _NEVER_ABOUT


def checked(task: Task, args: Mapping[str, Any]) -> dict[str, Any]:
    """Validated arguments under their one name; empty ones that nobody needs are left out."""
    from pydantic import ValidationError

    named: dict[str, Any] = {}
    for name, value in args.items():
        own = task.synonyms.get(name, name)
        arg = next((one for one in task.args if one.name == own), None)
        if arg is None or not _is_empty(value):
            named[own if arg else name] = _tidied(arg, value) if arg else value
    try:
        valid = call_model(task.id).model_validate(named).model_dump(exclude_none=True)
    except ValidationError as error:
        reasons = "; ".join(_reason(task, one) for one in error.errors()[:6])
        raise WrongUse(f"{task.id}: {reasons}.") from None
    if task.id in _REPLIES and not str(valid.get("text", "")).strip():
        raise WrongUse(f"{task.id} needs text ({task.args[0].doc}).")
    return task.check(valid)


@functools.cache
def call_model(task_id: str) -> type[BaseModel]:
    """The pydantic model of a task's arguments, made from its row."""
    from pydantic import ConfigDict, create_model

    task = find_task(task_id)
    fields: dict[str, Any] = {
        arg.name: (_field_type(arg), ...) if _is_needed(task, arg) else (_field_type(arg) | None, None)
        for arg in task.args
    }
    return create_model(task_id, __config__=ConfigDict(extra="forbid", allow_inf_nan=False), **fields)


def _is_needed(task: Task, arg: Arg) -> bool:
    return arg.required or task.id in _REPLIES


def _field_type(arg: Arg) -> Any:
    from pydantic import Field

    bounds: dict[str, Any] = {"ge": arg.low, "le": arg.high} if arg.type in ("number", "integer") else {}
    choice: Any = Literal[arg.choices] if arg.choices else str
    kinds: dict[str, Any] = {
        "number": float,
        "integer": int,
        "boolean": bool,
        "choice": choice,
        "choices": list[choice],
        "chords": list[str],
        "clips": list[str],
        "tracks": list[str],
    }
    return Annotated[kinds.get(arg.type, str), Field(description=_description(arg), **bounds)]


def _description(arg: Arg) -> str:
    notes = [text for text in (arg.unit, _REFERENCE_OF.get(arg.type, "")) if text]
    notes = [text for text in notes if text.lower() not in arg.doc.lower()]
    return f"{arg.doc} ({'; '.join(notes)})" if notes else arg.doc


@functools.cache
def _tool(task_id: str, brief: bool) -> dict[str, Any]:
    task = find_task(task_id)
    properties = call_model(task_id).model_json_schema()["properties"]
    shown = [arg for arg in task.args if not (brief and arg.name == "model")]
    return {
        "type": "function",
        "function": {
            "name": task.id,
            "description": _summary(task),
            "parameters": {
                "type": "object",
                "properties": {arg.name: _plain(properties[arg.name]) for arg in shown}
                | ({ABOUT: _ABOUT} if _may_be_about(task) and not brief else {}),
                "required": [arg.name for arg in task.args if _is_needed(task, arg)],
            },
        },
    }


def _summary(task: Task) -> str:
    parts = [task.summary]
    parts += [f"Give {' or '.join(group)}." for group in task.one_of]
    outputs = [output.name for output in task.outputs if output.kind not in ("text", "facts", "changes")]
    if len(outputs) > 1:
        parts.append(f"Makes: {', '.join(outputs)}.")
    return " ".join(parts)


def _plain(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Without the title, the default and the "or null" that small models stumble over."""
    choices = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    whole = {**(choices[0] if choices else {}), **schema}
    made = {name: whole[name] for name in _KEPT if name in whole}
    if isinstance(made.get("items"), Mapping):
        made["items"] = _plain(made["items"])
    return made


def _is_empty(value: Any) -> bool:
    """Models like to fill in what was not said with nothing."""
    is_blank = isinstance(value, str) and value.strip().lower() in ("", "null", "none", "undefined")
    return value is None or is_blank or (isinstance(value, list | dict) and not value)


def _tidied(arg: Arg, value: Any) -> Any:
    if arg.type in _LISTS and isinstance(value, str):
        value = [part.strip() for part in value.strip("[]").replace(";", ",").split(",") if part.strip()]
    if arg.type == "choice" and isinstance(value, str):
        return _choice(arg, value)
    if arg.type == "choices" and isinstance(value, Sequence):
        return [_choice(arg, one) if isinstance(one, str) else one for one in value]
    if arg.type == "language" and isinstance(value, str):
        return value.strip().lower()
    return value


def _choice(arg: Arg, value: str) -> str:
    said = value.strip().lower().replace("-", "_").replace(" ", "_")
    return next((one for one in arg.choices if one.replace("_", "") == said.replace("_", "")), said)


def _reason(task: Task, error: Mapping[str, Any]) -> str:
    name = str(error["loc"][0]) if error["loc"] else "the arguments"
    kind = error["type"]
    if kind == "extra_forbidden":
        return f"there is no argument {name[:40]!r}, it takes {', '.join(arg.name for arg in task.args)}"
    if kind == "missing":
        return f"{name} is needed ({task.arg(name).doc})"
    return f"{name}: {error['msg'][:300]}"
