"""Words of a sung or spoken line that change: "swap hall for dark", "say us instead of this at the end"."""

from __future__ import annotations

import re

from engine.planner.regex import regex

_W = r"[\w'’-]+(?: [\w'’-]+){0,4}?"
_ITS = r"(?:the |that )?(?:(?:last |first |final )?words? |lyrics? )?"
_VERB = (
    r"(?:(?:she|he|it|they|you) (?:should|must) (?:be )?|have (?:her|him|it) |make (?:it|her|him) |let (?:her|him) )?"
)
_SAYS = r"(?:say|sing|use|put|have|make it|go|it'?s|it should be|it'?d be|i meant?|it says?|it goes)"
_AT = (
    r"(?:(?:(?:right )?(?:at|in|on) )?(?:the )?(?:very )?(?P<{0}>end|start|beginning|last line|first line|last bar)"
    r"(?: of (?:it|that|the line))?,? )?"
)
_FORMS = (
    regex(
        rf"(?:change|replace|swap|switch|turn|exchange)(?: out)? {_ITS}(?P<old>{_W})"
        rf" (?:for|with|to|into|by|->) {_ITS}(?P<new>{_W})"
    ),
    regex(
        rf"{_AT.format('at')}{_VERB}(?:{_SAYS} )?{_ITS}(?P<new>{_W})(?: again)?,?"
        rf" (?:instead of|rather than|not|in place of) {_ITS}(?P<old>{_W})"
    ),
    regex(rf"(?:it'?s )?not {_ITS}(?P<old>{_W})(?:,? (?:but|it'?s)(?: it'?s)?| -) (?P<new>{_W})"),
    regex(
        rf"{_ITS}(?P<old>{_W}) (?:should be|should say|must be|becomes|should read|needs to be|is supposed to be|->|=>)"
        rf" (?P<new>{_W})"
    ),
    regex(rf"make {_ITS}(?P<old>{_W}) (?:into )?(?P<new>{_W})"),
)
_PLACED = regex(
    rf"(?:make |change )?(?:the )?(?P<which>last|final|first|second|third) word (?:should be|must be|is|to|becomes|:)?"
    rf" ?(?P<new>{_W})"
)
_HOW = regex(
    r"(?:(?:a (?:bit|little|touch)|much|way|slightly|even|still|too|more|less|so|very|really|an? octave|a \w+)"
    r" )*"
    r"(?:loud|soft|quiet|long|short|high|low|slow|fast|clear|breathy|bright|dark|warm|gentle|strong)(?:er|ly)?"
    r"|(?:more|less|too) \w+|up|down|out|off|gone|earlier|later|twice|held|whispered|(?:\d+|two|three|a) ?db \w+"
)
""" "The last word louder" is how it is sung."""
_LEFT_OUT = regex(rf"(?:drop|lose|leave out|take out|skip|cut|without|delete|remove) (?:the word )(?P<old>{_W})")
_ENDS = frozenset("again instead now there please pls rather though tho here then too".split())
_ORDER = {"first": 0, "second": 1, "third": 2, "last": -1, "final": -1}
_LAST = frozenset(("end", "last line", "last bar"))


def other_words_in(clause: str, held: str) -> tuple[str, tuple[str, str]] | None:
    """The line with other words, with (what is gone, what came for it); None where a clause tells none."""
    words = re.sub(r"\s+", " ", re.sub(r"[\"“”]", "", clause)).strip(" ,.!?")
    if match := _PLACED.fullmatch(words):
        new = _bare(match["new"])
        return None if _HOW.fullmatch(new.lower()) else _at(held, _ORDER[match["which"]], new)
    if match := _LEFT_OUT.fullmatch(words):
        old = standing(match["old"], held)
        return (re.sub(r"\s+", " ", _put(held, old, "")).strip(), (old, "")) if old else None
    for form in _FORMS:
        match = form.fullmatch(words)
        if match is None:
            continue
        old, new = standing(_bare(match["old"]), held), _bare(match["new"])
        if not old and "for" in words.split() and form is _FORMS[0]:
            old, new = standing(new, held), _bare(match["old"])  # "swap dark for hall"
        at = match.groupdict().get("at") or ""
        if old and _HOW.fullmatch(new.lower()):
            return None  # "make the last word louder"
        if old and new and old.lower() != new.lower():
            return _put(held, old, new, is_last=at in _LAST), (old, new)
    return None


