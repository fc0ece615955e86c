"""Arguments of the sound tasks."""

from __future__ import annotations

import re

from engine.planner.offline.slots.clause import Args, Clause, number, tidy
from engine.planner.offline.slots.places import is_place, seconds, time_range
from engine.planner.offline.slots.reference import reference
from engine.planner.offline.slots.targets import fill_clip
from engine.planner.offline.slots.texts import keys, no_article, span_text
from engine.planner.offline.text.in_tempo import without_tempo
from engine.planner.offline.text.quantity import Quantity
from engine.planner.regex import regex

_LEAD = regex(
    r"^\s*(?:(?:ok(?:ay)?|so|now|and|then|please|hey|yo|um+|uh+|pls|alright|cool|also|plus|next"
    r"|just)[,\s]+)*(?:(?:can|could|would|will) (?:you|u|we)\s+(?:please\s+)?|i(?:'d| would) (?:like"
    r"|love)\s+(?:to (?:hear|have)\s+)?|i (?:want|need)\s+(?:to (?:hear|have)\s+)?|"
    r"let'?s (?:have|get|make)\s+|lemme (?:get|have)\s+|how about\s+|what about\s+|we (?:need|could use)\s+)?"
    r"(?:(?:please\s+)?(?:make|create|generate|give|get|build|cook up|whip up|design|synthesi[sz]e|produce|write"
    r"|compose|come up with|do|add|put|gimme|render|invent|fake|craft|find|hook|spit out|fire up|throw together"
    r"|lay down|start with|(?:put|drop|stick|insert|lay)(?= an?\b))\s+(?:me\s+|us\s+|up\s+)*)?"
    r"(?:a sound (?:of|like)\s+|the sound of\s+|sounds? of\s+|sound effect of\s+|an? (?:sound )?effect of\s+)?",
    re.IGNORECASE,
)


_TAIL = regex(
    r"(?:[\s,]+(?:to|on top of|over|under|behind) (?:it|that|this|them)\s*)+$|"
    r"(?:[\s,]+(?:on|to|onto) (?:a |the )?(?:new |fresh )?(?:track|lane|channel)\b.*|[\s,]+(?:please|pls|thanks"
    r"|for me|from scratch|now)\s*)+$|[\s,]+(?:in the (?:song|session|project|track)'?s? key|in (?:the )?(?:same"
    r"|our) key)\b|"
    r"[\s,]+(?:at|from|for|in|of|lasting|long|about|around|key|exactly|or so)\s*$",
    re.IGNORECASE,
)


_LIKE_THAT = regex(r"\b(?:like|of|from) (?:that|it|this)\W*$|^(?:one|that|it|something)\W*$", re.IGNORECASE)
""" "Make one like that": what was described a step before."""


def generate_audio(clause: Clause) -> Args:
    """prompt, duration, bars, bpm, key."""
    args: Args = {}
    cut: list[tuple[int, int]] = []
    for one in clause.amounts:
        if _amount(clause, one, args):
            cut.append((one.start, one.end))
    found = keys(clause.text, loose=bool(clause.said("key")))
    if found:
        args["key"] = found[0]
    elif (
        clause.has(r"\b(?:song|session|project|track|tune)'?s? key\b|\bin (?:our|the same|the) key\b|\bin key\b")
        and clause.scene.context.key
    ):
        args["key"] = clause.scene.context.key
    if clause.has(r"\b(?:song|session|project)'?s? (?:tempo|bpm|speed)\b|\bat (?:the )?session tempo\b"):
        args["bpm"] = number(clause.scene.context.tempo)
    prompt = _prompt(clause, cut)
    earlier = clause.scene.steps
    if earlier and earlier[-1][0] == "caption_audio" and _LIKE_THAT.search(prompt or clause.low):
        prompt = f"${len(earlier)}"
    if prompt:
        args["prompt"] = prompt
    elif not clause.carries:
        clause.need("What should it sound like?")
    return args


