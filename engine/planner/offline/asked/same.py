"""The same question of another thing or place: "where's the cello panned?", "and the viola?"."""

from __future__ import annotations

import re

from engine.planner.offline.asked.forms import info
from engine.planner.offline.asked.meant import MOST, meant
from engine.planner.offline.asked.notes import notes_there
from engine.planner.offline.asked.place import places
from engine.planner.offline.asked.wording import core, has_mark
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.regex import regex
from engine.tasks.plan import Step

_OF_TRACKS = frozenset(
    "level pan mute solo heard color sends inside playing clips plugins tracks before touched loudness takes".split()
)
_OF_PLACES = frozenset("playing length tempo".split())
_AND = regex(
    r"^\W*(?:(?:ok(?:ay)?|right|so|hm+|cool|thanks)\W+)*(?:and|or|what about|how about|same (?:for|with|question"
    r" for)|&)\b",
    re.IGNORECASE,
)
_ABOUT = regex(r"^(?:(?:and|what about|how about|or|same (?:for|with|question for))\s+)+", re.IGNORECASE)
_IN = regex(r"^(?:in|during|at|on|over|for|of|from)\s+", re.IGNORECASE)
_THERE = regex(
    r"[\s,]+(?:there|then|(?:in|at|over) (?:that|the same|this) (?:bars?|place|spot|part|stretch))$", re.IGNORECASE
)
_BY = regex(r"by how much|how much(?: (?:louder|quieter|more|less))?", re.IGNORECASE)


def same_question(text: str, scene: DialogueState) -> list[Step] | None:
    """What the last turn asked, of what is named now; None where it asked nothing, or more is said."""
    last = scene.context.dialogue[-1] if scene.context.dialogue else None
    if last is None or not last.calls or any(call.get("tool") != "session_info" for call in last.calls):
        return None
    said = core(text)
    args = dict(last.calls[0].get("args") or {})
    aspect = str(args.get("aspect") or "")
    if _BY.fullmatch(said) and args.get("to"):
        return [info(aspect, track=args.get("track"), to=args["to"])]
    if not _AND.match(text) and not has_mark(text):
        return None
    rest = _THERE.sub("", _ABOUT.sub("", said))
    if aspect == "notes" and args.get("start_bar") is not None:
        lying = [one.track for one in scene.clips if one.id == args.get("clip")]
        other = places(_IN.sub("", rest), scene)
        if len(other) == 1 and other[0].at_s is None and (track := args.get("track") or next(iter(lying), "")):
            return notes_there(str(track), other[0].start, other[0].end, scene)
        who = meant(rest, scene)
        start, end = float(args["start_bar"]), float(args.get("end_bar") or args["start_bar"] + 1)
        return notes_there(who.tracks[0], start, end, scene) if who and len(who.tracks) == 1 else None
    if aspect in _OF_PLACES and (found := places(_IN.sub("", rest), scene)):
        track = args.get("track") if aspect == "playing" else None
        return [info(aspect, track=track, **one.args()) for one in found[:4]]
    thing = meant(_IN.sub("", rest) if aspect in ("plugins", "clips") else rest, scene)
    if aspect not in _OF_TRACKS or thing is None or thing.is_it or not 0 < len(thing.tracks) <= MOST:
        return None
    kept = {name: args.get(name) for name in ("to", "knob", "when", "start_bar", "end_bar", "at")}
    return [info(aspect, track=track, **kept) for track in thing.tracks if track != kept["to"]] or None
