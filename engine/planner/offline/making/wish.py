"""A wish for something new: its noun, how it sounds, how long, in which key, where and on which track."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from engine.planner.offline.making.nouns import Noun, noun_in
from engine.planner.offline.sentence.places import Place
from engine.planner.offline.sentence.said import Named, Said
from engine.planner.offline.slots.clause import number
from engine.planner.offline.slots.texts import chord_list, genre, keys
from engine.planner.offline.text.counts import COUNT, counted
from engine.planner.offline.text.words import COMMANDS
from engine.planner.regex import regex

_VERB = (
    r"(?:(?:can|could|would) (?:you|we) )?(?:let'?s |please |just |now |then |first )*"
    r"(?:make|create|generate|write|compose|produce|give|get|gimme|add|put|lay down|build|do|drop|stick|throw|have"
    r"|cook up|come up with|need|want|how about|what about|i need|i want|i'd like|i would like|we need|could use"
    r"|let me have)"
    r"(?: (?:me|us|in|down|together|up))*"
)
_ARTICLE = r"(?:an?|some|another|one more|a couple of|a few)"
_LEAD = regex(rf"(?P<verb>{_VERB}\s+)?(?P<article>{_ARTICLE}\s+)?(?:(?:new|nice|quick|simple little)\s+)*")
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
_ON = regex(r"\b(?:on|onto|to) (?:the |my |our )?$")
_WITH_IT = regex(
    r"\b(?:under(?:neath)?|beneath|below|behind|over|on top of|to go with|that goes with"
    r"|to (?:fit|match|follow)(?: with)?|that (?:follows|fits|matches)|following|matching"
    r"|along with|for|with|against) (?:the |my |our )?$"
)
_TAIL = regex(
    r"\s*(?:,|\b(?:with|like|of|from|made of|featuring|played|that|which|getting|going|plus|in an?|in the style of"
    r"|as if)\b)?"
    r"[\w\s',&#/+-]*"
)
_NOT_SAID = regex(
    r"\b(?:it|them|this|that one|those|its|the|my|our|his|her|these|reverb|delay|louder|quieter|track|tracks|take|takes"
    r"|marker|mute|solo|instead|too|also|again|as well|than|same)\b|[?:]|\d"
    r"|(?:,|\band\b)\s*(?:and )?(?:an?|some|another)\b"
)
_FIGURES = regex(r"\b(?:\d+(?:ths?|nds?)|[36789]0\ds?|getting (?:louder|quieter))\b")
""" "16ths", "808s", "getting louder": how it sounds."""
_TO_A_PART = regex(r"\bfrom (?:the )?[a-z].* (?:to|until|till) (?:the )?[a-z]")
""" "From the verse to the bridge": with the bridge or without?"""
_TOO = regex(r"\s*(?:and|&) (?:at |on )?(?:bar )?(?P<bar>\d+)\b(?!\s*(?:d ?b|%|bars|beats))")
_AN_ORDER = regex(
    r"(?:loop|beat|fill|pad|sweep|march|clap|snap|wave|crash) (?:the|my|our|it|this|that|from|between|bars?)\b"
    r"|(?:half|double)[- ]?time\b"
)
""" "Loop the chorus" and "halftime groove from the verse on" are said of what is there."""
_GOES = regex(
    r"\b(?:up|down|to|from|until|goes?|comes?|is|are|was|were|should|needs?|gets?|can|could|must|starts?|ends?)\b"
)
""" "Mambo kicks up to 200 bpm" tells something of what is there."""
_NUMBER = regex(r"\b(?:on|at)(?: the)? (?P<bar>\d+)(?= and \d+\b|\W*$|,)")
_BEATS = 4
""" "On 2 and 4" are beats."""
_NOT_BEFORE = frozenset(
    "the my our his her their its this that these those it no not more less all every each both of on in at to for with"
    " from into under over and or but out off up down back same other first last second only just is are be up"
    " louder quieter where what which how when why marker markers track tracks clip clips region bus group section"
    " named called name".split()
)
_LONGEST = 20
_WORDS_BEFORE = 6
EARLIEST_BPM = 50


@dataclass
class Wish:
    """Something that is to be made."""

    noun: Noun
    words: str
    """The noun with what is said of it."""
    args: dict[str, Any] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    at_s: float | None = None
    """Where it goes, in seconds."""
    track: str = ""
    """Where it goes: a track that is there, or the name of a new one."""
    goes_with: str = ""
    """The clip under, over or behind which it is to play."""


def wish(said: Said) -> Wish | None:
    """What a sentence asks for; None where it asks for nothing new, or not all of it is known."""
    text, _, chords = said.text.partition(":")
    if len(text.split()) > _LONGEST or '"' in said.typed or said.typed.rstrip().endswith("?"):
        return None
    if _TO_A_PART.search(text):
        return None
    left = list(text)
    args: dict[str, Any] = {}
    track = goes_with = ""

    def cut(start: int, end: int) -> None:
        left[start:end] = " " * (end - start)

    places = [_ending(one, text) for one in said.places if one.how != "bare" or not text[one.end :].strip(" ,.!")]
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
    if not _told(said, "".join(left), args, cut):
        return None
    inside = [one for one in said.amounts if one.start < len(text)]
    if not all(left[one.start] == " " or _FIGURES.match(text, one.start) for one in inside):
        return None
    is_new = _TRACK.search("".join(left))
    if is_new:
        cut(*is_new.span())
        track = said.raw[slice(*is_new.span("name"))] if is_new["name"] else ""
    for thing in said.things:
        before = text[: thing.start]
        if any(one.start <= thing.start < one.end for one in places):
            continue
        if (on := _ON.search(before)) and len(thing.tracks) == 1 and not thing.is_clip:
            track = thing.tracks[0]
            cut(on.start(), thing.end)
        elif (beside := _WITH_IT.search(before)) and (clip := _clip_of(thing, said)):
            goes_with = clip
            cut(beside.start(), thing.end)
    words = re.sub(r"\s+", " ", "".join(left)).strip(" ,.;!")
    lead = _LEAD.match(words)
    is_asked = bool(lead and (lead["article"] or lead["verb"] and not lead["verb"].strip().endswith("put")))
    words = words[lead.end() :].strip(" ,") if lead else words
    found = noun_in(words)
    if found is None or not (is_asked or places or args or at_s):
        return None
    noun, start, end = found
    adjectives, tail = words[:start].split(), words[end:]
    acts = {one for one in adjectives if one in COMMANDS and not genre(one)}
    if len(adjectives) > _WORDS_BEFORE or acts or set(adjectives) & _NOT_BEFORE:
        return None
    if (
        not _TAIL.fullmatch(tail)
        or _NOT_SAID.search(_FIGURES.sub("", tail))
        or {*re.findall(r"[\w-]+", tail)} & COMMANDS
    ):
        return None
    if chords or noun.kind == "chords":
        listed = chord_list(said.raw[len(text) :] if chords else said.raw)
        if chords and not listed:
            return None
        if listed:
            args["chords"] = listed
            words = words[:end]
    if not is_asked and (_AN_ORDER.match(text) or _GOES.search(tail)):
        return None
    if not is_asked and _is_here(words[:end], said) and not _FIGURES.search(tail):
        return None
    at = number(float(at_s["s"])) if at_s else None
    return Wish(noun, re.sub(r"\s+,", ",", words), args, places, at, track, goes_with)


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


def _told(said: Said, text: str, args: dict[str, Any], cut: Callable[[int, int], None]) -> bool:
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
    if key := _KEY.search(text):
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


def _clip_of(thing: Named, said: Said) -> str:
    """The one clip that is named, or the first of a track."""
    if len(thing.clips) == 1:
        return thing.clips[0]
    lying = [one for one in said.scene.clips if one.track in thing.tracks] if len(thing.tracks) == 1 else []
    return min(lying, key=lambda one: one.start).id if lying else ""


def _is_here(words: str, said: Said) -> bool:
    """Is a track or a clip called so?"""
    words = re.sub(r" parts?$", "", words)
    named = [*said.scene.context.tracks, *(one.name for one in said.scene.clips)]
    return any(words == name.lower() for name in named) or any(
        one.start == 0 and one.end >= len(words) and not one.is_pointed for one in said.things
    )