def _amount(clause: Clause, one: Quantity, args: Args) -> bool:
    tagged = {name for name in ("duration", "bars", "bpm") if one in clause.tagged(name)}
    if one.unit == "bar" and is_place(clause, one):
        return True
    if one.unit in ("bars", "bar") and one.value >= 1:
        args.setdefault("bars", int(one.value))
    elif one.unit == "bpm" or ("bpm" in tagged and one.unit in ("", "s")):
        args.setdefault("bpm", number(one.value))
    elif one.unit in ("s", "ms") and "prompt" not in tagged:
        args.setdefault("duration", number(seconds(clause, one)))
    elif one.unit == "" and "bars" in tagged:
        args.setdefault("bars", int(one.value))
    elif one.unit == "" and "duration" in tagged:
        args.setdefault("duration", number(one.value))
    elif (
        one.unit == ""
        and 50 <= one.value <= 220
        and re.search(r"\b(?:at|around|about|bpm|tempo)\s*$", clause.before(one))
    ):
        args.setdefault("bpm", number(one.value))
    else:
        return False
    return True


_LAST_WORD = regex(
    r"\s+(?!(?:please|pls|thanks|now|again|too|instead|then|though|here|there|it|that|this|long|loud)\b)"
    r"([a-z][\w-]+)\W*$",
    re.IGNORECASE,
)
"""The one word after what was read: "dub techno" of which "dub" was read."""


_ONE_BEFORE = regex(
    r"(?:(?:an?|some|one|two|three|four|five|six|\d{1,2}) )?[\w' -]{3,40}?(?:,| and| then| plus| followed by)+ "
    r"(?:(?:an?|some|the) )?",
    re.IGNORECASE,
)
""" "Two gunshots and a scream" of which the scream was read."""


def _with_last_word(clause: Clause, end: int) -> int:
    """Where a prompt ends that was read up to `end`."""
    last = _LAST_WORD.match(clause.text, end)
    known = [(one.start, one.end) for one in clause.spans] + [(one.start, one.end) for one in clause.amounts]
    if last and not any(a < last.end(1) and last.start(1) < b for a, b in known):
        return last.end(1)
    return end


_NO_PROMPT = (
    "",
    *"sound something it one that this music sounds another audio again thing".split(),
    *("a sound", "some sound", "something nice", "something cool"),
)
"""Words that say nothing of how it sounds."""


def _prompt(clause: Clause, cut: list[tuple[int, int]]) -> str:
    """What is left of the clause without command words, amounts and keys; the tagger's reading when it has one."""
    tagged = [span for span in clause.spans if span.name == "prompt"]
    if tagged:
        start, end = tagged[0].start, tagged[-1].end
        end = _with_last_word(clause, end)
        before = _LEAD.match(clause.text)
        first = before.end() if before else 0
        if _ONE_BEFORE.fullmatch(clause.text[first:start]):
            start = first
    else:
        lead = _LEAD.match(clause.text)
        start, end = lead.end() if lead else 0, len(clause.text)
    closed = cut + [
        (span.start, span.end)
        for span in clause.spans
        if span.name in ("key", "bars", "bpm", "duration", "track") and span.name not in ("prompt",)
    ]
    kept = "".join(" " if any(a <= i < b for a, b in closed) else clause.text[i] for i in range(start, end))
    kept = re.sub(r"\s+", " ", kept)
    lead = _LEAD.match(kept)
    kept = kept[lead.end() :] if lead and not tagged else kept
    kept = re.sub(r"[\s,]+(?:for\s+)?(?:please|pls)(?=\s*,)", "", kept)
    kept = re.sub(r"\s(?:in|at|for|of|and)\s*(?=,|$)", " ", kept)
    for _ in range(3):
        kept = _TAIL.sub("", tidy(kept))
        kept = without_tempo(kept)
        kept = re.sub(r"\s+starting$", "", kept) if clause.has(r"\bstarting (?:at|from|on|in)\b") else kept
    kept = re.sub(
        r"^-?\s*(?:bars?|seconds?|secs?|long|bpm|of|worth of)\b[\s,-]*", "", no_article(tidy(kept)), flags=re.IGNORECASE
    )
    kept = no_article(tidy(kept))
    return "" if kept.lower() in _NO_PROMPT else kept


