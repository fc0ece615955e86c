"""Catalogue: the sentences of a language, and the English ones as patterns that a sentence is looked up by."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

MESSAGES = Path(__file__).parent / "messages"
"""A folder for each language, a file in it for each subject."""
PLACE = re.compile(r"\{(\w+)\}")
PART = "part_"
"""How the keys begin of what is only said as a part of other sentences."""
_NUMBERS = frozenset("n n2 n3 n4 bar beat bpm db level share count".split())
"""Placeholders that only a number stands for."""
_NUMBER = r"[+−-]?(?:\d[\d.,]*\d|\d|∞)"
_PLACE_ON_DISK = r"(?:(?!: ).)+?"
_CALLED = {
    "model": r"[^:;()]+?",
    "LANGUAGE": r"[^.,;:?!()'“”]+?",
    "LANGUAGES": r"[^.;:?!()'“”]+?",
    "singer": r"[^.:;()]+?",
    "time": r"[\d.,:–]+",
    **dict.fromkeys(("file", "folder", "path"), _PLACE_ON_DISK),
    "TRACKS": r"[^:]*?\d[^:]*?",
    "STEP": r"[A-Z][^:]*?",
}
"""What stands for some placeholders: no sentence, nor the end of one."""
_PARTS = frozenset(
    "or_two or_three parameter_of_plugin quoted quoted_request list_and list_or list_comma list_semicolon".split()
)
"""Only said inside other sentences."""
_WORD = re.compile(r"[^\W_]+")


@functools.cache
def catalogue(language: str) -> Mapping[str, str]:
    """The sentences of a language by their keys; empty when there is no catalogue."""
    lines = (line for file in sorted((MESSAGES / language).glob("*.txt")) for line in _lines(file))
    pairs = (line.partition(" = ") for line in lines if " = " in line and not line.startswith("#"))
    return {key.strip(): said.strip() for key, _, said in pairs}


@functools.cache
def keys_of_english() -> Mapping[str, str]:
    """The keys of what is said in English without placeholders."""
    return {said: key for key, said in catalogue("en").items() if "{" not in said and key not in _PARTS}


def _lines(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines()


def placeholders(sentence: str) -> set[str]:
    """The names in braces that a translation must have, too."""
    return {name for name in PLACE.findall(sentence) if not name.startswith("_")}


@dataclass(frozen=True)
class Pattern:
    """An English sentence as what a said one is compared with."""

    key: str
    sentence: str
    quoted: tuple[str, ...]
    """Placeholders that stand in quotes."""
    head: str
    """What stands before the first placeholder."""
    tail: str
    """What stands behind the last one."""

    @functools.cached_property
    def short(self) -> re.Pattern[str]:
        """Placeholders take as little as they can."""
        return _compiled(self.sentence, ".+?")

    @functools.cached_property
    def long(self) -> re.Pattern[str]:
        """Placeholders take as much as they can: another reading of the same words."""
        return _compiled(self.sentence, ".+")


def candidates(words: str) -> Iterator[Pattern]:
    """The patterns that may fit, those with the most words of their own first."""
    table = _index()
    found = {at for word in {*_words(words), ""} for at in table.get(word, ())}
    patterns = _patterns()
    for at in sorted(found):
        pattern = patterns[at]
        if words.startswith(pattern.head) and words.endswith(pattern.tail):
            yield pattern


@functools.cache
def _patterns() -> list[Pattern]:
    pairs = [pair for pair in catalogue("en").items() if pair[0] not in _PARTS]
    pairs.sort(key=lambda pair: -len(PLACE.sub("", pair[1])))
    return [_pattern(key, said) for key, said in pairs]


def _pattern(key: str, said: str) -> Pattern:
    parts = PLACE.split(said)
    return Pattern(key, said, _quoted(said), parts[0], parts[-1])


def _quoted(sentence: str) -> tuple[str, ...]:
    return tuple(one or other for one, other in re.findall(r"'\{(\w+)\}'|“\{(\w+)\}”", sentence))


@functools.cache
def _index() -> Mapping[str, list[int]]:
    """The patterns by the rarest word that a sentence must have to fit; those without one under ""."""
    own = [_own_words(pattern.sentence) for pattern in _patterns()]
    count = Counter(word for words in own for word in words)
    table: dict[str, list[int]] = defaultdict(list)
    for at, words in enumerate(own):
        table[min(words, key=lambda word: (count[word], word)) if words else ""].append(at)
    return table


def _own_words(sentence: str) -> set[str]:
    """The whole words of a sentence outside its placeholders."""
    apart = PLACE.sub("\0", sentence)
    found = (word for word in _WORD.finditer(apart))
    return {
        word[0].lower()
        for word in found
        if "\0" not in (apart[word.start() - 1 : word.start()], apart[word.end() : word.end() + 1])
    }


def _words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text)}


def _compiled(sentence: str, anything: str) -> re.Pattern[str]:
    parts = re.split(r"(\{\w+\})", sentence)
    return re.compile("".join(_part(part, anything) for part in parts if part), re.DOTALL)


def _part(part: str, anything: str) -> str:
    if not part.startswith("{"):
        return re.escape(part)
    name = part[1:-1]
    return f"(?P<{name}>{_NUMBER if name in _NUMBERS else _CALLED.get(name, anything)})"
