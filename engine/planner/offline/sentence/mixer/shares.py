"""Shares: how much of what is there, as the figure that it is: "the bass down by a third", "half of it to the hall"."""

from __future__ import annotations

import re
from dataclasses import replace

from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.effects.effect_steps import words_left
from engine.planner.offline.sentence.effects.knob_ways import SMALL
from engine.planner.offline.sentence.mixer.level import level
from engine.planner.offline.sentence.routing.sends import send
from engine.planner.offline.slots.stretch import LITTLE
from engine.planner.offline.steps.amount_form import decibels
from engine.planner.offline.text.quantity import Quantity
from engine.planner.offline.text.share_said import PART, share_of
from engine.planner.regex import regex
from engine.tasks.plan import Step

_PART = regex(PART)
_DOWN = frozenset("down back quieter softer lower less reduce cut drop decrease quieten attenuate".split())
_UP = frozenset("up louder hotter higher raise boost increase amplify bump".split())
_LEVEL = frozenset("level volume loudness fader loud".split())
_MOVES = frozenset("turn bring pull take push crank dial knock move get ease nudge set put make play have".split())
_SURE = _LEVEL | frozenset("turn crank dial reduce attenuate quieten louder quieter softer".split())
"""With one of these "a third" is no interval."""
_INTERVAL = regex(r"\b(?:third|fourth|fifth|sixth)s?$")
_SPEEDS = {"slow": -1, "slower": -1, "speed": 1, "faster": 1, "quicker": 1}
_SPEED = regex(r"(?: of)?(?: the| its| his| her| their)?[ -]speed\b(?! up)")
""" "At half speed" is no half more."""
_BESIDE = frozenset("by of to at as it its that this on in the whole clip track".split())
_ROUGHLY = frozenset(
    "about around roughly approximately approx some only just maybe perhaps nice fine good great better enough lovely"
    " perfect plenty ideal they them are is".split()
)
""" "About half as loud would be nice"."""
_AS_LOUD = regex(r"\s*(?:as loud|(?:the|its) (?:volume|level|loudness))\b")
_TWICE = regex(r"(?P<part>twice|two times|double)(?= (?:as loud|the (?:volume|level|loudness))\b)")


def share(said: Said) -> list[Step] | None:
    """The steps of a share of a level, a send or a speed; None for anything else."""
    twice = _TWICE.search(said.text)
    part = twice or _PART.search(said.text)
    if part is None:
        return _a_bit(said)
    if said.is_open or any(one.start < part.end() and part.start() < one.end for one in said.places):
        return None
    if all(one.is_pointed for one in said.things) and not _AS_LOUD.match(said.text, part.end()):
        return None  # behind an act "half of it" is of what was done
    if any(not _is_of(one, part, said.text) or one.unit == "dB" for one in said.amounts):
        return None  # "two and a half", "half a dB"
    how_much = 2.0 if twice else share_of(part["part"])
    left = set(words_left(said, [part.span()])) - _ROUGHLY
    if not 0 < how_much < 4:
        return None
    is_pace = _SPEED.match(said.text, part.end()) is not None and not left & {"up", "by", "more", "less"}
    if is_pace and left - {"at", "in", "only", "just"} <= _BESIDE | {"speed", "down", "make", "play", "have", "set"}:
        return _speed(said, how_much)
    if len(left & set(_SPEEDS)) == 1 and not left - set(_SPEEDS) - _BESIDE - {"down", "up", "make", "play", "have"}:
        return _speed(said, 1 + _SPEEDS[next(iter(left & set(_SPEEDS)))] * how_much)
    if "send" in left and not left - {"send"} - _BESIDE and len(said.things) == 2 and how_much < 1:
        who, to = (said.text[one.start : one.end] for one in said.things)
        return send(taken_apart(f"send {who} to {to} at {decibels(how_much):.1f} dB", said.scene))
    if left - _DOWN - _UP - _LEVEL - _MOVES - _BESIDE or _INTERVAL.search(part["part"]) and not left & _SURE:
        return None
    return _level(said, part, left, how_much)


_HEDGE = regex(r"(?:(?:about|around|roughly|approx(?:imately)?|say|maybe|perhaps|some|only|just),? )*")


def _is_of(one: Quantity, part: re.Match[str], text: str) -> bool:
    """Is a figure no more than the share, with "about" before it?"""
    is_inside = part.start("part") < one.end <= part.end()
    return is_inside and _HEDGE.fullmatch(text[one.start : max(one.start, part.start("part"))]) is not None


def _a_bit(said: Said) -> list[Step] | None:
    """ "Make the talk slightly faster", "slow the rain down a touch"."""
    left = set(words_left(said, []))
    ways = {_SPEEDS[one] for one in left & set(_SPEEDS)}
    if said.amounts or len(ways) != 1 or not left & SMALL or not said.things:
        return None
    known = set(_SPEEDS) | SMALL | _BESIDE | {"down", "up", "make", "play", "have", "get", "let", "go", "run", "hurry"}
    return _speed(said, 1 + ways.pop() * LITTLE) if not left - known else None


def _level(said: Said, part: re.Match[str], left: set[str], how_much: float) -> list[Step] | None:
    who = " and ".join(said.text[one.start : one.end] for one in said.things)
    where = " ".join(said.text[one.start : one.end] for one in said.places)
    is_to = re.search(r"\b(?:at|to) $", said.text[: part.start()]) is not None
    is_down, is_up = bool(left & _DOWN), bool(left & _UP)
    if not is_to and not is_down and not is_up and not left & _LEVEL or is_down and is_up:
        return None
    if is_to and "%" in part["part"].replace("percent", "%").replace("per cent", "%") and how_much < 1:
        return level(taken_apart(f"{who} at {decibels(how_much):.1f} dB {where}".strip(), said.scene))
    factor = how_much if is_to or not is_down and not is_up else 1 - how_much if is_down else 1 + how_much
    if not 0.05 <= factor <= 4 or factor == 1:
        return None
    way = "down" if factor < 1 else "up"
    told = taken_apart(f"{who} {way} {abs(decibels(factor)):.1f} dB {where}".strip(), said.scene, focus=said.focus)
    return level(told if who.strip() else replace(told, things=said.things))


def _speed(said: Said, ratio: float) -> list[Step] | None:
    """ "Slow the vox down by a third"."""
    meant = {clip for one in said.things for clip in one.clips}
    lying = [one.id for one in said.scene.clips if one.id in meant or not meant and one.track in said.tracks]
    if said.places or not lying or not 0.1 <= ratio <= 4:
        return None
    return [Step("change_tempo_key", {"clip": one, "ratio": round(ratio, 4)}) for one in lying]