def inpaint(clause: Clause) -> Args:
    """clip, start, end, prompt."""
    args = fill_clip(clause)
    where = time_range(clause)
    if "start_bar" in where:
        where = {
            "start": number((where["start_bar"] - 1) * clause.bar_s),
            "end": number(float(where.get("end_bar") or where["start_bar"]) * clause.bar_s),
        }
    if "start" not in where:
        timed = [
            one for one in clause.amounts if one.unit in ("s", "") and one not in clause.tagged("prompt", "duration")
        ]
        if len(timed) >= 2 and "end" not in where:
            where = {"start": number(seconds(clause, timed[0])), "end": number(seconds(clause, timed[1]))}
        elif timed and "end" not in where:
            where["start"] = number(seconds(clause, timed[0]))
    if "start" in where and "end" not in where:
        length = next(
            (seconds(clause, one) for one in clause.of("ms", "s") if number(seconds(clause, one)) != where["start"]),
            0.5,
        )
        where["end"] = number(where["start"] + length)
    span = clause.scene.context.selected_range
    if "start" not in where and span and not clause.carries:
        where = {"start": number(span[0]), "end": number(span[1])}
    if "start" not in where and not clause.carries:
        clause.need("From where to where is the spot to fill?")
    prompt = span_text(clause, "prompt")
    return args | where | ({"prompt": no_article(prompt)} if prompt else {})


_SOUND_BEFORE = regex(
    r"\b(?:extract|isolate|pull|grab|lift|get|take|dig|just|only|find|is there|hear|where(?:'s| is| are)"
    r"|when (?:does|do|is|are)|every|each|any|a|the)\s+((?:[\w'-]+\s+){0,3}[\w'-]+?)\s+(?:out|off|from|in|of|on|for"
    r"|sound|happen|occur|come|go|start|appear|ring|bark)",
    re.IGNORECASE,
)


_DEED = regex(
    r"\b(?:where|when|how often|each time|every time)\b(?: (?:do|does|did|are|is))? "
    r"(?:people|they|he|she|someone|somebody|anyone|anybody|we|i|you|the (?:people|crowd|audience)) (\w{3,})\b"
)
""" "Where do people clap": the sound is what they do."""
_SEEKS = ("detect_target_sound", "extract_sound")


def extract_sound(clause: Clause) -> Args:
    """clip, target."""
    return fill_clip(clause) | _target(clause)


_THAT_NOISE = regex(
    r"(?:it|that|this|them|those|the)?(?: (?:one|other|same|particular|certain|specific|noise|sound|thing|bit))*"
)
"""Words that name no sound."""


def _target(clause: Clause) -> Args:
    target = span_text(clause, "target")
    if deed := _DEED.search(clause.low):
        return {"target": deed[1]}
    if not target:
        match = _SOUND_BEFORE.search(clause.text)
        target = match[1] if match else clause.needed("target")
    is_named = target and target.lower() not in ("it", "that", "them", "those", "me", "us")
    if not is_named and (before := _target_before(clause)):
        return {"target": before}
    if target and not _THAT_NOISE.fullmatch(target.lower()):
        return {"target": no_article(tidy(target))}
    if not clause.carries:
        clause.need("Which sound?")
    return {}


def _target_before(clause: Clause) -> str:
    """The sound that the step or the call before looked for: "find the horn and pull it out"."""
    calls = [(one.tool, one.args) for one in clause.scene.done[-1:]] + clause.scene.steps
    return str(calls[-1][1].get("target") or "") if calls and calls[-1][0] in _SEEKS else ""


def detect_target_sound(clause: Clause) -> Args:
    """clip, target or reference."""
    args = fill_clip(clause)
    like = clause.said("reference")
    found = (reference(clause, like.text) or clause.scene.find_file(like.text, ("audio",))) if like else None
    if isinstance(found, str) and found != args.get("clip"):
        args["reference"] = found
    if "reference" in args and not clause.said("target"):
        return args
    return args | _target(clause)
