"""Lexicon: what the words of one language are in English, read from data/<language>.txt.

The file's sections: `[markers]` words that give the language away · `[numbers]` number words ·
`[rules]` patterns that are rewritten whole · `[turns]`, `[fillers]` and `[particles]` what is said about what was
just done (`turns.py`) · `[apart]` verbs in two parts · `[reasons]` and `[says]` how reasons begin (`reasons.py`) ·
`[intervals]` and the `[ways]` they go ("X höher") · `[words]` words and phrases ·
`[verbs]` the same, which may carry pronouns at their end ·
`[pronouns]` such endings. A line is `one; another = English`; a word that
ends in * stands for every word that begins with it, and _ in a rule for a blank.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from engine.planner.languages.subjunctive import subjunctives
from engine.planner.regex import regex

DATA = Path(__file__).parent / "data"
LANGUAGES = ("de", "fr", "es", "pt", "zh")
LONGEST_ENDING = 6
"""Letters that may follow a word ending in *."""
WORD = regex(r"[^\W\d_]+'?|\d+")
"""A word, with its apostrophe; a number."""

_ARTICLES = frozenset(
    "der die das den dem des le la les l du au aux el los las lo al del o a os as do da no na ao à".split()
)


@dataclass(frozen=True)
class Lexicon:
    """One language."""

    language: str
    """de, fr, es, pt or zh."""
    markers: frozenset[str]
    numbers: dict[str, float]
    rules: tuple[tuple[re.Pattern[str], str, bool], ...]
    """Patterns, what is said instead, and whether that stays as it is (else its words are looked up)."""
    phrases: dict[tuple[str, ...], str]
    """Folded words → English."""
    stems: dict[str, str]
    """Folded beginnings of words → English."""
    verbs: frozenset[str]
    pronouns: dict[str, str] = field(default_factory=dict)
    turns: tuple[str, ...] = ()
    """Lines of whole turns, as `languages.turns` reads them."""
    fillers: tuple[str, ...] = ()
    """Lines of words that may stand beside them."""
    particles: tuple[str, ...] = ()
    """Lines of words that may stand anywhere in them."""
    reasons: tuple[re.Pattern[str], ...] = ()
    """What begins a reason, whatever follows."""
    says: tuple[re.Pattern[str], ...] = ()
    """What begins one where nothing in it orders."""

    @functools.cached_property
    def longest(self) -> int:
        """Words of the longest phrase."""
        return max(map(len, self.phrases), default=1)

    def is_marker(self, said: str) -> bool:
        """Does a word in small letters give this language away?"""
        return said in self.markers or len(said) > 3 and folded(said) in self.markers

    def phrase(self, said: Sequence[str]) -> str | None:
        """Words in small letters in English, or None; accents may be missing."""
        found = self.phrases.get(tuple(said))
        return self.phrases.get(tuple(map(folded, said))) if found is None else found

    def word(self, said: str) -> str | None:
        """One word in small letters in English, or None."""
        found, word = self.phrase((said,)), folded(said)
        if found is None:
            found = self._with_pronoun(word)
        if found is None:
            for end in range(len(word), max(2, len(word) - LONGEST_ENDING) - 1, -1):
                if word[:end] in self.stems:
                    return self.stems[word[:end]]
        return found

    def meaning(self, said: str) -> str | None:
        """A whole name in English, or None; a Chinese one is looked up by its characters."""
        return self.phrases.get(tuple(folded(said))) if self.language == "zh" else self.word(lowered(said))

    def _with_pronoun(self, word: str) -> str | None:
        """ "ponlo": a verb with its pronoun."""
        for ending, english in self.pronouns.items():
            verb = word.removesuffix(ending)
            if verb != word and verb in self.verbs:
                return f"{self.phrases[(verb,)]} {english}".strip()
        return None


@functools.lru_cache(maxsize=4096)
def meanings(word: str) -> frozenset[str]:
    """What a word may mean in English, in any of the languages: the last word of each translation."""
    found = (lexicon(language).meaning(word) for language in LANGUAGES)
    return frozenset(english.split()[-1] for english in found if english)


@functools.lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Small letters without accents, simplified characters; every character keeps its place."""
    return "".join(_folded(char) for char in text)


@functools.lru_cache(maxsize=4096)
def _folded(char: str) -> str:
    small = char.lower()
    if len(small) != 1:
        return char
    if "\u4e00" <= small <= "\u9fff":
        return _simplified().get(small, small)
    return unicodedata.normalize("NFD", small)[0]


@functools.cache
def _simplified() -> dict[str, str]:
    """Traditional characters as the Chinese lexicon has them."""
    pairs = sections((DATA / "traditional.txt").read_text("utf-8"))["traditional"]
    return {one[0]: one[1] for line in pairs for one in line.split()}


def lowered(text: str) -> str:
    """Small letters with their accents; every character keeps its place."""
    return "".join(small if len(small := char.lower()) == 1 else char for char in text)


