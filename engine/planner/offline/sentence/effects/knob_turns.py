"""Turns of knobs: which knob a sentence speaks of, and where it is to go: "longer tail", "half of that", "-20"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from engine.planner.offline.conversation.dials import dial_of, dials_of, value_of
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.effects.effects_there import last_knobs
from engine.planner.offline.sentence.effects.knob_figures import Figure, as_figure, default_of
from engine.planner.offline.sentence.effects.knob_ways import LARGE, LEVELS, SMALL, ways_told
from engine.planner.offline.text.knob_words import BY_WORD, KNOBS, turned
from engine.planner.offline.text.note_value import note_beats
from engine.planner.offline.text.quantity import Quantity
from engine.planner.regex import regex

_SAME_BAND = 1.5
"""A frequency that is further away than so many times is another band."""
_LINK = regex(
    r"\s*(?:(?:(?:to|at|of|is|be|up|down|should|around|about|like|say|roughly|more|only|just|an?|on|by|the)\b|[=,])\s*)*"
)
_TIMES = ("delay_s", "size", "attack_ms", "release_ms")
_OPEN_HZ, _SHUT_HZ = 20000.0, 100.0
_DOTTED = regex(r"\b(?:dotted|triplets?)\b")
_FACTORS = {"half": 0.5, "double": 2.0, "twice": 2.0, "a third": 1 / 3, "two thirds": 2 / 3}
_AS = {"wet": "wet", "loud": "wet", "long": "size", "deep": "depth", "fast": "rate_hz"}
_FACTOR = regex(
    r"(?:half(?!-?way)|double|twice|a third|two thirds)"
    r"(?: (?:of )?(?:that|it|this|as (?:much|wet|long|deep)|the (?:amount|wet)))?"
)


@dataclass(frozen=True)
class KnobTurn:
    """What is wanted of one knob."""

    knob: str
    figure: float | None = None
    is_by: bool = False
    factor: float | None = None
    way: int = 0
    degree: float = 1.0


def _is_another_band(said: Said, act: Frame, figures: Sequence[Quantity]) -> bool:
    """ "And +2 at 5k" behind a cut at 400."""
    hertz = [abs(one.value) for one in figures if one.unit == "Hz" or not one.unit and abs(one.value) > 24]
    if len(figures) != 2 or len(hertz) != 1 or said.corrects or said.bag & {"make", "instead", "rather", "try", "move"}:
        return False
    apart = hertz[0] / float(act.args.get("freq_hz", hertz[0]))
    return not 1 / _SAME_BAND <= apart <= _SAME_BAND


def names_knob(text: str, kind: str) -> bool:
    """Does a text name a knob of such an effect?"""
    return any(re.search(rf"(?<!\w)(?:{words})(?!\w)", text) for words in KNOBS[kind].values())


def turns_told(said: Said, act: Frame, hidden: list[tuple[int, int]], note: re.Match[str] | None) -> list[KnobTurn]:
    """What the words want of the knobs of an effect; [] where one of them is not known."""
    kind, text = act.kind, said.text
    if note and kind == "delay":
        hidden = [*hidden, note.span()]
    if kind == "delay" and not note and not said.amounts and "delay_s" in act.args:
        dotted = _DOTTED.search(text)
        if dotted and ways_told(_left(said, [*hidden, dotted.span()]), kind) == []:
            return [KnobTurn("delay_s", factor=1.5 if dotted[0].startswith("dot") else 2 / 3)]
    factor = _factor(text, hidden)
    if factor:
        hidden = [*hidden, factor[1]]
    knobs = _knobs_at(text, kind, hidden)
    figures = [one for one in said.amounts if not any(a <= one.start < b for a, b in hidden)]
    spans = [*hidden, *((a, b) for _, a, b in knobs), *((one.start, one.end) for one in figures)]
    left = _left(said, spans)
    ways = ways_told(left, kind)
    if ways is None:
        return []
    if (
        not knobs
        and {"up", "down"} & set(left)
        and not any(axis for axis, _ in ways)
        and not _is_cutoff(kind, figures, text)
    ):
        return _back(said, act, ways, left) if not figures and not factor else []
    if note and kind == "delay":
        return (
            [KnobTurn("delay_s", note_beats(note) * 60 / said.scene.context.tempo)]
            if not figures and not factor
            else []
        )
    if factor:
        named = [name for name, _, _ in knobs] or [one[0] for one in ways if one[0]]
        named = named or [
            name for word, name in _AS.items() if re.search(rf"\bas {word}\b", text) and name in KNOBS[kind]
        ]
        name = named[0] if named else _main(act, said)
        return [KnobTurn(name, factor=factor[0])] if name and name != "threshold_db" and not figures else []
    if kind == "eq" and _is_another_band(said, act, figures):
        return []
    if figures:
        return _figured(said, act, knobs, figures, ways)
    return _directed(act, knobs, ways, left, said)


def _is_cutoff(kind: str, figures: Sequence[Quantity], text: str) -> bool:
    """ "Up to 140" of a filter."""
    if len(figures) != 1 or kind not in ("highpass", "lowpass", "eq"):
        return False
    return figures[0].unit == "Hz" or figures[0].value > 24 and bool(re.search(r"\bto\s*$", text[: figures[0].start]))


def _back(said: Said, act: Frame, ways: Sequence[tuple[str, int]], left: Sequence[str]) -> list[KnobTurn]:
    """ "A bit back up": the knob that was turned last, some of the way that it came."""
    last = [one for one in last_knobs(act, said) if one in KNOBS[act.kind]]
    base = said.state.frame(act.corrects) if act.corrects else None
    if "back" not in left or len(last) != 1 or len(ways) != 1 or base is None:
        return []
    now, before = (float(one.args.get(last[0], default_of(act.kind, last[0]))) for one in (act, base))
    if (before - now) * ways[0][1] <= 0:
        return []
    return [KnobTurn(last[0], now + (before - now) * (1 / 3 if {*left} & SMALL else 0.5))]


def _factor(text: str, hidden: Sequence[tuple[int, int]]) -> tuple[float, tuple[int, int]] | None:
    found = _FACTOR.search(text)
    if not found or any(a <= found.start() < b for a, b in hidden):
        return None
    told = next(value for words, value in _FACTORS.items() if found[0].startswith(words))
    behind = text[found.end() :].lstrip()
    return None if re.match(r"(?:note|a? ?(?:db|bar|beat|sec))", behind) else (told, found.span())


def _knobs_at(text: str, kind: str, hidden: Sequence[tuple[int, int]]) -> list[tuple[str, int, int]]:
    free = "".join(" " if any(a <= at < b for a, b in hidden) else char for at, char in enumerate(text))
    found = [
        (name, *match.span())
        for name, words in KNOBS[kind].items()
        for match in re.finditer(rf"(?<!\w)(?:{words})(?!\w)", free)
    ]
    return sorted(
        (one for one in found if not re.search(r"\btoo $", text[: one[1]]) or one[0] != "wet"), key=lambda one: one[1]
    )


def _left(said: Said, spans: Sequence[tuple[int, int]]) -> list[str]:
    """The words outside of these stretches that say something."""
    free = "".join(" " if any(a <= at < b for a, b in spans) else char for at, char in enumerate(said.text))
    known = set(said.words)
    return [word for word in re.findall(r"[a-z]+(?:'[a-z]+)?|\d+", free) if word in known]


def _main(act: Frame, said: Said) -> str:
    """The number that is meant where none is named: the one that was turned last, else the amount of the effect."""
    turned_last = [one for one in last_knobs(act, said) if one in KNOBS[act.kind]]
    if len(turned_last) == 1:
        return turned_last[0]
    dial = dial_of(act, "")
    return dial.name if dial else ""


def _figured(
    said: Said,
    act: Frame,
    knobs: list[tuple[str, int, int]],
    figures: Sequence[Quantity],
    ways: Sequence[tuple[str, int]],
) -> list[KnobTurn]:
    """Each figure with its knob: that beside it, else the one of its unit, else the one that was turned last."""
    made: dict[str, KnobTurn] = {}
    free = list(knobs)
    for one in figures:
        beside = _beside(said.text, one, free)
        name = beside[0] if beside else next((each for each, _ in ways if each and each not in ("none", "speed")), "")
        if beside:
            free.remove(beside)
        found = as_figure(act, name, one, last_knobs(act, said))
        if found is None or found.knob in made or found.knob not in KNOBS[act.kind]:
            return []
        made[found.knob] = _one_turn(said, one, found, ways)
    if len(free) == 1 and len(ways) == 1 and free[0][0] not in made:  # "longer tail, 30 ms predelay"
        (name, _, _), (axis, way) = free.pop(), ways[0]
        if axis not in ("", "speed", name):
            return []
        made[name] = KnobTurn(name, way=turned(name, axis, way))
    return [] if free else list(made.values())


def _one_turn(said: Said, one: Quantity, found: Figure, ways: Sequence[tuple[str, int]]) -> KnobTurn:
    before = said.text[: one.start].rstrip()
    is_to = before.endswith((" to", " at", "=", "like", " of")) or before in ("to", "at")
    is_by = bool(re.search(r"\b(?:by|another)$", before)) or bool(
        re.match(r"\s*(?:db |hz |ms |% )?(?:more|less|higher|lower|further)\b", said.text[one.end :])
    )
    is_step = found.knob in ("threshold_db", "drive_db") and not one.signed and bool(ways) and not is_to
    if ways and (is_by or is_step) and not is_to:
        return KnobTurn(found.knob, abs(found.value), True, way=ways[0][1])
    return KnobTurn(found.knob, found.value)


def _beside(text: str, one: Quantity, knobs: Sequence[tuple[str, int, int]]) -> tuple[str, int, int] | None:
    before = [each for each in knobs if each[2] <= one.start and _LINK.fullmatch(text[each[2] : one.start])]
    behind = [each for each in knobs if one.end <= each[1] and not text[one.end : each[1]].strip()]
    if before and not (behind and "," in text[before[-1][2] : one.start]):
        return before[-1]  # and not "longer tail, 30 ms predelay"
    behind = [
        each
        for each in knobs
        if one.end <= each[1] and re.fullmatch(r"\s*(?:of |for the |on the )?", text[one.end : each[1]])
    ]
    if behind:
        return behind[0]
    return knobs[0] if len(knobs) == 1 else None


def _directed(
    act: Frame, knobs: Sequence[tuple[str, int, int]], ways: Sequence[tuple[str, int]], left: Sequence[str], said: Said
) -> list[KnobTurn]:
    """ "Longer tail", "slower attack", "less": one knob, up or down."""
    names = list(dict.fromkeys(name for name, _, _ in knobs))
    if len({way for _, way in ways}) == 1 and len({axis for axis, _ in ways if axis}) <= 1:  # "quieter, too loud"
        ways = [max(ways, key=lambda one: one[0])]
    if len(ways) != 1 or len(names) > 1 or ways[0][0] == "none":
        return []
    axis, way = ways[0]
    if axis == "speed":
        name = names[0] if names else BY_WORD.get((act.kind, "speed"), "")
        way = turned(name, "speed", way)
    else:
        name = names[0] if names else axis
    if names and axis == BY_WORD.get((act.kind, "length")) and name in _TIMES:
        axis = name  # "longer predelay"
    if names and axis not in ("", "speed", name):
        return []
    bag = {*left} - ({"much"} if re.search(r"\btoo much\b", said.text) else set())
    degree = 0.5 if bag & SMALL else 2.0 if bag & LARGE else 1.0
    if not name and axis:
        return []
    if name == "cutoff_hz" and "halfway" in left:  # half of the way in octaves
        now = float(act.args.get(name, default_of(act.kind, name)))
        return [KnobTurn(name, round((now * (_OPEN_HZ if way > 0 else _SHUT_HZ)) ** 0.5))]
    if not name or name == "wet":
        is_of_it = act.kind in ("delay", "reverb") and not said.things and "too" in left
        return _amount(act, name, way, degree, said) if is_of_it or not bag & LEVELS else []
    return [KnobTurn(name, way=way, degree=degree)]


def _amount(act: Frame, name: str, way: int, degree: float, said: Said) -> list[KnobTurn]:
    """ "Less", "wetter", "not so hard": how much of the effect there is; back towards what it was, half of the way."""
    dial = next((one for one in dials_of(act) if not name or one.name == name), None)
    value = value_of(dial, act.args) if dial else None
    if dial is None or value is None:
        return []
    base = said.state.frame(act.corrects) if act.corrects else None
    before = value_of(dial, base.args) if base and base.kind == act.kind else dial.neutral
    away = 1 if dial.is_inverse or dial.neutral is None or value >= dial.neutral else -1
    new = dial.further(value, before, way * away, degree)
    if dial.neutral is not None and (new - dial.neutral) * (value - dial.neutral) <= 0 and value != dial.neutral:
        new = (value + dial.neutral) / 2  # "way drier" is not without it
    return [KnobTurn(dial.name, new)]
