"""Bare words: what a turn says that has no words but those of correcting: which way, how far, what instead."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.conversation.things import Mention, Things
from engine.planner.offline.text.intervals import INTERVAL, semitones_of
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.quantity import Quantity, quantities
from engine.planner.regex import regex

LONGEST = 16
"""Words and signs; who says more says it with other words."""
_FILLER = frozenset(
    "ok okay hm hmm hmmm mm uh um ah oh well so then now please pls plz thanks just only the a an it its it's that"
    " that's thats this those these there they them are is was were be been should would could can you u i i'd i'm me"
    " my our we let's lets make making do did go goes put bring turn set get want need like think maybe of at by on for"
    " in with one ones thing still yet even really very kind sort kinda sounds sound feels seems but and though track"
    " whole touch too to than before is's gone went have has had he she him her his man dude mate yeah yes lot as"
    " ever all whoa wow hey eek yikes haha bar bars beat beats each like thats there's"
    " lol haha hehe omg bruh bro tho completely altogether enough plenty fine good better nice lovely great cool will"
    " overall give gives some percents kindly ought leave spare skip alone push crank nudge".split()
)
_CORRECTS = frozenset(
    "no nope nah noo nooo naw wrong sorry oops oop whoops wait meant mean said instead rather actually argh ugh not"
    " mistake hang hold".split()
)
_SMALL = frozenset("touch bit little lil tad hair smidge slightly somewhat notch shade whisker fraction".split())
_LARGE = frozenset("way far much lot heaps tons loads miles massively clearly".split())
_WAYS: dict[str, tuple[int, str]] = {
    **dict.fromkeys("louder loud hotter".split(), (1, "level")),
    **dict.fromkeys("quieter quiet".split(), (-1, "level")),
    **dict.fromkeys("higher high".split(), (1, "height")),
    **dict.fromkeys("lower low".split(), (-1, "height")),
    **dict.fromkeys("up upwards".split(), (1, "any")),
    **dict.fromkeys("down downwards".split(), (-1, "any")),
    **dict.fromkeys("harder hard stronger strong heavier heavy aggressive extreme".split(), (1, "strength")),
    **dict.fromkeys("softer soft gentler gentle subtler subtle lighter light weaker weak".split(), (-1, "strength")),
    **dict.fromkeys("wetter wet".split(), (1, "share")),
    **dict.fromkeys("drier dryer dry".split(), (-1, "share")),
    **dict.fromkeys("longer long".split(), (1, "length")),
    **dict.fromkeys("shorter short".split(), (-1, "length")),
    **dict.fromkeys("faster fast quicker quick".split(), (1, "speed")),
    **dict.fromkeys("slower slow".split(), (-1, "speed")),
    **dict.fromkeys("later late".split(), (1, "place")),
    **dict.fromkeys("earlier early sooner".split(), (-1, "place")),
    **dict.fromkeys("left leftwards".split(), (-1, "side")),
    **dict.fromkeys("right rightwards".split(), (1, "side")),
    **dict.fromkeys("wider wide".split(), (1, "width")),
    **dict.fromkeys("narrower narrow".split(), (-1, "width")),
    **dict.fromkeys("more further farther stronger".split(), (1, "amount")),
    **dict.fromkeys("less".split(), (-1, "amount")),
}
_PLAIN_FORM = frozenset(
    "loud quiet high low hard strong heavy aggressive extreme soft gentle subtle light weak wet dry long short fast"
    " quick slow late early wide narrow".split()
)
"""They say how it is; only after "too", "not that" or "not … enough" do they say how it should be."""
_TOO = regex(
    r"\b(?:too|to)(?: \w+ly)? (?P<adjective>[a-z]+)\b|\bnot (?:quite )?(?:that|so|as|too)(?P<far> much| far)?"
    r"(?: (?P<so>[a-z]+))?\b|\b(?P<over>over the top|overdone|overkill|overcooked|excessive|exaggerated"
    r"|a bit much|bit much|a little much|a lot)\b"
)
_ENOUGH = regex(r"\bnot (?:\w+ )?(?P<adjective>[a-z]+ )?enough\b")
_HALF_BACK = regex(r"\b(?:half ?way|half) back\b|\bback half ?way\b")
_UNHEARD = regex(
    r"\b(?:can ?(?:'t|not|t)?|could ?(?:n't|not)?) (?:(?:hardly|barely|scarcely|no longer|not|now) )*hear "
    r"(?:it|them|him|her|that|those)(?: any ?more)?\b"
)
_OTHER_WAY = regex(
    r"\b(?:the )?(?:other (?:way|side|direction)(?: (?:round|around|about))?|opposite(?: (?:way|side|direction))?"
    r"|vice versa|wrong (?:way|side|direction)(?: (?:round|around))?)\b"
)
_SHARES = (
    (regex(r"\bhalf again\b"), 1.5),
    (regex(r"\b(?:half|halve)(?: (?:of )?(?:that|it|this)| as (?:much|wet|loud|far|long|strong|hard))?\b"), 0.5),
    (regex(r"\b(?:a |one )?third (?:of )?(?:that|it|this)\b"), 1 / 3),
    (regex(r"\b(?:a |one )?quarter (?:of )?(?:that|it|this)\b"), 0.25),
    (regex(r"\b(?:twice|double)(?: (?:that|it|this)| as (?:much|wet|loud|far|long|strong|hard))?\b"), 2.0),
    (regex(r"\b(?:triple|three times)(?: (?:that|it|this)| as (?:much|far|long))?\b"), 3.0),
)
_ORDER = regex(
    r"\b(?:the )?(?:first|second|third|fourth|last|other|former|latter)(?: (?:one|part|half|clip|bit|piece|copy))?\b"
)
_NOT = regex(r"\b(?:not|leave|spare|skip) (?:on |for |to |with )?(?:the |my |our )?$")
_ASKS = regex(r"^\W*(?:is|was|are|were|does|did|do i|what|which|how|why|who|where|when|can you tell)\b")


@dataclass(frozen=True)
class BareWords:
    """What they say, each "" or 0 when it is not said."""

    corrects: bool = False
    way: int = 0
    """+1 further up, −1 further down."""
    axis: str = ""
    """What goes up or down: level, height, strength, share, length, speed, place, side, amount or any."""
    is_too: bool = False
    """It was too much as it is (`way` says where to); the other way round: not enough."""
    degree: float = 1.0
    """0.5 a bit, 1, 2 a lot."""
    is_opposite: bool = False
    share: float = 0.0
    figure: Quantity | None = None
    meant: tuple[Mention, ...] = ()
    not_meant: tuple[Mention, ...] = ()
    treatment: frozenset[str] = frozenset()
    """Words for what was done: "the reverb is too wet"."""
    is_ordered: bool = False
    """ "The other one", "the first part"."""

    @property
    def is_about_size(self) -> bool:
        """Whether it says how much or which way."""
        return bool(self.way or self.is_too or self.is_opposite or self.share or self.figure)


def bare_words(things: Things, figures: Sequence[Quantity], done: Collection[str]) -> BareWords | None:
    """What a turn says in such words; None as soon as one word is no such word. `done`: words for what was done."""
    low = things.low
    if len(things.words) > LONGEST or '"' in low or _ASKS.match(low):
        return None
    spots = [(things.words[one.first].start, things.words[one.last].end, one) for one in things.mentions]
    the = [(start, end) for start, end, _ in spots if re.search(r"\b(?:the|my|our) $", low[:start])]
    left, share = _share(_blanked(low, the))  # "the double" is a track where there is one
    figures = [] if share else figures
    if len(figures) > 1:
        return None
    left = _blanked(left, [(one.start, one.end) for one in figures])
    own = {part for name in things.names for part in name_words(name)}
    named = [
        (start, end, one)
        for start, end, one in spots
        if not _is_way(low[start:end]) and not (low[start:end] in done and low[start:end] not in own)
    ]
    left = _blanked(left, [(start, end) for start, end, _ in named])
    not_meant = tuple(one for start, _, one in named if _NOT.search(low[:start]))
    meant = tuple(one for _, _, one in named if one not in not_meant)
    is_opposite = _OTHER_WAY.search(left) is not None
    corrects = is_opposite and "wrong" in left
    left = _OTHER_WAY.sub(" ", left)
    left, too_way, too_axis, is_too = _complaint(left)
    is_ordered = _ORDER.search(left) is not None
    left = _ORDER.sub(" ", left)
    ways, degree, treatment = [(too_way, too_axis)] if is_too else [], 1.0, set()
    for word in re.findall(r"[^\W_]+(?:'[a-z]+)?", left):
        if word in _CORRECTS:
            corrects = True
        elif word in _WAYS and word not in _PLAIN_FORM:
            ways.append(_WAYS[word])
        elif word in _SMALL:
            degree = 0.5
        elif word in _LARGE:
            degree = 2.0
        elif word in done and word not in _PLAIN_FORM:
            treatment.add(word)
        elif word not in _FILLER:
            return None
    signs = {way for way, _ in ways if way}
    if len(signs) > 1:
        return None
    axis = next((axis for _, axis in ways if axis not in ("amount", "any")), next((axis for _, axis in ways), ""))
    figure = figures[0] if figures else None
    return BareWords(
        corrects or bool(not_meant), next(iter(signs), 0), axis, is_too, degree, is_opposite, share, figure, meant,
        not_meant, frozenset(treatment), is_ordered,
    )  # fmt: skip


def is_bare(word: str) -> bool:
    """A word that names nothing: of correcting, of a direction, or between those."""
    return word in _FILLER or word in _CORRECTS or word in _SMALL or word in _LARGE or word in _WAYS


def way_and_axis(word: str) -> tuple[int, str]:
    """+1 or −1, and what goes up or down by it: "louder" is (1, "level"); (0, "") for any other word."""
    return _WAYS.get(word, (0, ""))


def _is_way(words: str) -> bool:
    """A name that is nothing but a word for a direction is one here."""
    return words in _WAYS


def _blanked(low: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        low = f"{low[:start]}{' ' * (end - start)}{low[end:]}"
    return low


def _share(left: str) -> tuple[str, float]:
    for pattern, factor in _SHARES:
        if match := pattern.search(left):
            return _blanked(left, [match.span()]), factor
    return left, 0.0


_THAT_WAY = regex(r"\s+(?:over )?(?:to (?:the )?)?(left|right|up|down)\b")
""" "Too far left"."""


def _complaint(left: str) -> tuple[str, int, str, bool]:
    """ "Too loud", "not that hard", "not enough": the words without it, which way to go, what, whether it is one."""
    if _HALF_BACK.search(left):
        return _UNHEARD.sub(" ", _HALF_BACK.sub(" ", left)), 0, "amount", True
    if unheard := _UNHEARD.search(left):
        return left.replace(unheard[0], " "), 1, "level", True
    if enough := _ENOUGH.search(left):
        way, axis = _WAYS.get((enough["adjective"] or "").strip(), (1, "amount"))
        return left.replace(enough[0], " "), way, axis, True
    match = _TOO.search(left)
    if match and match["far"] and match["so"] and match["so"] not in _WAYS:
        match = _TOO.search(left[: match.end("far")]) or match  # "not that far, just a touch …"
    if match and (side := _THAT_WAY.match(left, match.end())) and (match["adjective"] or "far") in ("far", "much"):
        way, axis = _WAYS[side[1]]
        return f"{left[: match.start()]} {left[side.end() :]}", -way, axis, True
    word = (match["adjective"] or match["so"] or "") if match else ""
    if match is None or word and word not in (*_WAYS, "much", "far"):
        return left, 0, "", False
    way, axis = _WAYS.get(word, (0, "amount"))
    if axis == "amount" and way > 0 or not (word or match["far"] or match["over"]):
        return left, 0, "", False
    return left.replace(match[0], " "), -way, axis, True


def figures_in(things: Things, last: Sequence[Frame]) -> list[Quantity]:
    """The quantities of a turn that are no part of a name, no pronoun; intervals where something was transposed."""
    found = [one for one in quantities(things.text) if not _is_name(things, one.start, one.end)]
    found = [one for one in found if one.unit or things.low[one.start : one.end] != "one"]
    if not found and any(one.tool == "change_tempo_key" for one in last) and (size := semitones_of(things.low)):
        match = INTERVAL.search(things.low)
        assert match is not None
        return [Quantity(float(size), "semitones", match.start(), match.end())]
    return found


def _is_name(things: Things, start: int, end: int) -> bool:
    spots = [one for i, one in enumerate(things.words) if i in things.named_places]
    return any(word.start <= start < word.end and not word.text.isdigit() for word in spots)
