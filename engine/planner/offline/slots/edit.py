"""Arguments of effects, edits, stretches and masters."""

from __future__ import annotations

import re

from engine.planner.offline.slots.clause import Args, Clause, number
from engine.planner.offline.slots.direction import is_down, signed, unsure_way
from engine.planner.offline.slots.places import length_s, seconds, time_range
from engine.planner.offline.slots.reference import reference
from engine.planner.offline.slots.references_back import outputs
from engine.planner.offline.slots.targets import fill_clip
from engine.planner.offline.text.number_words import spoken_number
from engine.planner.offline.text.words import compiled
from engine.planner.regex import regex

_EDITS = (
    ("fade_in", r"\bfad(?:e|es|ing)[\s-]?(?:it |them |this |that |\w+ )?in\b|\bfade-in\b"),
    (
        "fade_out",
        r"\bfad(?:e|es|ing)[\s-]?(?:it |them |this |that |the \w+ |\w+ )?(?:out|away)\b|\bfade-?out\b"
        r"|\bfade the (?:end|ending|tail)",
    ),
    ("crossfade", r"\b(?:cross|x)-?\s?fad\w*"),
    ("reverse", r"\brevers\w+|\bbackwards?\b|\bflip (?:it |the \w+ )?(?:backwards|around)"),
    ("normalize", r"\bnormali[sz]\w*"),
    ("join", r"\bjoin\b|\bglue .* together\b|\bstitch\b|\bmerge\b|\bconcatenat\w+"),
    ("split", r"\bsplit\b|\bin two\b|\binto two\b"),
    ("loop", r"\bloop\w*\b|\brepeat\b"),
    ("trim", r"\btrim\b|\bcrop\b|\bkeep (?:only|just)\b|\bonly keep\b|\bjust keep\b"),
    ("cut", r"\bcut\b|\bremove\b|\bdelete\b|\bsnip\b|\bchop out\b"),
)


def edit_action(clause: Clause) -> str:
    """The edit: the router's choice unless plain words say another."""
    named = [action for action, pattern in _EDITS if compiled(pattern).search(clause.low)]
    if clause.kind == "trim" and _kept_up_to(clause):
        return "trim"
    if clause.kind and (not named or clause.kind in named or named[0] in ("cut", "trim", "loop", "split")):
        return clause.kind
    return named[0] if named else clause.kind


def edit_clip(clause: Clause) -> Args:
    """clip or clips, action and where."""
    action = edit_action(clause)
    if action == "trim" and clause.has(r"\boff\b") and (_off_an_end(clause) or _EDGE_BARS.search(clause.low)):
        action = "cut"
    args = fill_clip(clause)
    several = _several(clause) if action in ("join", "crossfade") else []
    if action in ("join", "crossfade") and len(several) < 2:
        several = _made_before(clause)
    if len(several) > 1:
        args = {"clips": several}
        clause.missing = [one for one in clause.missing if not one.startswith("Which clip")]
    if not action:
        if not clause.carries:
            clause.need("What should I do with it: cut, trim, split, fade, reverse, loop?")
        return args
    args["action"] = action
    args |= _edit_settings(clause, action)
    span = clause.scene.context.selected_range
    if action in ("cut", "trim") and not clause.carries and not {"start", "end", "start_bar", "end_bar"} & set(args):
        if span:
            args |= {"start": number(span[0]), "end": number(span[1])}
        else:
            clause.need(f"From where to where should I {action} it?")
    if action == "split" and not {"at", "count"} & set(args) and not clause.carries:
        args |= _here(clause)
    if action == "split" and not {"at", "count"} & set(args) and not clause.carries:
        clause.need("Where should I split it?")
    return args


def _edit_settings(clause: Clause, action: str) -> Args:
    if action in ("fade_in", "fade_out", "crossfade"):
        where = time_range(clause) if action != "crossfade" else {}
        where = {name: value for name, value in where.items() if name in ("start", "end")}
        length = number(where["end"] - where["start"]) if {"start", "end"} <= set(where) else length_s(clause)
        where = where if float(where.get("start", -1)) >= 0 else {}
        return ({"duration": length} if length is not None else {}) | (where if "start" in where else {})
    if action == "reverse":
        return {name: value for name, value in time_range(clause).items() if name != "at"}
    if action == "loop":
        counts = (
            clause.of("x")
            or [one for one in clause.tagged("count") if one.unit in ("", "x")]
            or [one for one in clause.of("") if one.value >= 2]
        )
        if not counts and clause.has(r"\bdoubled?\b"):
            return {"count": 2}
        return {"count": int(counts[0].value)} if counts and counts[0].value >= 1 else {}
    if action == "split":
        return _split_at(clause)
    if action == "gain":
        amounts = clause.of("dB") or clause.tagged("gain_db", "value_db")
        if amounts and (unsure := unsure_way(clause, amounts[0])):
            clause.need(f"Louder or quieter? {unsure}")
            return _stretch(clause)
        return (
            {"value_db": number(signed(clause, amounts[0]))}
            if amounts
            else {"value_db": -3 if is_down(clause.low) else 3}
        ) | _stretch(clause)
    if action == "normalize":
        level = clause.of("LUFS")
        return {"loudness_lufs": number(-abs(level[-1].value))} if level else {}
    if action in ("cut", "trim"):
        return _cut_range(clause, action)
    return {}


