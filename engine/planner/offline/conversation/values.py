"""Values: how the words of a turn may change the arguments of an earlier call: said, compared, computed, copied."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.previous_call import numbers_of
from engine.planner.offline.text.quantity import Quantity
from engine.planner.offline.text.words import Token
from engine.tasks.task import Task

Args = dict[str, Any]
STEPS = ("value_db", "gain_db", "semitones", "cents", "offset", "offset_beats", "value", "change", "pitch")
"""What can go either way from where something is."""
SHARES = ("wet", "feedback", "depth", "size", "value", "amount")
_UNITS: dict[str, tuple[tuple[str, float], ...]] = {
    "dB": tuple(
        (name, 1.0)
        for name in ("value_db", "set_db", "gain_db", "threshold_db", "drive_db", "ceiling_db", "from", "to")
    ),
    "LUFS": (("loudness_lufs", 1.0),),
    "Hz": (("cutoff_hz", 1.0), ("freq_hz", 1.0), ("rate_hz", 1.0), ("value", 1.0)),
    "ms": (("release_ms", 1.0), ("attack_ms", 1.0), ("delay_s", 0.001), ("duration", 0.001), ("offset", 0.001)),
    "s": (("duration", 1.0), ("delay_s", 1.0), ("at", 1.0), ("start", 1.0), ("end", 1.0), ("offset", 1.0)),
    "bpm": (("bpm", 1.0), ("to_bpm", 1.0)),
    "bars": (("bars", 1.0), ("bar", 1.0), ("end_bar", 1.0), ("offset_beats", 4.0), ("count", 1.0)),
    "bar": (("bar", 1.0), ("start_bar", 1.0), ("end_bar", 1.0)),
    "beats": (("offset_beats", 1.0), ("count", 1.0)),
    "%": tuple((name, 0.01) for name in ("wet", "feedback", "depth", "value", "amount", "size", "ratio")),
    "semitones": (("semitones", 1.0), ("pitch", 1.0)),
    "cents": (("cents", 1.0),),
    "deg": (("azimuth_deg", 1.0), ("elevation_deg", 1.0)),
    "m": (("distance_m", 1.0),),
    "bits": (("bits", 1.0),),
    "ratio": (("ratio", 1.0),),
    "x": (("ratio", 1.0), ("count", 1.0)),
}
_NAMES = (
    ("feedback", r"feedback|repeats?|fb"),
    ("wet", r"wet\w*|dry|drier|mix"),
    ("threshold_db", r"threshold|thresh"),
    ("ratio", r"ratio|squeeze|to 1|to one"),
    ("attack_ms", r"attack"),
    ("release_ms", r"release|tail|rings?"),
    ("drive_db", r"drive|dirt\w*|filth\w*|grit\w*"),
    ("depth", r"depth|deep\w*"),
    ("rate_hz", r"rate|speed|fast\w*|slow\w*"),
    ("size", r"size|big\w*|small\w*|room"),
    ("q", r"q"),
    ("bits", r"bits?"),
    ("ceiling_db", r"ceiling|ceil|peak"),
    ("loudness_lufs", r"lufs|loudness|integrated"),
    ("freq_hz", r"freq\w*|k"),
    ("cutoff_hz", r"cut\w*|freq\w*|highpass|lowpass|filter"),
    ("delay_s", r"delay|time|slap"),
    ("bpm", r"bpm|tempo"),
    ("bars", r"bars?|long\w*|short\w*|length"),
    ("duration", r"long\w*|short\w*|length|seconds?|fade"),
    ("count", r"times|copies"),
    ("velocity", r"velocity"),
    ("end_bar", r"to|until|till|ends?"),
    ("start_bar", r"from|starts?"),
    ("from", r"from|start\w*"),
    ("to", r"to|up to|down to|end\w*"),
    ("rate", r"slow\w*|fast\w*|speed"),
)
NAMES = tuple((name, re.compile(rf"\b(?:{pattern})\b")) for name, pattern in _NAMES)
MAIN = (
    "value_db",
    "set_db",
    "wet",
    "gain_db",
    "value",
    "semitones",
    "drive_db",
    "loudness_lufs",
    "bpm",
    "cutoff_hz",
    "freq_hz",
    "threshold_db",
    "duration",
    "bars",
    "bar",
    "amount",
    "feedback",
    "depth",
    "rate_hz",
    "ratio",
    "bits",
    "delay_s",
    "count",
    "cents",
)
_UP = re.compile(
    r"\b(?:up|more|higher|louder|hotter|wetter|longer|later|faster|bigger|wider|further|extra|above|over|raise|boost|add|"
    r"plus|stronger|harder|deeper|brighter|another|behind|after|late|increase|farther)\b|\+"
)
_DOWN = re.compile(
    r"\b(?:down|less|lower|quieter|softer|drier|shorter|earlier|slower|smaller|narrower|below|under|off|cut|sooner|"
    r"minus|fewer|gentler|subtler|weaker|tamer|darker|duller|before|reduce|closer|beneath|too much|too loud|ahead)\b"
)
_BACK = re.compile(
    r"\bback\b|\breturn\b|\baway again\b|\boff again\b|\bof (?:these|those|that|it|the) (?:\w+ )?(?:away|off|back)\b"
)
_FACTORS = (
    (re.compile(r"\bhalf again\b"), 1.5),
    (re.compile(r"\bthree quarters?\b"), 0.75),
    (re.compile(r"\btwo thirds?\b"), 2 / 3),
    (re.compile(r"\b(?:a |one )?third(?: of| as| the)\b|\ba third\b"), 1 / 3),
    (re.compile(r"\b(?:a |one )?quarter(?: of| as| the)?\b"), 0.25),
    (re.compile(r"\b(?:a |one )?tenth\b"), 0.1),
    (re.compile(r"\b(?:half|halve|halved|1/2|halfway)\b"), 0.5),
    (re.compile(r"\b(?:twice|double|doubled|2x)\b"), 2.0),
    (re.compile(r"\b(?:triple|three times|thrice)\b"), 3.0),
    (re.compile(r"\b(?:quadruple|four times)\b"), 4.0),
)
_THAN = re.compile(r"\b(?:more|less|fewer) than (?:that|this|it)\b")
_OTHER_WAY = re.compile(
    r"\b(?:other (?:way|side)(?: (?:round|around))?|opposite|flip|swap|mirror(?:ed)?|vice versa|invert(?:ed)?"
    r"|across|wrong (?:way|side))\b"
)
_LEFT, _RIGHT = re.compile(r"\b(?:left|l)\b"), re.compile(r"\b(?:right|r)\b")
_CENTRE = re.compile(r"\b(?:middle|centre|center)\b")


@dataclass(frozen=True)
class Change:
    """New values for some arguments, and the words that say so."""

    args: tuple[tuple[str, Any], ...]
    why: str
    """none, said, up, down, on, back, against, factor, …"""
    used: frozenset[int] = frozenset()
    dropped: tuple[str, ...] = ()
    """Arguments that no longer hold."""


_SLIPS = {
    **dict.fromkeys("louder hotter higher wetter longer bigger later faster".split(), 1),
    **dict.fromkeys("down lower quieter softer drier shorter smaller earlier slower".split(), -1),
}


@functools.lru_cache(maxsize=64)
def way_of(low: str) -> int:
    """+1 when the words go up, −1 down, 0 neither or both; a slip of the fingers counts as the word it is most like."""
    up, down = bool(_UP.search(low)), bool(_DOWN.search(low))
    if not up and not down:
        said = re.findall(r"[a-z]{4,}", low)[:20]
        ways = {way for word in said for known, way in _SLIPS.items() if _slipped(word, known)}
        return ways.pop() if len(ways) == 1 else 0
    return up - down


def _slipped(word: str, known: str) -> bool:
    """One letter too many, too few or two in the wrong order."""
    if word == known or abs(len(word) - len(known)) > 1 or word[0] != known[0]:
        return False
    if len(word) == len(known):
        return sorted(word) == sorted(known)
    short, long = sorted((word, known), key=len)
    return len(short) > 4 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


@functools.lru_cache(maxsize=64)
def gives_back(low: str) -> bool:
    """Is part of a change taken back?"""
    return _BACK.search(low) is not None


def number_changes(
    low: str, words: list[Token], found: list[Quantity], row: Task, old: Mapping[str, Any]
) -> Iterator[Change]:
    """What the figures of a turn may do to the numbers of a call."""
    known = {arg.name: arg for arg in row.args}
    numbers = {name: value for name, value in numbers_of(old).items() if name in known}
    assigned: list[tuple[str, float, Quantity]] = []
    taken: set[str] = set()
    for one in found:
        name, scale = _meant(low, one, known, numbers, taken)
        if name:
            value = one.value * scale
            if scale == 1.0 and name in SHARES and not one.unit and abs(value) > 1:
                value /= 100
            if (
                name in ("cutoff_hz", "freq_hz")
                and not one.unit
                and 0 < abs(value) < 25
                and abs(numbers.get(name, 1000)) > 25
            ):
                value *= 1000
            taken.add(name)
            assigned.append((name, value, one))
    if not assigned:
        return
    used = frozenset(i for i, word in enumerate(words) for _, _, one in assigned if one.start <= word.start < one.end)
    said: Args = {}
    for name, value, _ in assigned:
        if name in ("loudness_lufs", "ceiling_db", "threshold_db") and value > 0:
            value = -value
        said[name] = value
    than = next((name for name in said if name in STEPS and numbers.get(name)), "") if _THAN.search(low) else ""
    if than:  # "two more than that" is told by what was, and by nothing else
        way = math.copysign(1, numbers[than]) * (-1 if re.search(r"\b(?:less|fewer)\b", low) else 1)
        yield _change({than: numbers[than] + way * abs(said[than])}, "further", used, row)
        return
    yield _change(said, "said", used, row)
    signed = {
        name: -abs(value) if numbers[name] < 0 else value
        for name, value in said.items()
        if name in STEPS and numbers.get(name, 0) < 0
    }
    if signed:
        yield _change(said | signed, "signed", used, row)
    sign = way_of(low)
    if any(name in STEPS for name in said):
        turned = {name: sign * abs(value) for name, value in said.items() if name in STEPS and sign}
        if turned and turned != {name: said[name] for name in turned}:
            yield _change(said | turned, "turned", used, row)
    sides = (
        -1 if _LEFT.search(low) and not _RIGHT.search(low) else 1 if _RIGHT.search(low) and not _LEFT.search(low) else 0
    )
    if "value" in said and sides:
        yield _change({**said, "value": sides * abs(said["value"])}, "side", used, row)
    if found[0].unit in ("bars", "beats") and len(found) == 1:
        size = found[0].value * (0.25 if found[0].unit == "beats" else 1)
        places = {name: numbers[name] for name in ("bar", "start_bar", "end_bar") if name in numbers}
        for way, why in ((1, "later"), (-1, "earlier")):
            if places:
                yield _change({name: value + way * size for name, value in places.items()}, why, used, row)
        if "end_bar" in numbers and "start_bar" in numbers:
            yield _change({"end_bar": numbers["start_bar"] + size}, "so long", used, row)
            yield _change({"end_bar": numbers["end_bar"] + size}, "up", used, row)
    if len(assigned) == 1 and not assigned[0][2].unit:
        for name in list(numbers)[:5]:
            value = _scaled(name, assigned[0][2].value, numbers[name])
            if (
                name not in said
                and (name not in SHARES or value <= 1)
                and 0.1 < value / (abs(numbers[name]) + 1e-9) < 10
            ):
                yield _change({name: -value if numbers[name] < 0 else value}, "said other", used, row)
    if len(assigned) == 1:
        name, value, _ = assigned[0]
        if name in numbers:
            size, before = abs(value), numbers[name]
            yield _change({name: before + size}, "up", used, row)
            yield _change({name: before - size}, "down", used, row)
            if name in STEPS and before:
                way = 1 if before > 0 else -1
                yield _change({name: way * size}, "on", used, row)
                yield _change({name: -way * size}, "back", used, row)
                yield _change({name: way * (abs(before) + size)}, "further", used, row)
                yield _change({name: way * (abs(before) - size)}, "nearer", used, row)


def _meant(
    low: str, one: Quantity, known: Mapping[str, Any], numbers: Mapping[str, float], taken: set[str]
) -> tuple[str, float]:
    """The argument that a figure is for, and the factor to its unit."""
    fitting = [(name, scale) for name, scale in _UNITS.get(one.unit, ()) if name in known and name not in taken]
    if not one.unit:
        fitting = [(name, 1.0) for name in (*numbers, *MAIN) if name in known and name not in taken]
        fitting = list(dict.fromkeys(fitting))
    if not fitting:
        return "", 1.0
    before, after = low[max(0, one.start - 16) : one.start], low[one.end : one.end + 14]
    options = dict(fitting)
    near = [
        (min((len(before) - match.end() for match in pattern.finditer(before)), default=99), name)
        for name, pattern in NAMES
        if name in options
    ]
    near += [
        (match.start() + 1, name) for name, pattern in NAMES if name in options and (match := pattern.search(after))
    ]
    best = min(near, default=(99, ""))
    if best[0] < 14:
        return best[1], options[best[1]]
    present = [(name, scale) for name, scale in fitting if name in numbers]
    if not one.unit and len(present) > 1:
        alike = [
            (abs(_scaled(name, one.value, numbers[name]) - abs(numbers[name])) / (abs(numbers[name]) + 1e-6), name)
            for name, _ in present
        ]
        return min(alike)[1], 1.0
    return (present or fitting)[0]


def _scaled(name: str, value: float, old: float) -> float:
    """The size of a figure without a unit in the unit of a setting."""
    value = abs(value)
    if name in SHARES and value > 1:
        return value / 100
    if name in ("cutoff_hz", "freq_hz") and value < 25 < abs(old):
        return value * 1000
    return value


def factor_changes(low: str, words: list[Token], row: Task, old: Mapping[str, Any]) -> Iterator[Change]:
    """Half, twice, a third of a number of the call before; the other way round; the other side."""
    known = {arg.name for arg in row.args}
    numbers = {name: value for name, value in numbers_of(old).items() if name in known}
    found = next(((pattern.search(low), factor) for pattern, factor in _FACTORS if pattern.search(low)), None)
    match, factor = found or (None, 1.0)
    if match and numbers:
        used = frozenset(i for i, one in enumerate(words) if match.start() <= one.start < match.end())
        for name in _told(low, numbers):
            value = numbers[name]
            yield _change({name: value * factor}, "factor", used, row)
            if name in STEPS:
                yield _change({name: -value * factor}, "back factor", used, row)
            if name == "ratio" and factor < 1:
                yield _change({name: max(1.0, value * factor)}, "factor", used, row)
        if {"start_bar", "end_bar"} <= set(numbers):
            length = numbers["end_bar"] - numbers["start_bar"]
            yield _change({"end_bar": numbers["start_bar"] + length * factor}, "factor length", used, row)
    turn = next((name for name in ("value", "azimuth_deg", *STEPS) if numbers.get(name)), "")
    if turn:
        other = _OTHER_WAY.search(low)
        used = frozenset(i for i, one in enumerate(words) if other and other.start() <= one.start < other.end())
        if other:
            yield _change({turn: -numbers[turn]}, "against", used, row)
        sign = way_of(low)
        sides = -1 if _LEFT.search(low) else 1 if _RIGHT.search(low) else 0
        sign = sides if turn in ("value", "azimuth_deg") and sides else sign
        if sign and sign * numbers[turn] < 0:
            yield _change({turn: -numbers[turn]}, "turn", _of_way(low, words), row)
    if "value" in numbers and _CENTRE.search(low):
        yield _change(
            {"value": 0.0}, "centre", frozenset(i for i, one in enumerate(words) if _CENTRE.match(one.low)), row
        )


def degree_changes(low: str, words: list[Token], row: Task, old: Mapping[str, Any]) -> Iterator[Change]:
    """ "More", "less", "wetter", "longer": a number of the call without a figure."""
    known = {arg.name: arg for arg in row.args}
    numbers = {name: value for name, value in numbers_of(old).items() if name in known}
    sign = way_of(low)
    if not sign:
        return
    used = _of_way(low, words)
    for name in _told(low, numbers)[:2]:
        value = numbers[name]
        if name in SHARES or name in (
            "drive_db",
            "duration",
            "bars",
            "rate_hz",
            "bits",
            "ratio",
            "delay_s",
            "count",
            "release_ms",
        ):
            yield _change({name: value * (1.5 if sign > 0 else 0.5)}, "degree", used, row)
        elif name in ("loudness_lufs", "threshold_db", "set_db", "ceiling_db"):
            yield _change({name: value + 2 * sign}, "degree", used, row)
        elif name in ("value_db", "gain_db"):
            yield _change({name: 3.0 * sign}, "degree", used, row)
            yield _change({name: value * (1.5 if sign * value > 0 else 0.5)}, "degree of it", used, row)
        elif name in ("semitones", "cents"):
            yield _change({name: sign * (1 if name == "semitones" else 10)}, "degree", used, row)
        elif name in ("cutoff_hz", "freq_hz", "bpm"):
            yield _change({name: value * (1.25 if sign > 0 else 0.8)}, "degree", used, row)
    if (
        "effect" in old
        and "wet" not in numbers
        and "wet" in known
        and old["effect"] in ("reverb", "delay", "chorus", "phaser", "flanger")
    ):
        yield _change({"wet": 0.45 if sign > 0 else 0.15}, "degree new", used, row)


def _of_way(low: str, words: list[Token]) -> frozenset[int]:
    return frozenset(i for i, one in enumerate(words) if _UP.fullmatch(one.low) or _DOWN.fullmatch(one.low))


def _told(low: str, numbers: Mapping[str, float]) -> list[str]:
    """Which numbers a turn may mean: those it names, else the main one and the others after it."""
    named = [name for name, pattern in NAMES if name in numbers and pattern.search(low)]
    rest = [name for name in MAIN if name in numbers and name not in named]
    rest += [name for name in numbers if name not in named and name not in rest]
    return (named or rest[:1]) + [name for name in rest[:2] if name not in named and name not in rest[:1]]


_NOUNS = (
    (r"words?|lyrics?|text|lines?|sentences?", ("lyrics", "text")),
    (r"voice|girl|guy|man|woman|singer|speaker", ("voice",)),
    (r"style|way|mood|feel", ("style",)),
    (r"length|long|duration", ("duration", "bars", "end_bar")),
    (r"key|scale", ("key",)),
    (r"tempo|speed|bpm", ("bpm", "rate_hz", "ratio")),
    (r"freq\w*|cut|cutoff", ("freq_hz", "cutoff_hz")),
    (r"amount|much|size|many|distance|far|move|value|number|setting|level", ()),
    (r"stretch|place|spot|range|bars?|region", ("start_bar", "end_bar", "start", "end", "bar", "at")),
    (r"ceiling", ("ceiling_db",)),
    (r"loudness|lufs|level|target", ("loudness_lufs",)),
    (r"time", ("delay_s", "start", "end")),
    (r"feedback", ("feedback",)),
    (r"threshold", ("threshold_db",)),
    (r"ratio", ("ratio",)),
    (r"release", ("release_ms",)),
    (r"attack", ("attack_ms",)),
    (r"wet\w*|mix", ("wet",)),
    (r"language", ("target_language", "language")),
    (r"q", ("q",)),
    (r"depth", ("depth",)),
    (r"side", ("value",)),
    (r"colou?r", ("color",)),
    (r"grid", ("grid",)),
)
_NOUN = tuple(
    (re.compile(rf"\b(?:same|that|those|this|these|as|its|his|her|the)\b(?: \w+)? (?:{pattern})\b"), names)
    for pattern, names in _NOUNS
)


def carried(low: str, words: list[Token], row: Task, state: State, own: Mapping[str, Any]) -> Iterator[Change]:
    """ "In that key", "the same words", "as long as the last": values of earlier calls and of what they told."""
    known = {arg.name for arg in row.args}
    for pattern, names in _NOUN:
        match = pattern.search(low)
        if not match:
            continue
        used = frozenset(i for i, one in enumerate(words) if match.start() <= one.start < match.end())
        wanted = [name for name in names or MAIN if name in known and name not in own]
        for frame in reversed(state.frames[-16:]):
            held = {name: frame.args[name] for name in wanted if name in frame.args}
            if not names:
                held = dict(list(held.items())[:1])
            if "lyrics" in known and "text" in frame.args and "lyrics" in names:
                held["lyrics"] = frame.args["text"]
            if "text" in known and "lyrics" in frame.args and "text" in names:
                held["text"] = frame.args["lyrics"]
            held |= {name: value for name, value in _from_facts(frame, known & set(names)).items() if name not in own}
            if held:
                yield _change(held, "carried", used, row)
                break


def measured(low: str, row: Task, state: State) -> Iterator[Change]:
    """What was measured, where a call can take it: "put it there too" after a key, the spot that was found."""
    known = {arg.name for arg in row.args}
    for frame in reversed(state.frames[-8:]):
        held = _from_facts(frame, known)
        for name in ("key", "bpm", "loudness_lufs", "lyrics", "text"):
            if name in held:
                yield _change({name: held[name]}, f"measured {name}", frozenset(), row)
        if {"start", "end"} <= known:
            yield from _spans(low, frame, row)
        if {"value_db"} <= known and len(frame.facts.named) == 2:
            size = abs(frame.facts.named[0][1] - frame.facts.named[1][1])
            yield _change({"value_db": size, "action": "gain"}, "difference", frozenset(), row)
            yield _change({"value_db": -size, "action": "gain"}, "difference down", frozenset(), row)
        if held or frame.facts.spans:
            break


_NTH = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1, "final": -1}


def _spans(low: str, frame: Frame, row: Task) -> Iterator[Change]:
    """The stretch of a result that the words count, compare or call by its label; else each."""
    spans = frame.facts.spans
    said = [place for word, place in _NTH.items() if f" {word} " in f" {low} " and -len(spans) <= place < len(spans)]
    told = [spans[place] for place in said]
    told += [one for one in spans if one.label and f" {one.label.lower()}" in f" {low}"][:2]
    if spans and re.search(r"\b(?:longest|longer)\b", low):
        told.append(max(spans, key=lambda one: one.end_s - one.start_s))
    if spans and re.search(r"\b(?:shortest|shorter)\b", low):
        told.append(min(spans, key=lambda one: one.end_s - one.start_s))
    if len(spans) == 1:
        told.append(spans[0])
    for one in told:
        yield _change({"start": one.start_s, "end": one.end_s}, "span said", frozenset(), row)
    for one in spans[:4] if not told else ():
        yield _change({"start": one.start_s, "end": one.end_s}, "span", frozenset(), row)


def between(low: str, row: Task, base: Frame, frames: list[Frame]) -> Iterator[Change]:
    """ "Halfway between the two": the mean of what two calls of a kind had."""
    if not re.search(r"\b(?:half ?way|in between|between the two|middle of|the mean|average|middle)\b", low):
        return
    for other in reversed(frames):
        if other is not base and (other.tool, other.kind) == (base.tool, base.kind):
            for name, value in numbers_of(base.args).items():
                old = other.args.get(name)
                if isinstance(old, int | float) and old != value:
                    yield _change({name: (value + old) / 2}, "between", frozenset(), row)
                    return


def _from_facts(frame: Frame, names: set[str]) -> Args:
    facts = frame.facts
    held: Args = {}
    if "key" in names and facts.key:
        held["key"] = facts.key
    if "bpm" in names and facts.bpm:
        held["bpm"] = facts.bpm
    if "loudness_lufs" in names and facts.lufs is not None:
        held["loudness_lufs"] = facts.lufs
    if "duration" in names and facts.seconds:
        held["duration"] = facts.seconds
    for name in ("lyrics", "text"):
        if name in names and facts.words and frame.tool in ("transcribe", "translate_speech"):
            held[name] = facts.words
    return held


def _change(args: Args, why: str, used: frozenset[int], row: Task) -> Change:
    """A change within what the task takes."""
    made: Args = {}
    for name, value in args.items():
        arg = next((one for one in row.args if one.name == name), None)
        if arg is None:
            continue
        if isinstance(value, float) and not isinstance(value, bool):
            low = 0.0 if name in ("wet", "feedback", "amount") else arg.low
            high = 1.0 if name in ("wet", "feedback", "amount") else arg.high
            value = max(value, low) if low is not None else value
            value = min(value, high) if high is not None else value
            value = round(value, 4)
            value = int(value) if value == int(value) else value
        made[name] = value
    return Change(tuple(sorted(made.items(), key=lambda pair: pair[0])), why, used)
