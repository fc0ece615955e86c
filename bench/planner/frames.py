"""Conversations with every call written out (corpus/frames): who does what to which earlier call, as rows to judge.

python -m bench.planner.frames FILE… [--show N] [--json OUT]

# title
clips: vox audio Vox vocals; …      name kind track(- = none) tags
also: tempo 92; key A minor; selection melody; playhead 9; markers Verse 1, Chorus 9; tracks Drums; image shore.png
> what is said
fix 1.1 sing midi=melody lyrics="…" -> =vocal      operation, base (turn.call), call, outputs (=: in place), !failure
= key: F# minor                                    what the answer told
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.planner.rows import CORPUS
from bench.planner.strict import is_right, is_strict
from engine.planner.context import context_from_row
from engine.planner.offline.planner import OfflinePlanner

FRAMES = CORPUS / "frames"
BASED = ("fix", "again", "retry", "goon", "answer", "recall")
_OPS = (*BASED, "fresh", "undo", "redo", "talk")
_ARG = re.compile(r'(\w+)=("[^"]*"|\[[^\]]*\]|\S+)')
_REFERENCES = ("clip", "clips", "midi", "image", "reference")


@dataclass(frozen=True)
class Turn:
    """One turn with what it was meant to do."""

    writer: str
    talk: int
    number: int
    text: str
    row: dict[str, Any]
    """`text`, `context`, `dialogue`."""
    gold: list[dict[str, Any]]
    """`tool` (a|b), `args`, `op`, `base` each."""

    @property
    def needs_state(self) -> bool:
        """Does only the conversation explain it?"""
        return bool(self.row["dialogue"]) and any(call["op"] not in ("fresh", "talk") for call in self.gold)


@dataclass
class _Session:
    context: dict[str, Any]
    selection: str | None = None
    history: list[dict[str, Any]] = field(default_factory=list)

    def add(self, name: str, kind: str, track: str | None, tags: Sequence[str] = ()) -> str:
        clips, tracks = self.context["clips"], self.context["tracks"]
        one = {"id": f"c{len(clips) + 1}", "name": name, "track": track, "kind": kind, "start": 0.0, "length": 40.0}
        clips.append({**one, "tags": list(tags)})
        if track and track not in [known["name"] for known in tracks]:
            tracks.append({"name": track})
        return str(one["id"])

    def find(self, name: str) -> str | None:
        things = [*self.context["clips"][::-1], *self.context["files"]]
        return next((str(one["id"]) for one in things if one["name"] == name), None)

    def shown(self) -> dict[str, Any]:
        clips = [dict(clip) for clip in self.context["clips"]]
        chosen = [self.selection] if self.selection else []
        return {
            **self.context,
            "clips": clips,
            "tracks": [dict(one) for one in self.context["tracks"]],
            "selection": {"clips": chosen, "range": None},
            "history": [dict(one) for one in self.history],
            "last": clips[-1]["id"] if clips else None,
        }

    def value(self, name: str, said: str) -> Any:
        if said.startswith("["):
            return [self.value(name, one.strip()) for one in said[1:-1].split(",")]
        bare = said.strip('"')
        options = [_scalar(one) for one in (bare.split("|") if "|" in said else [bare])]
        if name in _REFERENCES:
            options = [self.selection or one if one == "selection" else self.find(str(one)) or one for one in options]
        return options[0] if len(options) == 1 else {"any": options}


def _scalar(value: str) -> Any:
    value = value.strip().strip('"')
    if re.fullmatch(r"-?\d+(\.\d+)?", value):
        return float(value)
    return {"true": True, "false": False}.get(value, value)


def _session(lines: Sequence[str]) -> _Session:
    context: dict[str, Any] = {"tempo": 120.0, "time_signature": "4/4", "key": None, "markers": []}
    made = _Session(context | {"clips": [], "files": [], "tracks": []})
    bar, chosen = 1.0, None
    for line in lines:
        head, _, rest = line.partition(":")
        parts = [part.strip() for part in rest.split(";") if part.strip()]
        for part in parts if head == "clips" else ():
            name, kind, *more = part.split()
            made.add(name, kind, None if not more or more[0] == "-" else more[0], more[1:])
        for part in parts if head == "also" else ():
            word, _, told = part.partition(" ")
            if word == "tempo":
                made.context["tempo"] = float(told.split()[0])
            elif word == "key":
                made.context["key"] = told
            elif word == "meter":
                made.context["time_signature"] = told
            elif word == "playhead":
                bar = float(told.split()[0])
            elif word == "selection":
                chosen = told
            elif word == "markers":
                places = (one.strip().rpartition(" ") for one in told.split(",") if re.search(r" [\d.]+$", one.strip()))
                made.context["markers"] = [{"name": name, "bar": float(at)} for name, _, at in places]
            elif word == "tracks":
                made.context["tracks"] += [{"name": name.strip()} for name in told.split(",")]
            elif word in ("image", "file"):
                kind = "image" if word == "image" else "audio"
                number = len(made.context["files"]) + 1
                made.context["files"].append({"id": f"f{number}", "name": told, "kind": kind})
    made.context["playhead"] = (bar - 1) * 4 * 60 / made.context["tempo"]
    made.selection = made.find(chosen) if chosen else None
    return made


def turns_of(path: Path) -> Iterator[Turn]:
    """Every turn of a file, with the conversation so far as it was meant to go."""
    for talk, block in enumerate(re.split(r"\n\s*\n", path.read_text("utf-8")), 1):
        lines = [line.rstrip() for line in block.splitlines() if line.strip()]
        if lines:
            yield from _talk(path.stem, talk, lines)


def _talk(writer: str, talk: int, lines: Sequence[str]) -> Iterator[Turn]:
    session = _session(lines)
    told: list[tuple[str, list[str], list[str]]] = []
    for line in lines:
        if line.startswith(">"):
            told.append((line[1:].strip(), [], []))
        elif told and line.startswith("="):
            told[-1][2].append(line)
        elif told:
            told[-1][1].append(line)
    dialogue: list[dict[str, Any]] = []
    for number, (said, calls, facts) in enumerate(told, 1):
        text = said.removesuffix("~").strip()
        row = {"text": text, "context": session.shown(), "dialogue": list(dialogue)}
        gold: list[dict[str, Any]] = []
        results: list[dict[str, Any]] = []
        for line in calls:
            gold.append(_call(line, session))
            result = _result(line, gold[-1], session)
            if gold[-1]["tool"].split("|")[0] not in ("chat", "ask", "refuse"):
                results.append({"call": len(gold) - 1, **result})
        yield Turn(writer, talk, number, text, row, gold)
        plain = [
            {"tool": call["tool"].split("|")[0], "args": {name: _first(one) for name, one in call["args"].items()}}
            for call in gold
        ]
        if facts and results:
            results[-1]["text"] = " ".join(fact[1:].strip() for fact in facts)
        for result in results:
            if result["ok"]:
                session.history.append(
                    {"n": len(session.history) + 1, **plain[result["call"]], "out": result["out"], "turn": number}
                )
        dialogue.append({"user": text, "calls": plain, "results": results})


def _call(line: str, session: _Session) -> dict[str, Any]:
    words = line.split("->")[0].split(" !")[0]
    op, *rest = words.split()
    base = rest.pop(0) if op in BASED else ""
    task = rest[0] if rest and "=" not in rest[0] else {"talk": "chat"}.get(op, op)
    args = {name: session.value(name, value) for name, value in _ARG.findall(words)}
    return {"tool": task, "args": args, "op": op, "base": base}


def _result(line: str, call: dict[str, Any], session: _Session) -> dict[str, Any]:
    failed = re.search(r" !(.*)$", line)
    outs: list[str] = []
    for out in line.split("->")[1].split(" !")[0].split(",") if "->" in line else ():
        name = out.strip()
        kind = "midi" if call["tool"] in ("generate_midi", "audio_to_midi", "edit_notes") else "audio"
        source = _first(call["args"].get("clip", ""))
        track = next((clip["track"] for clip in session.context["clips"] if clip["id"] == source), None)
        found = session.find(name[1:]) if name.startswith("=") else session.add(name, kind, track or name)
        outs += [found] if found else []
    return {"ok": False, "error": failed[1].strip()} if failed else {"ok": True, "out": outs}


def _first(value: Any) -> Any:
    return _first(value["any"][0]) if isinstance(value, dict) else value


@dataclass
class Judged:
    """Counts of one file."""

    rows: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    strict: Counter[str] = field(default_factory=Counter)
    unasked: int = 0
    """Plans with an undo, a redo or a deletion that nobody asked for."""
    ms: list[float] = field(default_factory=list)
    wrong: list[dict[str, Any]] = field(default_factory=list)

    def line(self, kind: str) -> str:
        """One kind of turns in words."""
        count = max(1, self.rows[kind])
        right, strict = self.right[kind] / count, self.strict[kind] / count
        return f"{kind:<10} {self.rows[kind]:>4}  exact {right:.3f}  strict {strict:.3f}"


def judge(turns: Sequence[Turn], planner: OfflinePlanner) -> Judged:
    """Plan every turn and count, by what it does to the conversation."""
    found = Judged()
    for turn in turns:
        shown = context_from_row(turn.row)
        started = time.perf_counter()
        plan = planner.plan(turn.text, shown)
        found.ms.append((time.perf_counter() - started) * 1000)
        calls = plan.calls()
        right = is_right(turn.gold, calls, turn.row["context"])
        strict = right and is_strict(turn.gold, calls, turn.row["context"])
        kinds = ["all", turn.gold[0]["op"], *(["before"] if turn.row["dialogue"] else [])]
        kinds += ["state"] if turn.needs_state else []
        kinds += ["several"] if len(turn.gold) > 1 else []
        for kind in kinds:
            found.rows[kind] += 1
            found.right[kind] += right
            found.strict[kind] += strict
        if not right:
            wanted = {_takes_away(call) for call in turn.gold}
            found.unasked += any(_takes_away(call) not in ("", *wanted) for call in calls)
            found.wrong.append(
                {
                    "turn": f"{turn.writer}.{turn.talk}.{turn.number}",
                    "text": turn.text,
                    "gold": turn.gold,
                    "said": calls,
                }
            )
    return found


def _takes_away(call: dict[str, Any]) -> str:
    tool = str(call["tool"])
    if tool in ("undo", "redo"):
        return tool
    return "delete" if call["args"].get("action") == "delete" else ""


def main() -> None:
    """Judge and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    planner = OfflinePlanner()
    planner.warm_up()
    wrong: list[dict[str, Any]] = []
    for path in options.files or sorted(FRAMES.glob("*.txt")):
        found = judge(list(turns_of(path)), planner)
        times = sorted(found.ms)
        print(
            f"{path.stem}: not asked for: {found.unasked}; p50 {times[len(times) // 2]:.1f}, p95 "
            f"{times[int(len(times) * 0.95)]:.1f} ms"
        )
        for kind in ("all", "before", "state", "several", *_OPS):
            if found.rows[kind]:
                print("   ", found.line(kind))
        wrong += found.wrong
        for one in found.wrong[: options.show]:
            print(json.dumps(one, ensure_ascii=False))
    if options.json:
        options.json.write_text(json.dumps(wrong, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main()