_BEYOND = regex(
    r"\b(?:everything|anything|all|whatever|the rest|what)(?:'s| is| comes| that \w+)?\s+(?:after|past|beyond|from)\s+"
    r"(?:the\s+)?$"
)
"""What is said to go lies behind this time: what is kept ends there."""
_OFF_AN_END = regex(
    r"\b(?:off|from|on|at)\s+(?:the\s+|its\s+)(?:very\s+)?(?:(front|start|beginning|top|head)|end|tail|back)\b"
)
_PLACED = regex(r"\b(?:at|from|after|before|until|till|to|first|last|between|past)\s*(?:the\s*)?$")


def _stretch(clause: Clause) -> Args:
    """From where to where, where both are said."""
    found = time_range(clause)
    return {name: found[name] for name in ("start", "end")} if {"start", "end"} <= set(found) else {}


ENTERS = regex(
    r"\b(?:(?:should|shall|must|to|only|first|is|are|has to|have to|needs to|can|may|not|until) )*"
    r"(?:com(?:e|es|ing) in|enters?|entering|(?:start|begin)(?:s|ning|ing)? playing|be heard|(?:is|are) heard)\b(?:"
    r" \w+){0,2}? (?:at|from|on|in|with|by|until|before) bar \d+",
    re.IGNORECASE,
)
"""What is to be heard from a bar on."""
_BEGINS = regex(r"\b(?:starts?|begins?)(?: (?:only|just|playing|right))* (?:at|from|on|in|with) bar \d+")
_ENDS_AFTER = regex(r"\b(?:after|to the end of|at the end of)\s*(?:bar\s*)?$")
_ENDS_BEFORE = regex(r"\b(?:at|on|before|by|from)\s*(?:bar\s*)?$")


def _kept_up_to(clause: Clause) -> Args:
    """ "Chop it after bar 4", "so that it ends at bar 9": the bars that are kept."""
    bars = clause.of("bar")
    if len(bars) == 1 and (ENTERS.search(clause.low) or _BEGINS.search(clause.low)):
        return _kept_from(clause, bars[0].value)
    if len(bars) != 1 or clause.has(r"\b(?:begins?|starts?)\b"):
        return {}
    before = clause.before(bars[0])
    last = bars[0].value if _ENDS_AFTER.search(before) else bars[0].value - 1 if _ENDS_BEFORE.search(before) else 0
    view = clause.scene.clip(fill_clip(clause, needed=False).get("clip"))
    first = int(view.start / clause.bar_s + 1.001) if view else 1
    return {"start_bar": first, "end_bar": int(last)} if last >= first else {}


def _kept_from(clause: Clause, first: float) -> Args:
    """The bars from the first on, to the end of the clip."""
    view = clause.scene.clip(fill_clip(clause, needed=False).get("clip"))
    own = [one for one in clause.scene.clips if view and one.track and one.track == view.track and one.bars]
    view = next((one for one in own if one.bars and one.bars[0] <= first < one.bars[1]), view)
    last = int((view.start + view.length) / clause.bar_s + 0.999) if view else 0
    return {"start_bar": int(first)} | ({"end_bar": last} if last >= first else {})


def _cut_range(clause: Clause, action: str) -> Args:
    """What a cut takes out or a trim leaves."""
    if action == "trim" and (kept := _kept_up_to(clause) or _to_length(clause)):
        return kept
    if edge := _edge_bars(clause):
        return edge
    found = _off_an_end(clause) if action == "cut" else _up_to(clause)
    found = found or time_range(clause)
    if not found:
        timed = [
            one
            for one in clause.amounts
            if one.unit in ("s", "ms") or one.unit == "" and one in clause.tagged("start", "end", "at")
        ]
        if len(timed) >= 2:
            found = {"start": number(seconds(clause, timed[0])), "end": number(seconds(clause, timed[1]))}
        elif timed and action == "trim":
            found = {"start": 0, "end": number(seconds(clause, timed[0]))}
        elif timed:
            found = {"start": number(seconds(clause, timed[0]))}
    return {"start": 0, **found} if set(found) == {"end"} else found


_EDGE_BARS = regex(r"\b(?P<edge>first|opening|last|final) (?:(?P<count>\d+|[a-z]+) )?bars?\b(?! of the (?!clip))")


def _edge_bars(clause: Clause) -> Args:
    """ "The first two bars" of a clip lie where it begins, not at bar 1 of the song."""
    edge = _EDGE_BARS.search(clause.low)
    said = (edge["count"] or "one") if edge else ""
    count = float(said) if said.isdigit() else spoken_number(said) if said else 0
    if edge is None or not count or clause.of("bar"):
        return {}
    length = number(count * clause.bar_s)
    return {"start": 0, "end": length} if edge["edge"] in ("first", "opening") else {"start": -length}


