"""Renamed and more: "call it Ld Dbl and drop it 9 dB", "rename the strings to Celli, brown": a name ends where more is
asked for."""

from __future__ import annotations

import re
from dataclasses import replace

from engine.media.color_names import is_color_name
from engine.planner.offline.sentence.apart.said import Named, Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.mixer.heard import heard
from engine.planner.offline.sentence.mixer.level import level
from engine.planner.offline.sentence.mixer.side import side
from engine.planner.offline.sentence.routing.groups import group
from engine.planner.offline.sentence.tracks.tracks import track
from engine.planner.regex import regex
from engine.tasks.plan import Step

_MORE = regex(
    r"^(?P<named>.+?)(?:,\s*(?:and )?|\s+(?:and then|and|then) )"
    r"(?P<more>(?:(?:colou?r|paint|make|turn|tint|put|move|drop"
    r"|bring|pull|take|set|pan|throw) (?:it|them|that|this|the \w+) .+)"
    r"|(?:mute|unmute|solo|unsolo) (?:it|them|that|this))$",
    re.IGNORECASE,
)
_INTO = regex(
    r"^(?P<named>.+?)(?:,\s*(?:and )?|\s+and )(?:(?:put|stick|drop|move|get) (?:it|them|that) )?(?:in|into|inside)"
    r"(?: of)? (?P<room>(?:the |my |our )?[\w' -]+?)$",
    re.IGNORECASE,
)
""" "Name it Vla, into the strings"."""
_COLOUR = regex(r"^(?P<named>.+?),\s*(?:and )?(?:in )?(?P<colour>[a-z]+(?: [a-z]+)?)$", re.IGNORECASE)
_BEHIND = regex(
    r"^(?P<more>.+?)(?:[,;.]\s*(?:and )?(?:then )?|\s+(?:and then|and|then) )(?:please )?"
    r"(?:(?:call|name|label) (?:it|that|them|the track)|rename (?:it|that|them|the track)(?: (?:to|as))?)"
    r" (?P<name>[\w'& -]+?)$",
    re.IGNORECASE,
)
""" "Colour the bass blue and rename it to Sub"."""


def _renamed_behind(said: Said) -> list[Step] | None:
    """What is done to a track, and then its name."""
    match = _BEHIND.match(said.raw.rstrip(" .!"))
    if match is None:
        return None
    before = taken_apart(match["more"], said.scene, focus=said.focus)
    steps = next((made for reader in (track, level, side, heard) if (made := reader(before))), None)
    on = {str(one.args.get("track") or "") for one in steps or ()}
    if not steps or len(on) != 1 or not all(on) or any(one.task not in ("mix", "set_track") for one in steps):
        return None
    return [*steps, Step("arrange", {"action": "rename", "track": on.pop(), "name": match["name"].strip()})]


def renamed_and_more(said: Said) -> list[Step] | None:
    """The new name and what else is done to it; None where it is no new name, or not all of it is known."""
    if behind := _renamed_behind(said):
        return behind
    if (match := _MORE.match(said.raw)) and not _INTO.match(said.raw):
        more = re.sub(r"^put (?=\S+ (?:under|below|above|beneath))", "move ", match["more"])
    elif (match := _INTO.match(said.raw)) and taken_apart(match["room"], said.scene).form in ("T", "T group"):
        more = f"put it into {match['room']}"
    elif (match := _COLOUR.match(said.raw)) and is_color_name(match["colour"].lower()):
        more = f"make it {match['colour']}"
    else:
        return None
    named = track(taken_apart(match["named"], said.scene, focus=said.focus))
    if not named or len(named) != 1 or named[0].args.get("action") != "rename":
        return None
    old, new = named[0].args.get("track"), str(named[0].args["name"])
    if not old:
        old = said.scene.track_of(named[0].args.get("clip"))
        new = str(old or "")
    if not old:
        return None
    it, rest = Named(0, 0, (str(old),)), taken_apart(more, said.scene, focus=said.focus)
    spoken = [replace(it, start=one.start, end=one.end) if one.is_pronoun else one for one in rest.things]
    is_told = any(one.is_pronoun for one in rest.things) or not re.search(r"\b(?:it|them|that|this)\b", rest.text)
    rest.things = (spoken if is_told else [it, *spoken]) or [it]
    rest.words = [one for one in rest.words if one not in ("it", "them", "that", "this")]
    steps = next((made for reader in (group, track, level, side, heard) if (made := reader(rest))), None)
    if not steps or any(one.args.get("track") != old for one in steps):
        return None
    return [*named, *(replace(one, args={**one.args, "track": new}) for one in steps)]
