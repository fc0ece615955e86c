"""Judges the offline planner: exact plans and times on the sample, and on corpus requests put into made sessions.

    python -m bench.planner [--weights FILE --writer NAME] [--show N] [--only TASK]

`--weights` takes tables trained with `bench.train_planner --leave-out NAME`; then only NAME's requests are judged.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.planner_rows import STRANGERS, Mark, Row, read_rows
from bench.planner_talks import turns
from engine.key import parse_key
from engine.planner.context import context_from_row
from engine.planner.offline import OfflinePlanner
from engine.planner.scene import REPLIES
from engine.planner.weights import read_weights, use_weights
from engine.task import find_task

SAMPLE = Path(__file__).parent.parent / "tests" / "engine" / "planner" / "sample.jsonl"
_FREE = ("prompt", "target", "style", "voice", "query", "motion", "interval", "name", "track")
_ARTICLES = {"a", "an", "the", "like", "with", "in", "voice", ""}


@dataclass
class Judged:
    """Counts of one set."""

    exact: int = 0
    tools: int = 0
    rows: int = 0
    wrong: list[str] = field(default_factory=list)
    by_task: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    ms: list[float] = field(default_factory=list)


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


def is_right(name: str, gold: Any, said: Any) -> bool:
    """Does an argument say what was wanted?"""
    if said is None:
        return False
    if isinstance(gold, bool):
        return said is gold
    if isinstance(gold, float | int):
        return isinstance(said, float | int) and abs(said - gold) <= max(0.011, abs(gold) * 0.01)
    if isinstance(gold, Mapping):
        if "any" in gold:
            return any(is_right(name, one, said) for one in gold["any"])
        return all(
            any(word.startswith(part.lower()[: max(4, len(part) - 2)]) for word in _words(said))
            for part in gold.get("has", [])
        )
    if isinstance(gold, list):
        return isinstance(said, list) and sorted(str(x).lower() for x in gold) == sorted(str(x).lower() for x in said)
    if name == "key":
        return parse_key(str(gold)) == parse_key(str(said))
    if isinstance(gold, str) and gold.startswith("$"):
        return str(said).partition(".")[0] == gold.partition(".")[0] and (
            not gold.partition(".")[2] or not str(said).partition(".")[2] or gold == said
        )
    if name in _FREE:
        wanted, got = (
            {word.rstrip("s") for word in _words(gold)} - _ARTICLES,
            {word.rstrip("s") for word in _words(said)},
        )
        return len(wanted & got) >= 0.6 * len(wanted)
    return _words(gold) == _words(said)


def _words(text: Any) -> list[str]:
    return re.findall(r"[\w']+", str(text).casefold().replace("’", "'"))


def judge(
    rows: Iterable[tuple[str, dict[str, Any], list[dict[str, Any]], list[Any]]], planner: OfflinePlanner
) -> Judged:
    """Plan (text, context row, wanted calls, dialogue) rows and count."""
    found = Judged()
    for text, context, gold, dialogue in rows:
        shown = context_from_row({"context": context, "dialogue": dialogue})
        started = time.perf_counter()
        calls = planner.plan(text, shown).calls()
        found.ms.append((time.perf_counter() - started) * 1000)
        tools = [call["tool"] for call in calls] == [call["tool"] for call in gold]
        exact = tools and all(_call_right(want, call, context) for want, call in zip(gold, calls, strict=True))
        found.rows, found.tools, found.exact = found.rows + 1, found.tools + tools, found.exact + exact
        task = gold[0]["tool"] if len(gold) == 1 else "chain"
        found.by_task[task] += 1
        if not exact:
            found.lost[task] += 1
            said = [
                {
                    "tool": call["tool"],
                    "args": {k: v for k, v in call["args"].items() if k != "text" or call["tool"] not in REPLIES},
                }
                for call in calls
            ]
            found.wrong.append(
                f"{text}\n    want {json.dumps(gold, ensure_ascii=False)}\n   "
                f" said {json.dumps(said, ensure_ascii=False)}"
            )
    return found


def _call_right(want: dict[str, Any], call: dict[str, Any], context: dict[str, Any]) -> bool:
    said = dict(call["args"])
    if "track" in want["args"] and "track" not in said and isinstance(said.get("clip"), str):
        said["track"] = next((clip["track"] for clip in context["clips"] if clip["id"] == said["clip"]), None) or next(
            (clip["name"] for clip in context["clips"] if clip["id"] == said["clip"]), None
        )
    if isinstance(want["args"].get("clip"), str) and "clip" not in said and "track" in said:
        said["clip"] = next((clip["id"] for clip in context["clips"] if clip["track"] == said["track"]), None)
    if "clips" in said and "clip" not in said and len(said["clips"]) == 1:
        said["clip"] = said["clips"][0]
    if "cents" in said and "semitones" not in said:
        said["semitones"] = said["cents"] / 100
    if "start" in want["args"] and "start" not in said and "start_bar" in said:
        said["start"] = (said["start_bar"] - 1) * 2.0
    if "start_bar" in want["args"] and "start_bar" not in said and "start" in said:
        said["start_bar"] = said["start"] / 2.0 + 1
        said["end_bar"] = (
            want["args"].get("end_bar")
            if said.get("end", 0) / 2.0 in (want["args"].get("end_bar", -9), want["args"].get("end_bar", -9) - 1)
            else None
        )
    if "offset" in want["args"] and "offset_beats" in said:
        said["offset"] = said["offset_beats"] / 4
    return all(is_right(name, value, said.get(name)) for name, value in want["args"].items())


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


def sample_rows() -> list[tuple[str, dict[str, Any], list[dict[str, Any]], list[Any]]]:
    """The sample's rows, single requests and turns."""
    rows = [json.loads(line) for line in SAMPLE.read_text("utf-8").splitlines() if line.strip()]
    return [(row["text"], row["context"], row["gold"], row.get("dialogue", [])) for row in rows]


def report(name: str, found: Judged) -> None:
    """Print one set's line."""
    times = sorted(found.ms)
    count = max(1, found.rows)
    print(
        f"{name:<28} {found.rows:>5} rows  exact {found.exact / count:.3f}  tools {found.tools / count:.3f}  "
        f"p50 {times[len(times) // 2]:.1f} ms  p95 {times[int(len(times) * 0.95)]:.1f} ms"
    )


def main() -> None:
    """Judge and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--writer", default="")
    parser.add_argument("--only", default="")
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    if options.weights:
        use_weights(read_weights(options.weights))
    planner = OfflinePlanner()
    planner.plan("hello", context_from_row({}))
    if not options.writer and SAMPLE.exists():
        report("sample", judge(sample_rows(), planner))
    held = options.writer == "dialogues"
    found = judge(turns(1, 2) if held else corpus_rows(options.writer, options.only, options.limit), planner)
    report(f"corpus {options.writer or 'all (trained on)'}", found)
    for task, lost in found.lost.most_common():
        print(f"    {task:<22} lost {lost:>4} of {found.by_task[task]}")
    for line in random.Random(3).sample(found.wrong, min(options.show, len(found.wrong))):
        print(line)


if __name__ == "__main__":
    main()
