"""Detect: the language of a request, English when in doubt."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from engine.planner.languages.lexicon import (
    LANGUAGES,
    Lexicon,
    english_markers,
    english_words,
    folded,
    lexicon,
    lowered,
)
from engine.planner.languages.turns import is_turn
from engine.planner.offline.text.words import COMMANDS, compiled, plain
from engine.planner.regex import regex

_IDEOGRAPH = regex(r"[\u4e00-\u9fff]")
_WORD = regex(r"[^\W\d_]+(?:'(?=[^\W\d_]))?")
_QUOTED = regex(r'"[^"]*"')
_TOLD = regex(
    r"^\W*(?:(?:please|now|then|and|can you|could you|let'?s)\s+)*"
    r"(?:say|speak|read|tell|rename|call|name|translate|announce|write|give|put)\b"
    r"(?! (?:die|das|den|mir)\b)",
    re.IGNORECASE,
)
"""English commands after which words of another language may stand as they are."""
_ENDINGS = regex(r"(?i)\b(?:[a-z]+'(?:s|t|ll|re|ve|m|em)|'em)\b(?! ?[aeiouàâéèêh])")
_LETTERS = {"de": "äöüß", "fr": "èêëîïœùûçà", "es": "ñ¿¡", "pt": "ãõçâêô"}
_LETTERED = tuple(name for name in LANGUAGES if name != "zh")
SPOKEN = 0.6
"""What counts for the language of the turn before."""
UNSURE = 0.25
"""What a word counts that English has too."""
KNOWN = 0.5
"""What a word counts that is in a language's lexicon but does not give it away."""
_IN_A_PART = regex(
    r"(?i)\bim (?:refrain|vers|verse|chorus|intro|outro|solo|mittelteil|takt|ersten|zweiten|letzten)\b|\bim\s+\d"
)
""" "Im Chorus 120 bpm": "im" alone may be "I'm"."""
_PORTUGUESE_ARTICLE = regex(
    r"(?i)^(?!.*(?:[ñ¿¡]|\b(?:el|la|los|las|lo|al|del|en|y|de|un|una|más)\b)).*"
    r"\w a (?:guitarra|bateria|voz|melodia|nota|linha)\b"
)
""" "Aumenta a guitarra": Spanish would say "la"."""
_PORTUGUESE_OBJECT = regex(r"(?i)\b(?:(?:re)?move|divide) (?:o|os)\b")
""" "Move o Stab", though "move" is English as well."""
_LOANS = frozenset("fade gate phaser autotune sample echo pitch loop pan mix solo mute play stop split".split())
"""Commands that musicians of any language say."""
_BOTH = frozenset("warmer wilder milder".split())
"""Alike in English and in German: alone they are of the language that was spoken before."""
_NO_A = frozenset(("no", "a"))
""" "No, a" before a name is Spanish only where Spanish was spoken."""
LEAST = 1.0
"""What a request must count to be taken for another language."""
SHORT = 6
"""Words of a request that is looked up among the idioms of each language."""
LONG = 7
"""Letters from which on such a word is hardly one of another language."""


def language_of(text: str, before: Sequence[str] = (), names: Sequence[str] = ()) -> str:
    """One of LANGUAGES, or "en". `before`: the user's earlier turns; `names` of clips and tracks say nothing."""
    return languages_of([*before, text], names)[-1]


def languages_of(turns: Sequence[str], names: Sequence[str] = ()) -> list[str]:
    """The language of each of the user's turns, oldest first."""
    own, spoken, found = _words_of(tuple(names)), "", []
    for turn in turns:
        simple = without_names(turn, names)
        spoken = _language(simple, spoken, own.intersection(_WORD.findall(lowered(simple))))
        found.append(spoken)
    return found


