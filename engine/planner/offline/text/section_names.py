"""Sections by their kind: "in the chorus" is in Chorus 1, where that is the only chorus; "the second verse" is Verse 2.

A clip may be called "chorus" too: told as a place it is the part of the song, and stands there by the marker's name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.words import compiled, plain
from engine.planner.regex import regex

_SECTION_WORDS = frozenset(
    "chorus prechorus postchorus refrain verse bridge break breakdown buildup drop hook intro outro interlude coda"
    " solo vamp tag riff theme".split()
)
_SHORT = {
    **dict.fromkeys(("v", "vs", "vrs", "ver"), "verse"),
    **dict.fromkeys(("ch", "chr", "cho", "chor"), "chorus"),
    **dict.fromkeys(("pre", "pc", "prech", "prec"), "prechorus"),
    **dict.fromkeys(("br", "brg", "bdg", "brdg"), "bridge"),
    **dict.fromkeys(("bd", "brk", "bkd"), "breakdown"),
    **{"int": "intro", "out": "outro", "ref": "refrain", "hk": "hook", "dr": "drop", "bu": "buildup"},
}
"""How parts of a song are written short on markers: V1, Ch2, Br."""
_ORDINALS = (r"first|1st", r"second|2nd", r"third|3rd", r"fourth|4th", r"fifth|5th", r"sixth|6th")
_SPOKEN = ("one", "two", "three", "four", "five", "six")
_WHEN = r"in|inside|within|during|over|through|throughout|across|under|until|til|till|up to|before|after|into|out of"
_THERE = r"at|by|from|between|since|as of|starting (?:at|from|with|in)|leading (?:up |in)?to"
_PART = r"(?:half|third|quarter|bars?|beats?|downbeat|end|start|top|beginning|middle|rest|most|all|length)(?: of| in)"
_ARRANGES = regex(
    r"\b(?:cop(?:y|ied)|duplicat\w+|mov(?:e|ed)|shift\w*|drag\w*|put|place\w*|paste\w*|slide|trim\w*|crop\w*|shorten\w*"
    r"|fade\w*|jump|go|loop\w*|repeat\w*|extend\w*|verse|chorus|bars?|from|close|next|up|back|drop)\b",
    re.IGNORECASE,
)
_TAKES_OFF = regex(
    r"\b(?:remove|delete|take|strip|clear|lose|get rid)\b.*\b(?:off|reverb|delay|echo|eq|compress\w*|gate|limiter"
    r"|filter\w*|effects?|plug-?ins?|inserts?|chorus|phaser|flanger|distortion|de-?esser|fades?)\b.* from\s+$",
    re.IGNORECASE,
)
_NO_SECTION = (
    r"(?![\w-])(?!['’]s\b)(?!\s+(?:effect|pedal|plug-?in|track|clip|region|bus|send|knob|vox|vocals?|voice|take|sample"
    r"|loop|stem|file|one|guitar|gtr|riff|rate|depth|mix)s?\b)(?!\s*\d)"
)
_NOT_BARE = ("chorus", "solo", "break", "drop", "hook", "riff", "theme", "tag", "drum", "guitar", "vocal")
""" "In chorus" is an effect, "in solo" a state."""
_THE = r"(?:the|our|my|that|this)\s+"
_WHOLE = r"(?:(?:whole|entire|full|actual)\s+)?"


def short_for(kind: str) -> tuple[str, ...]:
    """How a kind of section is written short before its number: "ch 2"."""
    return tuple(short for short, name in _SHORT.items() if name == kind)


def kinds_of_sections(markers: Sequence[tuple[str, float]]) -> dict[str, list[str]]:
    """The markers of each kind in their order: {"verse": ["Verse 1", "Verse 2"], "chorus": ["Chorus 1"]}."""
    kinds: dict[str, list[str]] = {}
    for name, _ in sorted(markers, key=lambda one: one[1]):
        *words, last = name_words(name) or ("",)
        base = words if last.isdigit() and words else [*words, last]
        if len(base) == 1 and (words or base[0] != "v"):
            base = [_SHORT.get(base[0], base[0])]
        told = [word for word in base if word in _SECTION_WORDS]
        for kind in dict.fromkeys((" ".join(base), *told[-1:])):
            kinds.setdefault(kind, []).append(name)
    return kinds


def with_section_names(text: str, markers: Sequence[tuple[str, float]], *, meant: dict[str, str] | None = None) -> str:
    """The same request with each section that it gives as a place by its marker's own name.

    A kind of which there are several stays, where `meant` ({kind: marker}) does not tell which.
    """
    if not markers or '"' in plain(text):
        return text
    own = {" ".join(name_words(name)) for name, _ in markers}
    for kind, names in sorted(kinds_of_sections(markers).items(), key=lambda one: -len(one[0])):
        said = r"[\s_-]*".join(re.escape(word) for word in kind.split())
        if not kind or not compiled(said, re.IGNORECASE).search(text):
            continue
        one = names[0] if len(names) == 1 else (meant or {}).get(kind)
        told = _numbered(said, names)
        if kind not in own and one:
            told.append((rf"{_THE if kind in _NOT_BARE else f'(?:{_THE})?'}{_WHOLE}{said}", one))
        for words, name in told:
            text = _as_place(text, words, name)
        if kind not in own and one:
            text = _as_marker(text, said, one)
    return text


_MARKER = r"(?=\s+(?:marker|flag|cue|locator)s?\b)"
_WHOLE_PART = (
    r"\b(?:copy|duplicate|move|repeat|double|export|bounce|render|loop)\s+(?:the|our|my)\s+(?:whole|entire|full)\s+"
)
_ASKS_WHERE = (
    r"^\W*(?:and |so |ok )*(?:where|when|at (?:which|what) bar|in (?:which|what) bar) (?:does|is|do) (?:the|our) "
)


def _as_marker(text: str, said: str, name: str) -> str:
    """ "The chorus marker", "duplicate the whole chorus", "where does the chorus start": by its marker's name."""
    for form in (
        rf"(?P<head>\b(?:the|our|my)\s+){said}{_MARKER}",
        rf"(?P<head>{_WHOLE_PART}){said}{_NO_SECTION}",
        rf"(?P<head>{_ASKS_WHERE}){said}(?=\s+(?:start|begin|end|come|finish|stop|at|\?|$))",
    ):
        text = compiled(form, re.IGNORECASE).sub(rf"\g<head>{name}", text)
    return text


