"""Bars copied over others, in whatever order it is said: "bars 17 to 20 like bars 5 to 8", "copy bar 1 over bar 3".

The two stretches and the track are taken out of the sentence; the words around them tell which of the two is copied.
Every other word has to be known.
"""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.clause import Clause, number
from engine.planner.offline.slots.spans_said import Span, spans_said
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_COPY = r"(?:cop(?:y|ies|ied)|duplicat\w*|past(?:e|ed|ing)|repeat\w*)"
_IN = r"(?:in |at |from |of |on |for |into |during |over )?"
_SECOND_IS_COPIED = (
    re.compile(r"\b(?:replace|overwrite|fill|swap out|substitute)\b.*§0.*\b(?:with|by|from) .*§1"),
    re.compile(rf"§0.*\b(?:same|like|exactly what|identical|just as)\b.*\b(?:as|like|to|in|is) {_IN}§1"),
    re.compile(
        rf"§0 (?:(?:of |on |for )?¤ )?(?:should (?:be|sound|go) |must be |to be |be |is |are )?(?:just |exactly"
        rf" )?like {_IN}(?:¤ {_IN})?§1"
    ),
    re.compile(r"§0.*\bwhat\b.*§1"),
    re.compile(r"§0.*\b(?:wrong|bad|broken|off|messed|botched|no good|a mess|rubbish|mistake)\b.*§1"),
)
_FIRST_IS_COPIED = (
    re.compile(rf"\b{_COPY}\b.*§0.*\b(?:to|at|over|onto|into|on|in|for|starting|from) §1"),
    re.compile(r"§0.*\b(?:again|too|also|as well|once more|a second time)\b.*\b(?:to|at|in|over|on|into|from|for) §1"),
    re.compile(r"§0.*\b(?:to|at|in|over|on|into|for) §1(?: ¤)?,? (?:again|too|also|as well|once more|a second time)\b"),
    re.compile(rf"§0.*\b{_COPY}\b(?: (?:it|them|that|those))? (?:to|at|over|onto|into|on|in) §1"),
)
_IS_COPY = re.compile(
    rf"\b(?:{_COPY}|again|too|also|as well|once more|a second time|same|like|replace|overwrite|fill|what"
    rf"|substitute|wrong|bad|broken|mistake)\b"
)
_BESIDE = frozenset(
    "the a an my our i we you want need like would could can should must to be is are let have has make it its"
    " them that"
    " those this of on in at for please now ok okay so and then just exactly same as what plays play does well too also"
    " again once more second time copy copies copied duplicate paste pasted repeat repeated replace overwrite fill"
    " over with by from onto into wrong bad broken off messed up no good mess rubbish mistake botched get gets use put"
    " take identical instead there here starting part notes was had goes go sound content music substitute".split()
)


def copied_over(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps of such a request, one a clip; None for any other."""
    said = plain(text).strip().lower().replace("’", "'")
    spans = spans_said(said, scene, edges=True) if '"' not in said and _IS_COPY.search(said) else None
    if spans is None or len(spans) != 2:
        return None
    form = _without(said, [(f" §{place} ", one.at, one.to) for place, one in enumerate(spans)])
    named = things(form, scene)
    if not named:
        return None
    form = _without(form, [(" ¤ ", one.start, one.end) for one in named])
    form = re.sub(r"\b(?:the|my|our) (?=[§¤])", "", " ".join(form.split()))
    source = 1 if any(one.search(form) for one in _SECOND_IS_COPIED) else None
    if source is None and any(one.search(form) for one in _FIRST_IS_COPIED):
        source = 0
    if source is None or set(re.findall(r"[a-z']+|\d+", re.sub(r"§\d", "", form))) - _BESIDE:
        return None
    clips = list(dict.fromkeys(clip for one in named for clip in one.clips))
    return _steps(spans[source], spans[1 - source], clips, scene)


def _without(text: str, parts: list[tuple[str, int, int]]) -> str:
    for sign, start, end in reversed(parts):
        text = f"{text[:start]}{sign}{text[end:]}"
    return text


def _steps(source: Span, place: Span, clips: list[str], scene: DialogueState) -> list[Step] | None:
    long, room = source.end - source.first, place.end - place.first
    if room > 1 and room % long and long % room:
        return None
    end = source.first + room if 1 < room < long else source.end
    count = int(room // long) if room > long else 1
    bar_s = Clause("", "", "", scene).bar_s
    lying = [
        one.id
        for one in scene.clips
        if one.id in clips
        and one.start < (end - 1) * bar_s - 0.01
        and one.start + one.length > (source.first - 1) * bar_s + 0.01
    ]
    args = {
        "action": "duplicate",
        "start_bar": number(source.first),
        "end_bar": number(end),
        "bar": number(place.first),
    }
    more = {"count": count} if count > 1 else {}
    return [Step("arrange", {**args, **more, "clip": clip}) for clip in lying] or None
