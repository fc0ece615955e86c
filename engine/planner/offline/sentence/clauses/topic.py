"""What a remark speaks of, which the request beside it may leave unsaid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.offline.sentence.apart.said import Named, Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.regex import regex

_AN_EDGE = regex(r"(?:right )?(?:at|in|on|from) (?:the |its )?(?:very )?(?:start|beginning|end|top|front)")
_OF_BEFORE = regex(
    r"\b(?:first|last|final|second|opening|closing) (?:\w+ )?(?:bars?|beats?|half)(?! (?:of|before|in|leading|into))"
    r"|\bthere\b"
)
_SPAN = regex(r"\b\d+ ?(?:to|-|–|till|until) ?\d+\b")
_LISTED = regex(r"[\s,&]*(?:\b(?:and|the|my|our|both|that|this|these|those)\b[\s,]*)*")
_LIKES = regex(
    r"^(?:(?:i|we) (?:(?:really|do|still|actually) )*(?:like|love|prefer|dig)"
    r"|(?:one|you|we|i|people|everybody|everyone) (?:(?:can|could|still|always|really|clearly|just) )*"
    r"(?:hears?|notices?|sees?)"
    r"|there(?:'s| is| are|s)(?: still| just)? (?:nothing|no \w+|not (?:much|enough|any) ?\w*|(?:too|so) much \w+"
    r"|(?:an?|some|that|this|such an?|a lot of) (?:[a-z]+ )?[a-z]+)"
    r" (?:on|in|at)) (?:the |my |our )?"
)
""" "I like take 2 best", "you can hear the hum" speak of it."""
_BESIDE_WHOM = regex(
    r"\b(?:under(?:neath)?|behind|beneath|during|throughout|(?:all )?(?:through|over)|beside|while) (?:the |my |our )?$"
)
""" "One hears the hum under the reading": there."""
_ANY_OF_THEM = regex(r"\ban? $")
""" "It's only a harmony" names none."""
THERE = regex(
    r"\bthere\b|\bfor it\W*$|\b(?:those|these|that|this) (?:(?:two|three|four|\d) )?(?:bars?|bit|spot|place)\b",
    re.IGNORECASE,
)
_SUFFICES = regex(
    r"(?:\b(?:is|are)|'s) (?:enough|plenty|sufficient|all (?:i|we) need)\b|\b(?:will|'ll|would) do\b"
    r"|\bdoes (?:the job|enough)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Topic:
    """What was spoken of before, which a request may leave unsaid."""

    things: tuple[Named, ...] = ()
    bars: tuple[Bars, ...] = ()


def topic_of(remark: str, words: str, scene: DialogueState) -> Topic | None:
    """The subject of a remark, and its bars for a "there"; None where it tells others, for they may hold as well."""
    if _SUFFICES.search(remark):
        return Topic()  # "lose it altogether, perc is enough": it is not the perc
    said = taken_apart(remark, scene)
    told = [one for one in said.places if not _AN_EDGE.fullmatch(said.text[one.start : one.end].strip())]
    if told and (said.is_open or not THERE.search(words)):
        if not _tells_its_place(words, scene):
            return None
        told = []
    subject: list[Named] = []
    for one in said.things:
        between = said.text[subject[-1].end if subject else 0 : one.start]
        between = between if subject else _LIKES.sub("", between)
        if one.is_pointed or _ANY_OF_THEM.search(said.text[: one.start]) or not _LISTED.fullmatch(between):
            break
        subject.append(one)
    bars = tuple(span for one in told for span in one.spans)
    bars = bars or (_where_others_play(said, subject) if THERE.search(words) else ())
    return Topic(tuple(replace(one, start=0, end=0) for one in subject), bars)


def _where_others_play(said: Said, subject: Sequence[Named]) -> tuple[Bars, ...]:
    """The bars of the one clip that is told of beside the subject."""
    others = [one for one in said.things if one not in subject and _BESIDE_WHOM.search(said.text[: one.start])]
    clips = [view for one in others for clip in one.clips if (view := said.scene.clip(clip)) and view.bars]
    return (clips[0].bars,) if len(clips) == 1 and clips[0].bars else ()


def _tells_its_place(words: str, scene: DialogueState) -> bool:
    """Does the request say where, by bars or a part of the song? "The last bar" may be that of the remark's part."""
    said = taken_apart(words, scene)
    is_told = bool(said.places) or _SPAN.search(said.text) is not None
    return is_told and not any(_OF_BEFORE.search(said.text[one.start : one.end]) for one in said.places)


def worked_on(text: str, scene: DialogueState) -> tuple[Named, ...]:
    """ "Has to land at bar 7 actually, Karen needs a breath", behind a sound that was placed: that one."""
    said = taken_apart(text, scene)
    tracks, clips, is_clip = said.focus.it()
    is_told = bool(said.things) or not said.last() or len(tracks) != 1
    return () if is_told else (Named(0, 0, tracks, clips, is_clip, is_pointed=True, is_pronoun=True),)


def says_whose(text: str, scene: DialogueState) -> bool:
    """ "Pull both rhythms": what a remark spoke of is not meant besides."""
    said = taken_apart(text, scene)
    return bool(said.things) and not said.is_unclear and not any(one.is_pointed for one in said.things)


def names_a_thing(text: str, scene: DialogueState) -> bool:
    """Is a track or a clip named, and not only pointed at?"""
    return any(not one.is_pointed for one in taken_apart(text, scene).things)


def names_a_track(text: str, scene: DialogueState) -> bool:
    """ "The song's better bare" is of no track, though the mix has a fader."""
    masters = {view.name for view in scene.context.track_views if view.kind == "master"}
    return any(not one.is_pointed and not masters.issuperset(one.tracks) for one in taken_apart(text, scene).things)
