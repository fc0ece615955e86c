"""Rooms made: "a bus called Far with a long reverb, put the choir in it at -9", "the drum mics in a bus called KIT".

What is said behind it is read as if it were there already.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from engine.planner.context import TrackInfo
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.effects.effect_words import SIZES
from engine.planner.offline.sentence.effects.effects import called_settings
from engine.planner.offline.sentence.routing.groups import group_made
from engine.planner.offline.sentence.routing.returns import BESIDE, MAKES, RETURNS, free_name
from engine.planner.offline.sentence.scope.where import listed
from engine.planner.regex import regex
from engine.tasks.plan import Step

_BUS = r"(?:bus|buss|return|aux|fx (?:bus|channel|return)|return track|send (?:bus|track|effect))"
_NAME = r"[\"']?(?P<name>[\w&'-]+(?: (?!with|and|then|for|at|on|send|that|which|to|so|please|pls)[\w&'-]+){0,2})[\"']?"
_VERBS = "make|create|add|set up|build|give me|i want|i need|we need|let's have"
_HEAD = regex(
    rf"^(?:(?:{_VERBS}|put|start|open)\b ?)?(?:me |us |in )?"
    r"(?:(?:an?|another|one more|one|new|second|the|extra|separate) )*"
    rf"(?P<kind>(?:(?!(?:to|the|on|in|of|into|through|from)\b)[\w-]+ ){{0,3}}?){_BUS}\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_SECOND = regex(
    rf"^(?:(?:{_VERBS})\b ?)?(?:me |us )?"
    r"(?:a |an )?(?:second|another|separate|extra) (?P<kind>(?:[\w-]+ ){0,2}?(?:re-?verb|delay|echo))\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_CALLED = regex(
    r"^(?P<before>.*?)(?:[,;]? ?(?:and )?(?:called|named|call (?:it|that)|name (?:it|that)|labelled))[: ]+"
    rf"{_NAME}(?P<after>.*)$",
    re.IGNORECASE,
)
_BARE_NAME = regex(
    rf"^(?P<before>.*?\b(?i:{_BUS}),?) (?P<name>[A-Z][\w&'-]*(?: (?:[A-Z][\w&'-]*|\d+))*)(?P<after>(?: .*|, .*)?)$"
)
""" "A bus Far with a long reverb"."""
_INTO = regex(
    rf"^(?:put|route|send|run|bus|gather|take|get|throw|stick)?\b ?(?P<who>.+?) (?:all )?(?:in|into|to|through|onto) "
    rf"(?:an?|one|their own|its own) (?:new )?{_BUS}\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_JOINT = regex(r"\s*(?:[,;.]\s+(?:(?:and|then)\s+)*|\band(?: then)?\s+|\bthen\s+)", re.IGNORECASE)
_ORDERS = regex(
    r"(?:pull|bring|turn|put|make|set|send|colou?r|paint|pan|mute|solo|take|drop|push|raise|lower|move|add)\b",
    re.IGNORECASE,
)
_FEEDS = regex(r"(?:send|feed|with)\b", re.IGNORECASE)
_FED = regex(r"(?:(?:send|feed|with) )?(?P<who>.+?) (?P<at>(?:at )?-\d+(?:\.\d+)?(?: ?db)?)", re.IGNORECASE)
""" "Feed the wurli at -16 and Ben at -20": into what was just made."""
_IT = regex(r"\b(?:it|them|that(?: (?:bus|return|aux|one|reverb|delay))?|this)\b", re.IGNORECASE)
_THERE = regex(r"\b(?:(?:in|into|to|through) )?there\b", re.IGNORECASE)
_JUST_FOR = regex(r"^(?:just |only )?for (?P<who>.+)$", re.IGNORECASE)
_WHO = frozenset("all both of the every each together mics".split())
_ON_BUS = ("reverb", "delay", "chorus", "phaser", "flanger", "compressor", "distortion", "eq", "limiter")
Reads = Callable[[str, DialogueState], list[Step] | None]


def room_made(text: str, scene: DialogueState, reads: Reads) -> list[Step] | None:
    """The bus with what is on it and who goes there; None where none is made, or not all of it is known."""
    text = taken_apart(text, scene).raw.strip(" .!")
    joints = [(one.start(), one.end()) for one in _JOINT.finditer(text)]
    for stop, begin in ((len(text), len(text)), *reversed(joints)):
        head, rest = text[:stop], text[begin:].strip()
        made = _made(head, scene) or (_grouped(head, scene) if _ORDERS.match(rest) else None)
        if not made:
            continue
        kind = "group" if made[0].args.get("action") == "group" else "bus"
        name = str(made[0].args.get("name") or made[0].args.get("to"))
        if not rest:
            return made
        if more := _behind(rest, name, with_room(scene, name, kind), reads):
            return [*made, *more]
    return None


def with_room(scene: DialogueState, name: str, kind: str = "bus") -> DialogueState:
    """The session as it will be, without its conversation."""
    context = scene.context
    views = (*context.track_views, TrackInfo(name, kind))
    tracks = context.tracks if kind == "bus" else (*context.tracks, name)
    return DialogueState.of(replace(context, dialogue=(), history=(), track_views=views, tracks=tracks))


def _behind(rest: str, name: str, scene: DialogueState, reads: Reads) -> list[Step] | None:
    if (whom := _JUST_FOR.match(rest)) and (who := _all_of(taken_apart(whom["who"], scene))):
        return [Step("route", {"action": "send", **listed(who), "to": name})]
    named = _IT.sub(name, _THERE.sub(f"to {name}", rest))
    if named == rest and _FEEDS.match(rest):
        parts = [_FED.fullmatch(part) for part in _JOINT.split(rest)]
        fed = [reads(f"send {part['who']} to {name} {part['at']}", scene) for part in parts if part]
        return [step for steps in fed for step in steps or ()] if len(fed) == len(parts) and all(fed) else None
    return reads(named, scene) if named != rest else None


def _grouped(head: str, scene: DialogueState) -> list[Step] | None:
    """A new group by its name, with which it goes on."""
    made = group_made(taken_apart(head, scene))
    taken = {view.name.lower() for view in scene.context.track_views}
    return made if made and str(made[0].args.get("to") or "").lower() not in {*taken, ""} else None


def _made(head: str, scene: DialogueState) -> list[Step] | None:
    told = _CALLED.match(head) or _BARE_NAME.match(head)
    name = told["name"].strip() if told else ""
    plain_head = f"{told['before']} {told['after']}".strip() if told else head
    if members := _INTO.match(plain_head):
        return _gathered(members["who"], members["rest"], name, scene)
    match = _HEAD.match(plain_head) or _SECOND.match(plain_head)
    if match is None or _JUST_FOR.search(match["rest"].strip()):
        return None
    if not told and not re.match(
        r"\W*(?:make|create|add|set|build|give|i |we |a\b|an\b|another|new|one)", plain_head, re.I
    ):
        return None
    return _with_effect(plain_head, match["rest"], name, scene)


def _with_effect(head: str, rest: str, name: str, scene: DialogueState) -> list[Step] | None:
    taken = {view.name.lower() for view in scene.context.track_views}
    said = taken_apart(head, scene)
    words = MAKES | RETURNS | BESIDE | frozenset(SIZES) | {"second", "another", "shorter", "longer"}
    bare = replace(said, things=[], amounts=[one for one in said.amounts if said.text[one.start : one.end] != "second"])
    found = called_settings(bare, known=words)
    if found is None:
        if not name or name.lower() in taken or re.sub(r"\b(?:please|new|empty)\b|\W", "", rest.lower()):
            return None
        return [Step("arrange", {"action": "new_track", "name": name, "kind": "bus"})]
    kind, settings = found
    if kind not in _ON_BUS:
        return None
    if kind == "reverb" and "size" not in settings and said.bag & {"shorter", "longer"}:
        settings = {**settings, "size": 0.25 if "shorter" in said.bag else 0.75}
    name = name or free_name(kind, taken)
    if name.lower() in taken:
        return None
    wet = {"wet": 1.0} if kind in ("reverb", "delay", "chorus", "phaser", "flanger") else {}
    return [
        Step("arrange", {"action": "new_track", "name": name, "kind": "bus"}),
        Step("apply_effect", {"track": name, "effect": kind, **wet, **settings}),
    ]


def _gathered(who: str, rest: str, name: str, scene: DialogueState) -> list[Step] | None:
    """Tracks that go through a bus of their own."""
    if rest.strip(" ,") or not name or any(view.name.lower() == name.lower() for view in scene.context.track_views):
        return None
    tracks = _all_of(taken_apart(who, scene))
    return [Step("route", {"action": "bus", **listed(tracks), "to": name})] if tracks else None


def _all_of(said: Said) -> list[str]:
    """Tracks where nothing else is said."""
    kinds = {view.name: view.kind for view in said.scene.context.track_views}
    is_more = said.bag - _WHO or said.amounts or said.places or said.unclear or said.is_unclear
    return [] if is_more or any(kinds.get(one) == "bus" for one in said.tracks) else said.tracks
