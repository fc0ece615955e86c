"""Places told by markers: "from the chorus", "two bars before the verse", "through the bridge" become bars."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.number_words import spoken_number
from engine.planner.offline.text.words import compiled, plain
from engine.planner.regex import regex

_FIGURES = {"1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven", "8": "eight"}
_COUNT = r"(?P<count>\d+|an?|one|two|three|four|five|six|seven|eight|twelve|sixteen)"
_OF_MARKERS = regex(
    r"\b(?:markers?|flags?|cues?|locators?|rename|relabel|call(?:ed)?|named|says)\b", re.IGNORECASE
)
"""Near such words the name is a marker's own, no place."""
_PRE = "pre"
""" "The pre chorus" is the part called Pre."""
_EDGE = regex(r"[;.!?]|,\s|\b(?:and|then|but)\b", re.IGNORECASE)
_TAIL = r"(?:\s+(?:part|section|bit|mark|marker|cue|on|onwards?)){0,2}(?!\w)"


class MarkersSaid:
    """What was told by markers: bar → the marker's name, and the bars that end something."""

    def __init__(self) -> None:
        self.names: dict[float, str] = {}
        self.ends: set[float] = set()
        self.entries: dict[float, str] = {}
        """Bars told by what begins or ends there, with its name."""
        self.is_gradual = False
        """Was a stretch told by "over" or "across", not by "in"?"""


