"""What a step of a plan is called for people: "Separate drums", "Sing", "Place on Vocals"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.tasks.plan import Step
from engine.tasks.task import all_tasks

_VERBS = {
    "place": "Place on a track",
    "new_track": "Make a track",
    "rename_track": "Rename the track",
    "gain": "Set the level",
    "set_tempo": "Set the tempo",
    "get_tempo": "Tell the tempo",
    "locate": "Go to",
}
_WITHOUT = {"stems": "the stems", "aspect": "the music", "kind": "notes", "effect": "an effect", "target": "a sound"}


def step_title(step: Step) -> str:
    """A few words for a step; its task's id in words when there is no better."""
    row = all_tasks().get(step.task)  # a turn of before may hold a task that has gone
    title = row.title.format_map(_Words(step.args)) if row else ""
    title = title or step.task.replace("_", " ")
    return title[:1].upper() + title[1:]


class _Words(dict[str, str]):
    """Values as words; what was not said gets a general word."""

    def __init__(self, args: Mapping[str, Any]) -> None:
        super().__init__({name: _in_words(name, value) for name, value in args.items()})

    def __missing__(self, name: str) -> str:
        return _WITHOUT.get(name, "")


def _in_words(name: str, value: Any) -> str:
    if isinstance(value, list | tuple):
        value = ", ".join(map(str, value))
    text = str(value)
    return _VERBS.get(text, text.replace("_", " "))[:40] if name in (*_WITHOUT, "action") else text
