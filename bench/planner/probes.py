"""Conversations with every wanted call written out: a session line, then a turn and its calls, line by line.

    # audio kit Drums drums; image shore.png     clips: kind name track (- for none) tag
    > put a phaser on the kit                    what is said
    apply_effect clip=kit effect=phaser -> kit phaser     the wanted call and the clips that it makes

`a|b` accepts either, `|-` also none, `~word` a text with this word, `+` joins a list, `!` says that the call fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bench.planner.rows import CORPUS
from engine.planner.offline.reading.dialogue_state import REPLIES

_ARG = re.compile(r"(\w+)([=~])(.*?)(?=\s\w+[=~]|$)")


def probes(name: str = "probes.txt") -> Iterator[tuple[str, dict[str, Any], list[dict[str, Any]], list[Any]]]:
    """(text, context, wanted calls, dialogue) of every turn."""
    for block in (CORPUS / name).read_text("utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line.strip()]
        context = _session(lines[0])
        dialogue: list[Any] = []
        turns: list[tuple[str, list[str]]] = []
        for line in lines[1:]:
            if line.startswith(">"):
                turns.append((line[1:].strip(), []))
            else:
                turns[-1][1].append(line)
        for text, told in turns:
            gold = [_call(line, context) for line in told if not line.startswith("=")]
            shown = {**context, "clips": [dict(clip) for clip in context["clips"]]}
            yield text, shown, gold, list(dialogue)
            dialogue.append(_played(text, told, gold, context))


def requests(name: str = "check.txt") -> Iterator[tuple[str, dict[str, Any], list[dict[str, Any]], list[Any]]]:
    """The same from a file whose turns stand alone, all in the session of its first line."""
    first, *lines = (CORPUS / name).read_text("utf-8").splitlines()
    told: list[tuple[str, list[str]]] = []
    for line in filter(None, lines):
        if line.startswith(">"):
            told.append((line[1:].strip(), []))
        else:
            told[-1][1].append(line)
    for text, wanted in told:
        context = _session(first)
        yield text, context, [_call(line, context) for line in wanted], []


def _session(line: str) -> dict[str, Any]:
    clips: list[dict[str, Any]] = []
    files: list[dict[str, Any]] = []
    for part in line.lstrip("# ").split(";"):
        kind, name, *rest = part.split()
        if kind == "image":
            files.append({"id": f"f{len(files) + 1}", "name": name, "kind": "image"})
            continue
        track = " ".join(rest[:-1])
        clips.append(_clip(len(clips) + 1, name, None if track == "-" else track, kind, rest[-1:]))
    tracks = [{"name": name} for name in dict.fromkeys(clip["track"] for clip in clips if clip["track"])]
    return {
        "tempo": 100,
        "key": None,
        "clips": clips,
        "files": files,
        "tracks": tracks,
        "selection": {"clips": [], "range": None},
        "last": clips[-1]["id"],
    }


def _clip(number: int, name: str, track: str | None, kind: str, tags: list[str]) -> dict[str, Any]:
    return {"id": f"c{number}", "name": name, "track": track, "kind": kind, "start": 0.0, "length": 40.0, "tags": tags}


def _call(line: str, context: dict[str, Any]) -> dict[str, Any]:
    tool, _, rest = re.sub(r"\s*(?:->.*|!)$", "", line).partition(" ")
    args: dict[str, Any] = {}
    for name, sign, value in _ARG.findall(rest):
        options = [_value(name, one, context) for one in value.split("|") if one != "-"]
        if "-" in value.split("|"):
            options.append(None)
        if sign == "~":
            options = [{"has": [one]} if isinstance(one, str) else one for one in options]
        args[name] = options[0] if len(options) == 1 else {"any": options}
    return {"tool": tool, "args": args}


def _value(name: str, said: str, context: dict[str, Any]) -> Any:
    if "+" in said:
        return [_value(name, one, context) for one in said.split("+")]
    if name in ("clip", "midi", "image") and not said.startswith("$"):
        things = [*context["clips"], *context["files"]]
        return next(one["id"] for one in reversed(things) if one["name"] == said)
    if re.fullmatch(r"-?\d+(\.\d+)?", said):
        return float(said)
    return {"true": True, "false": False}.get(said, said)


def _played(text: str, told: list[str], gold: list[dict[str, Any]], context: dict[str, Any]) -> dict[str, Any]:
    calls = [
        {"tool": call["tool"].split("|")[0], "args": {name: _one(value) for name, value in call["args"].items()}}
        for call in gold
    ]
    words = next((line[1:].strip() for line in told if line.startswith("=")), "")
    results = []
    for number, line in enumerate(line for line in told if not line.startswith("=")):
        if calls[number]["tool"] in REPLIES:
            continue
        if line.endswith("!"):
            results.append({"call": number, "ok": False, "error": "it broke"})
            continue
        outs = []
        for name in [part.strip() for part in line.partition("->")[2].split(",") if part.strip()]:
            kind = "midi" if calls[number]["tool"] == "generate_midi" else "audio"
            took = calls[number]["args"].get("clip")
            track = next((one["track"] for one in context["clips"] if one["id"] == took), None)
            track = None if calls[number]["tool"].startswith(("separate", "extract")) else track
            clip = _clip(len(context["clips"]) + 1, name, track, kind, [])
            context["clips"].append(clip)
            context["last"] = clip["id"]
            outs.append(clip["id"])
        results.append({"call": number, "ok": True, "out": outs, "text": words})
    return {"user": text, "calls": calls, "results": results}


def _one(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return " ".join(value["has"]) if "has" in value else _one(value["any"][0])