def placed(text: str, markers: Sequence[tuple[str, float]], last_bar: float, said: MarkersSaid) -> str:
    """The same request with bars for the places that it tells by markers; `said` remembers which."""
    if not markers or '"' in plain(text) and not _outside_quotes(text, markers):
        return text
    known = [(own + NO_ARTICLE if own.lower() == "a" else own, bar) for own, bar in _spoken(markers)]
    if not any(compiled(name, re.IGNORECASE).search(text) for name, _ in known):
        return text
    names = "|".join(f"(?:{name})" for name, _ in sorted(known, key=lambda one: -len(one[0])))
    the = r"(?:(?:the|our|my|letter|rehearsal mark)\s+)?"
    bars = sorted(bar for _, bar in markers)

    def bar_of(name: str) -> float:
        return next(bar for own, bar in known if compiled(own, re.IGNORECASE).fullmatch(name))

    def behind(bar: float) -> float:
        return next((one for one in bars if one > bar), max(last_bar, bar + 1))

    def at(bar: float, name: str = "") -> str:
        if name:
            said.names[bar] = next(own for own, one in markers if one == bar)
        return f"bar {bar:g}"

    def until(bar: float) -> str:
        said.ends.add(bar)
        return f"bar {bar:g}"

    def count(match: re.Match[str]) -> int:
        word = match["count"].lower()
        return int(word) if word.isdigit() else 1 if word in ("a", "an") else int(spoken_number(word))

    def span(start: float, end: float, prep: str = "") -> str:
        said.is_gradual |= prep.lower() in ("over", "across")
        return f"from {at(start)} to {until(end)}"

    rules: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
        (
            rf"^\W*(?:(?:and|now|then|so)\W+)*{the}(?P<name>{names})(?: part| section| bit)?"
            r" (?:is|should be|must be|goes|should go|runs|should run|plays|has to be|needs to be|will be|wants to be"
            r"|(?:(?:should|must|has to|needs to|can) )?(?:slows?|speeds?|drops?|goes?|comes?) (?:down|up|back)(?= to))"
            r" (?:in|at|to)? ?(?P<said>\d{2,3}(?:\.\d+)? ?bpm"
            r"|(?<=to )\d{2,3}(?!\s*(?:db|%|/))|\d{1,2}/(?:2|4|8|16)|three[ -]four|six[ -]eight"
            r"|four[ -]four)\b(?: time)?",
            lambda m: f"set the {_clock(m['said'])} to {m['said']} from {at(bar_of(m['name']))}",
        ),
        (
            rf"\b(?:(?:in|over|through|during|for|across)\s+(?:the )?|the )(?:last |final )?{_COUNT} bars? (?:before"
            rf"|ahead of|b4|up to|leading (?:in)?to) {the}(?P<name>{names}){_TAIL}",
            lambda m: span(max(1, bar_of(m["name"]) - count(m)), bar_of(m["name"])),
        ),
        (
            rf"\b(?:(?:in|over|through|during|for|across)\s+)?(?:the )?last {_COUNT} bars? (?:of|in)"
            rf" {the}(?P<name>{names}){_TAIL}",
            lambda m: span(max(1, behind(bar_of(m["name"])) - count(m)), behind(bar_of(m["name"]))),
        ),
        (
            rf"\b(?:(?:in|over|through|during|for|across)\s+)?(?:the )?first {_COUNT} bars? (?:of|in)"
            rf" {the}(?P<name>{names}){_TAIL}",
            lambda m: span(bar_of(m["name"]), bar_of(m["name"]) + count(m)),
        ),
        (
            rf"(?P<verb>\b(?:trim|cut|crop|shorten|reduce)\b[^,;.]{{2,30}}?) (?:down )?to (?:just |only )?{the}"
            rf"(?P<name>{names})(?: part| section| bit)?(?: only| alone)?(?=\W*$)",
            lambda m: f"{m['verb']} {span(bar_of(m['name']), behind(bar_of(m['name'])))}".replace("cut ", "trim ", 1),
        ),
        (
            rf"\b(?:the )?(?:bar|measure) (?:right |just )?before {the}(?P<name>{names}){_TAIL}",
            lambda m: at(max(1, bar_of(m["name"]) - 1)),
        ),
        (
            rf"\b{_COUNT} bars? (?:before|ahead of|in front of|b4) {the}(?P<name>{names}){_TAIL}",
            lambda m: (
                ("" if re.search(r"\b(?:at|from|to)\s+$", m.string[: m.start()]) else "at ")
                + at(max(1, bar_of(m["name"]) - count(m)))
            ),
        ),
        (
            rf"\b{_COUNT} bars? after {the}(?P<name>{names}){_TAIL}",
            lambda m: (
                ("" if re.search(r"\b(?:at|from|to)\s+$", m.string[: m.start()]) else "at ")
                + at(bar_of(m["name"]) + count(m))
            ),
        ),
        (
            rf"\b(?P<prep>between|from)\s+{the}(?P<a>{names})\s+(?:and|to|till?|until|up to|through"
            rf"|-)\s+{the}(?P<b>{names}){_TAIL}",
            lambda m: span(bar_of(m["a"]), bar_of(m["b"])) if bar_of(m["b"]) > bar_of(m["a"]) else m[0],
        ),
        (
            rf"\b{the}(?P<a>{names})\s+(?:to|till?|until|up to|-|–)\s+{the}(?P<b>{names}){_TAIL}",
            lambda m: span(bar_of(m["a"]), bar_of(m["b"])) if bar_of(m["b"]) > bar_of(m["a"]) else m[0],
        ),
        (rf"\b(?:the )?end of {the}(?P<name>{names}){_TAIL}", lambda m: until(behind(bar_of(m["name"])))),
        (
            rf"\b(?:the )?(?:start|top|beginning) of {the}(?P<name>{names}){_TAIL}",
            lambda m: at(bar_of(m["name"]), m["name"]),
        ),
        (
            rf"\b(?P<prep>through(?:out)?|during|across|in|over|for|under|beneath|behind)\s+(?:all of"
            rf" )?{the}(?:(?:whole|entire|full)\s+)?(?P<name>{names})(?:\s+(?:part|section|bit))?(?:\s+only)?(?!\w)",
            lambda m: span(bar_of(m["name"]), behind(bar_of(m["name"])), m["prep"]),
        ),
        (
            rf"\b(?P<prep>(?:loop|cycle|repeat(?: over)?|export|bounce|render|print)(?:\s+(?:only|just))?)\s+{the}"
            rf"(?P<name>{names})(?:\s+(?:part|section|bit|only|alone))*(?!\w|\s+(?:track|clip|bus|stem|voc|vox|guitar)s?)",
            lambda m: f"{m['prep']} {span(bar_of(m['name']), behind(bar_of(m['name'])))}",
        ),
        (
            rf"\b(?:right |just )?(?:at the point )?where {the}(?P<name>{names})(?: part| section| bit)?"
            r" (?:starts|begins|hits|drops|kicks in|comes(?: in)?|enters|opens)(?!\w)",
            lambda m: f"at {at(bar_of(m['name']), m['name'])}",
        ),
        (
            rf"\b(?:when|as soon as|once) {the}(?P<name>{names})(?: part| section| bit)?"
            r" (?:starts|begins|hits|drops|kicks in|comes(?: in)?|enters|opens)(?!\w)",
            lambda m: span(bar_of(m["name"]), behind(bar_of(m["name"])), "in"),
        ),
        (
            r"\b(?:for )?(?:when|where|as|once) (?:we|it|they|you|everything|the (?:band|song|music|story|scene))"
            rf" (?:goes?|comes?|gets?|moves?|cuts?|switch(?:es)?|falls?|drops?|reach(?:es)?) (?:(?:in)?to )?{the}"
            rf"(?P<name>{names})(?: part| section| bit)?(?!\w)",
            lambda m: span(bar_of(m["name"]), behind(bar_of(m["name"])), "in"),
        ),
        (
            rf"\b(?:on|at) the (?:first|1st|down) ?beat of {the}(?P<name>{names}){_TAIL}",
            lambda m: f"at {at(bar_of(m['name']), m['name'])}",
        ),
        (
            rf"\b(?P<prep>until|till?|up to|by|before|b4|into)\s+{the}(?P<name>{names}){_TAIL}",
            lambda m: f"{m['prep']} {until(bar_of(m['name']))}",
        ),
        (
            rf"\bout of\s+{the}(?P<name>{names})(?:\s+(?:part|section|bit))?(?!\w)",
            lambda m: f"out {span(bar_of(m['name']), behind(bar_of(m['name'])))}",
        ),
        (rf"\bafter\s+{the}(?P<name>{names}){_TAIL}", lambda m: f"from {at(behind(bar_of(m['name'])))}"),
        (
            rf"\b(?P<bar>(?:from |at |bars? )?\d+\s+to)\s+{the}(?P<name>{names}){_TAIL}",
            lambda m: f"{m['bar']} {until(bar_of(m['name']))}",
        ),
        (
            rf"\b(?P<prep>at|from|to|on|as of)\s+{the}(?P<name>{names}){_TAIL}",
            lambda m: f"{m['prep']} {at(bar_of(m['name']), m['name'])}",
        ),
    )
    for words, made in rules:
        place = compiled(words, re.IGNORECASE)
        text = place.sub(lambda m, made=made: made(m) if _is_place(m) else m[0], text)  # type: ignore[misc]
    return text


