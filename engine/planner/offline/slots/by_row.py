"""Tasks that bring their own wording: which one a clause says, and its arguments, by the forms in the task's row.

The networks were trained on the tasks that were there then; a task that came later is understood by its forms.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping

from engine.planner.offline.slots.clause import Args, Clause, tidy
from engine.planner.offline.slots.meant import tracks_meant
from engine.planner.offline.slots.reference import reference
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.polite import END, POLITE
from engine.planner.offline.text.quantity import quantities
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.task import Arg, all_tasks, find_task

_PLACE = regex(r"\{(\w+)\}")
_NO = regex(r"(?i)\b(?:no|not|off|out|without|false|never)\b")
_POINTED = regex(
    r"(?i)(?:it|its|him|her|them|this|that|these|those|here|both)(?: (?:tracks?|ones?))?"
    r"|(?:the |my )?(?:same |selected |current )?(?:tracks?|ones?|selection)(?: (?:that is |i have )?selected)?"
)
_EVERY = regex(r"(?i)everything|all(?: of)?(?: (?:it|them))?|(?:all|every|each)(?: of)?(?: (?:the|my|our))? tracks?")
_KINDS = {"midi": ("midi",), "image": ("image",)}


def task_said(text: str) -> str:
    """The task one of whose forms the whole text is; "" when there is none."""
    for task in all_tasks().values():
        if task.said and _match(task.said, text) is not None:
            return task.id
    return ""


def by_row(clause: Clause) -> Args:
    """The arguments that stand in the places of the form; what was named and is not there becomes a question."""
    task = find_task(clause.task)
    found = _match(task.said, plain(clause.text)) if task.said else None
    if not found:
        return {}
    return {name: _value(task.arg(name), words.strip(), clause) for name, words in found.items()}


def _match(forms: tuple[str, ...], text: str) -> Mapping[str, str] | None:
    for form in forms:
        if found := _pattern(form).match(text.strip()):
            return {name: words for name, words in found.groupdict().items() if words}
    return None


@functools.lru_cache(maxsize=512)
def _pattern(form: str) -> re.Pattern[str]:
    """ "close the gaps on {track}": words as they are said, and places that take one word or more."""
    parts = _PLACE.split(form)
    words = [re.sub(r"(?:\\ )+", r"\\s+", re.escape(part)) for part in parts[::2]]
    places = [f"(?P<{name}>.+?)" for name in parts[1::2]]
    joined = "".join(word + place for word, place in zip(words, [*places, ""], strict=True))
    return regex(f"^{POLITE}{joined}{END}", re.IGNORECASE)


def _value(arg: Arg, words: str, clause: Clause) -> object:
    return _READERS.get(arg.type, lambda arg, words, clause: tidy(words))(arg, words, clause)


def _amount(arg: Arg, words: str, clause: Clause) -> object:
    found = quantities(words)
    units = ("", arg.unit, "bar") if arg.unit == "bars" else ("", arg.unit)
    if not found or found[0].unit not in units:
        return words  # the task's own check says what it should be
    return int(found[0].value) if arg.type == "integer" and found[0].value.is_integer() else found[0].value


def _clips(arg: Arg, words: str, clause: Clause) -> object:
    meant = reference(clause, words, _KINDS.get(arg.type, ()))
    if meant is None:
        clause.need("Which clip do you mean?")
    return [meant] if arg.type == "clips" and isinstance(meant, str) else meant


def _tracks(arg: Arg, words: str, clause: Clause) -> object:
    named = [track for thing in things(words, clause.scene) for track in thing.tracks]
    meant = list(dict.fromkeys(named))
    every = list(clause.scene.context.tracks)
    if not meant and _POINTED.fullmatch(words):  # a name that is not there never means another track
        meant = tracks_meant(clause) or (every if len(every) == 1 else [])
    if not meant and _EVERY.fullmatch(words):
        meant = every
    if not meant or len(meant) > 1 and arg.type == "track":
        clause.need("Which track do you mean?")
        return None
    return meant if arg.type == "tracks" else meant[0]


_READERS: Mapping[str, Callable[[Arg, str, Clause], object]] = {
    **dict.fromkeys(("number", "integer"), _amount),
    **dict.fromkeys(("clip", "clips", "midi", "image"), _clips),
    **dict.fromkeys(("track", "tracks"), _tracks),
    "boolean": lambda arg, words, clause: not _NO.search(words),
}
