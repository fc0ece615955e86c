"""Arguments of effects."""

from __future__ import annotations

import re

from engine.planner.offline.slots.clause import Args, Clause, number
from engine.planner.offline.slots.direction import signed
from engine.planner.offline.slots.places import time_range
from engine.planner.offline.slots.reference import reference
from engine.planner.offline.slots.targets import fill_clip
from engine.planner.offline.slots.texts import keys
from engine.planner.offline.text.fraction import share
from engine.planner.offline.text.note_value import NOTE_VALUE, note_beats
from engine.planner.offline.text.number_words import ONES, spoken_number
from engine.planner.offline.text.quantity import Quantity
from engine.planner.offline.text.words import compiled
from engine.planner.regex import regex

EFFECTS = (
    ("highpass", r"\bhigh[\s-]?pass\w*|\bhpf?\b|\blow[\s-]?cut\b|\brumble filter\b|\broll off (?:the )?(?:low|bottom)"),
    ("lowpass", r"\blow[\s-]?pass\w*|\blpf?\b|\bhigh[\s-]?cut\b"),
    ("deesser", r"\bde-?\s?ess\w*|\bsibilan\w+|\besses\b"),
    ("autotune", r"\bauto-?\s?tun\w*|\bpitch[\s-]?correct\w*|\btune (?:it|him|her|them)\b"),
    ("sidechain", r"\bside-?\s?chain\w*|\bduck\w*|\bpumping\b"),
    ("bitcrush", r"\bbit[\s-]?crush\w*|\bbit reduc\w*|\d+[\s-]?bit\b"),
    ("compressor", r"\bcompress\w*|\bcomp\b|\bsquash\b|\bglue\b"),
    ("limiter", r"\blimit(?:er|ing)?\b|\bbrick-?wall\b"),
    ("gate", r"\b(?:noise[\s-]?)?gat(?:e|ed|ing)\b"),
    ("delay", r"\bdelay\w*|\becho\w*|\bping[\s-]?pong\b|\bslap-?back\b|\bslap\b"),
    (
        "reverb",
        r"\b(?:re)?verb\w*|\bplate\b|\bspring\b|\b(?:big |concert |long |small |large )?(?:hall|room|chamber"
        r"|cathedral|church|chapel)\b(?! tone)",
    ),
    (
        "chorus",
        r"(?<!pre )(?<!pre-)(?<!first )(?<!second )(?<!last )\bchorus(?:ing)?\b(?![\s-]*\d)"
        r"(?! (?:vox|vocals?|take|section|clip|chop))",
    ),
    ("phaser", r"\bphas(?:er|ing)\b"),
    ("flanger", r"\bflang\w+"),
    ("tremolo", r"\btremolo\b"),
    ("distortion", r"\bdistort\w*|\boverdrive\w*|\bfuzz\w*|\bsaturat\w*|\bdrive\b"),
    ("widen", r"\bwiden\w*|\bnarrow\w*|\bless wide\b|\bwider\b|\bstereo width\b|\bmono\b"),
    ("eq", r"\beq\b|\bequali[sz]\w*|\bshelf\b|\bnotch\b|\bbell\b"),
)


_RANGED = ("highpass", "lowpass")


_RATED = ("chorus", "phaser", "flanger", "tremolo", "bitcrush", "autotune", "widen")


_DYNAMIC = ("compressor", "gate", "limiter", "sidechain", "deesser")
_SETTINGS = (
    "wet size feedback depth cutoff_hz freq_hz gain_db threshold_db drive_db ratio attack_ms release_ms rate_hz "
    "delay_s bits q"
).split()


_EFFECT = "|".join(pattern for _, pattern in EFFECTS)
_TWO_EFFECTS = regex(
    rf"(?P<first>{_EFFECT})(?P<joint>\s*(?:,|&|\+|\band\b)+\s*)(?:an? |some |a bit of |[\d.:]+\S* )?(?P<then>{_EFFECT})"
)


