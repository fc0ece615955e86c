"""Arguments of stretches, transpositions and masters."""

from __future__ import annotations

import re

from engine.planner.offline.slots.clause import Args, Clause, number
from engine.planner.offline.slots.direction import is_down, unsure_way
from engine.planner.offline.slots.reference import reference
from engine.planner.offline.slots.targets import fill_clip
from engine.planner.offline.slots.texts import keys
from engine.planner.offline.text.interval_moved import intervals_moved
from engine.planner.offline.text.quantity import Quantity
from engine.planner.offline.text.reason import without_reason
from engine.planner.regex import regex


def change_tempo_key(clause: Clause) -> Args:
    """clip(s) and bpm, semitones, key, ratio, bars, start_bar, end_bar."""
    args = fill_clip(clause)
    args |= (by_length := _length_words(clause))
    for one in [] if by_length or _SHARE.search(clause.low) and _share_of_speed(clause) else clause.amounts:
        name, value = _change(clause, one)
        if name:
            args.setdefault(name, number(value))
    found = (
        keys(clause.text, loose=bool(clause.said("key")))
        if clause.said("key") or not {"semitones", "bpm", "ratio"} & set(args) or clause.has(r"\b(?:minor|major)\b")
        else []
    )
    found = found if not re.search(r"\b(?:minor|major) (?:third|second|sixth|seventh)", clause.low) else []
    if found:
        args["key"] = found[-1]
    if not {"semitones", "ratio", "key", "bpm", "bars", "cents"} & set(args):
        args |= _interval(clause) or _share_of_speed(clause) or _speed_words(clause)
    if clause.has(r"\b(?:session|project|song|grid)(?:'s)? (?:tempo|bpm|speed)\b") and not {"bpm", "ratio"} & set(args):
        args["bpm"] = number(clause.scene.context.tempo)
    if (
        clause.has(r"\b(?:session|project|song)(?:'s)? key\b")
        and clause.scene.context.key
        and not {"key", "semitones"} & set(args)
    ):
        args["key"] = clause.scene.context.key
    if not {"semitones", "ratio", "key", "bpm", "bars", "cents"} & set(args) and clause.has(_LIKEWISE):
        calls = [one.args for one in clause.scene.done] + [step for _, step in clause.scene.steps]
        args |= next(({"bpm": call["bpm"]} for call in reversed(calls) if call.get("bpm")), {})
    if not {"semitones", "ratio", "key", "bpm", "bars", "cents"} & set(args) and not clause.carries:
        clause.need("To which tempo or key, or by how much?")
    return args


def _goes_down(clause: Clause) -> bool:
    """What stands beside the interval tells its way; a reason behind the request does not."""
    ways = {one.semitones < 0 for one in intervals_moved(clause.low) if one.has_way}
    return ways.pop() if len(ways) == 1 else is_down(without_reason(clause.low))


_LIKEWISE = r"\b(?:to|at) (?:that|it|this|the same)\b|\b(?:that|the same|its|the new) (?:tempo|speed|bpm)\b"
""" "Stretch it to that", after a tempo was spoken of."""


_BY_BPM = regex(r"\s*(?:bpm )?(?:faster|quicker|slower|up|down|more|less)\b")
_MOST_BY = 40
""" "6 bpm faster" is by so much, "140 bpm" is a tempo."""


def _is_by_bpm(clause: Clause, one: Quantity) -> bool:
    is_told = _BY_BPM.match(clause.after(one)) or re.search(r"\b(?:by|up|down)\s*$", clause.before(one))
    return one.unit == "bpm" and one.value <= _MOST_BY and is_told is not None


