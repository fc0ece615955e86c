"""Number words of a language, written in figures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.languages.lexicon import Lexicon, folded
from engine.planner.regex import regex

_WORD = regex(r"[^\W\d_]+|\d+(?:[.,]\d+)?")
_JOINS = {"de": ("und",), "fr": ("et",), "es": ("y",), "pt": ("e",)}
_POINTS = frozenset("komma virgule point coma punto virgula ponto".split())
_PER_CENT = (("pour", "por"), ("cent", "ciento", "cento"))
_FIGURES = {char: i for i, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_CHINESE = "零一二三四五六七八九十百千两〇"
_COUNTED = "段份条轨倍遍首步个"
"""After one these make the article: 一段 is "a"."""
_UNITS = (
    r"(?:分贝|秒|分钟|小节|拍|赫兹|千赫|毫秒|个?半音|次|遍|段|份|条|声部|个声部|步|轨|倍|比特|位|度角|比|个人|到|个(?=分贝|\s*d\s?b)"
    r"|\s*(?:d\s?b|hz|khz|ms|bpm|lufs|s\b|%))"
)
_SPOKEN = regex(
    rf"(?<!来)(?P<after>第|负|到|至|百分之|速度|比)?(?P<n>[{_CHINESE}]+(?:点[{_CHINESE}]+)?)(?P<half>个?半)?"
    rf"(?={_UNITS}|(?P<end>$|[,.!?\s]))",
    re.IGNORECASE,
)
Edit = tuple[int, int, str]


def number_words(text: str, words: Lexicon) -> list[Edit]:
    """Where number words stand, and their figures."""
    if words.language == "zh":
        return _chinese(folded(text))
    low = folded(text)
    found = list(_WORD.finditer(low))
    edits: list[Edit] = []
    at = 0
    while at < len(found):
        run = _run(low, found, at, words)
        if at and found[at][0] in _PER_CENT[1] and found[at - 1][0] in _PER_CENT[0]:
            run = []
        value = _value([found[i][0] for i in run], words) if run else None
        if value is None:
            at += 1
            continue
        edits.append((found[run[0]].start(), found[run[-1]].end(), f"{value:g}" if value < 1e5 else str(int(value))))
        at = run[-1] + 1
    return edits


def _run(low: str, found: Sequence[re.Match[str]], at: int, words: Lexicon) -> list[int]:
    """The words from `at` on that make one number."""
    if found[at][0] not in words.numbers:
        return []
    joins = _JOINS.get(words.language, ())
    run, i = [at], at + 1
    while i < len(found) and low[found[i - 1].end() : found[i].start()].strip(" -") == "":
        word, said = found[i][0], [found[k][0] for k in run]
        after = words.numbers.get(found[i + 1][0]) if i + 1 < len(found) else None
        if word in words.numbers:
            goes_on = bool(_POINTS & set(said)) or _continues(_whole(said, words), words.numbers[word])
        else:
            is_join = word in joins and after is not None and _continues(_whole(said, words), after)
            goes_on = is_join or (word in _POINTS and after is not None)
        if not goes_on:
            break
        run.append(i)
        i += 1
    return run


def _continues(before: float, after: float) -> bool:
    """May a number word follow others that make `before`: "cent vingt", "soixante dix", "deux cents"?"""
    if after == 1000:
        return 0 < before < 1000
    if after == 100:
        return 1 < before < 10
    if before == 4 and after == 20:
        return True
    rest = before % 100
    return (before >= 100 and rest == 0 and after < 100) or (
        rest >= 20 and rest % 10 == 0 and after < (20 if rest in (60, 80) else 10)
    )


def _value(run: Sequence[str], words: Lexicon) -> float | None:
    if len(run) == 1 and run[0] in _ALONE_UNSURE:
        return None
    point = next((i for i, word in enumerate(run) if word in _POINTS), None)
    if point is None:
        return _whole(run, words)
    joins = _JOINS.get(words.language, ())
    digits = "".join(f"{words.numbers[word]:g}" for word in run[point + 1 :] if word not in joins)
    return float(f"{int(_whole(run[:point], words))}.{digits}")


def _whole(run: Sequence[str], words: Lexicon) -> float:
    total = current = 0.0
    for value in (words.numbers[word] for word in run if word in words.numbers):
        if value == 1000:
            total, current = total + max(1.0, current) * 1000, 0.0
        elif value == 100 and 0 < current < 10:
            current *= 100
        elif value == 20 and current == 4:
            current = 80
        else:
            current += value
    return total + current


_ALONE_UNSURE = frozenset("ein eine einen einer einem un une una uno um uma".split())
"""These are also the article."""


def _chinese(text: str) -> list[Edit]:
    edits = []
    for match in _SPOKEN.finditer(text):
        is_article = match["n"] == "一" and text[match.end("n") : match.end("n") + 1] in _COUNTED
        if not match["after"] and (match["end"] is not None or is_article):
            continue
        if match["n"] == "一" and match["half"] == "半":
            continue  # "a half" and no one and a half
        value = _chinese_value(match["n"]) + (0.5 if match["half"] else 0)
        edits.append((match.start("n"), match.end("half") if match["half"] else match.end("n"), f"{value:g}"))
    return edits


def _chinese_value(said: str) -> float:
    whole, _, after = said.partition("点")
    has_places = any(char in whole for char in "十百千")
    total = current = 0
    for char in whole:
        if char in "十百千":
            total += (current or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            current = 0
        else:
            current = _FIGURES[char] if has_places else current * 10 + _FIGURES[char]
    digits = "".join(str(_FIGURES.get(char, 0)) for char in after)
    return float(f"{total + current}.{digits or 0}")