def one_each(text: str) -> list[str]:
    """ "Add distortion and reverb" as one text for each effect: "add distortion", "reverb"."""
    low = text.lower()
    match = _TWO_EFFECTS.search(low) if len(low) == len(text) else None
    if match and _effect_in(match["first"]) == _effect_in(match["then"]):
        return [text]
    return [text[: match.start("joint")], *one_each(text[match.end("joint") :])] if match else [text]


def _effect_in(words: str) -> str:
    return next((effect for effect, pattern in EFFECTS if compiled(pattern).search(words)), "")


def effect_of(clause: Clause) -> str:
    """The effect: what the words name, else what the router heard."""
    clip = clause.said("clip", "track")
    span = clause.said("effect")
    outside = clause.low if clip is None else clause.low[: clip.start] + " " + clause.low[clip.end :]
    for text in ([span.text.lower()] if span else []) + [outside]:
        for effect, pattern in EFFECTS:
            if compiled(pattern).search(text):
                return effect
    return clause.kind


_SLAPBACK = {"delay_s": 0.11, "feedback": 0.1}
"""One short repeat."""
_AIR = regex(r"\b(?:(less)|more|some|bit of|touch of|hint of|add|the) (?:\w+ )?air\b")
""" "A bit more air": the highest highs, up or down."""


NARROWER = 0.6
"""Of a sound's own width."""


def apply_effect(clause: Clause) -> Args:
    """clip or track, effect and its settings."""
    args: Args = {}
    phrase = clause.said("clip", "track")
    on_track = (
        phrase is not None
        and re.search(r"\b(?:track|channel|bus|strip)\b", phrase.text.lower())
        or clause.has(r"\bas an? (?:insert|plug-?in)\b")
    )
    is_clip = phrase is not None and bool(reference(clause, phrase.text))
    track = clause.scene.track(phrase.text) if phrase and (on_track or not is_clip) else None
    target = fill_clip(clause) if not track else {"track": track}
    effect = effect_of(clause)
    if effect:
        args["effect"] = effect
    elif not clause.carries:
        clause.need("Which effect?")
    note = NOTE_VALUE.search(clause.low) if effect == "delay" else None
    for one in clause.amounts:
        name, value = _setting(clause, effect, one)
        if name and not (note and note.start() <= one.start < note.end()):
            args.setdefault(name, number(value))
    if note and "delay_s" not in args:
        args["delay_s"] = number(round(note_beats(note) * 60 / clause.scene.context.tempo, 3))
    if effect == "delay" and "delay_s" not in args and clause.has(r"\bslap(?:-?back)?\b"):
        args = {**_SLAPBACK, **args}
    args |= {name: value for name, value in _in_words(clause, effect).items() if name not in args}
    if effect == "widen" and clause.has(r"\bmono\b") and "depth" not in args:
        args["depth"] = 0
    if effect == "widen" and clause.has(r"\bnarrow\w*|\bless wide\b") and "depth" not in args:
        args["depth"] = NARROWER
    if effect == "eq" and not {"freq_hz", "gain_db"} & set(args) and (air := _AIR.search(clause.low)):
        args |= {"freq_hz": 12000, "gain_db": -4 if air[1] else 4}
    if effect == "autotune" or clause.said("key"):
        found = keys(clause.text, loose=True)
        if found:
            args["key"] = found[0]
    timed = not any(name in args for name in ("delay_s",)) or clause.has(r"\bfrom\b|\bbetween\b|\bbars?\b")
    if timed and not (effect == "delay" and not clause.of("bar") and not any(one.low for one in clause.amounts)):
        args |= {name: value for name, value in time_range(clause).items() if name not in args}
    return target | args


