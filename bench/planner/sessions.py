"""Puts corpus requests into sessions in which they make sense, with the calls that they should become."""

from __future__ import annotations

import random
import re
from typing import Any

from bench.planner.rows import STRANGERS, Mark, Row, read_rows
from engine.tasks.task import find_task

_SAID = ("prompt", "target", "style", "voice", "interval", "motion", "text", "lyrics", "name", "instrument")
"""Free words: the writer's tidied value and the words as they were said are both right."""
_TARGETS = ("clip", "clips", "midi", "image", "track", "text")
_PLACES = ("start", "end", "start_bar", "end_bar", "duration", "bars", "at")
_CARRIES_ON = re.compile(
    r"^\W*(?:(?:and|now|then|no|nah|nope|ok|or|do)\b[\s,]*)*(?:the )?"
    r"(?:same|again|another|once more|instead|rather|less|more|half that|too \w+)\b"
    r"|.*\b(?:instead|same again|this time)\W*$",
    re.IGNORECASE,
)
"""Turns of a conversation that a writer put among the requests."""
_LISTED = re.compile(r"\s*(?:,|&|\+|\band\b|\binto\b|\bwith\b|\bon\b)\s*")


def made_session(row: Row) -> tuple[dict[str, Any], list[dict[str, Any]]] | None:
    """A context in which the request makes sense, and the calls it should become; None when it needs a conversation."""
    clips = [
        {"id": f"s{i}", "name": name, "track": track, "kind": kind, "start": 0.0, "length": 30.0, "tags": tags}
        for i, (name, track, kind, tags) in enumerate(STRANGERS)
    ]
    files = [{"id": "fx", "name": "harbour.png", "kind": "image"}]
    tracks = [str(clip["track"]) for clip in clips if clip["track"]]
    context: dict[str, Any] = {
        "tempo": 120,
        "key": "D minor",
        "clips": clips,
        "files": files,
        "selection": {"clips": [], "range": None},
        "last": "s0",
    }
    if _CARRIES_ON.match(row.text) and not any(mark.name in _TARGETS for mark in row.of_step(1)):
        return None
    gold = []
    for number, task in enumerate(row.tasks, 1):
        args: dict[str, Any] = {}
        if _needs_range(row, number, task):
            context["selection"]["range"] = [10.0, 12.0]
        for mark in row.of_step(number):
            value = _value(mark, row, task, context, tracks)
            if value is False:
                return None
            if value is not None:
                args["value_db" if mark.name == "gain_db" and task == "edit_clip" else mark.name] = value
        gold.append({"tool": task, "args": args})
    context["tracks"] = [{"name": name} for name in dict.fromkeys(tracks)]
    return context, gold


def _value(mark: Mark, row: Row, task: str, context: dict[str, Any], tracks: list[str]) -> Any:
    """The value a mark stands for; None when it is not judged, False when the row cannot be."""
    surface = row.text[mark.start : mark.end]
    names = {arg.name: arg for arg in find_task(task).args}
    if mark.name in ("clip", "midi", "image", "reference"):
        return _clip(mark, surface, context, tracks)
    if mark.name == "clips":
        return _clips(mark, surface, context)
    if mark.name == "tracks":
        return _tracks(surface, tracks) if mark.value == "ref" else None
    if mark.name == "track":
        return _track(mark, surface, task, context, tracks)
    if (
        mark.name in ("query", "speak")
        or mark.name not in names
        and mark.name != "gain_db"
        or mark.name in ("style", "text")
        and mark.value.startswith("$")
    ):
        return None
    arg = names.get(mark.name)
    if arg is None or arg.type in ("number", "integer"):
        return float(mark.value) if re.fullmatch(r"-?\d+(\.\d+)?", mark.value) else None
    if mark.name == "stems":
        stems = mark.value.split(",")
        return {"any": [stems, None]} if len(stems) == 4 else stems
    if mark.name == "chords":
        return [part for part in re.split(r"[,\s]+", mark.value) if part]
    if arg.type == "boolean":
        return mark.value == "true"
    if mark.name in _SAID and surface.strip():
        return {"any": [mark.value, surface.strip()]}
    return mark.value