def several_meant(text: str, markers: Sequence[tuple[str, float]]) -> tuple[str, list[str]] | None:
    """The kind of section that a request gives as a place, and the markers of it, where there are several."""
    if '"' in plain(text):
        return None
    own = {" ".join(name_words(name)) for name, _ in markers}
    for kind, names in kinds_of_sections(markers).items():
        if kind and kind not in own and len(names) > 1:
            said = r"[\s_-]*".join(re.escape(word) for word in kind.split())
            if _as_place(text, rf"{_THE}{_WHOLE}{said}", "\0") != text:
                return kind, names
    return None


def _numbered(said: str, names: Sequence[str]) -> list[tuple[str, str]]:
    """ "The second verse", "verse two", "the last chorus"."""
    told = [(rf"(?:{_THE})?{_WHOLE}(?:{nth})\s+{said}", name) for nth, name in zip(_ORDINALS, names, strict=False)]
    told += [(rf"(?:{_THE})?{_WHOLE}(?:last|final)\s+{said}", names[-1])]
    by_number = {words[-1]: name for name in names if (words := name_words(name)) and words[-1].isdigit()}
    return told + [
        (rf"(?:{_THE})?{_WHOLE}{said}[\s_-]*{_SPOKEN[int(number) - 1]}(?! (?:d\s?b|bars?|beats?)\b)", name)
        for number, name in by_number.items()
        if 0 < int(number) <= len(_SPOKEN)
    ]


def _as_place(text: str, words: str, name: str) -> str:
    """The text with this name for these words, wherever they stand as a place."""
    form = compiled(
        rf"\b(?P<head>(?:{_WHEN}|{_THERE}|{_PART}|to|for|and|or|,)\s+(?:all\s+(?:of\s+)?|just\s+|only\s+)?)"
        rf"(?:{words}){_NO_SECTION}(?:\s+(?:part|section|bit)\b)?",
        re.IGNORECASE,
    )

    def placed(match: re.Match[str]) -> str:
        head, before = match["head"].strip().lower(), match.string[: match.start()]
        return f"{match['head']}{name}" if _is_place(head, before) else match[0]

    return form.sub(placed, text)


_LISTED = regex(rf"\b(?:{_WHEN}|between|from|for)\s+(?:the\s+)?[\w' ]+$", re.IGNORECASE)


def _is_place(head: str, before: str) -> bool:
    """Do these words before a name make a place of it?"""
    first = re.sub(r"\s+(?:all(?:\s+of)?|just|only)$", "", head)
    if first in ("and", "or", ","):
        return _LISTED.search(before) is not None
    if first == "to":
        return not re.search(r"\w", before) or _ARRANGES.search(before) is not None
    if first == "from":
        return not _TAKES_OFF.search(f"{before}from ")
    return True
