"""What a sentence points to without a name: "it", "those two", "that group", "the last one"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.counted import counted_one
from engine.planner.offline.sentence.apart.focus import Focus
from engine.planner.offline.sentence.apart.said import Named
from engine.planner.regex import regex

_PRONOUN = regex(
    r"\b(?P<ref>(?:both|all|each) of (?:them|those|these)|them both|all (?:three|four)(?: of (?:them|those))?(?=\s*(?:$"
    r"|[,.;\d]|(?:up|down|left|right|louder|quieter|softer|at|to|a|an|by|another|off|should|get|go)\b))"
    r"|(?:those|these|the) (?:two|three|both)(?:"
    r" of (?:them|those))?|it|that one|this one|that|this|them|those|these|him|her|they|both|em)\b"
    r"(?!'s\b)"
)
_POINTED = regex(
    r"\b(?:(?:that|this|the|those|these|its) (?:(?:whole|entire|new|same|first|second|middle|last|other|copied)"
    r" )*(?P<noun>tracks?|clips?|regions?"
    r"|originals?|groups?|bus(?:es)?|folder|returns?|aux|cop(?:y|ies)|duplicates?|dupes?|double|bounce|freeze|part|one|ones)|the"
    r" (?:copy|duplicate|new one))\b(?! (?:bars?|beats?|called|named))"
)
_BARE = regex(
    r"^(?:(?:the )?(?:whole|entire) )?(?P<noun>group|folder|bus|return|aux)"
    r"(?= (?:fader |level )?(?:up|down|to|at|louder|quieter|a|is|in|back|[-+]?\d)\b)"
)
""" "Return down 6"."""
_SPARED = regex(r"\b(?:not|without|except|off|but)\b")


def pointed(text: str, focus: Focus, named: Iterable[Any]) -> list[Named]:
    """ "It", "those two", "that group", "the copy"."""
    found: list[Named] = []
    named = list(named)
    for match in (*_BARE.finditer(text), *_POINTED.finditer(text)):
        words = match[0] if match.re == _POINTED else f"the {match['noun']}"
        meant = focus.of_noun(match["noun"] or "copy", words)
        if meant and not (match.re == _POINTED and _is_beside_its_name(match, text, named)):
            found.append(Named(match.start(), match.end(), *meant, is_pointed=True))
    for match in _PRONOUN.finditer(text):
        if any(one.start < match.end() and match.start() < one.end for one in found) or _is_manner(text, match):
            continue
        if match["ref"] in _TWO and (two := _two_before(match.start(), named)):
            found.append(Named(*match.span(), two, is_pointed=True, is_pronoun=True))
            continue
        points = match["ref"] in ("both", "that", "this", "those", "these")
        if points and any(one.start > match.start() and not text[match.end() : one.start].strip() for one in named):
            continue  # "both guitars"
        tracks, clips, is_clip = focus.it(
            is_many=match["ref"] not in ("it", "that", "this", "him", "her", "that one", "this one"),
            count=2 if re.search(r"\b(?:two|both)\b", match["ref"]) else 3 if "three" in match["ref"] else 0,
        )
        is_someone = match["ref"] in ("him", "her") and any(one.end <= match.start() for one in named)
        if tracks or clips or is_someone:
            found.append(Named(*match.span(), tracks, clips, is_clip, is_pointed=True, is_pronoun=True))
    return found


def _is_beside_its_name(match: re.Match[str], text: str, named: Iterable[Any]) -> bool:
    """ "Rename the track Host to Anna": what the noun is, is told behind it."""
    is_kind = match["noun"] in ("track", "clip", "region", "group", "bus", "folder")
    return is_kind and any(one.start > match.end() and not text[match.end() : one.start].strip() for one in named)


def _is_manner(text: str, match: re.Match[str]) -> bool:
    """ "Too wet like that": how, and no thing."""
    return match["ref"] in ("that", "this") and re.search(r"\blike\s+$", text[: match.start()]) is not None and (
        re.match(r"\s*(?:$|[,.;!])", text[match.end() :]) is not None
    )


_PIECE = regex(
    r"\b(?:(?:the|that|its) )?(?:first|1st|second|2nd|middle|last) (?:half|piece|bit|chunk)\b(?! (?:of|note|beat|bar))"
)
_LATELY = 3
"""So many requests a split is remembered by its pieces."""


def pieces_said(text: str, focus: Focus) -> list[Named]:
    """ "The second half", behind a split: of what was split, not of the song."""
    turns = list(dict.fromkeys(one.turn for one in focus.acts))[:_LATELY]
    if not any((one.tool, one.kind) == ("edit_clip", "split") for one in focus.acts if one.turn in turns):
        return []
    told = ((match, focus.of_noun("part", match[0])) for match in _PIECE.finditer(text))
    return [Named(match.start(), match.end(), *meant, is_pointed=True) for match, meant in told if meant]


_TWO = frozenset(("both", "the two", "those two", "these two", "the both", "them both", "both of them"))


def _two_before(at: int, named: Iterable[Any]) -> tuple[str, ...]:
    """ "Kick and snare, put both in a group": the two that were named, where it is two."""
    told = [one for one in named if one.end <= at]
    tracks = tuple(dict.fromkeys(track for one in told for track in one.tracks))
    return tracks if len(told) == len(tracks) == 2 else ()


def of_before(text: str, before: Sequence[Named], named: Iterable[Any] = ()) -> list[Named]:
    """ "Take it off and send it to the hall": what the clause before was about."""
    match = _PRONOUN.search(text)
    if match is None or not before or match["ref"] == "both" and any(
        one.start > match.end() and not text[match.end() : one.start].strip() for one in named
    ):
        return []  # "both guitars"
    about = before[-1:] if match["ref"] in ("it", "that", "this", "him", "her") else before
    tracks = tuple(dict.fromkeys(track for one in about for track in one.tracks))
    clips = tuple(clip for one in about for clip in one.clips)
    is_clip = all(one.is_clip for one in about)
    return [Named(*match.span(), tracks, clips, is_clip, is_pointed=True, is_pronoun=True)]


_IS_TOLD_OF = regex(r"^ (?:is|are|has|have|sounds?|feels?)\b[^.;]*[.;]")


def of_the_sentence(named: list[Named], text: str) -> list[Named]:
    """ "The pad is too loud, turn it down": the pronoun is what was named just before."""
    made: list[Named] = []
    for one in named:
        before = [other for other in made if not other.is_pointed]
        is_goal = re.search(
            r"\b(?:in|into|onto|to|through|with|under|on|off|out of|from|like|than|above|below|over|beneath)\s+$",
            text[: one.start],
        )
        is_told = bool(before) and _IS_TOLD_OF.search(text[before[-1].end : one.start]) is not None
        is_goal = None if is_told else is_goal  # "the verse is noisy. remove the noise from it"
        is_two = text[one.start : one.end] in _TWO and len(one.tracks) == 2
        if one.is_pointed and one.is_pronoun and before and not is_goal and not is_two:
            one = replace(before[-1], start=one.start, end=one.end, is_pointed=False)
        made.append(one)
    return made


def one_of_last(text: str, focus: Focus, scene: DialogueState) -> Named | None:
    """ "The last one" of several clips of one track that were worked on last."""
    made = [one for act in focus.last() if (act.tool, act.kind) == ("arrange", "duplicate") for one in act.out]
    told = dict.fromkeys((*(one for act in focus.last() for one in act.clips()), *made))
    worked = [clip for one in told if (clip := scene.clip(one))]
    is_one_track = len({one.track for one in worked}) == 1 and not _SPARED.search(text)
    found = counted_one(text, worked) if is_one_track else None
    if found is None:
        return None
    return Named(found.start, found.end, (str(found.clip.track),), (found.clip.id,), is_clip=True)
