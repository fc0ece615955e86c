"""Kit words: which drums a beat has and where they fall: "only hats and a soft kick", "no snare", "claps on 2 and 4",
"half time", "blast beat"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from models.sound.music.style import Style

_PIECES: dict[str, tuple[str, ...]] = {
    r"bass drums?|kick ?drums?|kicks?": ("kick",),
    r"snares?|snare drums?": ("snare", "ghost"),
    r"rims?|rim ?shots?|side ?sticks?|cross ?sticks?": ("rim",),
    r"hand ?claps?|claps?": ("clap",),
    r"finger ?snaps?|snaps?": ("snap",),
    r"open hats?": ("open",),
    r"(?:closed )?(?:hi-?hats?|hi hats?|hats?)": ("hat", "roll"),
    r"rides?|ride cymbals?": ("ride",),
    r"shakers?": ("shaker",),
    r"tambourines?|tambs?": ("tambourine",),
    r"cow ?bells?": ("cowbell",),
    r"bongos?": ("bongo",),
    r"congas?": ("conga",),
    r"claves?": ("clave",),
    r"wood ?blocks?": ("woodblock",),
    r"triangles?": ("triangle",),
    r"crash(?:es)?|crash cymbals?": ("crash",),
    r"toms?": ("low_tom", "mid_tom", "high_tom"),
}
_PIECE = "|".join(sorted(_PIECES, key=len, reverse=True))
_ONE = rf"(?:(?:an?|the|some|any) )?(?:(?P<{{}}>soft|softer|quiet|light|gentle) )?(?:{_PIECE})"
_LIST = rf"{_ONE.replace('(?P<{}>', '(?:')}(?:[ ]*(?:,|and|&|n|plus|or|with)? +{_ONE.replace('(?P<{}>', '(?:')})*"
_ONLY = re.compile(rf"\b(?:just|only|nothing but) (?P<what>{_LIST})(?![a-z])|\b(?P<alone>{_LIST}) (?:only|alone)\b")
_WITHOUT = re.compile(rf"\b(?:no|without|minus|not) (?P<what>{_LIST})(?![a-z])")
_ON = re.compile(
    rf"\b(?P<piece>{_PIECE}) (?:(?:just|only|falls?|hits?|always) )*on (?:the )?(?:beats? )?"
    r"(?P<beats>[1-4](?:st|nd|rd|th)?(?: *(?:,|and|&)? *(?:the )?[1-4](?:st|nd|rd|th)?)*)(?![0-9a-z])"
)
_GRIDS = {"16th": "9" * 16, "8th": "9." * 8, "quarter": "9..." * 4, "offbeat": "..9." * 4}
_EVERY = re.compile(
    rf"\b(?P<piece>{_PIECE}) (?:(?:hits?|falls?|plays?) )?(?:on )?every (?P<value>16th|8th|quarter|offbeat)\b"
)
_ACCENTS = re.compile(r",? *\baccents on (?P<beats>[1-4](?: and [1-4])*)(?![0-9a-z])")
_PLAIN = {
    "kick": "9.......9.......", "snare": "....9.......9...", "rim": "....8.......8...", "clap": "....9.......9...",
    "snap": "....8.......8...", "hat": "7.5.7.5.7.5.7.5.", "open": "..6...6...6...6.", "ride": "7.5.7.5.7.5.7.5.",
    "shaker": "7454745474547454", "crash": "8...............", "low_tom": "............7.7.",
    "mid_tom": "..........7.....", "high_tom": "........7.......", "tambourine": "4.4.8.4.4.4.8.4.",
    "cowbell": "8...7...7...7...", "bongo": "7..57.5.7..57.5.", "conga": "..7...77..7...77",
    "clave": "8..8..8...8.8...", "woodblock": "7...5...7...5...", "triangle": "6.......6.......",
}  # fmt: skip
_BACK = ("snare", "clap", "snap", "rim")
_FEELS: tuple[tuple[re.Pattern[str], dict[str, str]], ...] = (
    (
        re.compile(r"\bhalf[- ]?time(?: (?:feel|groove|beat))?\b"),
        {"kick": "9.........5.....", "back": "........9......."},
    ),
    (
        re.compile(r"\bdouble[- ]?time(?: (?:feel|groove|beat))?\b"),
        {"kick": "9...9...9...9...", "back": "..9...9...9...9.", "hat": "7575757575757575"},
    ),
    (
        re.compile(r"\bblast ?beats?\b"),
        {"kick": "9.9.9.9.9.9.9.9.", "back": ".9.9.9.9.9.9.9.9", "ride": "8.8.8.8.8.8.8.8."},
    ),
    (re.compile(r"\b(?:four|4)[- ](?:on|to)[- ]the[- ]floor\b"), {"kick": "9...9...9...9..."}),
)
_SOFTER = 4
"""Of nine steps of force."""


@dataclass(frozen=True)
class Kit:
    """What is said of the drums of a beat."""

    only: tuple[str, ...] = ()
    """Lanes that it has; empty = those of the style."""
    without: tuple[str, ...] = ()
    soft: tuple[str, ...] = ()
    patterns: Mapping[str, str] = field(default_factory=dict)
    """Where a lane falls; "back" is whatever marks the second and fourth beat."""
    is_told: bool = False
    """Are its beats told by number?"""

    def played(self, style: Style) -> Style:
        """The style with these drums."""
        if not style.drums or self == Kit():
            return style
        drums = {lane: tuple(patterns) for lane, patterns in style.drums.items()}
        if self.only:
            drums = {lane: drums.get(lane, (_PLAIN[lane],)) for lane in self.only if lane in drums or lane in _PLAIN}
            drums = {lane: _heard(lane, patterns) for lane, patterns in drums.items()}
        backs = [lane for lane in _BACK if lane in drums]
        for lane, pattern in self.patterns.items():
            for one in backs if lane == "back" else [lane]:
                if one in drums or not self.only:
                    drums[one] = (pattern,)
        if "back" in self.patterns:
            drums.pop("ghost", None)
        drums = {lane: patterns for lane, patterns in drums.items() if lane not in self.without}
        drums = {lane: _softer(patterns) if lane in self.soft else patterns for lane, patterns in drums.items()}
        return replace(style, drums=drums, fill="", is_in_real_time=self.is_told)


def cut_kit(text: str) -> tuple[str, Kit]:
    """The text without what it says of the drums, and that."""
    patterns: dict[str, str] = {}
    for feel, lanes in _FEELS:
        if found := feel.search(text):
            patterns |= lanes
            text = f"{text[: found.start()]} {text[found.end() :]}"
    soft = tuple(lane for one in re.finditer(_ONE.format("how"), text) if one["how"] for lane in lanes_in(one[0]))
    every = list(_EVERY.finditer(text))
    for one in every:
        patterns |= dict.fromkeys(lanes_in(one["piece"])[:1], _GRIDS[one["value"]])
    text = _EVERY.sub(lambda one: one["piece"], text)
    if accents := _ACCENTS.search(text):
        strong = [int(digit) for digit in re.findall(r"[1-4]", accents["beats"])]
        patterns = {lane: _leaning(pattern, strong) for lane, pattern in patterns.items()}
        text = _ACCENTS.sub(" ", text)
    is_told = bool(_ON.search(text) or every)
    placed = [re.escape(one["piece"]) for one in _ON.finditer(text)]
    for one in list(_ON.finditer(text)):
        beats = [int(digit) for digit in re.findall(r"[1-4]", one["beats"])]
        pattern = "".join("9..." if beat in beats else "...." for beat in range(1, 5))
        patterns |= dict.fromkeys(lanes_in(one["piece"])[:1], pattern)
    text = _ON.sub(lambda one: one["piece"], text)
    only, without = tuple[str, ...](), tuple[str, ...]()
    if found := _ONLY.search(text):
        only = lanes_in(found["what"] or found["alone"])
        text = f"{text[: found.start()]} {text[found.end() :]}"
    if found := _WITHOUT.search(text):
        without = lanes_in(found["what"])
        text = f"{text[: found.start()]} {text[found.end() :]}"
    text = re.sub(rf"\b(?:{'|'.join(placed)})(?![a-z])", " ", text) if placed else text
    return text, Kit(only, without, soft, patterns, is_told)


def lanes_in(words: str) -> tuple[str, ...]:
    """The lanes that are named, in their order."""
    found: dict[str, None] = {}
    for one in re.finditer(rf"\b(?:{_PIECE})(?![a-z])", words):
        lanes = next(lanes for pattern, lanes in _PIECES.items() if re.fullmatch(pattern, one[0]))
        found |= dict.fromkeys(lanes)
    return tuple(found)


def _heard(lane: str, patterns: tuple[str, ...]) -> tuple[str, ...]:
    """Without the variants in which the lane is silent."""
    return tuple(one for one in patterns if one.strip(".")) or ((_PLAIN[lane],) if lane in _PLAIN else patterns)


def _leaning(pattern: str, beats: list[int]) -> str:
    """The pattern with these beats stronger than the rest."""
    steps = range(0, len(pattern))
    force = {step: "9" if step % 4 == 0 and step // 4 + 1 in beats else "6" for step in steps}
    return "".join(force[step] if digit != "." else "." for step, digit in enumerate(pattern))


def _softer(patterns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(re.sub(r"\d", lambda one: str(max(2, int(one[0]) - _SOFTER)), pattern) for pattern in patterns)