def _setting(clause: Clause, effect: str, one: Quantity) -> tuple[str, float]:
    """Which setting a quantity is, and its value; ("", 0) when it is none."""
    named = next((name for name in _SETTINGS if one in clause.tagged(name)), "")
    if one.low or one.high:
        return "", 0
    if one.unit == "Hz":
        return ("cutoff_hz" if effect in _RANGED else "rate_hz" if effect in _RATED else "freq_hz"), one.value
    if one.unit == "dB":
        return _level(clause, effect, one)
    if one.unit == "ratio":
        return "ratio", one.value
    if one.unit in ("ms", "s"):
        return _time(clause, effect, one, named)
    if one.unit == "%":
        return _share(clause, effect, one, named)
    if one.unit == "bits":
        return ("bits", one.value) if effect == "bitcrush" else ("", 0)
    return _bare(clause, effect, one, named)


_IN_OUT = regex(
    r"\s*(?:(?P<into>in\b(?!\s+(?:the|a|my))|to (?:open|catch|grab|bite))|back|out\b|to (?:close|recover|let go))"
)
""" "Ten in, eighty out": how long a compressor or a gate takes to act and to let go."""


def _level(clause: Clause, effect: str, one: Quantity) -> tuple[str, float]:
    around = clause.low[max(0, one.start - 14) : one.end + 16]
    by_name = re.search(r"\bthresh", clause.before(one, 22) + clause.after(one, 14))
    if by_name or effect in _DYNAMIC and not re.search(r"\bgain|make-?up", around):
        return "threshold_db", one.value if one.signed else -abs(one.value)
    return ("drive_db", abs(one.value)) if effect == "distortion" else ("gain_db", signed(clause, one))


def _time(clause: Clause, effect: str, one: Quantity, named: str) -> tuple[str, float]:
    before, after = clause.before(one, 22), clause.after(one, 14)
    value_ms = one.value if one.unit == "ms" else one.value * 1000
    if re.match(r"\s*(?:atk|attack)", after) or re.search(r"\b(?:attack|atk)\s*(?:of |at |is )?$", before):
        return "attack_ms", value_ms
    released = re.search(r"\b(?:release|rel|let go after)\s*(?:of |at |is )?$", before)
    if released or re.match(r"\s*(?:rel|release|let go)", after):
        return "release_ms", value_ms
    if effect in _DYNAMIC and (side := _IN_OUT.match(after)):
        return ("attack_ms" if side["into"] else "release_ms"), value_ms
    if named in ("attack_ms", "release_ms") and effect != "delay":
        return named, value_ms
    return ("delay_s", value_ms / 1000) if effect == "delay" else ("", 0)


def _share(clause: Clause, effect: str, one: Quantity, named: str) -> tuple[str, float]:
    before, after = clause.before(one, 20), clause.after(one, 20)
    value = one.value / 100
    if re.match(r"\s*(?:of )?(?:feedback|regen|repeats|coming back)", after) or re.search(
        r"\b(?:feedback|regen|repeats)\s*(?:at|of|to|up to)?\s*$", before
    ):
        return "feedback", min(value, 0.99)
    if re.match(r"\s*(?:depth|deep|wide|width)", after) or re.search(r"\b(?:depth|width)\s*(?:at|of|to)?\s*$", before):
        return "depth", value
    if re.match(r"\s*(?:room )?size", after) or re.search(r"\bsize\s*(?:at|of|to)?\s*$", before):
        return "size", value
    if (
        re.search(r"\bsize\b", clause.low)
        and len(clause.of("%")) == 1
        and not re.search(r"\b(?:wet|mix)\b", clause.low)
    ):
        return "size", value
    if named in ("feedback", "depth", "size", "wet"):
        return named, value
    return (
        "depth"
        if effect in ("tremolo", "widen", "flanger", "chorus", "phaser") and not re.match(r"\s*(?:wet|mix)", after)
        else "wet"
    ), min(value, 1.0)


