"""Own names: what a request calls in other words or forms than the session, by the session's own names.

    "the second violins down 2"     → "the Vln II down 2"
    "both overheads 3 dB quieter"   → "OH L and OH R 3 dB quieter"
    "fade out toms line"            → "fade out dx tom"

Every act knows tracks and clips by their names; each would have to learn these words for itself.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.context import Context
from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.focus import Focus
from engine.planner.offline.sentence.apart.new_ones import taken_out_among
from engine.planner.offline.singing.stems import stems_asked
from engine.planner.offline.slots.thing import Thing
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.usual_names import PLACES, singular
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_MADE = regex(
    r"^\W*(?:(?:please|can you|could you|now|and|then|ok|so)\W+)*(?:write|compose|generate|create|sing|say|speak"
    r"|(?:make|give|get) (?:me|us))\b",
    re.IGNORECASE,
)
""" "Write a line for flutes": words of what is to be made."""
_NEW = regex(
    r"\b(?:an?|some|any|new|another|extra|more|called|named|titled|like|sounds? like|imitat\w+|as if|instead of)\s+"
    r"(?:[\w-]+\s+){0,2}$|\b(?:first|second|third|last|next|previous|other|old|same|original)\s+$",
    re.IGNORECASE,
)
""" "A flute", "the first singer": no track that is called so."""
_QUANTIFIER = regex(
    r"\b(?:both|all|the two|(?:the )?pair)(?: of)?(?: the| my| our)?\s+$|\b(?:the|my|our)\s+$", re.IGNORECASE
)
_IN_A_PART = regex(rf"\b(?:{'|'.join(sorted(PLACES))})\s+$", re.IGNORECASE)
""" "The chorus vocals" are not all of them."""
_ALL = regex(r"\b(?:both|all|two|pair)\b", re.IGNORECASE)
_TOWARDS = regex(r"\b(?:to|into|through|thru|via)\s+(?:the |my |our )?$", re.IGNORECASE)
_OF_A_PART = regex(
    r"\b(?:end|start|beginning|middle|half|bars?|beats?) of (?:the )?$|\b(?:in|at|until|till|from|before|after|during)"
    r" (?:the )?$",
    re.IGNORECASE,
)
_OF = regex(r"\b(?:of|for|on) (?:the )?$", re.IGNORECASE)
_BUS = regex(r"\s+(?:bus|aux|return|fx|send)\b", re.IGNORECASE)
_EFFECTS = (("delay|echo", ("dly", "delay", "echo", "del")), ("reverb|verb", ("rev", "verb", "reverb", "rvb")))
_SOUNDS = ("speech", "talking", "singing", "music", "noise", "applause")
""" "Pull the speech out of the recording": kinds of sounds, which are looked for in something."""
_FIGURE = regex(r"\s+[-+−]?\d")
_MOST = 8


def with_own_names(text: str, context: Context) -> str:
    """The same request with the session's own names; nothing inside quotation marks is changed."""
    simple = plain(text)
    if '"' in simple or len(simple) != len(text) or _MADE.match(simple) or not context.tracks:
        return text
    buses = [view.name for view in context.track_views if view.kind == "bus" and view.name not in context.tracks]
    text = simple = _with_effect_bus(_with_sides(simple, DialogueState.of(context)), buses)
    if stems_asked(text, DialogueState.of(context)):
        return text  # its vocals are no track
    focus = functools.cache(lambda: Focus.of(State.of(DialogueState.of(context))))
    scene = DialogueState(replace(context, tracks=(*context.tracks, *buses), dialogue=(), history=()))
    parts = {name.lower() for name, _ in context.markers}
    for thing in reversed(things(simple, scene)):
        if len(thing.tracks) > 1 and taken_out_among(thing.tracks, focus()):
            continue  # "the drums", behind drums that were taken out of a mix
        before, behind = text[: thing.start], text[thing.end :]
        is_old = not _NEW.search(before) and not _IN_A_PART.search(before)
        name = _name(thing, scene) if thing.is_otherwise and is_old else ""
        if text[thing.start : thing.end].lower() in parts and (_OF_A_PART.search(before) or _OF.search(before)):
            continue  # "to the end of verse 1", where a clip is called "keys vs a"
        if text[thing.start : thing.end].lower() in _SOUNDS or name and _ends_with_a_way(simple, thing, name):
            continue
        if len(thing.tracks) < 2 and _is_known(text[thing.start : thing.end], name):
            continue
        if (
            not name
            or {*thing.tracks} & {*buses}
            and not (_TOWARDS.search(before) or " " in name or _BUS.match(behind))
        ):
            continue
        quantifier = _QUANTIFIER.search(before)
        if len(thing.tracks) > 1 and quantifier or quantifier and _ALL.search(quantifier[0]):
            before = before[: quantifier.start()]
        by = " by" if name[-1].isdigit() and _FIGURE.match(behind) else ""
        text = f"{before}{name}{by}{behind}"
    return text