def words_of(phrase: str) -> tuple[str, ...]:
    """The folded words of a phrase."""
    return tuple(WORD.findall(folded(phrase)))


@functools.cache
def english_markers() -> frozenset[str]:
    """Words that give English away."""
    found = sections((DATA / "en.txt").read_text("utf-8"))
    return frozenset(" ".join(found["markers"]).split())


@functools.cache
def english_words() -> frozenset[str]:
    """All words that English requests use."""
    found = sections((DATA / "en.txt").read_text("utf-8"))
    return english_markers() | frozenset(" ".join(found["words"]).split())


@functools.cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of one of LANGUAGES, read once."""
    found = sections((DATA / f"{language}.txt").read_text("utf-8"))
    phrases: dict[tuple[str, ...], str] = {}
    stems: dict[str, str] = {}
    for name in ("words", "verbs"):
        for line in found.get(name, ()):
            _add(line, phrases, stems, by_character=language == "zh")
    for verb, english in _pairs(found.get("verbs", ())):
        for form in subjunctives(verb, language):
            phrases.setdefault(words_of(form), english)
    for line in _intervals_moved(found):
        _add(line, phrases, stems, by_character=language == "zh")
    return Lexicon(
        language,
        _with_folded({lowered(word) for line in found.get("markers", ()) for word in line.split()}),
        {folded(word): float(value) for word, value in _pairs(found.get("numbers", ()))},
        tuple(
            (regex(one, re.IGNORECASE), said, stays)
            for one, said, stays in (*_rules(found.get("rules", ())), *_apart(found.get("apart", ())))
        ),
        phrases,
        stems,
        frozenset(folded(word) for word, _ in _pairs(found.get("verbs", ()))),
        dict(_pairs(found.get("pronouns", ()))),
        found.get("turns", ()),
        found.get("fillers", ()),
        found.get("particles", ()),
        tuple(regex(one) for one in found.get("reasons", ())),
        tuple(regex(one) for one in found.get("says", ())),
    )


def _apart(lines: tuple[str, ...]) -> list[tuple[str, str, bool]]:
    """ "zieh (tempo) an = speed up": a verb, what must stand behind it, and its particle at the end of the clause."""
    made = []
    for one, english in _pairs(lines):
        told = re.fullmatch(r"(\S+)(?: \((.*)\))? (\S+)", one)
        assert told, one
        verb, object_, particle = told.groups()
        behind = rf"(?=[^,;]*?\b(?:{object_})\b)" if object_ else ""
        end = r"(?=\s*(?:$|[,.;!?]|und\b|dann\b|bitte\b))"
        pattern = rf"\b((?:{verb})\w{{0,2}})\b{behind}[^,;]*?\b({particle})\b{end}"
        first, _, last = english.partition(" … ")
        made.append((folded(pattern), f"1={first};2={last}", True))
    return made


def _intervals_moved(found: dict[str, tuple[str, ...]]) -> list[str]:
    """ "kleine Terz" and "X tiefer": kleine Terz tiefer = minor third down."""
    sizes, ways = _pairs(found.get("intervals", ())), _pairs(found.get("ways", ()))
    return [f"{way.replace('X', size)} = {english} {to}" for size, english in sizes for way, to in ways]


def _with_folded(words: set[str]) -> frozenset[str]:
    return frozenset(words | {folded(word) for word in words if len(word) > 3})


def _add(line: str, phrases: dict[tuple[str, ...], str], stems: dict[str, str], *, by_character: bool) -> None:
    said, _, meant = line.partition("=")
    for one in map(str.strip, said.split(";")):
        english = meant.strip()
        if english.startswith("the ") and lowered(one).split()[0].rstrip("'") not in _ARTICLES:
            english = english.removeprefix("the ")
        if one.endswith("*"):
            stems[folded(one[:-1])] = english
        elif by_character:
            phrases[tuple(folded(one))] = english
        elif one:
            exact = tuple(WORD.findall(lowered(one)))
            phrases[exact] = english
            phrases.setdefault(words_of(one), english)


def _pairs(lines: tuple[str, ...]) -> list[tuple[str, str]]:
    made = []
    for line in lines:
        said, _, english = line.partition("=")
        made += [(one.strip(), english.strip()) for one in said.split(";") if one.strip()]
    return made


def _rules(lines: tuple[str, ...]) -> list[tuple[str, str, bool]]:
    told = (re.fullmatch(r"(.*?) (=|~)> ?(.*)", line) for line in lines)
    return [(one[1], one[3].replace("_", " "), one[2] == "=") for one in told if one]


def sections(text: str) -> dict[str, tuple[str, ...]]:
    """The lines below each `[name]` of a data file."""
    made: dict[str, list[str]] = {}
    name = ""
    for line in text.splitlines():
        if line.startswith("[") and line.endswith("]"):
            name = line[1:-1]
        elif line.strip() and not line.startswith("#"):
            made.setdefault(name, []).append(line.strip())
    return {name: tuple(lines) for name, lines in made.items()}
