"""Reasons: what is said beside a request and asks for nothing ("das matscht", "sinon on l'entend plus", "que tapa").

Strangers give reasons in words that no lexicon has. What begins like one, as `[reasons]` (always) and `[says]` (where
no word of it orders anything) of a lexicon have it, is put in words that the planner takes for a remark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from engine.planner.languages.lexicon import WORD, Lexicon, english_words, folded, lowered
from engine.planner.languages.turns import fillers, is_turn
from engine.planner.offline.text.words import COMMANDS
from engine.planner.regex import regex

Edit = tuple[int, int, str]
_ENDS = regex(r"\s*(?:[,;!]|\.(?=\s|$)|\s[-–]\s)\s*")
_ORDERS = frozenset(
    "only same instead both back again without louder quieter less more up down off out mute solo until should"
    " can must longer shorter earlier later half double twice rather other like too also".split()
)
_BECAUSE = "because"


def reason_edits(text: str, kept: Sequence[bool], words: Lexicon) -> list[Edit]:
    """The reasons of a request in words that say nothing; none where nothing else is said."""
    if "?" in text or '"' in text or not words.reasons and not words.says:
        return []
    low = folded(text)
    joints = [one for one in words.reasons if one.pattern.startswith("\\b")]  # "weil" begins one wherever it stands
    ends = [match.span() for match in _ENDS.finditer(low)]
    starts = [0, *(end for _, end in ends), *(match.start() for one in joints for match in one.finditer(low))]
    edges = sorted({*starts, len(text)})
    stops = {end: start for start, end in ends}
    clauses = [(a, stops.get(b, b)) for a, b in pairwise(edges) if low[a : stops.get(b, b)].strip()]
    told = [clause for clause in clauses if _is_reason(text, *clause, kept, words)]
    if len(told) == len(clauses):
        return []
    told = [(a, b) for a, b in _joined(told) if len(WORD.findall(low[a:b])) > 1]
    return [edit for clause in told for edit in _neutral(low, *clause, kept, words)]


def _joined(clauses: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """ "Weil man sonst nix hört": two that no sign parts are one."""
    made: list[tuple[int, int]] = []
    for start, end in clauses:
        made.append((made.pop()[0], end) if made and made[-1][1] == start else (start, end))
    return made


def _is_reason(text: str, start: int, end: int, kept: Sequence[bool], words: Lexicon) -> bool:
    said = folded(text[start:end])
    if re.search(r"\d", "".join(char for char, stays in zip(said, kept[start:end], strict=True) if not stays)):
        return False
    if any(one.match(said) for one in words.reasons):
        return True
    plain = "".join("x" if stays and char != " " else char for char, stays in zip(said, kept[start:end], strict=True))
    if not any(one.match(plain) for one in words.says):
        return False
    if is_turn(text[start:end], words.language) or tuple(WORD.findall(said)) in fillers(words.language):
        return False
    free = [
        match[0]
        for match in WORD.finditer(lowered(text[start:end]))
        if not any(kept[start + match.start() : start + match.end()])
    ]
    meant = [words.word(one) for one in free]
    if not any(one is None and word not in english_words() for one, word in zip(meant, free, strict=True)):
        return False
    english = {word for one in meant if one for word in one.split()}
    return not english & (_ORDERS | COMMANDS)


def _neutral(low: str, start: int, end: int, kept: Sequence[bool], words: Lexicon) -> list[Edit]:
    """The names stay, as what is spoken of."""
    named = [at for at in range(start, end) if kept[at] and not low[at].isspace()]
    opening = _BECAUSE if any(one.match(low[start:end]) for one in words.reasons) else ""
    if not named:
        return [(start, end, f" {opening} it is so" if opening else "it is so")]
    first = next((at for at in range(named[0], end) if not kept[at]), end)
    rest = [at for at in named if at > first]
    head = (start, named[0], f" {opening} the " if opening else "the ")
    if not rest:
        return [head, (first, end, " is so")]
    return [head, (first, rest[0], " fights with the "), (rest[-1] + 1, end, "")]
