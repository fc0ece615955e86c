"""The song that the grid speaks to: names that look alike, and what was done to them before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from engine.planner.context import CallResult, ClipInfo, Context, Exchange, TrackInfo

BAR_S = 2.5
"""Seconds of a bar of 4/4 at 96 bpm."""


@dataclass(frozen=True)
class Thing:
    """A track with the clip that lies on it."""

    clip: str
    """The clip's id."""
    name: str
    """Of the track and of the clip."""
    kind: str = "audio"
    tags: tuple[str, ...] = ()

    def view(self) -> ClipInfo:
        """The clip as a planner sees it."""
        return ClipInfo(self.clip, self.name, self.name, self.kind, 0, 28 * BAR_S, self.tags, (1, 29))


THINGS = (
    Thing("r1", "Drums", tags=("drums",)),
    Thing("r2", "Bass", tags=("bass",)),
    Thing("r3", "Lead Guitar", tags=("guitar",)),
    Thing("r4", "Rhythm Guitar", tags=("guitar",)),
    Thing("r5", "Vocal", tags=("vocal",)),
    Thing("r6", "Vocal Double", tags=("vocal",)),
    Thing("r7", "Piano", "midi"),
    Thing("r8", "Strings", "midi"),
    Thing("r9", "Strings High", "midi"),
)
BY_NAME = {thing.name: thing for thing in THINGS}
SONG = Context(
    tempo=96,
    key="D minor",
    clips=tuple(thing.view() for thing in THINGS),
    tracks=tuple(thing.name for thing in THINGS),
    track_views=tuple(TrackInfo(thing.name, "midi" if thing.kind == "midi" else "audio") for thing in THINGS),
    markers=(("Intro", 1.0), ("Verse", 5.0), ("Chorus", 13.0), ("Bridge", 21.0)),
)
NEW = {"audio": Thing("n1", "Shaker"), "notes": Thing("n1", "Marimba", "midi")}
"""What was just made, by what it has to be."""


def after(context: Context, said: str, task: str, args: dict[str, Any], made: Thing | None = None) -> Context:
    """The context after one more request that was one call, and maybe made a new thing."""
    if made:
        context = replace(
            context,
            clips=(*context.clips, made.view()),
            tracks=(*context.tracks, made.name),
            track_views=(*context.track_views, TrackInfo(made.name, made.kind)),
        )
    touched = made.clip if made else next((one.clip for one in THINGS if one.clip == args.get("clip")), None)
    out = (made.clip,) if made else ()
    turn = Exchange(said, ({"tool": task, "args": args},), (CallResult(0, True, out),))
    return replace(context, last=touched or context.last, dialogue=(*context.dialogue, turn))


def just_made(kind: str) -> tuple[Context, Thing]:
    """The song in which something was just made."""
    new = NEW["notes" if kind == "notes" else "audio"]
    task, args = ("generate_midi", {"kind": "melody"}) if kind == "notes" else ("generate_audio", {"prompt": "shaker"})
    return after(SONG, f"make a {new.name.lower()} part", task, {**args, "bars": 28}, new), new


def just_changed(thing: Thing, context: Context = SONG) -> Context:
    """The song in which a track was just made a little louder."""
    words = f"the {thing.name.lower()} is a bit weak, 1 dB more"
    return after(context, words, "mix", {"track": thing.name, "action": "gain", "value_db": 1.0})


def selected(thing: Thing) -> Context:
    """The song with one clip selected."""
    return replace(SONG, selected_clips=(thing.clip,), is_newly_selected=True)


BEFORE: dict[str, tuple[str, str, dict[str, Any]]] = {
    "level": ("strings high 2 dB louder", "mix", {"track": "Strings High", "action": "gain", "value_db": 2.0}),
    "mute": ("mute the strings high", "mix", {"track": "Strings High", "action": "mute"}),
    "effect": ("reverb on the strings high", "apply_effect", {"track": "Strings High", "effect": "reverb"}),
    "notes": (
        "quantize the strings high to 1/16",
        "edit_notes",
        {"clip": "r9", "action": "quantize", "grid": "1/16"},
    ),
    "marker": ("marker at bar 17 called Solo", "marker", {"action": "add", "name": "Solo", "bar": 17.0}),
    "tempo": ("tempo 98 please", "transport", {"action": "set_tempo", "bpm": 98.0}),
    "sound": ("make a shaker loop", "generate_audio", {"prompt": "shaker loop", "bars": 28}),
    "question": ("how loud is the strings high?", "session_info", {"aspect": "loudness", "track": "Strings High"}),
}
"""What may have been done before a request that stands alone: it must not change what the request means."""


def done_before(name: str, context: Context) -> Context:
    """The context after one of these."""
    said, task, args = BEFORE[name]
    return after(context, said, task, args, NEW["audio"] if name == "sound" else None)
