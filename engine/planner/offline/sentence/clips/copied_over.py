"""Copied over: "bars 17 to 20 like bars 5 to 8", "copy bar 1 of the bass over bar 3", "replace 13-16 with 9-12"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.offline.sentence.apart.said import Named, Said
from engine.planner.offline.sentence.scope.lying import covers, in_order
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_COPIES = frozenset("copy copied paste duplicate repeat".split())
_LIKE = frozenset("like same identical as exactly what replace overwrite fill substitute".split())
_BAD = frozenset("wrong bad broken off messed botched mess rubbish mistake".split())
_AGAIN = frozenset("again too also well".split())
_BESIDE = frozenset(
    "the a be is are should must have make it them that those of on in at for and then just over with by from onto"
    " into play plays does get use put to sound sounds instead there up no good over".split()
)
_TAKES_SECOND = (
    regex(r"\b(?:replace|overwrite|fill|substitute)\b.*0.*\b(?:with|by|from)\b.*1"),
    regex(r"0.*\b(?:like|same|identical|what|exactly)\b.*1"),
    regex(rf"0.*\b(?:{'|'.join(_BAD)})\b.*1"),
)


def copied_over(said: Said) -> list[Step] | None:
    """A copy of some bars over others, one a clip; None where that is not told, or not all of it is known."""
    named = [one for one in said.things if not one.is_pointed]
    if like := _clip_like(said, named):
        return like
    if len(said.places) != 2 or not named or said.amounts or said.is_open or any(one.how for one in named):
        return None
    if any(len(one.spans) != 1 or one.how not in ("in", "bare", "from") for one in said.places):
        return None
    words = frozenset(re.findall(r"[a-z]+", _rest(said)))
    is_told = words & (_COPIES | _LIKE - {"as"} | _AGAIN) or words & _BAD
    if not is_told or said.bag - _COPIES - _LIKE - _BAD - _AGAIN - _BESIDE:
        return None
    form = _rest(said)
    is_second = any(one.search(form) for one in _TAKES_SECOND)
    if not is_second and not words & (_COPIES | _AGAIN):
        return None
    first, second = (one.spans[0] for one in said.places)
    source, goal = (second, first) if is_second else (first, second)
    is_point = said.places[0 if is_second else 1].how == "from"
    return _steps(source, (goal[0], goal[0] + source[1] - source[0]) if is_point else goal, said)


def _clip_like(said: Said, named: Sequence[Named]) -> list[Step] | None:
    """ "The bridge piano should be the same as the chorus one": what its track plays there, in its place."""
    if len(named) != 1 or not named[0].is_clip or len(named[0].clips) != 1 or len(said.places) != 1 or said.amounts:
        return None
    words, place = frozenset(re.findall(r"[a-z]+", _rest(said))), said.places[0]
    clip = said.scene.clip(named[0].clips[0])
    if not words & (_LIKE - {"as", "what"}) or said.bag - _LIKE - _BESIDE - {"one"}:
        return None
    if clip is None or clip.bars is None:
        return None
    lying = [one for one in in_order(str(clip.track), said) if one.id != clip.id]
    spans = [bars for bars in place.spans if any(covers(one, bars) for one in lying)]
    if place.how not in ("in", "bare") or len(spans) != 1 or place.start < named[0].start:
        return None
    there = [one for one in lying if covers(one, spans[0])]
    if len(there) != 1 or there[0].bars is None:
        return None
    start, end = there[0].bars
    span = {"start_bar": number(start), "end_bar": number(min(end, start + clip.bars[1] - clip.bars[0]))}
    return [Step("arrange", {"action": "duplicate", **span, "bar": number(clip.bars[0]), "clip": there[0].id})]


def _rest(said: Said) -> str:
    """The sentence with 0 and 1 for its places, and nothing for its things."""
    text = said.text
    spans = [(one.start, one.end, str(at)) for at, one in enumerate(said.places)]
    spans += [(one.start, one.end, "") for one in said.things if not one.is_pointed]
    for start, end, sign in sorted(spans, reverse=True):
        lead = re.match(r"\w+ (?=bars?\b|\d)", text[start:end]) if sign else None
        text = f"{text[:start]} {lead[0] if lead and lead[0].strip() not in ('in', 'of') else ''}{sign} {text[end:]}"
    return " ".join(text.split())


def _steps(source: Bars, goal: Bars, said: Said) -> list[Step] | None:
    long, room = source[1] - source[0], goal[1] - goal[0]
    if room > 1 and room % long and long % room:
        return None
    end = source[0] + room if 1 < room < long else source[1]
    count = {"count": int(room // long)} if room > long else {}
    span = {"start_bar": number(source[0]), "end_bar": number(end), "bar": number(goal[0])}
    meant = [one for one in said.things if not one.is_pointed]
    clips = [
        clip
        for one in meant
        for track in one.tracks
        for clip in in_order(track, said)
        if (not one.is_clip or clip.id in one.clips) and covers(clip, (source[0], end))
    ]
    return [Step("arrange", {"action": "duplicate", **span, **count, "clip": clip.id}) for clip in clips] or None