def _is_place(match: re.Match[str]) -> bool:
    """Does the name stand for a place, outside quotation marks and away from words for markers?"""
    before, after = match.string[: match.start()], match.string[match.end() :]
    if plain(before).count('"') % 2:
        return False
    if match.groupdict().get("count"):
        return True  # so many bars before a name are a place, whatever is done there
    own = re.sub(r"\b(?:marker|cue)\b", "", match[0], flags=re.IGNORECASE)  # "from the Chase marker on" is a place
    near = _EDGE.split(before)[-1] + own + _EDGE.split(after)[0]
    return not _OF_MARKERS.search(near)


def _outside_quotes(text: str, markers: Sequence[tuple[str, float]]) -> bool:
    bare = re.sub(r'"[^"]*"', " ", plain(text)).lower()
    return any(name.lower() in bare for name, _ in markers)


_ORDINALS = (r"first|1st", r"second|2nd", r"third|3rd", r"fourth|4th", r"fifth|5th", r"sixth|6th")


def sections_named(
    text: str, markers: Sequence[tuple[str, float]], last_bar: float
) -> list[tuple[tuple[int, int], tuple[float, float]]]:
    """Each section that is named outside quotation marks: where in the text, and from which bar to which.

    "The hooks" are all of that name.
    """
    bars = sorted(bar for _, bar in markers)
    known = {words: [bar] for words, bar in reversed(_spoken(markers))}
    for words, several in _kinds(markers).items():
        if len(several) > 1:
            known[rf"{_said(words)}e?s"] = several
    found: list[tuple[tuple[int, int], tuple[float, float]]] = []
    for words, starts in sorted(known.items(), key=lambda one: -len(one[0])):
        is_letter = len(words) < 3
        own = words.upper() if is_letter else words
        pattern = compiled(rf"(?<![\w-]){own}(?![\w-])", 0 if is_letter else re.IGNORECASE)
        for match in pattern.finditer(text):
            start, end = match.span()
            is_taken = any(a < end and start < b for (a, b), _ in found)
            if not is_taken and text[:start].count('"') % 2 == 0:
                behind = [next((one for one in bars if one > bar), max(last_bar, bar + 1)) for bar in starts]
                found += [((start, end), pair) for pair in zip(starts, behind, strict=True)]
    return found