def _change(clause: Clause, one: Quantity) -> tuple[str, float]:
    down = _goes_down(clause)
    if _is_by_bpm(clause, one):
        is_slower = down or clause.has(r"\bslow(?:er)?\b|\bless\b")
        return "bpm", clause.scene.context.tempo + (-one.value if is_slower else one.value)
    if (
        one.unit == "bpm"
        or one.unit == ""
        and one in clause.tagged("bpm")
        or one.unit == ""
        and one.value >= 50
        and not clause.tagged("ratio")
    ):
        return (
            ("", 0)
            if re.search(r"\b(?:from|was|at)\s*$", clause.before(one))
            and len([other for other in clause.amounts if other.value >= 40]) > 1
            and one is clause.amounts[0]
            and re.search(r"\bfrom\s*$", clause.before(one))
            else ("bpm", one.value)
        )
    if one.unit == "semitones" or one.unit == "" and (one in clause.tagged("semitones") or one.signed):
        if unsure := unsure_way(clause, one):
            clause.need(f"Up or down? {unsure}")
        value = one.value * (2 if re.search(r"\bwhole (?:step|tone)", clause.words_of(one)) and one.unit == "" else 1)
        return "semitones", -abs(value) if down and not (one.signed and one.value > 0) else value
    if one.unit == "cents":
        return "cents", -abs(one.value) if down else one.value
    if one.unit in ("bars", "bar"):
        return "bars", one.value
    if one.unit == "%":
        slower = clause.has(r"\bslow\w*\b|\bdown\b")
        is_change = re.match(r"\s*(?:faster|quicker|slower|up|more|down)", clause.after(one)) or re.search(
            r"\bby\s*(?:about |around )?$", clause.before(one)
        )
        relative = is_change is not None or one.value <= 15 and clause.has(r"\bspeed\b|\bslow\b")
        share = one.value / 100
        return "ratio", (1 - share if slower else 1 + share) if relative else share
    if one.unit == "" and one in clause.tagged("ratio") and 0.2 <= one.value < 2 and one.value not in (0.25, 0.5, 1):
        return "ratio", one.value
    if one.unit == "x" or one.value in (2, 0.5, 0.25) and clause.has(r"\bspeed|\bfast|\bslow|\btime\b|\btempo|\blong"):
        longer = clause.has(r"\btwice as (?:long|slow)|\bdouble (?:the )?length|\bhalf as fast|\bslower")
        shrink = clause.has(r"\bhalf as long|\bhalf (?:the )?length")
        return "ratio", 1 / one.value if (longer and one.value > 1) or shrink else one.value
    return "", 0


_INTERVALS = {
    "minor second": 1,
    "major second": 2,
    "minor third": 3,
    "major third": 4,
    "third": 4,
    "perfect fourth": 5,
    "fourth": 5,
    "tritone": 6,
    "perfect fifth": 7,
    "fifth": 7,
    "minor sixth": 8,
    "major sixth": 9,
    "sixth": 9,
    "minor seventh": 10,
    "major seventh": 11,
    "octave": 12,
    "oct": 12,
    "quarter tone": 0.5,
    "half step": 1,
    "semitone": 1,
    "half tone": 1,
    "whole step": 2,
    "whole tone": 2,
    "tone": 2,
}


def _interval(clause: Clause) -> Args:
    for name in sorted(_INTERVALS, key=len, reverse=True):
        if clause.has(rf"\b{name}s?\b"):
            return {"semitones": -_INTERVALS[name] if _goes_down(clause) else _INTERVALS[name]}
    return {}


_SPEED = r"\b(?:speed|pace|tempo|time|fast(?:er)?|quick(?:er)?|slow(?:er|ed)?|brisker|lazier)\b"
_TIMES = regex(
    r"\b(one|two|three) and a half times\b|\b(\d+(?:\.\d+)?) times (?:as fast|the (?:speed|pace|tempo))"
)
_WHOLE = {"one": 1, "two": 2, "three": 3}
_SHARE = regex(r"\b(?:(\d+)\s?/\s?(\d+)|three[\s-]quarters?|two[\s-]thirds|a (?:quarter|third|half))\b")
_SHARES = {"three quarter": 0.75, "two third": 2 / 3, "a quarter": 0.25, "a third": 1 / 3, "a half": 0.5}
_A_LITTLE = r"\b(?:notch|hair|touch|tad|smidge|bit|little|lick|shade|nudge)\b"
LITTLE = 0.05
"""What "a notch faster" is worth."""


def _share_of_speed(clause: Clause) -> Args:
    """ "3/4 speed", "a quarter faster", "a notch slower"."""
    slower = clause.has(r"\b(?:slow\w*|lazier|calmer)\b")
    quicker = clause.has(r"\b(?:faster|quicker|brisker|livelier)\b")
    match = _SHARE.search(clause.low)
    if match and (clause.has(_SPEED) or clause.has(r"\bof it\b")):
        said = match[0].replace("-", " ").rstrip("s")
        share = int(match[1]) / max(1, int(match[2])) if match[1] else _SHARES[said]
        return {"ratio": number(1 + share if quicker else 1 - share if slower and share < 0.5 else share)}
    if clause.has(_A_LITTLE) and slower != quicker:
        return {"ratio": 1 - LITTLE if slower else 1 + LITTLE}
    return {}


