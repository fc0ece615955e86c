"""Whether a long project plans as quickly as a new one: time and size of what the planner is shown, by number of turns.

    python -m bench.memory
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np

from engine.assistant.planner_context import build_context
from engine.library.library import Library
from engine.library.turn import StepRecord
from engine.media.audio import Audio
from engine.media.clip import Clip, Recipe, audio_clip
from engine.planner.offline.planner import OfflinePlanner
from engine.tasks.plan import Step, validated

SOUNDS = ("lo-fi beat", "warm pad", "bright lead", "riser", "rain", "vinyl crackle", "deep bass", "arpeggio")
REQUEST = "turn the vinyl crackle down 3 dB"
ROUNDS = 15


def main() -> None:
    """Print one row for each size of project."""
    planner = OfflinePlanner()
    planner.warm_up()
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder))
        silence = audio_clip(Path(folder), "clip", Audio(np.zeros((1, 480), np.float32), 48000))
        made = 0
        print(f"{'turns':>6} {'clips shown':>12} {'calls shown':>12} {'characters':>11} {'view ms':>8} {'plan ms':>8}")
        for turns in (100, 1000, 10000):
            with library.database.conn:
                while made < turns:
                    made += 1
                    _add(library, silence, made)
            _measure(library, planner, turns)
        library.close()


def _add(library: Library, silence: Clip, number: int) -> None:
    """One turn that made one clip."""
    name = SOUNDS[number % len(SOUNDS)]
    step = Step("generate_audio", {"prompt": name})
    turn = library.begin_turn(f"make {name}, take {number}")
    recipe = Recipe(step.task, "procedural", "1", 0, step.args)
    clip = library.adopt(replace(silence, id=f"k{number}", name=f"{name} {number}", recipe=recipe), turn=turn.number)
    record = StepRecord("done", clips={"audio": clip.id})
    library.save_turn(replace(turn, plan=validated([step]), steps=(record,), state="done"))


def _measure(library: Library, planner: OfflinePlanner, turns: int) -> None:
    view_ms, plan_ms = [], []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        context = build_context(library, None, {}, REQUEST)
        shown = time.perf_counter()
        planner.plan(REQUEST, context)
        view_ms.append(1000 * (shown - began))
        plan_ms.append(1000 * (time.perf_counter() - shown))
    size = len(json.dumps(asdict(replace(context, capabilities=frozenset())), default=str))
    times = f"{statistics.median(view_ms):8.1f} {statistics.median(plan_ms):8.1f}"
    print(f"{turns:6} {len(context.clips):12} {len(context.history):12} {size:11} {times}")


if __name__ == "__main__":
    main()
