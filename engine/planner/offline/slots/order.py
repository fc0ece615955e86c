"""Clips by their order, or by what is left: the third, the other one, the rest, both, the original."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.text.names import content_words
from engine.planner.regex import regex

ALL = regex(r"\b(?:both|all|each|every|everything|every one|errything)\b")


REST = regex(r"\b(?:rest|others|remaining|remainder|whatever's left|other (?:two|three|four|ones|clips|takes))\b")


OTHER = regex(r"\b(?:the |that )?other(?: one| guy| clip| take| file| track)?\b")


_ORIGINAL = regex(r"\b(?:original|untouched|unprocessed|before version|source)\b")


_ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "fifth": 5,
    "5th": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
}


_COUNTED = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5}


ORDINAL = regex(
    r"\b(?:the )?(?P<ordinal>"
    + "|".join(_ORDINALS)
    + r"|last|middle|final)\b(?!\s+(?:\d+(?!\d*\s*(?:d\s?b|%))|two|three|four|five|six|eight|ten|few|couple|half"
    r"|quarter|second|minute|bar|bars|seconds|minutes|time|chorus|verse|word))"
    r"|\b(?:number|no\.?|#|take|version|part|half|speaker|voice|caller|option|result|clip)\s*#?(?P<count>one|two|three|four|five|[1-5])\b"
)


_SO_MANY = regex(r"\b(?:all|these|those|the|last) (two|three|four|five|[2-5])\b(?! (?:bars?|seconds?|beats?))")
_OF_SO_MANY = regex(r"\s+of (?:all |the |those |these |them )*(?:two|three|four|five|six|[2-6])\b")
""" "The last of those four": the four are what is counted."""
_COUNTABLE = frozenset("those person stem speaker voice result option extract made you".split())


def ordinal(said: str, count: int) -> int | None:
    """Which of `count` things a phrase counts to, from 1: "the third", "number two", "the last"."""
    match = ORDINAL.search(said)
    if not match:
        return None
    word = match["ordinal"] or ""
    if word in ("last", "final"):
        return count
    if word == "middle":
        return (count + 1) // 2
    return _ORDINALS.get(word) or _COUNTED.get(match["count"] or "")


def by_place(clause: Clause, said: str, kinds: Sequence[str], *, loose: bool = False) -> str | list[str] | None:
    """By order or by what is left: "the third", "the other one", "the rest", "both", "the original".

    `loose` lets other words stand beside the ordinal ("the second chorus").
    """
    scene = clause.scene
    pool = _pool(scene, kinds)
    said = _OF_SO_MANY.sub(" ", said)
    place = ordinal(said, len(pool))
    left_over = content_words(ORDINAL.sub("", said))
    if place and (loose or not [word for word in left_over if word not in _COUNTABLE]):
        named = [pair[1] for pair in scene.matches(" ".join(left_over), kinds)] if left_over and loose else pool
        fitting = [clip for clip in pool if clip in named]
        chosen = fitting if len(fitting) >= place else pool
        return chosen[place - 1] if place <= len(chosen) else None
    if _ORIGINAL.search(said):
        return _original(scene)
    if REST.search(said):
        worked = _worked_on(scene)
        rest = [clip for clip in pool if clip not in worked]
        return (rest if len(rest) != 1 else rest[0]) or None
    if OTHER.search(said) and not loose:
        return _other(scene, OTHER.sub("", said), pool, kinds)
    if counted := _SO_MANY.search(said):
        made = [
            out
            for one in scene.done
            for out in one.out
            if not kinds or (view := scene.clip(out)) and view.kind in kinds
        ]
        number = _COUNTED[counted[1]]
        return made[-number:] if len(made) >= number else None
    if re.search(r"\bboth\b", said) and not content_words(ALL.sub("", said)):
        made = [out for one in scene.done for out in one.out if out in pool or not kinds]
        return made[-2:] if len(made) > 1 else pool if len(pool) == 2 else None
    return _all_named(scene, ALL.sub("", said), pool, kinds) if ALL.search(said) else None


def _pool(scene: DialogueState, kinds: Sequence[str]) -> list[str]:
    """What ordinals count: the latest outputs when there are several, else the clips of the session."""
    outs = [out for out in scene.outputs() if not (found := scene.clip(out)) or not kinds or found.kind in kinds]
    sources = scene.sources()
    return (
        outs
        if len(outs) > 1
        else [clip.id for clip in scene.clips if clip.id in sources and (not kinds or clip.kind in kinds)]
    )


def _other(scene: DialogueState, words: str, pool: list[str], kinds: Sequence[str]) -> str | None:
    """The one that was not worked on last."""
    worked, family = _worked_on(scene), _family_of_last(scene)
    left = [clip for clip in pool if clip not in worked[:1]]
    named = [clip for _, clip in scene.matches(words, kinds) if clip not in family] if content_words(words) else []
    options = named or [clip for clip in left if clip not in worked] or left
    return options[0] if options else None


def _family_of_last(scene: DialogueState) -> set[str]:
    """The clip that was worked on last with what it was made of and what became of it."""
    last = scene.done[-1] if scene.done else None
    family = {str(last.args.get("clip")), *last.out} if last else set()
    for one in (*reversed(scene.done), *scene.done):
        if str(one.args.get("clip")) in family or family & set(one.out):
            family |= {str(one.args.get("clip")), *one.out}
    return family


def _all_named(scene: DialogueState, said: str, pool: list[str], kinds: Sequence[str]) -> str | list[str] | None:
    """All clips, or all that the words fit."""
    words = " ".join(content_words(said))
    fitting = [clip for score, clip in scene.matches(words, kinds) if score >= 0.75] if words else pool
    found = [clip.id for clip in scene.clips if clip.id in fitting]
    return found if len(found) > 1 else found[0] if found else None


def _worked_on(scene: DialogueState) -> list[str]:
    """Clips that the conversation's calls took or made, the latest first."""
    found: list[str] = []
    for one in reversed(scene.done):
        for name in ("clip", "midi", "image"):
            if isinstance(one.args.get(name), str):
                found.append(str(one.args[name]))
        track = one.args.get("track")
        found += [clip.id for clip in scene.clips if track and clip.track == track and clip.id not in one.out]
        found += [str(clip) for clip in one.args.get("clips") or []]
    return found


def _original(scene: DialogueState) -> str | None:
    for one in reversed(scene.done):
        clip = one.args.get("clip")
        if isinstance(clip, str) and clip in scene.sources():
            return clip
    return None
