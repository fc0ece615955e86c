"""Judges the offline planner: exact plans and times on the sample, and on corpus requests put into made sessions.

    python -m bench planner [--weights FILE [--hints FILE] --writer NAME] [--marked] [--show N] [--only TASK]
    python -m bench planner --writer NAME --curve 0.25=FILE 0.5=FILE 1=FILE

`--weights` takes a network trained with `bench.planner.train_planner --leave-out NAME`, `--hints` what
`bench.planner.train_hints` made with the same; then only NAME's requests are judged. Without `--hints` such a network
is judged by itself.
`--marked` reads the requests as their writer marked them: what is wrong then, the rules lose and not the network.
`--curve` prints a learning curve of networks trained with `--leave-out NAME --share 0.25`, `0.5` … alike.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.planner.causes import cause
from bench.planner.marked import marked_rows, read_as_marked
from bench.planner.probes import probes, requests
from bench.planner.rows import CORPUS
from bench.planner.sessions import corpus_rows
from bench.planner.talks import turns
from engine.media.key import parse_key
from engine.planner.context import context_from_row
from engine.planner.offline.planner import OfflinePlanner
from engine.planner.offline.reading.bag_of_words import use_hints
from engine.planner.offline.reading.dialogue_state import REPLIES
from engine.planner.offline.reading.network import read_network, use_network
from engine.planner.offline.reading.reader import read

SAMPLE = Path(__file__).parents[2] / "tests" / "engine" / "planner" / "sample.jsonl"
CHECKS = CORPUS / "checks"
"""Examinations that were written apart from the corpus and the code: single requests, chains and conversations."""
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
    replies: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How often (what was wanted, what was said) was ask, chat, refuse or "act"."""
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
    text = " ".join(map(str, text)) if isinstance(text, list) else text
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
        tools = has_tools(gold, calls)
        exact = is_exact(gold, calls, context)
        found.rows, found.tools, found.exact = found.rows + 1, found.tools + tools, found.exact + exact
        found.replies[_reply_of(gold), _reply_of(calls)] += 1
        task = gold[0]["tool"] if len(gold) == 1 else "chain"
        found.by_task[task] += 1
        if not exact:
            found.lost[task] += 1
            why = cause(gold, calls, context, _call_right)
            found.causes[why] += 1
            said = [
                {
                    "tool": call["tool"],
                    "args": dict(call["args"]),
                }
                for call in calls
            ]
            found.wrong.append(
                f"[{why}] {text}\n    want {json.dumps(gold, ensure_ascii=False)}\n   "
                f" said {json.dumps(said, ensure_ascii=False)}"
            )
    return found


def has_tools(gold: Sequence[Mapping[str, Any]], calls: Sequence[Mapping[str, Any]]) -> bool:
    """Are these the tasks that are wanted, in their order?"""
    return len(calls) == len(gold) and all(
        call["tool"] in want["tool"].split("|") for want, call in zip(gold, calls, strict=True)
    )


def is_exact(
    gold: Sequence[dict[str, Any]], calls: Sequence[dict[str, Any]], context: Mapping[str, Any]
) -> bool:
    """Are these the calls that are wanted, with every argument that is needed?"""
    return has_tools(gold, calls) and all(
        _call_right(want, call, context) for want, call in zip(gold, calls, strict=True)
    )


def _reply_of(calls: Sequence[Mapping[str, Any]]) -> str:
    """ask, chat, refuse, or "act"."""
    return str(calls[0]["tool"]) if calls[0]["tool"] in REPLIES else "act"


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
    if "duration" in want["args"] and "duration" not in said and {"start", "end"} <= set(said):
        said["duration"] = said["end"] - said["start"]
    if "bars" in want["args"] and "bars" not in said and isinstance(said.get("duration"), float | int):
        said["bars"] = said["duration"] / 2.0
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


def report_replies(found: Judged) -> None:
    """Print how often a question, a refusal or a chat was right (precision) and given when wanted (recall)."""
    for name in REPLIES:
        right = found.replies[name, name]
        wanted = sum(count for (want, _), count in found.replies.items() if want == name)
        said = sum(count for (_, got), count in found.replies.items() if got == name)
        if wanted:
            precision, recall = right / max(1, said), right / wanted
            print(f"    {name:<8} wanted {wanted:>4}  precision {precision:.2f}  recall {recall:.2f}")


def curve(writer: str, networks: Sequence[str], planner: OfflinePlanner) -> None:
    """Print how a held-out writer is understood by networks that learned from a share of the others."""
    for one in networks:
        share, _, path = one.partition("=")
        use_network(read_network(Path(path)))
        read.cache_clear()
        report(f"{writer}, share {share}", judge(corpus_rows(writer), planner))


def main() -> None:
    """Judge and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--hints", type=Path)
    parser.add_argument("--writer", default="")
    parser.add_argument("--only", default="")
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--marked", action="store_true")
    parser.add_argument("--curve", nargs="*", default=(), metavar="SHARE=FILE")
    options = parser.parse_args()
    if options.weights:
        use_network(read_network(options.weights))
    if options.weights or options.curve:
        use_hints(options.hints)
    planner = OfflinePlanner()
    planner.plan("hello", context_from_row({}))
    if options.curve:
        curve(options.writer, options.curve, planner)
        return
    if not options.writer and SAMPLE.exists():
        report("sample", judge(sample_rows(), planner))
    if not options.writer:
        report("probes", judge(probes(), planner))
        report("later probes", judge(probes("probes_held.txt"), planner))
        report("written after the training", judge(requests(), planner))
        for path in sorted(CHECKS.glob("*.txt")):
            told = probes(str(path)) if "talks" in path.stem else requests(str(path))
            found = judge(told, planner)
            report(path.stem, found)
            report_replies(found)
    held = options.writer == "dialogues"
    rows = turns() if held else corpus_rows(options.writer, options.only, options.limit)
    with read_as_marked(marked_rows(options.writer)) if options.marked else nullcontext():
        found = judge(rows, planner)
    report(f"corpus {options.writer or 'all (trained on)'}", found)
    report_replies(found)
    for why, lost in found.causes.most_common(30):
        print(f"    {why:<32} {lost:>4} of {found.rows - found.exact}")
    for task, lost in found.lost.most_common(12):
        print(f"    {task:<22} lost {lost:>4} of {found.by_task[task]}")
    for line in random.Random(3).sample(found.wrong, min(options.show, len(found.wrong))):
        print(line)


if __name__ == "__main__":
    main()
