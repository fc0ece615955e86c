"""One act in many forms: each verb with each way to tell the bars, before and behind it, and what differs.

    python -m bench.planner.forms [GROUP …] [--show]

Needs no judge: of two plans that differ one is wrong, where it is not a question. Prints for each group how many forms
make the plan of most of them, how many ask, and how many do something else; `--show` with examples of these.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter

from engine.planner.context import ClipInfo, Context, TrackInfo
from engine.planner.offline.planner import OfflinePlanner
from engine.planner.offline.reading.dialogue_state import REPLIES
from engine.tasks.plan import Plan

_KINDS = {"Keys": "midi", "Strings": "midi"}
_NAMES = ("Kick", "Bass", "Keys", "Lead Vox", "Strings")
SONG = Context(
    key="A minor",
    tracks=_NAMES,
    clips=tuple(
        ClipInfo(f"region:c{n}", f"{name.lower()} part", name, _KINDS.get(name, "audio"), 0, 64, bars=(1.0, 33.0))
        for n, name in enumerate(_NAMES)
    ),
    track_views=(
        *(TrackInfo(name, _KINDS.get(name, "audio"), gain_db=-4.0, pan=0.0) for name in _NAMES),
        TrackInfo("Hall", "bus"),
    ),
    markers=(("Intro", 1.0), ("Verse", 5.0), ("Chorus", 13.0), ("Outro", 25.0)),
)
BARS = (
    "from bar 5 to bar 9", "between bar 5 and bar 9", "over bars 5 to 8", "in bars 5 to 8", "bars 5-8",
    "for bars 5 through 8", "from the start of bar 5 to the end of bar 8", "during bars 5 to 8",
)  # fmt: skip
_DOWN = (
    "fade the bass", "ramp the bass", "automate the bass", "bring the bass down", "turn the bass down",
    "pull the bass down", "take the bass down", "let the bass go down", "lower the bass", "the bass should go down",
    "the bass goes down", "bass volume", "slide the bass down", "have the bass fall",
)  # fmt: skip
_FIGURES = ("from -2 dB to -14 dB", "from -2 to -14 dB", "from -2 to -14", "from minus 2 to minus 14 dB")
GROUPS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "ride": (_DOWN, _FIGURES),
    "level": (("turn the bass down 3 dB", "lower the bass by 3 dB", "drop the bass 3 dB", "bass 3 dB down",
               "the bass 3 dB quieter", "3 dB less bass", "take 3 dB off the bass", "reduce the bass by 3 dB"), ()),
    "mute": (("mute the keys", "silence the keys", "keys out", "no keys", "keys off", "take the keys out",
              "leave the keys out", "keys tacet"), ()),
    "transpose": (("transpose the keys up an octave", "keys up an octave", "play the keys an octave higher",
                   "raise the keys by 12 semitones", "pitch the keys up an octave"), ()),
    "velocity": (("set the velocities of the keys to 70", "keys at velocity 70", "the keys to velocity 70",
                  "make all keys notes velocity 70"), ()),
    "quantize": (("quantize the keys to 1/8", "snap the keys to the 1/8 grid", "tighten the keys to eighths"), ()),
    "reverse": (("reverse the lead vox", "play the lead vox backwards", "flip the lead vox"), ()),
    "side": (("pan the keys hard left", "keys hard left", "put the keys hard left", "the keys fully left"), ()),
    "side to side": (("pan the keys", "move the keys", "let the keys wander"), ("from left to right",)),
    "file": (("export the mix as mp3", "bounce the mix as an mp3", "give me an mp3", "mp3 of the mix"), ()),
    "cycle": (("loop playback", "cycle", "loop the playback", "repeat playback"), ()),
    "reverb": (("put a reverb on the lead vox", "reverb on the lead vox", "give the lead vox a reverb"), ()),
}  # fmt: skip


def forms(name: str) -> list[str]:
    """All forms of a group."""
    verbs, figures = GROUPS[name]
    said = [f"{verb} {figure}".strip() for verb in verbs for figure in figures or ("",)]
    behind = [f"{one} {bars}" for one in said for bars in BARS]
    before = [f"{bars}, {one}" for one in said for bars in BARS]
    inside = [f"{verb} {bars} {figure}" for verb in verbs for figure in figures for bars in BARS]
    return [*behind, *before, *inside]


def main() -> None:
    """Print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("groups", nargs="*")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    planner = OfflinePlanner()
    whole: Counter[str] = Counter()
    for name in options.groups or GROUPS:
        plans = {text: planner.plan(text, SONG) for text in forms(name)}
        acts = Counter(_key(plan) for plan in plans.values() if not _asks(plan))
        most, same = acts.most_common(1)[0] if acts else ("", 0)
        asks = sum(map(_asks, plans.values()))
        found = Counter({"forms": len(plans), "same": same, "ask": asks, "other": len(plans) - same - asks})
        whole += found
        print(f"{name:14}", *_told(found), f"  {most[:150]}")
        for key, count in acts.most_common()[1:] if options.show else ():
            print(f"    {count} {key[:200]}")
            print("      " + " | ".join([text for text, plan in plans.items() if _key(plan) == key][:3]))
    print(f"{'all':14}", *_told(whole))


def _told(found: Counter[str]) -> list[str]:
    return [f"{what} {found[what]:5}" for what in ("forms", "same", "ask", "other")]


def _asks(plan: Plan) -> bool:
    return plan.steps[0].task in REPLIES


def _key(plan: Plan) -> str:
    return json.dumps([(step.task, dict(sorted(step.args.items()))) for step in plan.steps], ensure_ascii=False)


if __name__ == "__main__":
    main()