_AS_LONG_AS = regex(r"\b(?:down |back )?to (?:just |only |exactly |the first )?$")


def _to_length(clause: Clause) -> Args:
    """ "Trim it to 2 bars", "to the first 8 seconds": what is kept from its start on."""
    timed = clause.of("s", "ms", "bars", "beats")
    if len(timed) != 1 or clause.of("bar") or not _AS_LONG_AS.search(clause.before(timed[0], 20)):
        return {}
    return {"start": 0, "end": number(seconds(clause, timed[0]))}


def _off_an_end(clause: Clause) -> Args:
    """ "Four seconds off the end", "forty seconds of rustling on the front"."""
    edge, timed = _OFF_AN_END.search(clause.low), clause.of("s", "ms", "bars")
    if not edge or len(timed) != 1 or _PLACED.search(clause.before(timed[0])):
        return {}
    length = number(seconds(clause, timed[0]))
    return {"start": 0, "end": length} if edge[1] else {"start": -length}


def _up_to(clause: Clause) -> Args:
    """ "Everything past 0:30 goes": what is kept ends there."""
    timed = [one for one in clause.amounts if one.unit in ("s", "ms") or one in clause.tagged("start", "end")]
    beyond = len(timed) == 1 and _BEYOND.search(clause.before(timed[0], 30))
    return {"start": 0, "end": number(seconds(clause, timed[0]))} if beyond else {}


_PARTS = regex(
    r"\b(?:in|into|as)\s+(?P<number>\d+|two|three|four|five|six|eight|ten|twelve|sixteen|sixteenths|eighths|quarters)\b"
    r"(?!\s*(?:seconds?|secs?|s\b|bars?\b(?! (?:each|long)?\s*pieces))|[.:]\d)"
)
_COUNTED = {
    **{"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10, "twelve": 12, "sixteen": 16},
    **{"sixteenths": 16, "eighths": 8, "quarters": 4},
}


def _parts(clause: Clause) -> int:
    """Into how many equal parts: "into four equal pieces", "chop it into 8"; 0 when nothing says so."""
    match = _PARTS.search(clause.low)
    if not match:
        return _bars_of_it(clause)
    said = match["number"]
    count = int(said) if said.isdigit() else _COUNTED[said]
    if count == 2 and not re.search(r"\bequal\b|\beven\b", clause.low):
        return 0
    return count if 2 <= count <= 128 else 0


_INTO_BARS = regex(r"\b(?:into|in|to|by) (?:(?:single|individual|separate|one|its|1)[ -])?bars?\b")


def _bars_of_it(clause: Clause) -> int:
    """ "Chop it into bars": how many it lasts; 0 when that is no whole number."""
    view = clause.scene.clip(fill_clip(clause, needed=False).get("clip")) if _INTO_BARS.search(clause.low) else None
    bars = view.length / clause.bar_s if view else 0.0
    return round(bars) if 1.9 < bars <= 128 and abs(bars - round(bars)) < 0.02 else 0


def _here(clause: Clause) -> Args:
    """ "right there", after a step that went to a place."""
    task, args = clause.scene.steps[-1] if clause.scene.steps else ("", {})
    if task != "transport" or args.get("action") != "locate":
        return {}
    at = args.get("at", (float(args["bar"]) - 1) * clause.bar_s if "bar" in args else None)
    return {"at": number(float(at))} if at is not None else {}


def _split_at(clause: Clause) -> Args:
    if count := _parts(clause):
        return {"count": count}
    timed = clause.tagged("at") or [
        one
        for one in clause.amounts
        if one.unit in ("s", "bar", "") and not (one.value == 2 and re.search(r"\b(?:in|into)\s*$", clause.before(one)))
    ]
    bars = clause.of("bar")
    if bars:
        view = clause.scene.clip(fill_clip(clause, needed=False).get("clip"))
        return {"at": number(seconds(clause, bars[0]) - (view.start if view else 0))}
    if timed:
        return {"at": number(seconds(clause, timed[0]))}
    if clause.has(r"\bhalf\b|\bmiddle\b|\bhalves\b"):
        target = fill_clip(clause, needed=False).get("clip")
        view = clause.scene.clip(target)
        return {"at": number(view.length / 2)} if view and view.length else {}
    if clause.has(r"\bplayhead\b|\bcursor\b|\bhere\b") and clause.scene.context.playhead:
        return {"at": number(clause.scene.context.playhead)}
    return {}


def _made_before(clause: Clause) -> list[str]:
    """What the steps of this plan made and no later step went on with, where they are to be put together."""
    made = outputs(clause.scene.steps)
    return made if len(made) > 1 else []


def _several(clause: Clause) -> list[str]:
    spans = [span for span in clause.spans if span.name in ("clips", "clip")]
    phrases = [
        part
        for span in spans
        for part in re.split(r"\s*(?:,|&|\+|\band\b|\binto\b|\bwith\b)\s*", span.text)
        if part.strip()
    ]
    found: list[str] = []
    for phrase in phrases:
        one = reference(clause, phrase)
        found += [item for item in (one if isinstance(one, list) else [one]) if item and item not in found]
    return found
