"""A wish for something new: its noun, how it sounds, how long, in which key, where and on which track."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from engine.planner.offline.making.kit import KitSaid, kit_said, piece_in
from engine.planner.offline.making.nouns import Noun, noun_in
from engine.planner.offline.sentence.apart.place import Place
from engine.planner.offline.sentence.apart.said import Named, Said
from engine.planner.offline.sentence.scope.where import plays
from engine.planner.offline.slots.clause import number
from engine.planner.offline.slots.texts import chord_list, genre, keys
from engine.planner.offline.text.counts import COUNT, counted
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.words import COMMANDS
from engine.planner.regex import regex

_VERB = (
    r"(?:(?:can|could|would) (?:you|we) )?(?:let'?s |please |just |now |then |first )*"
    r"(?:make|create|generate|write|compose|produce|give|get|gimme|add|put|lay down|build|do|drop|stick|throw|have"
    r"|cook up|come up with|need|want|how about|what about|i need|i want|i'd like|i would like|we need|could use"
    r"|let me have|i'd love|would love|could do with|wouldn't mind|i fancy)"
    r"(?: (?:me|us|in|down|together|up))*"
)
_ARTICLE = r"(?:an?|some|another|one more|a couple of|a few)"
_LEAD = regex(
    rf"(?P<verb>{_VERB}\s+)?(?P<article>{_ARTICLE}\s+)?"
    r"(?:(?P<several>two|three|four|2|3|4) (?:different |other |new )+)?"
    r"(?:(?:new|nice|quick|proper|decent|simple little)\s+)*"
)
_EACH = regex(
    rf",?\s*\b(?P<count>{COUNT}) (?P<unit>bars?|beats?) (?:each|(?:a|per|for each|for every) chord)\b"
    r"|,?\s*\b(?:one|a chord|a new (?:one|chord)) (?:a|per|every|each) bar\b"
)
_SO_MANY_CHORDS = regex(r"\b(?P<n>two|three|four|five|six|eight|[2-8])(?=[- ]chords?\b)")
""" "Four chords for the verse, Am F C G"."""
_OCTAVE = regex(r",?\s*\b(?:(?:an?|one) )?octave (?P<way>up|down|higher|lower)\b")
_PLAYING = regex(
    r"(?P<who>(?:(?:soft|warm|dark|big|high|low) )*(?:strings|horns|brass|choir|organ|violins|synth strings))"
    r"(?:,? (?:(?:just|only|playing|holding|with|doing) )*(?P<how>(?:long|slow|held|sustained) )?chords)?"
)
""" "Some strings, just long chords"."""
_A_BEAT = regex(r"an? beat\b(?! (?:early|earlier|late|later|long|longer|short|shorter))")
_SEVERAL = regex(r"\b(?P<n>two|three|four|2|3|4) (?:different|other|new) ")
_SO_I_CAN = regex(r",?\s*\bso (?:that )?(?:i|we) can \w+(?: \w+)?\s*$")
_THAT_KEY = regex(r",?\s*\bin (?:that|this|it)(?: key)?(?=\s*$|\s*[,.;]|\s+(?:for|at|on|over|under|in)\b)")
_A_REAL_ONE = regex(r",?\s*\b(?:an?|some) (?:real|proper|good|nice|decent|simple) ones?\s*$")
_NOTHING_FANCY = regex(
    r"\bnothing (?:too )?(?:fancy|special|crazy|complicated)\b|\bkeep (?:it|that) (?:really |nice and |dead"
    r" )?(?:simple|basic)\b"
)
_FOLLOWS = regex(r"\b(?:under|over|below|beneath|with|beside|against|to) (?:it|that|them|this)\b")
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
    r"|to (?:fit|match|follow)(?: with)?|that (?:follows?|fits?|match(?:es)?)|following|matching"
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
_GONE = regex(r"^\s*(?:out|off|gone|away)\b(?! of\b)")
""" "Drums out for the last bar" is said of what is there."""
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
_TURNED = regex(
    r"\s+(?:(?:a (?:bit|little|touch|lot)|much|way|slightly) )?(?:(?!number\b|under\b|over\b|after\b)[a-z]{3,}er"
    r"|(?:more|less) [a-z]+)"
)
""" "Make melody warmer" is said of one that is there."""
_HOW_IT_SOUNDS = {"warm", "clean", "open", "slow", "clear"}
""" "A warm pad" is no order to warm it."""
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
    kit: KitSaid = KitSaid()
    """Which drums, and on which beats."""
    count: int = 1
    """How many of them to choose from."""
    octaves: int = 0
    """How much higher than usual."""


def wish(said: Said) -> Wish | None:
    """What a sentence asks for; None where it asks for nothing new, or not all of it is known."""
    text, _, chords = said.text.partition(":")
    if len(text.split()) > _LONGEST or '"' in said.typed or said.typed.rstrip().endswith("?"):
        return None
    if _TO_A_PART.search(text):
        return None
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
    each = _EACH.search("".join(left))
    if each:
        cut(*each.span())
    elif each := _EACH.search(chords):
        chords = f"{chords[: each.start()]} {chords[each.end() :]}"
    if many := _SO_MANY_CHORDS.search("".join(left)):
        cut(*many.span("n"))
    if not _told(said, "".join(left), args, cut):
        return None
    counted_off = _SEVERAL.search(text)
    inside = [one for one in said.amounts if one.start < len(text)]
    inside = [one for one in inside if not _A_BEAT.match(text, one.start)]
    inside = [one for one in inside if not (counted_off and counted_off.start("n") == one.start)]
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
        elif (beside := _WITH_IT.search(before)) and (clip := _clip_of(thing, said, places)):
            goes_with = clip
            cut(beside.start(), thing.end)
    words = re.sub(r"\s+", " ", "".join(left)).strip(" ,.;!")
    words = re.sub(r"\s*,(?:\s*,)*", ",", words)
    lead = _LEAD.match(words)
    is_asked = bool(lead and (lead["article"] or lead["verb"] and not lead["verb"].strip().endswith("put")))
    words = words[lead.end() :].strip(" ,") if lead else words
    several = int(counted(lead["several"])) if lead and lead["several"] else 1
    words = _with_noun(words, said)
    if (playing := _PLAYING.fullmatch(words)) and (
        goes_with and is_asked or words.endswith("chords") and (is_asked or places)
    ):
        words = f"{playing['who']}, {'whole notes ' if playing['how'] else ''}chords"
    if "chords" not in args and (listed := [] if chords else chord_list(_EACH.sub(" ", said.raw))):
        words = _without_chords(words)
        args["chords"] = listed
    is_asked = is_asked or several > 1 or "chords" in args
    found = noun_in(words)
    if found is None or not (is_asked or places or args or at_s):
        return None
    noun, start, end = found
    called = words[:end]
    adjectives = words[:start].split()
    if noun.kind == "melody" and words[:end].endswith(("lead", "leads")) and not places:
        noun = Noun("generate_audio")
    if "chords" in args and noun.task == "generate_audio":
        noun = Noun("generate_midi", "pad")
    if noun.task == "generate_audio" and kit != KitSaid():
        piece = piece_in(words[:end])
        if (kit.beats or kit.every) and not piece:
            return None
        noun = Noun("generate_midi", "drums")
        on_beats = f" every {kit.every}" if kit.every else f" on {kit.beats}" if kit.beats else ""
        only = f"only {piece}{on_beats}" if piece else ""
        kit = KitSaid(", ".join(filter(None, (only, kit.style))), kit.beats, kit.every)
        words = f"{words[:start]}drums{words[end:]}"
        end = words.index("drums") + len("drums")
    if kit != KitSaid() and noun.kind != "drums":
        return None
    if chords:
        listed = chord_list(_EACH.sub(" ", said.raw[len(text) :]))
        if not listed:
            return None
        args["chords"], words = listed, words[:end]
    if many and "chords" in args and counted(many["n"]) != len(args["chords"]):
        return None
    if each and "chords" in args:
        count = counted(each["count"]) if each["count"] else 1
        size = count / _beats_of_a_bar(said) if (each["unit"] or "").startswith("beat") else count
        args["bars"] = max(1, round(len(args["chords"]) * size))
    elif each:
        return None
    tail = words[end:]
    acts = {one for one in adjectives if one in COMMANDS and not genre(one)}
    acts -= _HOW_IT_SOUNDS if is_asked else set()
    if len(adjectives) > _WORDS_BEFORE or acts or set(adjectives) & _NOT_BEFORE:
        return None
    if (
        not _TAIL.fullmatch(tail)
        or _GONE.match(tail)
        or _NOT_SAID.search(_FIGURES.sub("", tail))
        or {*re.findall(r"[\w-]+", tail)} & COMMANDS
    ):
        return None
    if _TURNED.fullmatch(tail) and not (lead and lead["article"]):
        return None
    if not is_asked and (_AN_ORDER.match(text) or _GOES.search(tail)):
        return None
    if not is_asked and _is_here(called, said) and not _FIGURES.search(tail) and not _is_missing(places, said):
        return None
    at = number(float(at_s["s"])) if at_s else None
    track = track or _selected(noun, words[:end], said)
    return Wish(noun, re.sub(r"\s+,", ",", words), args, places, at, track, goes_with, kit, several, octaves)


def _without_real_one(text: str) -> str:
    """ "A blast beat, a real one"."""
    found = _A_REAL_ONE.search(text)
    return text[: found.start()].ljust(len(text)) if found and found.start() else text


def _simple(match: re.Match[str]) -> str:
    return "simple".ljust(len(match[0]))


def _beats_of_a_bar(said: Said) -> float:
    above, _, below = said.scene.context.time_signature.partition("/")
    return float(above) * 4 / float(below or 4)


_A_PROPER_ONE = regex(r"^(?:proper |real |new |better |different |decent |good |nicer? |fresh )*one\b")


def _with_noun(words: str, said: Said) -> str:
    """ "That shaker is hiss, make me a proper one": one of those that were spoken of."""
    one = _A_PROPER_ONE.match(words)
    named = [track.lower() for thing in said.before for track in thing.tracks] if one else []
    nouns = [name for name in named if noun_in(name)]
    return f"{nouns[0]}{words[one.end() :]}" if one and len(set(named)) == 1 and nouns else words


def _without_chords(words: str) -> str:
    """Without the chords that are listed in it."""
    kept = [one for one in re.split(r"\s+", words) if not chord_list(" ".join([one.strip(",-")] * 3))]
    return " ".join(kept).strip(" ,-")


def _selected(noun: Noun, words: str, said: Said) -> str:
    """The selected track, where what is asked for is called like it and can lie there."""
    chosen = said.scene.context.selected_tracks
    views = [one for one in said.scene.context.track_views if one.name in chosen]
    if len(views) != 1 or noun.task != "generate_midi" or views[0].kind != "midi":
        return ""
    return views[0].name if set(name_words(views[0].name)) & set(words.split()) else ""


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


def _is_missing(places: Sequence[Place], said: Said) -> bool:
    """ "Drums for the bridge", where none of those that are there plays in it."""
    spans = [span for one in places if said.text.startswith("for ", one.start) for span in one.spans]
    return bool(spans) and not any(plays(track, span, said.scene) for track in said.tracks for span in spans)


def _is_here(words: str, said: Said) -> bool:
    """Is a track or a clip called so?"""
    words = re.sub(r" parts?$", "", words)
    named = [*said.scene.context.tracks, *(one.name for one in said.scene.clips)]
    return any(words == name.lower() for name in named) or any(
        one.start == 0 and one.end >= len(words) and not one.is_pointed for one in said.things
    )