@functools.lru_cache(maxsize=512)
def _language(simple: str, spoken: str, names: frozenset[str]) -> str:
    """Of a turn without names; `spoken` is that of the turn before, "" when there is none.

    `names` are its words that names have as well: what a session is called otherwise by now changes nothing.
    """
    if is_told(simple):
        return "en"
    head, colon, _ = simple.partition(": ")
    if colon and _english_score(head, _WORD.findall(lowered(head))) > 0:
        simple = head
    found = _WORD.findall(lowered(simple))
    english = _english_score(simple, found)
    ideographs = len(_IDEOGRAPH.findall(simple))
    if ideographs:
        return "zh" if ideographs >= 2 * english else "en"
    if found and set(found) <= names | _BOTH:
        return spoken or "en"  # "lee", who plays the other guitar
    if spoken not in _LETTERED and found and set(found) <= _NO_A:
        return "en"
    if spoken in _LETTERED and is_turn(simple, spoken):
        return spoken
    scores = {name: _score(simple, found, lexicon(name)) + SPOKEN * (name == spoken) for name in _LETTERED}
    if spoken in _LETTERED and len(found) <= SHORT:
        scores |= {name: scores[name] + LEAST for name in _LETTERED if is_turn(simple, name)}
    best = max(scores, key=lambda name: scores[name])
    if best == "es" != spoken and scores["pt"] >= scores["es"] - KNOWN and _PORTUGUESE_ARTICLE.search(simple):
        best = "pt"
    if english == 0 and found and _joins_names(found, lexicon(best)):
        return best
    least = 0.5 if best == spoken or len(found) < 3 else LEAST if len(found) < 5 else LEAST + UNSURE
    words = lexicon(best)
    tells = any(_worth(word, words) >= KNOWN for word in found)
    if english == 0 and tells and all(_is_known(word, words) for word in found):
        least = KNOWN
    return best if scores[best] >= least and scores[best] > 1.2 * english else "en"


@functools.lru_cache(maxsize=64)
def _words_of(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for name in names for word in _WORD.findall(lowered(name)))


_UNITS = frozenset("db hz khz bpm ms s lufs".split())


def _joins_names(found: Sequence[str], words: Lexicon) -> bool:
    """Is nothing said but names, units and a joint: "Vox +3 dB y Gtr -2 dB"?"""
    rest = [word for word in found if word not in _UNITS]
    return bool(rest) and all(word in _JOINTS and words.is_marker(word) for word in rest)


_JOINTS = frozenset("und et y e".split())


def without_names(text: str, names: Sequence[str]) -> str:
    """A request without its quotations and the names of the session."""
    simple = _QUOTED.sub(" ", plain(text))
    low = simple.lower()
    for name in sorted((name for name, small in _longer(tuple(names)) if small in low), key=len, reverse=True):
        simple = compiled(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE).sub(" ", simple)
    return simple


@functools.lru_cache(maxsize=8)
def _longer(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Names that are no mere letter or two, each with its small letters: all turns are looked through for all names."""
    return tuple((name, name.lower()) for name in names if len(name) > 2)


def is_told(text: str) -> bool:
    """Is it an English command after which words of any language may stand?"""
    return _TOLD.match(text) is not None


@functools.cache
def known_words() -> frozenset[str]:
    """Words that requests in the languages that are read are made of."""
    lexicons = [lexicon(name) for name in _LETTERED]
    parts = {word for words in lexicons for phrase in words.phrases for word in phrase}
    return frozenset(english_words() | COMMANDS | parts | {mark for words in lexicons for mark in words.markers})


def _english_score(text: str, found: Sequence[str]) -> float:
    begins = bool(found) and found[0] in COMMANDS and found[0] not in _LOANS and not _is_shared(found[0])
    endings = len(_ENDINGS.findall(text))
    return sum(word in english_markers() and not _is_shared(word) for word in set(found)) + 1.5 * begins + endings


@functools.lru_cache(maxsize=4096)
def _is_shared(word: str) -> bool:
    return any(lexicon(name).is_marker(word) or lexicon(name).word(word) is not None for name in _LETTERED)


def _means_something(word: str, words: Lexicon) -> bool:
    english = words.word(word)
    return english is not None and folded(word) != english


def _score(text: str, found: Sequence[str], words: Lexicon) -> float:
    """How much speaks for a language."""
    letters = 0.5 * any(letter in _LETTERS[words.language] for letter in text.lower())
    letters += words.language == "de" and _IN_A_PART.search(text) is not None
    letters += LEAST * (words.language == "pt" and _PORTUGUESE_OBJECT.search(text) is not None)
    return letters + sum(_worth(word, words) for word in set(found))


def _is_known(word: str, words: Lexicon) -> bool:
    return word in english_words() or words.is_marker(word) or words.word(word) is not None or word in words.numbers


def _worth(word: str, words: Lexicon) -> float:
    is_english = word in english_words() or word in COMMANDS
    if words.is_marker(word):
        return UNSURE if is_english else 1.0
    if is_english or not (_means_something(word, words) or folded(word) in words.numbers):
        return 0.0
    return 2 * KNOWN if len(word) >= LONG else KNOWN