_MADE_OF_NOTES = regex(rf"(?:{_SAYS} )?{_ITS}(?P<new>{_W}) (?:instead of|rather than|in place of) {_ITS}(?P<old>{_W})")
_OF_WORDS = regex(r"\b(?:say|sing|words?|lyrics?|line)\b")


def tells_other_words(clause: str) -> bool:
    """Is one phrase told for another: "come home instead of come back", "the last word should be dawn"?"""
    bare = clause.strip(" ,.!?")
    placed = _PLACED.fullmatch(bare)
    if placed and not _HOW.fullmatch(_bare(placed["new"]).lower()):
        return True
    match = _MADE_OF_NOTES.fullmatch(bare)
    if match is None:
        return False
    shared = set(match["new"].lower().split()) & set(match["old"].lower().split()) - {"a", "an", "the", "more", "less"}
    return bool(shared) or _OF_WORDS.search(clause) is not None


def instead_of(held: str, old: str, new: str) -> str:
    """The line with one phrase for another."""
    return _put(held, old, _bare(new))


def _bare(words: str) -> str:
    parts = words.strip(" ,.'").split()
    while parts and parts[-1].lower() in _ENDS:
        parts.pop()
    return " ".join(parts)


def standing(words: str, held: str) -> str:
    """The phrase as it stands in the line; "" where it does not."""
    match = re.search(_whole(words), held, re.IGNORECASE) if words else None
    return match[0] if match else ""


def _whole(words: str) -> str:
    return rf"(?<![\w'-]){re.escape(words)}(?![\w'-])"


def _put(held: str, old: str, new: str, *, is_last: bool = False) -> str:
    found = list(re.finditer(_whole(old), held, re.IGNORECASE))
    if not found:
        return held
    start, end = found[-1 if is_last or len(found) == 1 else 0].span()
    return held[:start] + new + held[end:]


def _at(held: str, place: int, new: str) -> tuple[str, tuple[str, str]] | None:
    found = [one.span() for one in re.finditer(r"[\w'-]+", held)]
    if not new or not -len(found) <= place < len(found):
        return None
    start, end = found[place]
    return held[:start] + new + held[end:], (held[start:end], new)


def patched(held: str, new: str) -> str:
    """The line with a phrase that is like one of its own in its place, "back by the spring" for "home by the spring";
    "" where none of its own is like it."""
    own = [(one.group().lower(), *one.span()) for one in re.finditer(r"[\w'-]+", held)]
    said = [one.lower() for one in re.findall(r"[\w'-]+", new)]
    best: tuple[float, int, int] | None = None
    if len(said) >= len(own):
        return ""
    for size in (len(said), len(said) - 1, len(said) + 1):
        for first in range(len(own) - size + 1) if 1 < size < len(own) else ():
            alike = _alike([one[0] for one in own[first : first + size]], said)
            if alike >= max(2, size / 2) and (best is None or alike >= best[0] + (size != len(said))):
                best = (alike, first, size)
    if best is None or len(said) < 2:
        return ""
    _, first, size = best
    start, end = own[first][1], own[first + size - 1][2]
    return held[:start] + new.strip(" .,") + held[end:]


def _alike(own: list[str], said: list[str]) -> int:
    """How many words both begin with, and how many they end with."""
    if len(own) == len(said):
        return sum(a == b for a, b in zip(own, said, strict=True))
    front = next((n for n, (a, b) in enumerate(zip(own, said, strict=False)) if a != b), min(len(own), len(said)))
    back = zip(reversed(own), reversed(said), strict=False)
    behind = next((n for n, (a, b) in enumerate(back) if a != b), min(len(own), len(said)))
    return min(front + behind, len(own), len(said)) if front and behind else 0
