"""Splits: "chop it at the chorus and the outro", "into four bits", "every 2 bars", and behind one "and at 17"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.context import ClipInfo
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.scope.lying import (
    IT,
    NOUNS,
    Lying,
    bar_s,
    clips_meant,
    in_order,
    meant_last,
    seconds,
)
from engine.planner.offline.slots.bars_listed import bars_listed
from engine.planner.offline.text.counts import counted
from engine.planner.regex import regex
from engine.tasks.plan import Step

_SPLITS = frozenset("split cut chop slice divide separate break".split())
_SPLIT_BESIDE = frozenset(
    "at in into two half halves 2 up it that this them apart pieces piece parts part bits right the from where"
    " equal one"
    " both on".split()
)
_POINT_WORDS = ("at ", "right at ", "on ", "in the middle of ", "right in the middle of ")
_EACH_PART = regex(r"(?:at|on) (?:each|every|all(?: of)?(?: the)?) (?:section|marker|part)s?")
_SIZE = regex(
    r"(?:(?:in|into) (?:bars of (?P<of>\d+)|(?P<n>\d+|two|four|eight)[ -]bar \w+)|every (?P<every>\d+|two|four"
    r"|eight) bars)"
)
_PARTS = regex(
    r"(?:in|into) (?:(?P<two>half|halves|two|2)|(?P<n>three|four|five|six|eight|\d+)(?: equal)? (?:pieces|parts"
    r"|bits|clips))\b"
)
_HALFWAY = regex(
    r"(?:right )?(?:at|in|where|on) (?:the )?(?:second half (?:begins|starts)|first half ends|middle|half ?way(?:"
    r" point)?)\b"
)
_AT_SEVERAL = regex(r"^(?P<head>.+?) (?:right )?(?:at|on|where|from) (?P<where>[^;:?]*(?:,|\band\b|&|\+)[^;:?]*)$")
_MORE = regex(
    r"^(?:and |now |then )*(?:(?:again|split|cut|chop|slice)(?: up)?(?: (?:it|that|this))?(?: again)?,? )?"
    r"at (?P<where>[^;:?]+?)(?:,? (?:too|also|as well|again))*$"
)
NOT_THERE = "No clip of it reaches over {}; at which bar should I split it?"
_END_OF_IT = regex(r"(?:the )?end of (?:it|that|this)")
NEAR = 0.01
"""In bars: what lies so near is one place."""


def split(said: Said) -> list[Step] | None:
    """The steps; None where nothing is split, or not all of it is known."""
    return _split_further(said) or _split_at_several(said) or _split(said)


def _split(said: Said) -> list[Step] | None:
    if not said.bag & _SPLITS or said.is_later and re.search(r"\b(?:it|that) in (?:half|two)\b", said.text):
        return None  # "cut it in half" is the amount of what was done
    every, parts = _SIZE.search(said.text), _PARTS.search(said.text)
    if (each := _EACH_PART.search(said.text)) and not said.places:
        return _at_each_part(said, each)
    found = _of_everything(said) or (clips_meant(said) if said.things else None)
    where = [one for one in said.places if one.how != "at"]
    points = [one for one in said.places if one.how == "at" and said.text.startswith(_POINT_WORDS, one.start)]
    if not found and said.things and (points or where):
        found = clips_meant(said, [bars for one in (*where, *points) for bars in one.spans])
    is_pointed = bool(said.things) and all(one.is_pointed for one in said.things)
    if not said.things and said.bag & {"it", "that", "this"} or is_pointed and not found:
        last = said.scene.clip(said.scene.focus(("audio", "midi")))
        clips = meant_last(said) or ([last] if last else [])
    else:
        clips = [clip for one in found or () for clip in one.clips]
    words = frozenset(word for one in found or () for word in one.words)
    told = every or parts or _HALFWAY.search(said.text)
    if parts and parts["two"] and points and not every:
        told, two = None, frozenset({"in", "into", "half", "halves", "two"})  # "cut it in two at bar 9"
        words |= two
        said = replace(said, amounts=[one for one in said.amounts if not parts.start() <= one.start < parts.end()])
    points = [one for one in points if not told or not told.start() <= one.start < told.end()]
    where = [one for one in where if not told or not told.start() <= one.start < told.end()]
    count_words = frozenset(re.findall(r"[a-z0-9]+", told[0])) if told else frozenset()
    if not clips or said.bag - _SPLITS - _SPLIT_BESIDE - NOUNS - words - count_words or where and told:
        return None
    if any(not told or not told.start() <= one.start < told.end() for one in said.amounts) and said.amounts:
        return None
    if told is None:
        if not points or where:
            return None
        return _at_bars(clips, [one.point for one in points], said) or _not_there(clips, [one.point for one in points])
    if len(clips) != 1 or points:
        return None
    if every:
        size = counted(every["of"] or every["n"] or every["every"])
        start, end = clips[0].bars or (0.0, 0.0)
        return _at_bars(clips, [start + n * size for n in range(1, int((end - start) / size) + 1)], said)
    count = counted(parts["n"] or "2") if parts else 2
    return [Step("edit_clip", {"clip": clips[0].id, "action": "split", "count": count})]


def _of_everything(said: Said) -> list[Lying] | None:
    """ "Split everything at bar 9": the clips of all tracks."""
    if len(said.things) != 1 or said.things[0].how != "all":
        return None
    clips = tuple(clip for track in said.things[0].tracks for clip in in_order(track, said))
    return [Lying(said.things[0], clips)] if clips else None


def _at_each_part(said: Said, each: re.Match[str]) -> list[Step] | None:
    """ "Chop it at every marker"."""
    found = clips_meant(said) if said.things else [Lying(IT, (one,)) for one in meant_last(said)[:1]]
    clips = [clip for one in found or () for clip in one.clips]
    words = frozenset(word for one in found or () for word in one.words) | frozenset(each[0].split())
    if len(clips) != 1 or said.bag - _SPLITS - _SPLIT_BESIDE - NOUNS - words or said.amounts:
        return None
    return _at_bars(clips, [bar for _, bar in said.scene.context.markers], said)


def _split_at_several(said: Said) -> list[Step] | None:
    """ "Split the rain at 5, 13 and 33", "chop the beat at the chorus and the outro"."""
    match = _AT_SEVERAL.match(said.text)
    bars = _bars_told(said, match.start("where")) if match else None
    if match is None or bars is None or len(bars) < 2:
        return None
    head = taken_apart(said.raw[: match.end("head")], said.scene, focus=said.focus)
    if not head.bag & _SPLITS or head.bag - _SPLITS - _SPLIT_BESIDE - NOUNS or head.places or head.amounts:
        return None
    named = [clip for one in head.things if not one.is_pointed for clip in one.clips]
    clips = [clip for clip in said.scene.clips if clip.id in named] if named else meant_last(said)
    return _at_bars(clips, bars, said) or _not_there(clips, bars)


def _bars_told(said: Said, start: int) -> list[float] | None:
    """The bar lines that all words from there on tell."""
    if bars := bars_listed(said.text[start:], said.scene):
        return bars
    places = [one for one in said.places if one.end > start]
    left = said.text[start:]
    for one in reversed(places):
        left = left[: max(one.start - start, 0)] + left[one.end - start :]
    return None if re.sub(r"\b(?:at|and|the)\b|\W", "", left) else sorted(one.point for one in places)


def _split_further(said: Said) -> list[Step] | None:
    """ "And at 17 and 25", "at verse 2 too" behind a split: of the pieces of that track."""
    pieces = pieces_of(said.last(), said)
    match = _MORE.match(said.text) if pieces else None
    if match is None:
        return None
    clips = [clip for clip in said.scene.clips if clip.track == pieces[0].track]
    if not _END_OF_IT.fullmatch(match["where"]):
        told = bars_listed(match["where"], said.scene) or _bars_told(said, match.start("where"))
        return _at_bars(clips, told or (), said)
    starts = sorted(bar for _, bar in said.scene.context.markers)
    begun = [clip.bars[0] for clip in pieces if clip.bars and clip.bars[0] in starts]
    end = next((bar for bar in starts if begun and bar > begun[-1]), None)
    return _at_bars(clips, [end], said) if end else None


def _at_bars(clips: Sequence[ClipInfo], bars: Sequence[float], said: Said) -> list[Step] | None:
    steps: list[Step] = []
    for clip in clips:
        if clip.bars is None:
            return None
        start, name = clip.bars[0], clip.id
        inside = [one for one in sorted(bars) if clip.bars[0] + NEAR < one < clip.bars[1] - NEAR]
        for bar in inside:
            at = seconds((bar - start) * bar_s(clip, said))
            steps.append(Step("edit_clip", {"clip": name, "action": "split", "at": at}))
            start, name = bar, f"${len(steps)}.part_2"
    return steps or None


def _not_there(clips: Sequence[ClipInfo], bars: Sequence[float]) -> list[Step] | None:
    if any(one.bars is None for one in clips):
        return None
    told = [f"bar {bar:g}" for bar in bars]
    where = f"{', '.join(told[:-1])} or {told[-1]}" if len(told) > 1 else told[0]
    return [Step("ask", {"text": NOT_THERE.format(where)})]


def pieces_of(last: Sequence[Frame], said: Said) -> list[ClipInfo]:
    """What one clip was split into, in the order of the song."""
    if not last or any((one.tool, one.kind) != ("edit_clip", "split") for one in last):
        return []
    made = [view for act in last for one in (*act.out, *act.clips()) if (view := said.scene.clip(one)) and view.bars]
    pieces = sorted({one.id: one for one in made}.values(), key=lambda one: one.start)
    return pieces if len({one.track for one in pieces}) == 1 else []
