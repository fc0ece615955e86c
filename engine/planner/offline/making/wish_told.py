"""What a wish tells beside its noun: where, how long, how fast, in which key, on which track and under what."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine.planner.offline.making.kit import KitSaid, kit_said
from engine.planner.offline.sentence.apart.place import Place
from engine.planner.offline.sentence.apart.said import Named, Said
from engine.planner.offline.slots.clause import number
from engine.planner.offline.slots.texts import keys
from engine.planner.offline.text.counts import COUNT, counted
from engine.planner.offline.text.each_chord import EACH, size_of_each
from engine.planner.regex import regex

_SO_MANY_CHORDS = regex(r"\b(?P<n>two|three|four|five|six|eight|[2-8])(?=[- ]chords?\b)")
""" "Four chords for the verse, Am F C G"."""
_OCTAVE = regex(r",?\s*\b(?:(?:an?|one) )?octave (?P<way>up|down|higher|lower)\b")
_A_BEAT = regex(r"an? beat\b(?! (?:early|earlier|late|later|long|longer|short|shorter))")
_SEVERAL = regex(r"\b(?P<n>two|three|four|2|3|4) (?:different|other|new) ")
_SO_I_CAN = regex(r",?\s*\bso (?:that )?(?:i|we) can \w+(?: \w+)?\s*$")
_THAT_KEY = regex(r",?\s*\bin (?:that|this|it)(?: key)?(?=\s*$|\s*[,.;]|\s+(?:for|at|on|over|under|in)\b)")
_A_REAL_ONE = regex(r",?\s*\b(?:an?|some) (?:real|proper|good|nice|decent|simple) ones?\s*$")
_NOTHING_FANCY = regex(
    r"\bnothing (?:too )?(?:fancy|special|crazy|complicated)\b|\bkeep (?:it|that) (?:really |nice and |dead"
    r" )?(?:simple|basic)\b"
)
_KEY = regex(
    r",?\s*\b(?:in |in the key of )?(?P<key>[a-g](?: ?sharp| ?flat|#|b|♯|♭)?[ -]?(?:major|minor|maj|min))\b"
    r"|,?\s*\bin (?P<bare>[a-g](?:#|b|♯|♭)?m?)(?=\s*$|\s*[,.;]|\s+(?:for|at|on|over|under|in)\b)"
    r"|,?\s*\bin (?P<same>(?:the |my |our )?(?:(?:song|session|project|track)'?s? |same |right )?key)\b"
)
_LONG = regex(
    rf",?\s*\b(?:for |of |lasting |over )?(?P<count>{COUNT})[ -](?:bars?|measures?)\b(?: (?:long|of)\b)?"
    r"(?! (?:before|after|into))"
)
_SECONDS = regex(
    r",?\s*\b(?:for |of |lasting )?(?P<s>\d+(?:\.\d+)?)[ -]?(?<![36789]0\d)(?:s|secs?|seconds?)\b(?: (?:long|of)\b)?"
)
_AT_SECONDS = regex(r",?\s*\bat (?P<s>\d+(?:\.\d+)?) ?(?:s|secs?|seconds?)\b")
_ENDS = regex(r",?\s*\b(?:(?:that |which |and )?(?P<ends>ends?|stops?|ending|stopping)|starting|beginning)\s*$")
_BPM = regex(
    r",?\s*\b(?:(?:at|around|about) )?(?P<bpm>\d{2,3})\s*bpm\b|,?\s*\bat (?P<at>\d{2,3})(?=\s*$|\s*[,.;]|\s+for\b)"
)
_TRACK = regex(
    r",?\s*\b(?:and )?(?:put it )?on(?:to)? (?:an?|its|another) (?:(?:new|own|separate|fresh|extra) )*(?:(?:audio|midi"
    r"|instrument) )?(?:track|lane|channel)(?: of its own)?"
    r"(?:,? (?:called|named) (?P<name>[\w' -]+?)(?=\s*$|\s*[,.;]))?"
    r"|,?\s*\bnew track\b"
)
_ON = regex(r"\b(?:on|onto|to) (?:the |my |our )?(?:(?:track|channel) )?$")
_LANE = regex(r"(?:'s)? (?:track|lane|channel)\b(?! (?:called|named))")
_WITH_IT = regex(
    r"\b(?:under(?:neath)?|beneath|below|behind|over|on top of|to go with|that goes with"
    r"|to (?:fit|match|follow)(?: with)?|that (?:follows?|fits?|match(?:es)?)|following|matching"
    r"|along with|for|with|against|(?<=melody )to|(?<=line )to|(?<=part )to|(?<=voice )to) (?:the |my |our )?$"
)
_WITH_ALL = regex(
    r",?\s*\b(?:(?:along|together|to go|that goes|to play) )?(?:with|under(?:neath)?|over|behind|beneath|to|for)"
    r" (?:the|this|my|our)"
    r" (?:whole )?(?:tune|song|music|band|rest|melody|piece|others?)(?= *(?:$|[,.;]))"
)
""" "A walking bass with the tune" goes along with all that is there."""
FIGURES = regex(r"\b(?:\d+(?:ths?|nds?)|[36789]0\ds?|getting (?:louder|quieter))\b")
""" "16ths", "808s", "getting louder": how it sounds."""
_TOO = regex(r"\s*(?:and|&) (?:at |on )?(?:bar )?(?P<bar>\d+)\b(?!\s*(?:d ?b|%|bars|beats))")
_NUMBER = regex(r"\b(?:on|at)(?: the)? (?P<bar>\d+)(?= and \d+\b|\W*$|,)")
_BEATS = 4
""" "On 2 and 4" are beats."""
EARLIEST_BPM = 50


@dataclass
class ToldBeside:
    """What was told, and the words that are left."""

    words: str
    args: dict[str, Any]
    places: list[Place]
    at_s: float | None
    """Where it goes, in seconds."""
    octaves: int
    track: str
    """A track that is there, or the name of a new one."""
    goes_with: str
    """The clip under, over or behind which it is to play."""
    kit: KitSaid
    chords: str
    """The list behind a colon."""
    each: tuple[int, str] | None
    """How long each chord is: so many, bars or beats."""
    many: re.Match[str] | None
    """How many chords there are."""


def told_beside(said: Said, text: str, chords: str) -> ToldBeside | None:
    """Take it out of the text; None where an amount or a key is left that nothing here knows."""
    bare, kit = kit_said(_NOTHING_FANCY.sub(_simple, _without_real_one(text)))
    left = list(bare)
    args: dict[str, Any] = {}
    track = goes_with = ""

    def cut(start: int, end: int) -> None:
        left[start:end] = " " * (end - start)

    places = [_ending(one, text) for one in said.places if one.how != "bare" or not bare[one.end :].strip(" ,.!")]
    places = [one for one in places if "".join(left[one.start : one.end]).strip()]
    places = places or _on_a_number(text)
    for one in places:
        also = _TOO.match(text, one.end)
        cut(one.start, also.end() if also else one.end)
        if also and float(also["bar"]) > _BEATS:
            bar = float(also["bar"])
            places = [replace(one, spans=(*one.spans, (bar, bar + 1)))] if len(places) == 1 else []
    at_s = _AT_SECONDS.search("".join(left))
    if at_s:
        cut(*at_s.span())
    octaves = 0
    if octave := _OCTAVE.search("".join(left)):
        octaves = 1 if octave["way"] in ("up", "higher") else -1
        cut(*octave.span())
    if so_that := _SO_I_CAN.search("".join(left)):
        cut(*so_that.span())
    if (with_all := _WITH_ALL.search("".join(left))) and not any(
        with_all.start() < one.start < with_all.end() for one in said.things
    ):
        cut(*with_all.span())
    each = size_of_each("".join(left)) or size_of_each(chords)
    if of_each := EACH.search("".join(left)):
        cut(*of_each.span())
    else:
        chords = EACH.sub(" ", chords)
    if many := _SO_MANY_CHORDS.search("".join(left)):
        cut(*many.span("n"))
    if not _figures(said, "".join(left), args, cut):
        return None
    counted_off = _SEVERAL.search(text)
    inside = [one for one in said.amounts if one.start < len(text)]
    inside = [one for one in inside if not _A_BEAT.match(text, one.start)]
    inside = [one for one in inside if not (counted_off and counted_off.start("n") == one.start)]
    if not all(left[one.start] == " " or FIGURES.match(text, one.start) for one in inside):
        return None
    is_new = _TRACK.search("".join(left))
    if is_new:
        cut(*is_new.span())
        track = said.raw[slice(*is_new.span("name"))] if is_new["name"] else ""
    for thing in said.things:
        before = text[: thing.start]
        if any(one.start <= thing.start < one.end for one in places):
            continue
        on = _ON.search(before)
        if on and is_new and on[0].startswith("to") and (clip := _clip_of(thing, said, places)):
            goes_with = clip  # "a counter melody to the lead, on a new track"
            cut(on.start(), thing.end)
        elif on and len(thing.tracks) == 1 and not thing.is_clip:
            track = thing.tracks[0]
            lane = _LANE.match(text, thing.end)
            cut(on.start(), lane.end() if lane else thing.end)
        elif (beside := _WITH_IT.search(before)) and (clip := _clip_of(thing, said, places)):
            goes_with = clip
            cut(beside.start(), thing.end)
    words = re.sub(r"\s+", " ", "".join(left)).strip(" ,.;!")
    words = re.sub(r"\s*,(?:\s*,)*", ",", words)
    seconds = float(at_s["s"]) if at_s else None
    return ToldBeside(words, args, places, seconds, octaves, track, goes_with, kit, chords, each, many)


def _without_real_one(text: str) -> str:
    """ "A blast beat, a real one"."""
    found = _A_REAL_ONE.search(text)
    return text[: found.start()].ljust(len(text)) if found and found.start() else text


def _simple(match: re.Match[str]) -> str:
    return "simple".ljust(len(match[0]))


def _on_a_number(text: str) -> list[Place]:
    """ "A crash on 17"."""
    found = [one for one in _NUMBER.finditer(text) if float(one["bar"]) < EARLIEST_BPM]
    return [Place(*one.span(), ((float(one["bar"]), float(one["bar"]) + 1),), "at") for one in found[:1]]


def _ending(place: Place, text: str) -> Place:
    """ "That ends at bar 9" goes up to there."""
    ends = _ENDS.search(text[: place.start])
    if ends is None:
        return place
    is_end = ends["ends"] is not None and place.how in ("at", "in")
    return (
        replace(place, start=ends.start(), how="to", spans=((1.0, place.spans[0][0]),))
        if is_end
        else (replace(place, start=ends.start()))
    )


def _figures(said: Said, text: str, args: dict[str, Any], cut: Callable[[int, int], None]) -> bool:
    """Length, tempo and key into the arguments; False for a key that is none."""
    spans: list[tuple[int, int]] = []
    if long := _LONG.search(text):
        args["bars"] = counted(long["count"])
        spans.append(long.span())
    elif seconds := _SECONDS.search(text):
        args["duration"] = number(float(seconds["s"]))
        spans.append(seconds.span())
    if bpm := _BPM.search(text):
        value = float(bpm["bpm"] or bpm["at"])
        if value >= EARLIEST_BPM:
            args["bpm"] = number(value)
            spans.append(bpm.span())
    if that_key := _THAT_KEY.search(text):
        if not said.scene.context.key or not _of_its_key(said):
            return False
        args["key"] = said.scene.context.key
        spans.append(that_key.span())
    elif key := _KEY.search(text):
        if key["same"]:
            args |= {"key": said.scene.context.key} if said.scene.context.key else {}
        else:
            named = key["key"] or f"{key['bare'].removesuffix('m')} {'minor' if key['bare'].endswith('m') else 'major'}"
            found = keys(f"in {named[0].upper()}{named[1:]}", loose=True)
            if not found:
                return False
            args["key"] = found[0]
        spans.append(key.span())
    for span in spans:
        cut(*span)
    return True


def _of_its_key(said: Said) -> bool:
    """Was the key just asked for?"""
    calls = said.scene.context.dialogue[-1].calls if said.scene.context.dialogue else ()
    return any((one.get("args") or {}).get("aspect") == "key" for one in calls)


def _clip_of(thing: Named, said: Said, places: Sequence[Place]) -> str:
    """The one clip that is named, or of a track the one that plays where it is to go, else its first."""
    if len(thing.clips) == 1:
        return thing.clips[0]
    lying = [one for one in said.scene.clips if one.track in thing.tracks] if len(thing.tracks) == 1 else []
    spans = [span for one in places for span in one.spans]
    there = [one for one in lying if one.bars and spans and one.bars[0] < spans[0][1] and one.bars[1] > spans[0][0]]
    return min(there or lying, key=lambda one: one.start).id if lying else ""
