"""Ways of a knob: words that turn one up or down, and which, if they name none: "longer", "too wet", "not so hard"."""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.text.knob_words import BY_WORD, KNOBS, NAMED_ALONE

_UP = frozenset(
    "more up higher raise increase boost stronger heavier deeper bigger larger wetter harder wider greater hotter"
    " further louder dirtier rougher grittier crunchier fuzzier".split()
)
_DOWN = frozenset(
    "less fewer down lower reduce decrease drop softer lighter shallower smaller drier dryer gentler subtler milder"
    " narrower weaker swimming washy drowning drenched subtle quieter cleaner ease tame".split()
)
_LENGTHS = {"longer": 1, "lengthen": 1, "shorter": -1, "shorten": -1, "tighter": -1}
_OPENINGS = {"open": 1, "opened": 1, "opener": 1, "brighter": 1, "close": -1, "closed": -1, "shut": -1, "darker": -1}
"""What is said of a low pass."""
_SPEEDS = {"slower": -1, "slow": -1, "lazier": -1, "faster": 1, "quicker": 1, "snappier": 1}
_WIDTHS = {
    "narrower": 1,
    "narrow": 1,
    "tighter": 1,
    "sharper": 1,
    "surgical": 1,
    "wider": -1,
    "wide": -1,
    "broader": -1,
}
"""How a band of an equaliser is made narrower or wider: by its q."""
_BACKS_OFF = frozenset("pull dial ease back".split())
_TOO = {
    "wet": ("wet", -1), "dry": ("wet", 1), "long": ("length", -1), "short": ("length", 1), "slow": ("speed", 1),
    "fast": ("speed", -1), "much": ("", -1), "strong": ("", -1), "hard": ("", -1), "heavy": ("", -1),
    "little": ("", 1), "weak": ("", 1), "subtle": ("", 1), "soft": ("", 1), "deep": ("depth", -1), "big": ("size", -1),
    "small": ("size", 1), "high": ("", -1), "low": ("", 1), "loud": ("wet", -1), "quiet": ("wet", 1),
    "obvious": ("", -1), "extreme": ("", -1), "aggressive": ("", -1), "intense": ("", -1), "squashed": ("", -1),
    "crushed": ("", -1), "drastic": ("", -1), "pronounced": ("", -1), "gentle": ("", 1), "tame": ("", 1),
}  # fmt: skip
LEVELS = frozenset("louder quieter softer up down".split())
"""Without a knob these are said of the track."""
SMALL = frozenset("bit touch little hair tad smidge smidgen slightly notch shade".split())
LARGE = frozenset("much way lot lots loads far considerably very".split())
_BESIDE = frozenset(
    "make set turn give put change bring push pull take go try it that this of on in with to at by about around like"
    " roughly say some only as well too still even one instead again rather there effect plugin setting knob sound more"
    " less is would cooler nicer better groove fit fits cool notes note straight be plenty enough fine will do good use"
    " from for its was something somewhere dial shade off sounds sec second enough not quite so them maybe"
    " halfway too or move shift sweep nudge slide".split()
)


def ways_told(left: Sequence[str], kind: str) -> list[tuple[str, int]] | None:
    """The directions that words tell, with the knob where one is told; None where a word is not known."""
    found: list[tuple[str, int]] = []
    rest: list[str] = []
    words = list(left)
    while words:
        word = words.pop(0)
        if word in ("too", "not") and words and words[0] in _TOO:
            axis, way = _TOO[words.pop(0)]
            if word == "not" and "enough" in words:
                way = -way
            found.append((_of_axis(axis, kind), way))
        elif word in ("less", "more") and words and words[0] in _TOO and not _TOO[words[0]][0]:
            way = _TOO[words.pop(0)][1]
            found.append(("", way if word == "less" else -way))
        elif kind == "lowpass" and word in _OPENINGS:
            found.append(("cutoff_hz", _OPENINGS[word]))
        elif kind == "eq" and word in _WIDTHS:
            found.append(("q", _WIDTHS[word]))
        elif word in _LENGTHS:
            found.append((_of_axis("length", kind), _LENGTHS[word]))
        elif word in _SPEEDS:
            found.append(("speed", _SPEEDS[word]))
        elif word == "not" and words[:2] == ["enough"]:
            words.pop(0)
            found.append(("", 1))
        elif word in _UP or word in _DOWN:
            named = NAMED_ALONE.get(word, "")
            found.append((named if named in KNOBS[kind] else "", 1 if word in _UP else -1))
        else:
            rest.append(word)
    if "back" in rest and {*rest} & (_BACKS_OFF - {"back"}) | ({"off"} & {*rest}) and not found:
        found = [("", -1)]  # "pull the feedback back", "back off the drive"
    if any(axis for axis, _ in found):  # "slow the attack down"
        found = [one for one in found if one[0]]
    return found if not set(rest) - _BESIDE - _BACKS_OFF - SMALL - LARGE else None


def _of_axis(axis: str, kind: str) -> str:
    if axis in ("length", "speed"):
        return BY_WORD.get((kind, axis), "none") if axis == "length" else "speed"
    return axis if not axis or axis in KNOBS[kind] else "none"
