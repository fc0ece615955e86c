"""Puts corpus requests into sessions in which they make sense, with the calls that they should become."""

from __future__ import annotations

import random
import re
from typing import Any

from bench.planner_rows import STRANGERS, Mark, Row, read_rows
from engine.task import find_task


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
    gold = []
    for number, task in enumerate(row.tasks, 1):
        args: dict[str, Any] = {}
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
    if mark.name in ("clip", "midi", "image"):
        return _clip(mark, surface, context, tracks)
    if mark.name == "track":
        return _track(mark, surface, task, context, tracks)
    if (
        mark.name in ("clips", "reference", "query", "speak")
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
        return mark.value.split(",")
    if mark.name == "chords":
        return [part for part in re.split(r"[,\s]+", mark.value) if part]
    if arg.type == "boolean":
        return mark.value == "true"
    return mark.value


def _clip(mark: Mark, surface: str, context: dict[str, Any], tracks: list[str]) -> Any:
    if mark.value.startswith("$"):
        return mark.value
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