def _kinds(markers: Sequence[tuple[str, float]]) -> dict[str, list[float]]:
    """The bars of the markers of each kind: "Verse 1" and "Verse 2" are verses."""
    kinds: dict[str, list[float]] = {}
    for name, bar in sorted(markers, key=lambda one: one[1]):
        *words, last = name_words(name) or ("",)
        kinds.setdefault(" ".join(words if last.isdigit() and words else (*words, last)), []).append(bar)
    return kinds


_NO_FIGURE = r"(?!\s*(?:d\s?b|%|bars?\b|beats?\b|bpm\b|k?hz\b|[.,:/]?\d))"
""" "Chorus 1 dB" tells how much."""


def _spoken(markers: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """(pattern, bar) for each way to say a marker: by its name, and by its count among those of one kind."""
    found = [(_said(name), bar) for name, bar in markers]
    kinds = {_said(kind): bars for kind, bars in _kinds(markers).items()}
    for kind, bars in kinds.items():
        if kind and (len(bars) > 1 or kind not in dict(found)):
            found += [(rf"(?:{nth})\s+{kind}", bar) for nth, bar in zip(_ORDINALS, bars, strict=False)]
            found += [(rf"(?:last|final)\s+{kind}", bars[-1])]
            numbered = enumerate(bars, 1) if len(bars) > 1 and (kind, bars[0]) in found else ()
            found += [(rf"{kind}\s*(?:{n}|{_FIGURES.get(str(n), n)}){_NO_FIGURE}", bar) for n, bar in numbered]
    return found


NO_ARTICLE = (
    r"(?=\s*(?:$|[,.;:!?)&+–-]|(?:and|or|but|then|to|until|till?|through|on|onwards?|by|at|in|with|only|please|too|again|up"
    r"|down|off|out|is|goes|section|part|as|for|from|so|instead|now)\b))"
)
""" "From A on" is the part called so, "to a reverb bus" none."""


def _said(name: str) -> str:
    """A pattern of a marker's name as it is said."""
    parts = [rf"(?:{part}|{_FIGURES[part]})" if part in _FIGURES else re.escape(part) for part in name_words(name)]
    parts = [rf"{_PRE}(?:[\s_-]*chorus)?" if part == _PRE else part for part in parts]
    return r"[\s_-]*".join(parts) or re.escape(name)


def _clock(said: str) -> str:
    return "tempo" if "bpm" in said.lower() or said.isdigit() else "meter"
