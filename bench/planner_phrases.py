"""Phrases: plain acts put together from verbs, things and amounts, alone, with a remark beside them, and behind others.

    tonmeister bench planner_phrases [--count 300] [--seed 1] [--show 12] [--asks-back]

What each sentence means is known, because it was put together: levels, sides, mutes, names, moves, fades and tempi in
some sixty ways of speaking (`ACTS`), the same with remarks that nothing was learned from (corpus/remarks_held.txt), two
in one sentence, and short turns behind an act (`BEHIND`). Figures are printed, and what went wrong.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from bench.planner.rows import CORPUS
from bench.planner_orders import BAND
from engine.planner.context import CallResult, Context, Exchange
from engine.planner.offline.planner import OfflinePlanner

Effect = tuple[str, str, float | str | None]
"""What is done to which track or clip, and by how much."""
REPLIES = ("ask", "refuse", "chat")
AMOUNTS: dict[str, float] = {
    "2 db": 2, "two": 2, "3 dB": 3, "1.5": 1.5, "half a db": 0.5, "a db": 1, "a couple of db": 2, "one and a half"
    " db": 1.5,
    "3dB": 3, "2.5 db": 2.5, "6": 6,
}  # fmt: skip
SIDES: dict[str, float] = {
    "hard left": -1, "all the way right": 1, "20 left": -0.2, "30 percent to the left": -0.3, "50 r": 0.5, "right"
    " 35": 0.35,
    "L40": -0.4, "to the middle": 0, "dead centre": 0, "three quarters left": -0.75,
}  # fmt: skip
NAMES = ("Marco", "Big Room", "Main", "Gtr Left", "Sunday", "Rhodes", "Lead")


@dataclass(frozen=True)
class Act:
    """Ways to say an act ({x} the thing, {a} the amount), what amounts it has, and what it does."""

    ways: str
    amounts: dict[str, float | str]
    effect: Callable[[str, Any], Effect]


ACTS = {
    "up": Act(
        "{x} {a} up|{x} up {a}|bring {x} up {a}|push {x} up by {a}|boost {x} by {a}|raise {x} {a}|{x} {a} louder"
        "|{x} should be {a} louder|i want {x} {a} louder|give {x} {a} more|give me {a} more on {x}|{a} more on {x}"
        "|{x} needs {a} more|{x} could use {a} more|{x} can come up {a}|nudge {x} up {a}|bump {x} up {a}"
        "|{x} is too quiet, up {a}|add {a} to {x}|crank {x} up {a}|{x} fader up {a}|level of {x} up {a}",
        dict(AMOUNTS),
        lambda track, db: ("gain", track, db),
    ),
    "down": Act(
        "turn {x} down {a}|turn down {x} by {a}|bring {x} down by {a}|take {a} off {x}|knock {a} off {x}"
        "|pull {x} back {a}|lower {x} by {a}|drop {x} by {a}|{x} {a} quieter|i'd like {x} {a} quieter|{a} less on {x}"
        "|let's have {x} {a} lower|ease {x} down {a}|tuck {x} down {a}|{x} is too loud, {a} down|{x} too loud by {a}"
        "|cut {x} by {a}|reduce {x} by {a}|shave {a} off {x}|dial {x} back by {a}|make {x} {a} softer",
        dict(AMOUNTS),
        lambda track, db: ("gain", track, -db),
    ),
    "side": Act(
        "pan {x} {a}|{x} {a}|put {x} {a}|move {x} {a}|{x} panned {a}|{x} should be {a}|i want {x} {a}|set {x} {a}"
        "|place {x} {a}|shift {x} {a}|throw {x} {a}|let {x} sit {a}|get {x} {a}",
        dict(SIDES),
        lambda track, side: ("pan", track, side),
    ),
    "mute": Act(
        "mute {x}|{x} off|{x} muted|silence {x}|kill {x}|take {x} out|turn {x} off|{x} out|drop {x} out|hit mute on {x}"
        "|{x} should be muted|i don't want to hear {x}",
        {"": ""},
        lambda track, _: ("mute", track, None),
    ),
    "solo": Act(
        "solo {x}|let me hear just {x}|i want to hear only {x}|{x} on its own|isolate {x}|hit solo on {x}"
        "|listen to {x} by itself",
        {"": ""},
        lambda track, _: ("solo", track, None),
    ),
    "name": Act(
        "rename {x} to {a}|call {x} {a}|name {x} {a}|rename {x} {a}|change the name of {x} to {a}"
        "|{x} should be called {a}|label {x} {a}",
        {name: name for name in NAMES},
        lambda track, name: ("rename", track, name),
    ),
}
_DOWN_3: tuple[str, str, dict[str, Any]] = ("{x} down 3 db", "mix", {"action": "gain", "value_db": -3.0})
_LEFT_30: tuple[str, str, dict[str, Any]] = ("pan {x} 30 left", "mix", {"action": "pan", "value": -0.3})
BEHIND: dict[str, tuple[tuple[str, str, dict[str, Any]], Callable[[str, str, list[Effect]], bool]]] = {
    "more|a bit more|further|still too loud|keep going|not enough|down a bit more|needs to go down more|lower still": (
        _DOWN_3, lambda x, _, got: _only(got, "gain", x, lambda db: -6 < db < -3),
    ),
    "too much|half of that|not that much|a bit back up|that was too much": (
        _DOWN_3, lambda x, _, got: _only(got, "gain", x, lambda db: -3 < db < 3),
    ),
    "another 2|down another 2|2 db lower still|two more db|2 more": (
        _DOWN_3, lambda x, _, got: _only(got, "gain", x, lambda db: db == -2),
    ),
    "1 db back|give it 1 back|up 1 again|put 1 db back": (
        _DOWN_3, lambda x, _, got: _only(got, "gain", x, lambda db: db == 1),
    ),
    "same for {y}|and {y}|{y} too|{y} as well|now {y}|and {y} please|ditto {y}": (
        _DOWN_3, lambda _, y, got: _only(got, "gain", y, lambda db: db == -3),
    ),
    "undo|undo that|put it back|back|take that back|no, back to how it was|it was better before": (
        _DOWN_3, lambda x, y, got: all(one[0] == "undo" for one in got),
    ),
    "further left|wider|more left|a bit further|still more": (
        _LEFT_30, lambda x, _, got: _only(got, "pan", x, lambda side: -0.6 < side < -0.3),
    ),
    "other side|the other side|right i mean|30 right|on the right instead": (
        _LEFT_30, lambda x, _, got: _only(got, "pan", x, lambda side: side > 0),
    ),
    "hard left|all the way|fully left": (
        _LEFT_30, lambda x, _, got: _only(got, "pan", x, lambda side: side == -1),
    ),
}  # fmt: skip


def _only(got: list[Effect], act: str, track: str, fits: Callable[[float], bool]) -> bool:
    values = [one[2] for one in got if one[:2] == (act, track) and isinstance(one[2], int | float)]
    return bool(got) and len(values) == len(got) and all(fits(float(value)) for value in values)


def _is(wanted: set[Effect], got: list[Effect]) -> bool:
    return set(got) == wanted


def effects(calls: list[dict[str, Any]], context: Context) -> list[Effect]:
    """What a plan does."""
    faders = {view.name: view.gain_db or 0.0 for view in context.track_views}
    made: list[Effect] = []
    for call in calls:
        args, tool = call["args"], call["tool"]
        act = str(args.get("action") or tool)
        for where in args.get("tracks") or [args.get("track") or args.get("clip") or ""]:
            value = args.get("value_db", args.get("value", args.get("name")))
            if "set_db" in args:
                value = args["set_db"] - faders.get(str(where), 0.0)
            made.append((tool if tool in (*REPLIES, "undo") else act, str(where), value))
    return made


def remarks() -> dict[str, list[str]]:
    """What is said before and behind a request and asks for nothing; nothing was learned from it."""
    lines = (CORPUS / "remarks_held.txt").read_text("utf-8").splitlines()
    return {sign: [line[1:].strip() for line in lines if line.startswith(sign)] for sign in "<>"}


def sentences(count: int, rng: random.Random) -> Iterator[tuple[str, str, set[Effect]]]:
    """(kind, sentence, what it means): alone, with a remark, and two in one."""
    beside = remarks()
    tracks = {name.lower(): name for name in BAND.tracks}

    def one(without: str = "") -> tuple[str, set[Effect], str]:
        act = ACTS[rng.choice(list(ACTS))]
        said = rng.choice([name for name in tracks if name != without])
        words = rng.choice(list(act.amounts))
        text = rng.choice(act.ways.split("|")).format(x=rng.choice(["", "the "]) + said, a=words)
        return text, {act.effect(tracks[said], act.amounts[words])}, said

    for _ in range(count):
        text, wanted, said = one()
        yield "alone", text, wanted
        before, behind = rng.choice(beside["<"]), rng.choice(beside[">"])
        where = rng.random()
        if where < 0.5:
            text = f"{before} {text}"
        if where > 0.4:
            text = f"{text}{'' if behind.startswith(',') else ' '}{behind}"
        yield "with a remark", text, wanted
        (first, effect, said), (second, other, _) = one(), one(said)
        if "rename" not in {each[0] for each in effect | other}:
            joint = rng.choice([" and ", ", ", ", then ", ". ", " and then "])
            yield "two in one", f"{first}{joint}{second}", effect | other


def turns() -> Iterator[tuple[str, str, Context, Callable[[list[Effect]], bool]]]:
    """(kind, sentence, context, whether it is right) behind an act."""
    (x, y, *_) = BAND.tracks
    for said, ((before, tool, args), fits) in BEHIND.items():
        call = {"tool": tool, "args": {"track": x, **args}}
        turn = Exchange(before.format(x=x.lower()), (call,), (CallResult(0, True),))
        context = replace(BAND, dialogue=(turn,))
        for words in said.split("|"):
            yield "behind an act", words.format(y=y.lower()), context, partial(fits, x, y)


def main() -> None:
    """Print the figures of each kind, and what went wrong."""
    parser = argparse.ArgumentParser(prog="tonmeister bench planner_phrases", description=__doc__)
    parser.add_argument("--count", type=int, default=300, help="so many of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=12, help="so many wrong ones of each kind")
    parser.add_argument("--asks-back", action="store_true", help="with the questions about doubtful plans")
    chosen = parser.parse_args()
    planner = OfflinePlanner(asks_back=chosen.asks_back)
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    wrong: defaultdict[str, list[str]] = defaultdict(list)

    def count(kind: str, text: str, context: Context, fits: Callable[[list[Effect]], bool]) -> None:
        got = effects(planner.plan(text, context).calls(), context)
        verdict = "right" if fits(got) else "asked" if all(one[0] in REPLIES for one in got) else "wrong"
        counts[kind][verdict] += 1
        if verdict == "wrong":
            wrong[kind].append(f"    {text}  →  {got}")

    for kind, text, wanted in sentences(chosen.count, random.Random(chosen.seed)):
        count(kind, text, BAND, partial(_is, wanted))
    for kind, text, context, fits in turns():
        count(kind, text, context, fits)
    for kind, found in counts.items():
        print(f"{kind:14} {found['right']:4} right {found['asked']:4} asked {found['wrong']:4} wrong")
        print("\n".join(wrong[kind][: chosen.show]))


if __name__ == "__main__":
    main()