def _bare(clause: Clause, effect: str, one: Quantity, named: str) -> tuple[str, float]:
    before, after = clause.before(one, 20), clause.after(one, 14)
    if one.unit not in ("", "x"):
        return "", 0
    if re.search(r"\bq\s*(?:of|at|is|to)?\s*$", before) or named == "q":
        return "q", one.value
    if re.search(r"\bratio\s*(?:of|at|is|to)?\s*$", before) or named == "ratio":
        return "ratio", one.value
    if (
        re.search(r"\bthresh\w*\s*(?:of|at|is|to)?\s*$", before)
        or named == "threshold_db"
        or (one.signed and one.value < 0 and effect in ("compressor", "gate", "limiter", "sidechain"))
    ):
        return "threshold_db", one.value if one.signed else -abs(one.value)
    if re.search(r"\b(?:attack|atk)\s*(?:of|at|is|to)?\s*$", before):
        return "attack_ms", one.value
    if re.search(r"\b(?:release|rel)\s*(?:of|at|is|to)?\s*$", before) or re.match(r"\s*(?:release|rel)\b", after):
        return "release_ms", one.value
    side = _IN_OUT.match(after) if effect in _DYNAMIC else None
    if side or named in ("attack_ms", "release_ms"):
        return ("attack_ms" if (side["into"] if side else named == "attack_ms") else "release_ms"), one.value
    if named in ("wet", "feedback", "depth", "size") or re.match(r"\s*wet\b", after) or re.search(r"\bwet\s*$", before):
        value = one.value / 100 if one.value > 1 else one.value
        return (named if named in ("wet", "feedback", "depth", "size") else "wet"), min(
            value, 0.99 if named == "feedback" else 1.0
        )
    if named == "gain_db":
        return "gain_db", signed(clause, one)
    if named in ("cutoff_hz", "freq_hz", "rate_hz", "drive_db", "bits"):
        return named, _hertz(clause, one) if named in ("cutoff_hz", "freq_hz") else one.value
    if named == "delay_s":
        return "delay_s", one.value / 1000 if one.value > 10 else one.value
    if effect in _RANGED and one.value >= 20:
        return "cutoff_hz", _hertz(clause, one)
    return "", 0


_TWO_DIGITS = regex(rf"({ONES})[\s-]({ONES})")


def _hertz(clause: Clause, one: Quantity) -> float:
    """A frequency without its unit: "at 8" and "at six five" are kilohertz."""
    if digits := _TWO_DIGITS.fullmatch(clause.words_of(one)):
        return spoken_number(digits[1]) * 1000 + spoken_number(digits[2]) * 100
    return one.value * 1000 if one.value < LOWEST_HZ else one.value


LOWEST_HZ = 20
"""A bare number below it counts thousands."""


def _in_words(clause: Clause, effect: str) -> Args:
    """Settings said without a number: "quarter wet", "a third fed back", "nearly full depth", "big hall"."""
    found: Args = {}
    for name in ("wet", "feedback", "depth", "size"):
        span = clause.said(name)
        said = share(span.text) if span else None
        if said is not None:
            found[name] = min(said, 0.99 if name == "feedback" else 1.0)
    wet = re.search(r"((?:[\w-]+\s+){1,3})wet\b|\bwet(?:ness)?\s+((?:[\w-]+\s?){1,2})", clause.low)
    if wet and "wet" not in found and (said := share(wet[1] or wet[2])) is not None:
        found["wet"] = said
    if effect == "reverb":
        size = re.search(
            r"\b(tiny|small|short|little|medium|big|large|long|huge|massive|vast|giant|enormous"
            r"|cathedral)\b(?: \w+)? (?:re)?(?:verb|hall|room|plate|church|space|tail|one|size|chamber)"
            r"|\b(cathedral)\b",
            clause.low,
        )
        if size:
            word = size[1] or size[2]
            found["size"] = (
                0.25
                if word in ("tiny", "small", "short", "little")
                else 0.5
                if word == "medium"
                else 0.75
                if word in ("big", "large", "long")
                else 0.95
            )
    return found
