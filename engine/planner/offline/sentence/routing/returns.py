"""Returns: "make me a quarter note delay on a return", "i need a reverb bus"; one that is named is read elsewhere."""

from __future__ import annotations

import re

from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.effects.effect_words import SIZES
from engine.planner.offline.sentence.effects.effects import called_settings
from engine.planner.offline.sentence.scope.where import listed
from engine.planner.regex import regex
from engine.tasks.plan import Step

MAKES = frozenset("make create add set build want need give up".split())
RETURNS = frozenset("return aux bus".split())
BESIDE = frozenset("on as in with its own new fx effect effects track an a separate one it to".split())


_NAMED = regex(
    r"^(?:(?:make|create|add|build|set up|give me|i need|i want) )?(?:me )?(?:an? |one )?(?:new )?(?:bus|aux|return)"
    r"(?: track)?,? (?:called|named|and call it|call it) [\"']?(?P<name>[^\"',.;]+?)[\"']?,?(?: and| then)*"
    r" (?P<verb>route|send|put|run|feed|move) (?P<who>.+?) (?:there|(?:in|into|to|through|thru) (?:it|there))"
    r"(?: at (?P<level>[-+]?\d+(?:\.\d+)?)(?: ?db)?)?$",
    re.IGNORECASE,
)


def bus_named(said: Said) -> list[Step] | None:
    """ "A bus called Keys and route the rhodes and strings there"; None for any other."""
    match = _NAMED.match(said.raw)
    taken = {view.name.lower() for view in said.scene.context.track_views}
    if match is None or match["name"].lower() in taken or len(match["name"].split()) > 3:
        return None
    who = taken_apart(match["who"], said.scene, focus=said.focus)
    if not who.tracks or who.bag - {"track", "tracks", "both", "all"} or who.amounts or who.places or who.unclear:
        return None
    name, is_send = match["name"], match["verb"].lower() in ("send", "feed") or match["level"]
    if not is_send:
        return [Step("route", {"action": "bus", **listed(who.tracks), "to": name})]
    level = {"value_db": float(match["level"])} if match["level"] else {}
    made = Step("arrange", {"action": "new_track", "name": name, "kind": "bus"})
    return [made, *(Step("route", {"action": "send", "track": one, "to": name, **level}) for one in who.tracks)]


def effect_return(said: Said) -> list[Step] | None:
    """A bus with an effect of which all is heard; None where none is made, or not all of the words are known."""
    if any(not one.is_pointed for one in said.things) or said.places or not said.bag & RETURNS:
        return None
    found = called_settings(said, known=MAKES | RETURNS | BESIDE | frozenset(SIZES))
    if found is None or found[0] not in ("reverb", "delay", "chorus", "phaser", "flanger"):
        return None
    kind, settings = found
    is_made = bool(said.bag & MAKES) or said.raw.lower().startswith(("i need", "i want", "we need", "give me"))
    taken = {view.name.lower() for view in said.scene.context.track_views}
    if not is_made or kind in taken:
        return None
    name = kind.capitalize()
    return [
        Step("arrange", {"action": "new_track", "name": name, "kind": "bus"}),
        Step("apply_effect", {"track": name, "effect": kind, "wet": 1.0, **settings}),
    ]
