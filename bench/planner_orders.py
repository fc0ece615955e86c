"""Orders of words: plain acts in some bars, each said in many orders, for two tracks and three places.

    tonmeister bench planner_orders [--act mute …] [--show 12] [--asks-back]

What a request means does not hang on where its bars stand in it. Figures are printed, and requests that went wrong.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from engine.planner.context import ClipInfo, Context
from engine.planner.offline.planner import OfflinePlanner

Args = dict[str, Any]
Bars = tuple[int, int]
_BAR_S = 240 / 112


def _clip(name: str, track: str, first: int, kind: str = "audio") -> ClipInfo:
    return ClipInfo(name, name, track, kind, (first - 1) * _BAR_S, (33 - first) * _BAR_S, bars=(float(first), 33.0))


BAND = Context(
    tempo=112,
    clips=(
        _clip("gtr take", "Guitar", 1),
        _clip("keys", "Keys", 1, "midi"),
        _clip("cello", "Cello", 1, "midi"),
        _clip("beat", "Drums", 1),
        _clip("vox take", "Lead Vox", 5),
    ),
    tracks=("Guitar", "Keys", "Cello", "Drums", "Lead Vox"),
    markers=(("Intro", 1.0), ("Verse", 5.0), ("Chorus", 17.0), ("Outro", 25.0)),
)
TRACKS = {"guitar": "Guitar", "keys": "Keys", "cello": "Cello", "lead vox": "Lead Vox"}
CLIPS = {"guitar": "gtr take", "keys": "keys", "cello": "cello", "lead vox": "vox take"}
PLACES: dict[str, Bars] = {"bars 5 to 8": (5, 9), "the chorus": (17, 25), "bar 12": (12, 13)}


def _held(parameter: str, value: float) -> Callable[[str, Bars], tuple[str, Args]]:
    def wanted(who: str, bars: Bars) -> tuple[str, Args]:
        values = {"parameter": parameter, "from": value, "to": value}
        return "automate", {"track": TRACKS[who], **values, "start_bar": bars[0], "end_bar": bars[1]}

    return wanted


def _noted(task: str, **args: Any) -> Callable[[str, Bars], tuple[str, Args]]:
    def wanted(who: str, bars: Bars) -> tuple[str, Args]:
        return task, {"clip": CLIPS[who], **args, "start_bar": bars[0], "end_bar": bars[1]}

    return wanted


def _delayed(who: str, bars: Bars) -> tuple[str, Args]:
    return "apply_effect", {"clip": CLIPS[who], "effect": "delay", "start_bar": bars[0], "end_bar": bars[1] - 1}


@dataclass(frozen=True)
class Act:
    """One act, the orders in which it is said ({x} the track, {p} the place), and the call that it is."""

    orders: str
    wanted: Callable[[str, Bars], tuple[str, Args]]
    who: tuple[str, str] = ("guitar", "cello")


ACTS = {
    "level": Act(
        "turn the {x} down 3 dB in {p}|in {p} turn the {x} down 3 dB|{x} down 3 dB in {p}|the {x} 3 dB down in {p}"
        "|the {x} in {p} 3 dB down|in {p} the {x} 3 dB down|in {p} {x} 3 dB quieter|take the {x} 3 dB down in {p}"
        "|bring down the {x} by 3 dB in {p}|3 dB less {x} in {p}|3 dB less on the {x} in {p}"
        "|lower the {x} by 3 dB during {p}|can you drop the {x} 3 dB in {p}?|the {x} should be 3 dB quieter in {p}"
        "|I want the {x} 3 dB lower in {p}|over {p} the {x} goes down 3 dB|{x}: 3 dB down in {p}"
        "|for {p}, {x} 3 dB softer|the {x} is too loud in {p}, 3 dB down|too loud in {p}, the {x}: take 3 dB off",
        _held("volume", -3),
    ),
    "mute": Act(
        "mute the {x} in {p}|in {p} mute the {x}|no {x} in {p}|the {x} out in {p}|in {p} the {x} is silent"
        "|take the {x} out in {p}|drop the {x} out for {p}|silence the {x} during {p}|{x} muted in {p}"
        "|the {x} shouldn't play in {p}|lose the {x} in {p}|I don't want the {x} in {p}|leave the {x} out in {p}"
        "|{p} without the {x}|let the {x} rest in {p}",
        _held("mute", 1),
    ),
    "side": Act(
        "pan the {x} left in {p}|in {p} pan the {x} left|the {x} left in {p}|the {x} to the left in {p}"
        "|in {p} the {x} hard left|put the {x} on the left in {p}",
        _held("pan", -1),
    ),
    "octave": Act(
        "the {x} an octave down in {p}|in {p} the {x} an octave down|take the {x} down an octave in {p}"
        "|transpose the {x} down an octave in {p}|the {x} in {p} an octave lower|{x} an octave lower in {p}"
        "|in {p} drop the {x} an octave|move the {x} an octave down in {p}|pitch the {x} down an octave in {p}"
        "|an octave down for the {x} in {p}|can the {x} be an octave lower in {p}?"
        "|the {x} should play an octave lower in {p}|I want the {x} an octave down in {p}"
        "|lower the {x} by an octave in {p}",
        _noted("change_tempo_key", semitones=-12),
        ("cello", "keys"),
    ),
    "velocity": Act(
        "set the velocity of the {x} to 70 in {p}|{x} velocity 70 in {p}|in {p} all {x} notes at velocity 70"
        "|velocity 70 on the {x} in {p}|the {x} notes in {p} to velocity 70|make the {x} velocity 70 in {p}"
        "|all notes of the {x} in {p} at 70 velocity",
        _noted("edit_notes", action="velocity", value=70),
        ("cello", "keys"),
    ),
    "grid": Act(
        "quantize the {x} to 8ths in {p}|in {p} quantize the {x} to 8ths|the {x} in {p} on the 1/8 grid"
        "|snap the {x} to eighths in {p}|tighten the {x} to 8ths in {p}|quantize {p} of the {x} to 8ths"
        "|put the {x} notes in {p} on an 8th grid",
        _noted("edit_notes", action="quantize", grid="1/8"),
        ("cello", "keys"),
    ),
    "delay": Act(
        "put a delay on the {x} in {p}|delay on the {x} in {p}|in {p} put a delay on the {x}|{x} with delay in {p}"
        "|add delay to the {x} in {p}|the {x} needs a delay in {p}|give the {x} a delay in {p}"
        "|some delay for the {x} in {p}|I want delay on the {x} in {p}|in {p} a delay on the {x}",
        _delayed,
        ("guitar", "lead vox"),
    ),
}


def requests(act: Act) -> Iterator[tuple[str, tuple[str, Args]]]:
    """Every order, track and place, with the call that is wanted."""
    for who in act.who:
        for place, bars in PLACES.items():
            for order in act.orders.split("|"):
                yield order.format(x=who, p=place), act.wanted(who, bars)


def judged(calls: list[dict[str, Any]], wanted: tuple[str, Args]) -> str:
    """Right, asked or wrong."""
    if len(calls) == 1 and calls[0]["tool"] == wanted[0] and wanted[1].items() <= calls[0]["args"].items():
        return "right"
    return "asked" if calls and calls[0]["tool"] in ("ask", "refuse", "chat") else "wrong"


def main() -> None:
    """Print the figures of each act, and what went wrong."""
    parser = argparse.ArgumentParser(prog="tonmeister bench planner_orders", description=__doc__)
    parser.add_argument("--act", nargs="*", choices=[*ACTS], default=[*ACTS], help="only these")
    parser.add_argument("--show", type=int, default=12, help="so many wrong ones of each act")
    parser.add_argument("--asks-back", action="store_true", help="with the questions about doubtful plans")
    chosen = parser.parse_args()
    planner = OfflinePlanner(asks_back=chosen.asks_back)
    totals: Counter[str] = Counter()
    for name in chosen.act:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for text, wanted in requests(ACTS[name]):
            calls = planner.plan(text, BAND).calls()
            told = [f"{call['tool']} {json.dumps(call['args'], ensure_ascii=False)}" for call in calls]
            found[judged(calls, wanted)].append(f"{text}  →  {'; '.join(told)}")
        counts = {verdict: len(found[verdict]) for verdict in ("right", "asked", "wrong")}
        totals.update(counts)
        print(f"{name:10} {counts['right']:4} right {counts['asked']:4} asked {counts['wrong']:4} wrong")
        for line in found["wrong"][: chosen.show]:
            print(f"    {line}")
    print(f"{'all':10} {totals['right']:4} right {totals['asked']:4} asked {totals['wrong']:4} wrong")


if __name__ == "__main__":
    main()