def _ends_with_a_way(text: str, thing: Thing, name: str) -> bool:
    """ "Take the kick out" is no Kick Outro."""
    match = re.search(r"\s(out|in|up|down|off|on)$", text[thing.start : thing.end].lower())
    return match is not None and match[1] not in name_words(name)


def _with_sides(text: str, scene: DialogueState) -> str:
    """ "The guitar on the right", "the right-hand guitar": the one track that is called so by its side."""

    def own(match: re.Match[str]) -> str:
        side = next(one for one in (match["side"], match["side2"]) if one).lower()
        noun = (match["noun"] or match["noun2"]).lower()
        kind = [track for one in things(noun, scene) for track in (*one.tracks, *one.others)]
        found = [one for one in dict.fromkeys(kind) if _SIDE_OF.search(one) and _side(one) == side[0]]
        return found[0] if len(found) == 1 and len(kind) > 1 else match[0]

    return _ON_A_SIDE.sub(own, text)


def _side(name: str) -> str:
    match = _SIDE_OF.search(name)
    return match[1][0].lower() if match else ""


_SIDE_OF = regex(r"[\s_-]\(?(l|r|left|right)\)?$", re.IGNORECASE)
_ON_A_SIDE = regex(
    r"\b(?:the |my |our )?(?:(?P<noun>[a-z][\w'-]+)(?: (?:track|part|one))? (?:on|to|at) the (?P<side>left|right)"
    r"(?:[ -]hand)?(?: side)?"
    r"(?= (?:to|out|in|up|down|off|is|should|needs?|a|more|less|by|from|for|only|\d)\b|[,.;!?]|$)"
    r"|(?P<side2>left|right)[ -]hand(?: side)? (?P<noun2>[a-z][\w'-]+))",
    re.IGNORECASE,
)


def _with_effect_bus(text: str, buses: Sequence[str]) -> str:
    """ "To the delay" is to the one bus that is called so in short."""
    for said, names in _EFFECTS:
        own = [bus for bus in buses if {*name_words(bus)} & {*names}]
        if len(own) == 1 and not re.search(rf"(?<!\w){re.escape(own[0])}(?!\w)", text, re.IGNORECASE):
            sent = re.compile(
                rf"\b(?:send|sent|feed|route)\b.*\b(?:to|into|through) (?:the|my|our) (?P<bus>{said})\b", re.IGNORECASE
            )
            if match := sent.search(text):
                text = f"{text[: match.start('bus')]}{own[0]}{text[match.end('bus') :]}"
    return _ROOM.sub(lambda match: _one_room(match, buses, text), text)


_ROOM = regex(
    r"(?P<lead>\b(?:to|into) (?:the|my|our) )(?P<room>hall|room|chamber|plate|spring|church|cathedral|cave|slap"
    r"|taps?)\b"
    r"(?! (?:bus|return|reverb|verb|sound|tone|mics?)\b)",
    re.IGNORECASE,
)


def _one_room(match: re.Match[str], buses: Sequence[str], text: str) -> str:
    """ "Glass to the hall": the one bus that is called so, Deep Hall."""
    own = [bus for bus in buses if match["room"].lower() in name_words(bus)]
    return f"{match['lead']}{own[0]}" if len(own) == 1 and own[0].lower() not in text.lower() else match[0]


def _is_known(said: str, name: str) -> bool:
    """Are all its words of the name as it is written, or all of the name among them?"""
    words = {singular(word) for word in name_words(re.sub(r"['’]s?$", "", said))}
    own = {singular(word) for word in name_words(name)}
    return words <= own or bool(own) and own < words  # "the day recording" says Day


def _name(thing: Thing, scene: DialogueState) -> str:
    """What the session calls it; "" where that is no name, or too many."""
    clips = [clip.name for clip in scene.clips if clip.track in thing.tracks]
    own = [clip.name for clip in scene.clips if clip.id in thing.clips]
    if own and len(own) < len(clips):
        return own[0] if len(own) == 1 else ""
    names = thing.tracks or tuple(own)
    if not 0 < len(names) <= _MOST:
        return ""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