_LONGER = regex(
    r"\b(?:to |by |at )?(?P<size>twice|double|half|three times|four times|triple|a third of|(?:\d+(?:\.\d+)?)(?: ?x|"
    r" times))"
    r" (?:the |its |their |that |of its |of the )*(?:present |current |old )?(?:length|duration|size)\b"
    r"|\b(?P<as>twice|half|three times|four times) as (?:long|short)\b|\b(?:stretch|pull) (?:\w+ ){1,4}?to"
    r" (?P<double>double|half)\b(?! (?:the |its )?(?:speed|pace|time|tempo)\b)",
)
_SIZES = {
    **{"twice": 2.0, "double": 2.0, "half": 0.5, "a third of": 1 / 3},
    **{"three times": 3.0, "triple": 3.0, "four times": 4.0},
}


def _length_words(clause: Clause) -> Args:
    """ "To twice its length", "half as long": a share of its length."""
    match = _LONGER.search(clause.low)
    said = (match["size"] or match["as"] or match["double"]) if match else ""
    if not said:
        return {}
    size = _SIZES.get(said) or float(re.sub(r"[^\d.]", "", said))
    return {"ratio": number(round(1 / size, 4))} if 0.1 <= size <= 10 else {}


def _speed_words(clause: Clause) -> Args:
    if times := _TIMES.search(clause.low):
        return {"ratio": _WHOLE.get(times[1] or "", 0) + 0.5 if times[1] else number(float(times[2]))}
    if clause.has(r"\bhalf[\s-]?(?:(?:the |its )?(?:time|speed|pace|tempo)|as fast)|\btwice as (?:long|slow)"):
        return {"ratio": 0.5}
    if clause.has(
        r"\bdouble[\s-]?(?:the |its )?(?:time|speed|pace|tempo)|\btwice (?:as fast|the speed|the tempo)|\bhalf as long"
    ):
        return {"ratio": 2}
    return {}


STREAMING_LUFS = -14
BROADCAST_LUFS = -23
"""EBU R 128."""
_PLACE_LEVEL = regex(
    r"\b(?:streaming|spotify|youtube|tidal|(?P<air>broadcast|r\s?128|radio|tv))(?:'s)? (?:loudness|level|volume)\b"
)


def master(clause: Clause) -> Args:
    """clip, loudness_lufs, ceiling_db, reference."""
    args = fill_clip(clause)
    for one in clause.amounts:
        near = clause.low[max(0, one.start - 22) : one.end + 16]
        if (
            one in clause.tagged("ceiling_db")
            or one.unit == "dB"
            and re.search(r"\bceiling|\bpeak|\btrue|\btp\b|\bcap", near)
            or re.search(
                r"\b(?:ceiling|peaks?|true[\s-]peak|tp)\s*(?:at|of|under|below|to|is)?\s*$", clause.before(one)
            )
        ):
            args.setdefault("ceiling_db", number(-abs(one.value)))
        elif one.unit in ("LUFS", "dB", "") and 4 <= abs(one.value) <= 40:
            args.setdefault("loudness_lufs", number(-abs(one.value)))
    if "loudness_lufs" not in args and (place := _PLACE_LEVEL.search(clause.low)):
        args["loudness_lufs"] = BROADCAST_LUFS if place["air"] else STREAMING_LUFS
    like = clause.said("reference")
    if not like:
        match = re.search(
            r"\b(?:sounds? like|like|match(?:ed|ing)?(?: to)?|as (?:a )?reference|to match|against|reference)\s+(.+)$",
            clause.text,
            re.IGNORECASE,
        )
        phrase = match[1] if match else ""
    else:
        phrase = like.text
    if phrase:
        found = reference(clause, phrase) or clause.scene.find_file(phrase, ("audio",))
        if isinstance(found, str) and found != args.get("clip"):
            args["reference"] = found
    return args
