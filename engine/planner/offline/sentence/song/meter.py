"""Meter: "make bar 24 a 3/4 bar", "the outro in 6/8", "no, 2/4", "4/4 all the way"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.conversation.become import taken_back_acts
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.scope.song_parts import in_song, song_end
from engine.planner.offline.slots.clause import number
from engine.planner.offline.steps.what_stays import STAYS
from engine.planner.regex import regex
from engine.tasks.plan import Step

_METER = regex(
    r"(?<![\d/.])(?P<top>\d{1,2})\s?/\s?(?P<low>2|4|8|16)(?![\d/])(?!\s*(?:notes?\b|grid|t\b|delay))(?: (?:bars?"
    r"|time|meter|metre|feel)\b)?"
)
_WORDS = frozenset(
    "make set put have let a an the to in be is should meter metre time signature it that bar from on at change switch"
    " only just goes go turn into want with as whole song measure instead rather no not meant one for us we there"
    " section"
    " part must into keep leave stay stays back are bars become becomes play plays count counted played will".split()
)
_KEPT = regex(
    r"(?:leave|keep|let|have) (?:(?P<rest>the rest|the others?|everything else|the other bars)|it|everything|it all|all"
    r"(?: of it)?|the whole (?:thing|song))(?: stay| be)? ?(?:in |at |on )?(?P<top>\d{1,2})(?:/(?P<low>2|4|8|16))?"
    r"(?: (?:all )?(?:through|throughout|the way|the way through|everywhere|as it is|time))*"
)
_OUT_AGAIN = regex(
    r"(?:take|get|leave) (?:that|it|this) (?:out|away|off)(?: again)?|(?:lose|drop|remove|forget|scrap) (?:that"
    r"|it)(?: again)?"
    r"|back to normal|(?:that|it) (?:goes|can go)(?: again)?|without (?:that|it)"
)
_ONLY = frozenset("only just for in that not the meant bar".split())
WHERE_AGAIN = "From which bar on should it be {} again?"
NEW_BAR = "Should that be a new bar, or which of the bars that are there?"
_ALL = frozenset("all again everything whole throughout through way everywhere back song along entire straight".split())
_ALL_BESIDE = frozenset(
    "put set play want need thing tune piece should must change turn into a this"
    " the it in to at of and forget that make let have is be keep leave just only time normal a go so us on"
    " everything's them".split()
)


_THEN = regex(
    r"[\s,;.]+(?:and |but )?(?:then|after that|afterwards?|from there(?: on)?|before (?:it|we) (?:goes?|returns?))"
    r"(?: (?:it'?s|it is|we'?re|we are|we|it|back|goes?|returns?|again|to|in|into|on|comes?|is))*"
    r" (?P<top>\d{1,2})\s?/\s?(?P<low>2|4|8|16)(?: (?:again|time|as before|like before|bars|from there(?: on)?))*$"
)
""" "Bars 5 and 6 are 3/4, then 4/4 again"."""


def _then_another(said: Said) -> list[Step] | None:
    """What a part is in, and what follows it."""
    match = _THEN.search(said.text.rstrip(" .!"))
    if match is None or not _METER.search(said.text[: match.start()]):
        return None
    steps = meter(taken_apart(said.text[: match.start()], said.scene, focus=said.focus))
    there = in_song(said, _METER.sub(" ", said.text[: match.start()])) if steps else None
    if not steps or there is None or there.bars[1] != int(there.bars[1]) or there.bars[1] > song_end(said) + 1e-3:
        return None
    return [steps[0], _set(f"{match['top']}/{match['low']}", there.bars[1])]


def meter(said: Said) -> list[Step] | None:
    """The steps; None where it tells no meter, or not all of it is known."""
    if then := _then_another(said):
        return then
    if (kept := _kept(said)) is not None:
        return kept
    if again := _only_there(said) or _as_before(said) or _other_count(said):
        return again
    found = list(_METER.finditer(said.text))
    if len(found) != 1:
        return None
    match = found[0]
    spans = [(match.start(), match.end()), *((one.start, one.end) for one in said.places)]
    others = [one for one in said.amounts if not any(start <= one.start < end for start, end in spans)]
    if len(said.places) > 1 or any(one.unit != "bars" for one in others):
        return None  # "6/8 and 120 from bar 9"
    told = f"{match['top']}/{match['low']}"
    rest = f"{said.text[: match.start()]}{said.text[match.end() :]}".strip()
    words = frozenset(re.findall(r"[a-z']+", rest))
    if words & _ALL and not words - _ALL - _ALL_BESIDE and not re.search(r"\d", rest):
        return _throughout(said, told)
    if "between" in words:
        return [Step("ask", {"text": NEW_BAR})]
    if after := _after_it(said, told, rest):
        return after
    place = in_song(said, rest)
    if place is None:
        return _otherwise(said, told) if not words - _WORDS and not re.search(r"\d", rest) else None
    if place.words - _WORDS - {"bar"} or place.how == "to" or place.how == "edge":
        return None
    start, end = place.bars
    if start != int(start):
        return None
    steps = [_set(told, start)]
    is_there_only = (
        place.how in ("in", "bare") or place.how == "at" and re.search(r"\b(?:a|one) \d+/\d+ bar\b", said.text)
    )
    end = start + 1 if place.how == "at" else end
    if is_there_only and end < song_end(said) - 1e-3:
        if end != int(end):
            return None
        steps.append(_set(said.scene.context.time_signature, end))
    return steps


_AFTER = regex(r"(?:(?:and|then|go|goes|put it|back) )*(?:to|in|into)?\s*(?:after|behind|following) (?:it|that|them)")


def _after_it(said: Said, told: str, rest: str) -> list[Step] | None:
    """ "Back to 4/4 after it", behind a part that was given another meter: from where the next one begins."""
    last = _last(said)
    if len(last) != 1 or _AFTER.fullmatch(" ".join(rest.split())) is None:
        return None
    start = float(last[0].args.get("bar") or 1)
    end = min((bar for _, bar in said.scene.context.markers if bar > start + 1e-3), default=None)
    if end is None or end != int(end):
        return [Step("ask", {"text": WHERE_AGAIN.format(told)})]
    return [_set(told, end)]


def _kept(said: Said) -> list[Step] | None:
    """ "Leave the rest in 4", "keep it all 4/4"."""
    match = _KEPT.fullmatch(said.text.strip())
    top, low = said.scene.context.time_signature.split("/")
    if match is None or match["low"] is None and match["top"] != top:
        return None
    told = f"{match['top']}/{match['low'] or low}"
    last = _last(said)
    others = [one for one in last if one.args.get("meter") != told]
    if told != said.scene.context.time_signature or match["low"] is None and not last:
        return None
    if others and not match["rest"]:
        return [Step("undo", {})]
    return [Step("chat", {"text": STAYS})]


def _only_there(said: Said) -> list[Step] | None:
    """ "No, only bar 44": the meter that was set, there alone."""
    last = _last(said)
    if len(last) not in (1, 2) or len(said.places) != 1 or said.amounts or said.things or said.is_open:
        return None
    place = said.places[0]
    if said.bag - _ONLY or not said.bag & {"only", "just"} and not re.search(r"\b(?:only|just)\b", said.text):
        return None
    start, end = place.spans[0]
    base, told = said.scene.context.time_signature, str(last[0].args.get("meter"))
    old = float(last[0].args.get("bar") or 1)
    if len(last) == 2 and last[1].args.get("meter") != base or old == 1 or base == told:
        return None
    if len(place.spans) != 1 or place.how not in ("in", "bare", "at") or start != int(start) or end != int(end):
        return None
    back = [] if start <= old <= end else [_set(base, old)]
    steps = [*back, _set(told, start), *([_set(base, end)] if end < song_end(said) - 1e-3 else [])]
    return [told_as(steps[0], "fix", last[0]), *steps[1:]]


_COUNT_OF_IT = regex(
    r"(?:(?:make|have|let|do) (?:it|that) |it's |that's |i (?:mean|meant|said) |rather |in )*(?P<top>\d{1,2}|two"
    r"|three|five"
    r"|six|seven|nine|eleven|twelve)(?: (?:in (?:a|the) bar|(?:beats )?(?:to the|per|a) bar|instead|rather|then"
    r"|please))*"
)
_COUNTS = {"two": 2, "three": 3, "five": 5, "six": 6, "seven": 7, "nine": 9, "eleven": 11, "twelve": 12}
_MOST_BEATS = 15
""" "No, 24" is a bar."""


def _other_count(said: Said) -> list[Step] | None:
    """ "No. 5", behind a meter that was set: 5 of the same beats, at the same bar."""
    last = _last(said)
    match = _COUNT_OF_IT.fullmatch(said.text.strip()) if last and said.corrects else None
    if match is None or said.places or said.things:
        return None
    top, low = match["top"], str(last[0].args.get("meter") or "").partition("/")[2]
    count = int(_COUNTS.get(top, top))
    return _otherwise(said, f"{count}/{low}") if low and 1 < count <= _MOST_BEATS else None


def _as_before(said: Said) -> list[Step] | None:
    """ "Take that out again", behind bars in another meter that were corrected."""
    last = [one for one in _last(said) if one.args.get("meter") != said.scene.context.time_signature]
    if not last or not any(one.corrects for one in last) or not _OUT_AGAIN.fullmatch(said.text.strip()):
        return None
    return [_set(said.scene.context.time_signature, float(one.args.get("bar") or 1)) for one in last]


def _set(told: str, bar: float) -> Step:
    return Step("transport", {"action": "set_meter", "meter": told, "bar": number(bar)})


def _last(said: Said) -> list[Frame]:
    last = said.last()
    return last if last and all((one.tool, one.kind) == ("transport", "set_meter") for one in last) else []


def _otherwise(said: Said, told: str) -> list[Step] | None:
    """ "No, 2/4": the last one, and behind it what was behind it."""
    last = _last(said)
    if not last or len(last) > 2 or told == last[0].args.get("meter"):
        return None
    return [
        told_as(Step("transport", {**act.args, **({"meter": told} if place == 0 else {})}), "fix", act)
        for place, act in enumerate(last)
    ]


def _throughout(said: Said, told: str) -> list[Step] | None:
    """ "4/4 all the way": what was set otherwise goes."""
    acts = [one for one in said.state.frames if one.state in ("done", "replaced") and not one.tool.startswith("ask")]
    meters: Sequence[Frame] = [one for one in acts if (one.tool, one.kind) == ("transport", "set_meter")]
    others = [one for one in meters if one.args.get("meter") != told]
    if others and len({one.args.get("bar") for one in others}) == 1 < len({one.turn for one in meters}):
        return [_set(told, float(others[-1].args.get("bar") or 1))]
    if (
        meters
        and told == said.scene.context.time_signature
        and all(float(one.args.get("bar") or 1) > 1 for one in meters)
    ):
        return taken_back_acts(meters, acts)
    return None if meters else [Step("transport", {"action": "set_meter", "meter": told, "bar": 1})]
