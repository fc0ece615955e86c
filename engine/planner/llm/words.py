"""Calls that a model writes into its words, as small local models do, and words without the thinking in them."""

from __future__ import annotations

import json
import re
from collections.abc import Container
from typing import Any

from engine.planner.llm.json import objects_in
from engine.planner.llm.stream import RawCall
from engine.planner.regex import regex

_THOUGHTS = regex(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_THOUGHT_BEFORE = regex(r"\A.*?</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
"""A template may have opened it in the prompt, so that only the end is in the reply."""
_NAMED = regex(r"<function=([\w.-]+)>|<tool_call>\s*([a-z_]+)\s*(?=[\n{<])|functions\.([a-z_]+):?\d*\s*(?=[{<])")
"""Formats that put the tool's name before its arguments."""
_NAMES = ("name", "tool", "tool_name", "function", "task")
_ARGUMENTS = ("arguments", "args", "parameters", "params", "input")


def without_thoughts(content: str) -> str:
    """The words that are meant for the musician."""
    return _THOUGHT_BEFORE.sub("", _THOUGHTS.sub("", content)).strip()


def calls_in(content: str, known: Container[str]) -> list[RawCall]:
    """Calls of known tools in a text: `<tool_call>{…}</tool_call>`, fenced or bare JSON, with prose around it."""
    found: list[RawCall] = []
    for one in objects_in(content):
        name, arguments = _call_of(one)
        if name in known:
            found.append(RawCall(f"text_{len(found) + 1}", name, arguments))
    if found:
        return found
    for match in _NAMED.finditer(content):
        name = match[1] or match[2] or match[3]
        objects = objects_in(content[match.end() :].split("<", 1)[0])
        if name in known and objects:
            found.append(RawCall(f"text_{len(found) + 1}", name, json.dumps(objects[0])))
    return found


def _call_of(one: dict[str, Any]) -> tuple[str, str]:
    inner = one.get("function")
    source = inner if isinstance(inner, dict) else one
    name = next((source[key] for key in _NAMES if isinstance(source.get(key), str)), "")
    arguments: Any = next((source[key] for key in _ARGUMENTS if key in source), {})
    return name, arguments if isinstance(arguments, str) else json.dumps(arguments)
