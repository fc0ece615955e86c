"""A session that the planner's tests speak to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from engine.planner.context import Call, CallResult, ClipInfo, Context, Exchange, FileInfo
from engine.planner.offline.planner import OfflinePlanner

BAND = Context(
    tempo=96,
    key="G minor",
    clips=(
        ClipInfo("c1", "Melody", "Melody", "midi", 0, 10, ("melody",)),
        ClipInfo("c2", "lo-fi beat", "lo-fi beat", "audio", 0, 10, ("drums", "loop")),
        ClipInfo("c3", "bass line", "Bass", "midi", 0, 10, ("bass",)),
        ClipInfo("c4", "Melody vocal", "Melody vocal", "audio", 0, 10, ("vocal",)),
        ClipInfo("c5", "dark pad", "Pad", "audio", 0, 20, ("pad",)),
        ClipInfo("c6", "street_interview.wav", None, "audio", 0, 300, ("speech",)),
        ClipInfo("c7", "sunday_mix.wav", None, "audio", 0, 200, ("mix", "song")),
        ClipInfo("c8", "harbour_ambience.wav", "Amb", "audio", 0, 60, ("ambience",)),
    ),
    tracks=("Melody", "lo-fi beat", "Bass", "Melody vocal", "Pad", "Amb"),
    selected_clips=("c1",),
    last="c5",
    files=(FileInfo("f1", "grandma_portrait.jpg", "image"), FileInfo("f2", "night_sky.png", "image")),
    history=(Call(1, "generate_audio", {"prompt": "lo-fi beat"}, ("c2",), 1),),
)
PLANNER = OfflinePlanner(asks_back=False)


def calls(text: str, context: Context = BAND) -> list[dict[str, Any]]:
    """The plan of a text, as calls."""
    return PLANNER.plan(text, context).calls()


def tools(text: str, context: Context = BAND) -> list[str]:
    """The tasks of a text."""
    return [call["tool"] for call in calls(text, context)]


Said = tuple[str, list[tuple[str, dict[str, Any], tuple[str, ...]]]]
"""What was said and what was done: (task, arguments, names of the new clips) each."""


def after(context: Context, *turns: Said) -> Context:
    """The context after turns of (words, [(task, args, names of the new clips)]); a name "!" is a failure."""
    for text, done in turns:
        planned = tuple({"tool": tool, "args": args} for tool, args, _ in done)
        results = []
        for place, (_, _, names) in enumerate(done):
            outs = []
            for name in names:
                if name == "!":
                    continue
                clip = ClipInfo(f"n{len(context.clips) + 1}", name, None, "audio", 0, 10)
                context = replace(context, clips=(*context.clips, clip), last=clip.id)
                outs.append(clip.id)
            results.append(CallResult(place, "!" not in names, tuple(outs), "it broke" if "!" in names else ""))
        context = replace(context, dialogue=(*context.dialogue, Exchange(text, planned, tuple(results))))
    return context


CHORUS_TURN = after(
    BAND, ("put a chorus on the pad", [("apply_effect", {"clip": "c5", "effect": "chorus"}, ("pad chorus",))])
)
"""The session after one turn."""
