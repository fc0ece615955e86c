"""A song of a small band, and conversations on it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from engine.planner.context import CallResult, ClipInfo, Context, Exchange, TrackInfo
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.read import read
from engine.tasks.plan import told_of

_KINDS = {"Marimba": "midi", "Double Bass": "midi", "Accordion": "audio", "Fiddle L": "audio", "Fiddle R": "audio",
          "Cajon": "audio", "Shaker": "audio"}  # fmt: skip
_FADERS = {"Marimba": -2.0, "Double Bass": -4.0, "Accordion": -6.0}
_BAR_S = 2.0
_PARTS = (("Opening", 1.0), ("Stanza 1", 5.0), ("Refrain", 13.0), ("Stanza 2", 21.0), ("Ending", 29.0))


def _clips() -> tuple[ClipInfo, ...]:
    made = []
    for n, (track, kind) in enumerate(_KINDS.items()):
        for first, end in ((5, 13), (13, 29)) if track != "Shaker" else ((13, 21),):
            name = f"{track.lower()} {'one' if first == 5 else 'two'}"
            start, length = (first - 1) * _BAR_S, (end - first) * _BAR_S
            made.append(ClipInfo(f"k{n}{first}", name, track, kind, start, length, bars=(float(first), float(end))))
    return tuple(made)


SONG = Context(
    tempo=120,
    clips=_clips(),
    tracks=(*_KINDS, "Fiddles", "Hall"),
    markers=_PARTS,
    track_views=(
        *(
            TrackInfo(name, kind, group="Fiddles" if name.startswith("Fiddle") else "", gain_db=_FADERS.get(name, 0.0))
            for name, kind in _KINDS.items()
        ),
        TrackInfo("Fiddles", "group"),
        TrackInfo("Hall", "bus"),
    ),
)


def steps(text: str, context: Context = SONG) -> list[dict[str, Any]]:
    """What is read of a sentence: [{"tool", "args", "op", "base"}], empty where it is not read."""
    return told_of(read(text, DialogueState.of(context)) or [])


def after(text: str, context: Context = SONG, **views: dict[str, Any]) -> Context:
    """The context behind a sentence that was done; `views` are what it made of tracks, by their names."""
    calls = tuple(steps(text, context))
    assert calls, text
    told = tuple(replace(view, **views.get(view.name.replace(" ", "_"), {})) for view in context.track_views)
    results = tuple(CallResult(n, True, was=_stood(call["args"], context)) for n, call in enumerate(calls))
    turn = Exchange(text, calls, results, number=len(context.dialogue) + 1)
    return replace(context, dialogue=(*context.dialogue, turn), track_views=told)


def _stood(args: dict[str, Any], context: Context) -> tuple[tuple[str, str, float], ...]:
    """Where the faders, panners and sends stood that a call sets."""
    found: list[tuple[str, str, float]] = []
    for view in context.track_views:
        if view.name in (args.get("track"), *(args.get("tracks") or ())):
            sent = [db for to, db in zip(view.sends, view.send_db, strict=True) if to == args.get("to")]
            found += [(view.name, str(args["to"]), db) for db in sent]
            found += [(view.name, "fader", view.gain_db)] if args.get("action") == "gain" else []
            found += [(view.name, "pan", view.pan or 0.0)] if args.get("action") == "pan" else []
    return tuple(found)
