"""Plays the corpus's conversations turn by turn, with what came of each turn as its writer says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bench.planner.rows import Row, Turn, held_dialogues
from engine.planner.offline.reading.dialogue_state import REPLIES
from engine.planner.offline.reading.previous_call import merged
from engine.tasks.task import find_task

MAKES = {"separate_stems": 4, "separate_speakers": 2}
_POINTS = ("clip", "clips", "midi", "image", "track", "tracks")
_KINDS = ("action", "effect", "kind", "aspect")
_WORKS = ("apply_effect", "edit_clip", "change_tempo_key", "master", "harmonize", "denoise", "enhance_speech")
"""Work on a clip that a turn need not name."""
_SILENT = (
    "transcribe",
    "describe_music",
    "detect_sounds",
    "detect_target_sound",
    "caption_audio",
    "mix",
    "transport",
    "arrange",
    "undo",
    "redo",
    "history",
)


def turns() -> Iterator[tuple[str, dict[str, Any], list[dict[str, Any]], list[Any]]]:
    """(text, context, wanted calls, dialogue) of every turn of the held-out conversations."""
    for setting, talk in held_dialogues():
        context = _setting(setting)
        dialogue: list[Any] = []
        for turn in talk:
            gold = [
                {"tool": task, "args": _plain_args(turn.row, number, task)}
                for number, task in enumerate(turn.row.tasks, 1)
            ]
            shown = {**context, "clips": [dict(clip) for clip in context["clips"]]}
            wanted = [_with_references(turn.row, n, call, context, dialogue) for n, call in enumerate(gold, 1)]
            yield turn.row.text, shown, wanted, list(dialogue)
            dialogue.append(_played(turn, context, gold, dialogue))


def _with_references(
    row: Row, number: int, call: dict[str, Any], context: dict[str, Any], dialogue: list[Any]
) -> dict[str, Any]:
    """The wanted call with the clips that can be told for sure, and what it carries over from the call before."""
    nothing: dict[str, Any] = {"tool": "", "args": {}}
    before: dict[str, Any] = dialogue[-1]["calls"][-1] if dialogue and dialogue[-1]["calls"] else nothing
    args: dict[str, Any] = dict(call["args"])
    if call["tool"] in REPLIES:
        return call
    marks = [mark for mark in row.of_step(number) if mark.name in ("clip", "midi", "image", "track")]
    goes_on = len(row.tasks) == 1 and before["tool"] == call["tool"] and call["tool"] not in REPLIES
    if goes_on and marks and not args:
        args = {name: value for name, value in before["args"].items() if name not in ("clip", "midi", "track")}
    for mark in marks:
        found = _pointed(row, mark, call["tool"], context, dialogue) if number == 1 else None
        if found:
            args[mark.name] = found
    if goes_on and not marks and isinstance(before["args"].get("clip"), str):
        outs = [out for result in dialogue[-1]["results"] for out in result.get("out", [])]
        args["clip"] = {"any": [before["args"]["clip"], *outs]}
    return {"tool": call["tool"], "args": args}


def _pointed(row: Row, mark: Any, task: str, context: dict[str, Any], dialogue: list[Any]) -> Any:
    """The clip or track that the words of a mark mean, where the conversation leaves no doubt."""
    made: dict[str, Any] = {}
    if mark.value == "ref":
        _references(Row(row.writer, row.tasks, row.text, (mark,)), mark.step, task, made, context, 0.9)
        return made.get(mark.name)
    if mark.value.startswith("nth:"):
        several = [result["out"] for turn in dialogue for result in turn["results"] if len(result.get("out", ())) > 1]
        place = int(mark.value[4:]) - 1
        return several[-1][place] if several and mark.name == "clip" and place < len(several[-1]) else None
    if mark.value == "last" and dialogue and dialogue[-1]["calls"] and mark.name == "clip":
        outs = [out for result in dialogue[-1]["results"] for out in result.get("out", [])]
        took = [call["args"]["clip"] for call in dialogue[-1]["calls"] if isinstance(call["args"].get("clip"), str)]
        return {"any": [*outs, *took]} if outs or took else None
    return None


def _setting(line: str) -> dict[str, Any]:
    listed, _, tracks = line.partition("; tracks:")
    clips: list[dict[str, Any]] = []
    files: list[dict[str, Any]] = []
    names = re.sub(r"^clips:\s*", "", listed)
    pending: list[dict[str, Any]] = []
    for part in re.findall(r"([^,()]+)(?:\(([^)]*)\))?", names):
        name, track = part[0].strip(), part[1].strip()
        if not name:
            continue
        if re.search(r"\.(?:png|jpe?g)$", name):
            files.append({"id": f"f{len(files) + 1}", "name": name, "kind": "image"})
            continue
        clip = {
            "id": f"c{len(clips) + 1}",
            "name": name,
            "track": None,
            "kind": "audio",
            "start": 0.0,
            "length": 60.0,
            "tags": [],
        }
        clips.append(clip)
        pending.append(clip)
        if track:
            for one in pending:
                one["track"] = None if "no track" in track else track
            pending = []
    named = [{"name": name.strip()} for name in tracks.split(",") if name.strip() and name.strip() != "(none)"]
    return {
        "tempo": 120,
        "key": None,
        "clips": clips,
        "files": files,
        "tracks": named,
        "selection": {"clips": ["c1"] if "sel" in line else [], "range": None},
        "last": clips[-1]["id"] if clips else None,
    }


def _plain_args(row: Row, number: int, task: str) -> dict[str, Any]:
    known = {arg.name: arg for arg in find_task(task).args}
    found: dict[str, Any] = {}
    for mark in row.of_step(number):
        name = {"gain_db": "value_db" if task == "edit_clip" else "gain_db"}.get(mark.name, mark.name)
        arg = known.get(name)
        if (
            arg is None
            or arg.is_reference
            or arg.type in ("track", "tracks")
            or name in ("query", "target", "steps", "speak", "style", "voice", "prompt", "name")
        ):
            continue
        if arg.type in ("number", "integer"):
            if re.fullmatch(r"-?\d+(\.\d+)?", mark.value):
                found[name] = float(mark.value)
        elif arg.type == "boolean":
            found[name] = mark.value == "true"
        elif arg.type in ("choices", "chords"):
            found[name] = [part for part in mark.value.split(",") if part]
        elif not mark.value.startswith("$"):
            found[name] = mark.value
    return found


def _played(turn: Turn, context: dict[str, Any], gold: list[dict[str, Any]], dialogue: list[Any]) -> dict[str, Any]:
    made = next((line.partition(":")[2].split(",") for line in turn.results if line.startswith("made:")), [])
    failed = next((int(match[1]) for line in turn.results if (match := re.match(r"failed at step (\d+)", line))), 0)
    text = next((line.partition(":")[2] for line in turn.results if line.startswith("text:")), "")
    results, calls = [], []
    for number, call in enumerate(gold, 1):
        args = dict(call["args"])
        _references(turn.row, number, call["tool"], args, context)
        args = _carried(call["tool"], args, context, dialogue) if len(gold) == 1 else args
        calls.append({"tool": call["tool"], "args": args})
        if call["tool"] in REPLIES:
            continue
        if failed and number >= failed:
            results.append({"call": number - 1, "ok": False, "error": "failed"})
            continue
        names = []
        if call["tool"] not in _SILENT:
            names = (
                [name.strip() for name in made]
                if made and number == len(gold)
                else [f"{call['tool']} {number}"] * MAKES.get(call["tool"], 1)
            )
        outs = []
        for name in names:
            clip: dict[str, Any] = {
                "id": f"c{len(context['clips']) + 1}",
                "name": name,
                "track": None,
                "kind": "midi" if call["tool"] in ("generate_midi", "audio_to_midi") else "audio",
                "start": 0.0,
                "length": 60.0,
                "tags": [],
            }
            context["clips"].append(clip)
            context["last"] = clip["id"]
            outs.append(clip["id"])
        results.append({"call": number - 1, "ok": True, "out": outs, "text": text})
    return {"user": turn.row.text, "calls": calls, "results": results}


def _carried(task: str, args: dict[str, Any], context: dict[str, Any], dialogue: list[Any]) -> dict[str, Any]:
    """A call as it is recorded: with what a change leaves as it was, and with the clip that its task needs."""
    before = dialogue[-1]["calls"][-1] if dialogue and dialogue[-1]["calls"] else {"tool": "", "args": {}}
    is_named = any(name in args for name in _POINTS)
    settings = {name for name in args if name not in (*_POINTS, *_KINDS)}
    alike = all(before["args"].get(name, args[name]) == args[name] for name in _KINDS if name in args)
    if before["tool"] == task and alike and not (is_named and settings):
        args = merged(dict(before["args"]), args)
    points = {arg.name for arg in find_task(task).args if arg.name in _POINTS} if task not in REPLIES else set()
    if context["last"] and "clip" in points and task in _WORKS and not any(name in args for name in _POINTS):
        args = {**args, "clip": context["last"]}
    return args


def _references(
    row: Row, number: int, task: str, args: dict[str, Any], context: dict[str, Any], least: float = 0.3
) -> None:
    """Give the call of the record the clips that its words name, as far as a name says so."""
    from engine.planner.offline.text.names import fit

    for mark in row.of_step(number):
        if mark.name not in ("clip", "midi", "image", "track"):
            continue
        said = row.text[mark.start : mark.end]
        if mark.name == "track":
            best = max(((fit(said, track["name"]), track["name"]) for track in context["tracks"]), default=(0, ""))
            if best[0] > max(0.5, least):
                args["track"] = best[1]
            continue
        group = context["files"] if mark.name == "image" else context["clips"]
        best = max(((fit(said, one["name"], (), one.get("track")), one["id"]) for one in group), default=(0, ""))
        if mark.value == "ref" and best[0] > least:
            args[mark.name] = best[1]
        elif least < 0.5:
            args[mark.name] = context["last"]
