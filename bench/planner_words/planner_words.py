"""What strangers ask of one song, with what a good engineer would do, and what the offline planner plans: to be read.

    tonmeister bench planner_words [--first 1] [--last 400] [--area effects …] [--language en …]

The 400 requests (requests.tsv: number, area, language, request, what is wanted) were written by somebody who had seen
neither the program nor its texts. No program can judge free wishes; somebody who reads them says for each whether the
plan is right, a part of it, needlessly asked, wrong, or looks at something else. Figures: docs/planner_figures.md.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from engine.planner.context import ClipInfo, Context, TrackInfo
from engine.planner.offline.planner import OfflinePlanner

REQUESTS = Path(__file__).with_name("requests.tsv")
_BAR_S = 4 * 60 / 92
_CLIPS: tuple[tuple[str, str, float, float, tuple[str, ...]], ...] = (
    ("Drums", "audio", 1, 33, ("drums",)),
    ("Bass", "midi", 1, 33, ("bass",)),
    ("Rhodes", "midi", 1, 33, ("keys",)),
    ("Acoustic", "audio", 1, 33, ("guitar",)),
    ("Strings", "midi", 13, 33, ("strings",)),
    ("Lead Vox", "audio", 5, 29, ("vocal",)),
    ("Backing 1", "audio", 13, 17, ("vocal",)),
    ("Backing 1", "audio", 25, 29, ("vocal",)),
    ("Backing 2", "audio", 13, 17, ("vocal",)),
    ("Backing 2", "audio", 25, 29, ("vocal",)),
    ("Interview", "audio", 1, 8.67, ("speech",)),
    ("Rain", "audio", 1, 9, ("rain", "ambience")),
    ("Mixdown ref", "audio", 1, 33, ("mix", "song")),
)
"""Name of clip and track, kind, from which bar to before which, tags."""


def song() -> Context:
    """The song they speak to: nothing is selected, the playhead stands at bar 9."""
    clips = tuple(
        ClipInfo(f"r{n}", name, name, kind, (a - 1) * _BAR_S, (b - a) * _BAR_S, tags, (a, b))
        for n, (name, kind, a, b, tags) in enumerate(_CLIPS, 1)
    )
    kinds = {name: kind for name, kind, *_ in _CLIPS}
    markers = (("Intro", 1), ("Verse 1", 5), ("Chorus", 13), ("Verse 2", 17), ("Bridge", 25), ("Outro", 29))
    return Context(
        tempo=92,
        key="D minor",
        playhead=8 * _BAR_S,
        clips=clips,
        tracks=tuple(kinds),
        track_views=tuple(TrackInfo(name, kind) for name, kind in kinds.items()),
        markers=tuple((name, float(bar)) for name, bar in markers),
    )


def main() -> None:
    """Print request, wish and plan of each, ids told by names."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--last", type=int, default=400)
    parser.add_argument("--area", nargs="*", default=[])
    parser.add_argument("--language", nargs="*", default=[])
    options = parser.parse_args()
    planner, context = OfflinePlanner(), song()
    names = {f'"{clip.id}"': f"<{clip.name}@{(clip.bars or (1,))[0]:g}>" for clip in context.clips}
    for line in REQUESTS.read_text("utf-8").splitlines():
        number, area, language, request, wanted = line.split("\t")
        is_wanted = options.first <= int(number) <= options.last and area in (options.area or [area])
        if not is_wanted or language not in (options.language or [language]):
            continue
        plan = planner.plan(request, context)
        told = " + ".join(f"{call['tool']} {json.dumps(call['args'], ensure_ascii=False)}" for call in plan.calls())
        for clip, name in names.items():
            told = told.replace(clip, name)
        print(f"{number}. {request}\n   wanted  {wanted}\n   planned {told}")
        if plan.note:
            print(f"   noted   {plan.note}")


if __name__ == "__main__":
    main()
