"""Returns: "make me a quarter note delay on a return", "i need a reverb bus"; one that is named is read elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from engine.planner.offline.sentence.apart.said import Said, lettered
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.effects.effect_words import SIZES
from engine.planner.offline.sentence.effects.effects import called_settings
from engine.planner.offline.sentence.scope.where import listed
from engine.planner.offline.slots.clause import Args, number
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
    """ "A bus called Keys and route the rhodes and strings there", "a bus for the vocals"; None for any other."""
    if unnamed := _bus_for(said):
        return unnamed
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


_BUS_FOR = regex(
    r"(?:(?:create|make|add|set up|give me|i want|i need) (?:me )?(?:an? )?(?:new |own )*bus for"
    r"|(?:route|send|put|run) (?:both )?(?:the )?T(?:(?:,| and|, and) (?:the )?T)*"
    r" (?:to|through|into|on) (?:an? |the )?new bus)\b.*"
)


def _bus_for(said: Said) -> list[Step] | None:
    """ "Create a bus for the vocals", "route both guitars to a new bus": called as they are."""
    named = [one for one in said.things if not one.is_pronoun]
    form = lettered(said.text, [(one.start, one.end, "T") for one in named])
    if not _BUS_FOR.fullmatch(form) or said.amounts or said.places or said.unclear or said.is_unclear:
        return None
    views = {view.name: view.kind for view in said.scene.context.track_views}
    known = frozenset("create make add set up give me new own bus route send put run both through into on to".split())
    if not said.tracks or said.bag - known or any(one.how for one in said.things):
        return None
    if any(views.get(track, "audio") in ("bus", "master") for track in said.tracks):
        return None
    if len(named) > 1:
        return [Step("route", {"action": "bus", **listed(said.tracks)})]
    name = said.raw[named[0].start : named[0].end].strip()
    name = free_name(name, views)
    return [Step("route", {"action": "bus", **listed(said.tracks), "to": name})]


_FEEDS = frozenset("feed fed feeding feeds send sent sends sending put run through via into goes go at".split())
_OWN = frozenset("own separate dedicated new extra of for his her their needs onto that which level db there".split())
_ON_RETURNS = ("reverb", "delay", "chorus", "phaser", "flanger")


def _fed_return(said: Said) -> list[Step] | None:
    """ "Give the reading a church reverb on a return of its own, fed at -10": the bus, and who is sent to it."""
    views = {view.name: view for view in said.scene.context.track_views}
    tracks = list(dict.fromkeys(track for one in said.things if not one.is_pointed for track in one.tracks))
    is_told = bool(said.bag & (RETURNS | {"returns"})) or re.search(r"\b(?:as|on) a (?:new )?send\b", said.text)
    is_one = re.search(r"[.;]\s", said.text) is None
    if not is_told or not is_one or len(said.amounts) > 1 or said.unclear or any(one.how for one in said.things):
        return None
    if any(one not in views or views[one].kind in ("bus", "group", "master") for one in tracks):
        return None
    if any(one.unit not in ("", "dB") or not one.signed and one.value or one.value > 6 for one in said.amounts):
        return None
    told = [(one.start, one.end, "") for one in said.things] + [(one.start, one.end, "") for one in said.amounts]
    bare = replace(taken_apart(lettered(said.text, told), said.scene), things=[])
    found = called_settings(bare, known=MAKES | RETURNS | BESIDE | _FEEDS | _OWN | frozenset(SIZES))
    if found is None or found[0] not in _ON_RETURNS:
        return None
    level = {"value_db": number(said.amounts[0].value)} if said.amounts else {}
    name = free_name(found[0], views)
    sends = [Step("route", {"action": "send", "track": one, "to": name, **level}) for one in tracks]
    return [*_bus_with(name, *found), *sends]


def free_name(kind: str, taken: Iterable[str]) -> str:
    """What a new bus with such an effect is called."""
    low = {one.lower() for one in taken}
    free = (kind.capitalize(), *(f"{kind.capitalize()} {n}" for n in range(2, len(low) + 3)))
    return next(one for one in free if one.lower() not in low)


def _bus_with(name: str, kind: str, settings: Args) -> list[Step]:
    return [
        Step("arrange", {"action": "new_track", "name": name, "kind": "bus"}),
        Step("apply_effect", {"track": name, "effect": kind, "wet": 1.0, **settings}),
    ]


def effect_return(said: Said) -> list[Step] | None:
    """A bus with an effect of which all is heard; None where none is made, or not all of the words are known."""
    if said.groups_too:
        return None
    if any(not one.is_pointed for one in said.things):
        return _fed_return(said) if not said.places else None
    if said.places or not said.bag & RETURNS:
        return None
    found = called_settings(said, known=MAKES | RETURNS | BESIDE | frozenset(SIZES))
    if found is None or found[0] not in _ON_RETURNS:
        return None
    kind, settings = found
    is_made = bool(said.bag & MAKES) or said.raw.lower().startswith(("i need", "i want", "we need", "give me"))
    taken = {view.name.lower() for view in said.scene.context.track_views}
    if not is_made or kind in taken:
        return None
    return _bus_with(kind.capitalize(), kind, settings)
