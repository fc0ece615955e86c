"""The one that is told by a word of its name: "the dbl one", "that bounced one", "the phone one"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.said import Named
from engine.planner.offline.text.names import name_words
from engine.planner.regex import regex

_ONE = regex(
    r" one\b(?! ?(?:d ?b|bars?|beats?|octave|semi|percent|louder|quieter|softer|up|down|less|more|left|right|third"
    r"|half|and an? (?:half|quarter)|point))"
)
_TOLD = regex(
    r"\b(?:the|that|this|my) (?P<word>(?!other|first|second|third|last|next|new|old|same|whole|only|right|wrong|left"
    r"|quiet|loud"
    r"|loudest|good|bad|big|little|low|high|middle|top|bottom)[a-z]{3,})(?P<one> one\b)(?! ?(?:d ?b|bars?|beats?))"
)
_BARE = regex(
    r"(?:^|(?<=[,;] ))(?P<word>(?!that|this|the|no|any|each|every|other|which|only|just|last|next|first"
    r"|new)[a-z]{2,}) one\b"
    r"(?= (?:\d|hard|left|right|up|down|to|at|louder|quieter|off|out))"
)
""" "Hi one 50 left, lo one 50 right"."""
_POINTS = regex(r"\b(?:the|that|this|my) (?:\w+ )?$")


def with_named_one(named: list[Named], text: str, scene: DialogueState) -> list[Named]:
    """The things, a "one" behind a name as a part of it, and what only a word of a name tells."""
    made = [
        replace(one, end=one.end + len(match[0]))
        if len(one.tracks) == 1 and _POINTS.search(text[: one.start]) and (match := _ONE.match(text, one.end))
        else one
        for one in named
    ]
    return [*made, *_by_a_word(made, text, scene)]


def _by_a_word(named: Sequence[Named], text: str, scene: DialogueState) -> list[Named]:
    found = []
    for match in (*_TOLD.finditer(text), *_BARE.finditer(text)):
        if any(one.start < match.end() and match.start() < one.end for one in named):
            continue
        called = [
            view.name
            for view in scene.context.track_views
            if view.kind not in ("master",) and match["word"] in name_words(view.name)
        ]
        if len(called) == 1:
            clips = tuple(clip.id for clip in scene.clips if clip.track == called[0])
            found.append(Named(match.start("word"), match.end(), (called[0],), clips))
    return found
