"""Judges restraint: what is beside the task table is refused or asked about, and near twins that are on it are done.

    python -m bench.planner.restraint [--file worked|sealed] [--show]

Prints how many requests beside the table became an act, how many refusals name a way, how many twins are done, and a
risk-coverage curve: of the acts with at least so much confidence, how many were wrong.
"""

from __future__ import annotations

import argparse

from bench.planner.rows import CORPUS
from engine.planner.context import ClipInfo, Context, TrackInfo
from engine.planner.offline.by_rules import sureness
from engine.planner.offline.planner import OfflinePlanner
from engine.planner.offline.reading.dialogue_state import REPLIES

CONTEXT = Context(
    tempo=120,
    key="A minor",
    clips=(
        ClipInfo("c1", "vox_main", "Vocal", "audio", 0, 40, ("vocals",)),
        ClipInfo("c2", "beat_120", "Beat", "audio", 0, 40, ("drums",)),
        ClipInfo("c3", "melody", "Melody", "midi", 0, 40, ("melody",)),
        ClipInfo("c4", "bass_di", "Bass", "audio", 0, 40, ("bass",)),
        ClipInfo("c5", "demo", "Demo", "audio", 0, 40, ("mix",)),
        ClipInfo("c6", "pad_chords", "Pad", "midi", 0, 40, ("keys",)),
    ),
    tracks=("Vocal", "Beat", "Melody", "Bass", "Demo", "Pad"),
    last="c5",
    markers=(("Intro", 1.0), ("Verse", 5.0), ("Chorus", 13.0), ("Bridge", 21.0)),
    track_views=tuple(
        TrackInfo(name, plugins=("ACE Compressor",) if name == "Vocal" else ())
        for name in ("Vocal", "Beat", "Melody", "Bass", "Demo", "Pad")
    ),
)
ONLY_LOOKS = (
    "session_info",
    "describe_music",
    "history",
    "transcribe",
    "caption_audio",
    "detect_sounds",
    "detect_target_sound",
)
_NO_WAY = "I only work with the sound and the tracks of this session"


def main() -> None:
    """Judge and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--file", default="worked")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    planner = OfflinePlanner()
    beside = acts = changes = refused = ways = twins = done = 0
    risks: list[tuple[float, bool]] = []
    for line in (CORPUS / f"beside_{options.file}.txt").read_text("utf-8").splitlines():
        if "\t" not in line:
            continue
        wanted, text = line.split("\t")
        calls = planner.plan(text, CONTEXT).calls()
        tools = {call["tool"] for call in calls}
        is_act = not tools <= set(REPLIES)
        good = not is_act if wanted == "refuse" else tools <= set(wanted.split("|"))
        if is_act:
            risks.append((sureness(text, CONTEXT), good))
        if wanted == "refuse":
            beside, acts = beside + 1, acts + is_act
            changes += bool(tools - set(REPLIES) - set(ONLY_LOOKS))
            refused += tools == {"refuse"}
            ways += tools == {"refuse"} and _NO_WAY not in str(calls[0]["args"])
        else:
            twins, done = twins + 1, done + good
        if options.show and not good:
            print(f"  {wanted}: {text}\n      {calls}")
    print(
        f"beside {beside}: acts {acts}, acts that change the session {changes}, refused {refused}, of these"
        f" with a way {ways}"
    )
    print(f"twins {twins}: done {done} ({done / max(1, twins):.3f})")
    risks.sort(reverse=True)
    for share in (0.25, 0.5, 0.75, 0.9, 1.0):
        kept = risks[: max(1, round(share * len(risks)))]
        wrong = sum(not good for _, good in kept)
        print(
            f"    coverage {share:.2f}: confidence ≥ {kept[-1][0]:.2f}, wrong {wrong} of {len(kept)}"
            f" ({wrong / len(kept):.3f})"
        )


if __name__ == "__main__":
    main()
