"""A wish for something new: its noun and how it sounds, with all that is told beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.planner.offline.making.kit import KitSaid, piece_in
from engine.planner.offline.making.nouns import Noun, noun_in
from engine.planner.offline.making.wish_told import FIGURES, told_beside
from engine.planner.offline.sentence.apart.place import Place
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.scope.where import plays
from engine.planner.offline.slots.clause import number
from engine.planner.offline.slots.texts import chord_list, genre
from engine.planner.offline.text.counts import counted
from engine.planner.offline.text.each_chord import EACH
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
_PLAYING = regex(
    r"(?P<who>(?:(?:soft|warm|dark|big|high|low) )*(?:strings|horns|brass|choir|organ|violins|synth strings))"
    r"(?:,? (?:(?:just|only|playing|holding|with|doing) )*(?P<how>(?:long|slow|held|sustained) )?chords)?"
)
""" "Some strings, just long chords"."""
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
_TO_A_PART = regex(
    r"\bfrom (?:the )?(?!(?:bar|measure) \d)[a-z].* (?:to|until|till) (?:the )?(?!(?:bar|measure|end of bar) \d)[a-z]"
)
""" "From the verse to the bridge": with the bridge or without?"""
_AN_ORDER = regex(
    r"(?:loop|beat|fill|pad|sweep|march|clap|snap|wave|crash) (?:the|my|our|it|this|that|from|between|bars?)\b"
    r"|(?:half|double)[- ]?time\b"
)
""" "Loop the chorus" and "halftime groove from the verse on" are said of what is there."""
_GOES = regex(
    r"\b(?:up|down|to|from|until|goes?|comes?|is|are|was|were|should|needs?|gets?|can|could|must|starts?|ends?)\b"
)
""" "Mambo kicks up to 200 bpm" tells something of what is there."""
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
_PADS = regex(r"\bpads?$")
_THE_CHORDS = regex(r"^(?:the|these) (?=chords?\b|(?:chord )?progression\b)")
""" "Write the chords Am and F": those that are listed."""
_LONGEST = 24
_WORDS_BEFORE = 6
_A_BASS = regex(r"(?:(?!drum|double|upright|more)[a-z-]+ ){0,2}bass")
""" "Write a bass for the chorus": a line of it."""
_NO_SOUND = regex(r"\b(?:screenshots?|pictures?|images?|photos?|videos?|windows?|views?|editors?|pdfs?|scores?"
    r"|charts?|presets?)\b")
""" "A piano roll screenshot" is nothing to hear."""
_A_PROPER_ONE = regex(r"^(?:proper |real |new |better |different |decent |good |nicer? |fresh )*one\b")


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
    told = told_beside(said, text, chords)
    if told is None:
        return None
    words, args, places, goes_with = told.words, told.args, told.places, told.goes_with
    kit, chords, each, many = told.kit, told.chords, told.each, told.many
    lead = _LEAD.match(words)
    is_asked = bool(lead and (lead["article"] or lead["verb"] and not lead["verb"].strip().endswith("put")))
    words = words[lead.end() :].strip(" ,") if lead else words
    is_told = bool(lead and lead["verb"]) and bool(chord_list(EACH.sub(" ", said.raw)))
    words = _THE_CHORDS.sub("", words) if is_told else words
    words = f"{words} line" if lead and lead["verb"] and lead["article"] and _A_BASS.fullmatch(words) else words
    several = int(counted(lead["several"])) if lead and lead["several"] else 1
    words = _with_noun(words, said)
    if (playing := _PLAYING.fullmatch(words)) and (
        goes_with and is_asked or words.endswith("chords") and (is_asked or places)
    ):
        words = f"{playing['who']}, {'whole notes ' if playing['how'] else ''}chords"
    if "chords" not in args and (listed := [] if chords else chord_list(EACH.sub(" ", said.raw))):
        words = _without_chords(re.sub(r"(?:,| and)+ a$", "", words) if listed[-1] == "A" else words)
        args["chords"] = listed
    is_asked = is_asked or several > 1 or "chords" in args
    found = noun_in(words)
    if found is None or not (is_asked or places or args or told.at_s is not None):
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
        listed = chord_list(EACH.sub(" ", said.raw[len(text) :]))
        if not listed:
            return None
        args["chords"], words = listed, words[:end]
    if many and "chords" in args and counted(many["n"]) != len(args["chords"]):
        return None
    if each and "chords" in args:
        size = each[0] / _beats_of_a_bar(said) if each[1] == "beats" else each[0]
        args["bars"] = max(1, round(len(args["chords"]) * size))
    elif each:
        return None
    tail = words[end:]
    if _NO_SOUND.search(tail):
        return None
    acts = {one for one in adjectives if one in (*COMMANDS, "silence") and not genre(one)}
    acts -= _HOW_IT_SOUNDS if is_asked else set()
    if len(adjectives) > _WORDS_BEFORE or acts or set(adjectives) & _NOT_BEFORE:
        return None
    if (
        not _TAIL.fullmatch(tail)
        or _GONE.match(tail)
        or _NOT_SAID.search(FIGURES.sub("", tail))
        or {*re.findall(r"[\w-]+", tail)} & COMMANDS
    ):
        return None
    if _TURNED.fullmatch(tail) and not (lead and lead["article"]):
        return None
    if not is_asked and (_AN_ORDER.match(text) or _GOES.search(tail)):
        return None
    if not is_asked and _is_here(called, said) and not FIGURES.search(tail) and not _is_missing(places, said):
        return None
    at = None if told.at_s is None else number(told.at_s)
    track = told.track or _selected(noun, words[:end], said)
    kinds = [view.kind for view in said.scene.context.track_views if view.name == track]
    if _PADS.search(called) and "midi" in kinds:
        noun = Noun("generate_midi", "pad")  # on a track that holds notes
    return Wish(noun, re.sub(r"\s+,", ",", words), args, places, at, track, goes_with, kit, several, told.octaves)


def _beats_of_a_bar(said: Said) -> float:
    above, _, below = said.scene.context.time_signature.partition("/")
    return float(above) * 4 / float(below or 4)


def _with_noun(words: str, said: Said) -> str:
    """ "That shaker is hiss, make me a proper one": one of those that were spoken of."""
    one = _A_PROPER_ONE.match(words)
    named = [track.lower() for thing in said.before for track in thing.tracks] if one else []
    nouns = [name for name in named if noun_in(name)]
    return f"{nouns[0]}{words[one.end() :]}" if one and len(set(named)) == 1 and nouns else words


def _without_chords(words: str) -> str:
    """Without the chords that are listed in it."""
    kept = [one for one in re.split(r"\s+", words) if not chord_list(" ".join([one.strip(",-")] * 3))]
    return _LED_TO_THEM.sub("", " ".join(kept)).strip(" ,-")


_LED_TO_THEM = regex(
    r",?\s*\b(?:(?:that|which|it) )?(?:over|on|with|using|follow(?:s|ing)?|to (?:fit|follow|match)|from|through|of"
    r"|in|under|for"
    r"|going|playing|outlining)(?: (?:the|these|those))?(?: (?:chords|changes|progression|chord progression))?"
    r"(?:,?\s*(?:and|then))*\s*$"
)
""" "A bass line over the chords" Am F C G."""


def _selected(noun: Noun, words: str, said: Said) -> str:
    """The selected track, where what is asked for is called like it and can lie there."""
    chosen = said.scene.context.selected_tracks
    views = [one for one in said.scene.context.track_views if one.name in chosen]
    if len(views) != 1 or noun.task != "generate_midi" or views[0].kind != "midi":
        return ""
    return views[0].name if set(name_words(views[0].name)) & set(words.split()) else ""


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