def _clip(mark: Mark, surface: str, context: dict[str, Any], tracks: list[str]) -> Any:
    if mark.value.startswith("$"):
        return mark.value
    if mark.name == "image" and mark.value in ("sel", "last"):
        return "fx"
    if mark.value == "sel":
        chosen = "s1" if mark.name == "midi" else "s0"
        context["selection"]["clips"] = [chosen]
        return chosen
    if mark.value == "last":
        context["last"] = "s1" if mark.name == "midi" else "s0"
        return None if mark.step > 1 else context["last"]
    if mark.value != "ref" or not surface.strip():
        return False if mark.step == 1 else None
    name = re.sub(r"^(?:the|my|our|that|a|his|her|this)\s+", "", surface.strip().strip("\"'"), flags=re.IGNORECASE)
    group = context["files"] if mark.name == "image" else context["clips"]
    known = next((one for one in group if one["name"] == name), None)
    if known is None:
        kind = {"midi": "midi", "image": "image"}.get(mark.name, "audio")
        known = {"id": f"k{mark.step}{mark.start}", "name": name, "kind": kind}
        if mark.name != "image":
            known |= {"track": None, "start": 0.0, "length": 30.0, "tags": []}
        group.append(known)
    return known["id"]


def _clips(mark: Mark, surface: str, context: dict[str, Any]) -> Any:
    """The clips that are named one after the other; None where they are not named."""
    if mark.value.startswith("$"):
        return [one.strip() for one in mark.value.split(",")]
    names = [part for part in _LISTED.split(surface) if part.strip()]
    if mark.value == "sel" or len(names) < 2 or any(word in surface.lower().split() for word in ("two", "both", "all")):
        return False
    ids = []
    for number, name in enumerate(names):
        ids.append(f"m{mark.start}{number}")
        bare = re.sub(r"^(?:the|my|our)\s+", "", name.strip())
        context["clips"].append(
            {"id": ids[-1], "name": bare, "kind": "audio", "track": None, "start": 0.0, "length": 30.0, "tags": []}
        )
    return ids


def _tracks(surface: str, tracks: list[str]) -> Any:
    """The tracks that are named one after the other."""
    names = [re.sub(r"^(?:the|my|our)\s+", "", part.strip()) for part in _LISTED.split(surface) if part.strip()]
    if len(names) < 2 or any(word in surface.lower().split() for word in ("two", "both", "all", "every")):
        return False
    tracks += names
    return names


def _needs_range(row: Row, number: int, task: str) -> bool:
    """Is a place needed that only the selection can give?"""
    marks = row.of_step(number)
    actions = {mark.value for mark in marks if mark.name == "action"}
    if task != "inpaint" and not (task == "edit_clip" and actions & {"cut", "trim"}):
        return False
    return not any(mark.name in _PLACES for mark in marks)


def _track(mark: Mark, surface: str, task: str, context: dict[str, Any], tracks: list[str]) -> Any:
    if mark.value.startswith("new:"):
        return mark.value[4:]
    if mark.value == "ref" and surface.strip():
        name = re.sub(
            r"^(?:the|my|our|that|this)\s+|\s+(?:track|lane|channel)$", "", surface.strip(), flags=re.IGNORECASE
        )
        tracks.append(name)
        return name
    if mark.value == "sel":
        context["selection"]["clips"] = ["s0"]
        return "Piano"
    return None if mark.value == "new" or mark.step > 1 else False


def corpus_rows(
    writer: str = "", only: str = "", limit: int = 0
) -> list[tuple[str, dict[str, Any], list[dict[str, Any]], list[Any]]]:
    """Corpus requests in made sessions."""
    made: list[tuple[str, dict[str, Any], list[dict[str, Any]], list[Any]]] = []
    for row in read_rows():
        held = not writer or row.writer == writer and not (writer == "chains" and row.number % 2)
        if not held or (only and only not in row.tasks):
            continue
        session = made_session(row)
        if session:
            made.append((row.text, session[0], session[1], []))
    if limit and len(made) > limit:
        made = random.Random(5).sample(made, limit)
    return made
