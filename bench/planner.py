"""Judges the offline planner: exact plans and times on the sample, and on corpus requests put into made sessions.

    python -m bench.planner [--weights FILE --writer NAME] [--show N] [--only TASK]

`--weights` takes a network trained with `bench.train_planner --leave-out NAME`; then only NAME's requests are judged.
For a learning curve train with `--share 0.25`, `0.5` … and judge each with the same NAME.
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

from bench.planner_causes import cause
from bench.planner_probes import probes, requests
from bench.planner_sessions import corpus_rows
from bench.planner_talks import turns
from engine.key import parse_key
from engine.planner.context import context_from_row
from engine.planner.network import read_network, use_network
from engine.planner.offline import OfflinePlanner
from engine.planner.scene import REPLIES

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
    causes: Counter[str] = field(default_factory=Counter)
    ms: list[float] = field(default_factory=list)


def is_right(name: str, gold: Any, said: Any) -> bool:
    """Does an argument say what was wanted?"""
    if isinstance(gold, Mapping) and None in gold.get("any", ()) and said is None:
        return True
    if said is None or gold is None:
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
        tools = len(calls) == len(gold) and all(
            call["tool"] in want["tool"].split("|") for want, call in zip(gold, calls, strict=True)
        )
        exact = tools and all(_call_right(want, call, context) for want, call in zip(gold, calls, strict=True))
        found.rows, found.tools, found.exact = found.rows + 1, found.tools + tools, found.exact + exact
        task = gold[0]["tool"] if len(gold) == 1 else "chain"
        found.by_task[task] += 1
        if not exact:
            found.lost[task] += 1
            why = cause(gold, calls, context, _call_right)
            found.causes[why] += 1
            said = [
                {
                    "tool": call["tool"],
                    "args": {k: v for k, v in call["args"].items() if k != "text" or call["tool"] not in REPLIES},
                }
                for call in calls
            ]
            found.wrong.append(
                f"[{why}] {text}\n    want {json.dumps(gold, ensure_ascii=False)}\n   "
                f" said {json.dumps(said, ensure_ascii=False)}"
            )
    return found


def _call_right(want: dict[str, Any], call: dict[str, Any], context: Mapping[str, Any]) -> bool:
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
        use_network(read_network(options.weights))
    planner = OfflinePlanner()
    planner.plan("hello", context_from_row({}))
    if not options.writer and SAMPLE.exists():
        report("sample", judge(sample_rows(), planner))
    if not options.writer:
        report("probes", judge(probes(), planner))
        report("later probes", judge(probes("probes_held.txt"), planner))
        report("written after the training", judge(requests(), planner))
    held = options.writer == "dialogues"
    found = judge(turns() if held else corpus_rows(options.writer, options.only, options.limit), planner)
    report(f"corpus {options.writer or 'all (trained on)'}", found)
    for why, lost in found.causes.most_common(30):
        print(f"    {why:<32} {lost:>4} of {found.rows - found.exact}")
    for task, lost in found.lost.most_common(12):
        print(f"    {task:<22} lost {lost:>4} of {found.by_task[task]}")
    for line in random.Random(3).sample(found.wrong, min(options.show, len(found.wrong))):
        print(line)


if __name__ == "__main__":
    main()
