"""Unread: requests in a language that is not read here are told so, in that language where it is known."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from engine.planner.languages.detect import is_told, known_words, without_names
from engine.planner.languages.lexicon import DATA, LANGUAGES, lowered, sections
from engine.planner.languages.turns import words_of_turns
from engine.planner.offline.reading.network import network
from engine.planner.regex import regex

UNREAD = "I read English, German, French, Spanish, Portuguese and Chinese only; please say it in one of them."
_WORD = regex(r"[^\W\d_]+(?:'(?=[^\W\d_]))?")
_OTHER_SCRIPT = regex(
    r"[\u0370-\u03ff\u0400-\u052f\u0530-\u058f\u0590-\u05ff\u0600-\u06ff\u0900-\u0dff\u0e00-\u0eff\u10a0-\u10ff"
    r"\u1100-\u11ff\u3040-\u30ff\uac00-\ud7af]"
)
"""Greek, Cyrillic, Armenian, Hebrew, Arabic, Indian scripts, Thai, Lao, Georgian, kana, Hangul."""
_LETTER = regex(r"[^\W\d_]")
LEAST = 2
"""Words of a language that a request must have to be taken for it; one is enough when it has no other."""
SHARE = 0.5
"""Share of the letters, or of the words that are no names, that must be of another script or language."""
ALONE = 5
"""Letters of a request of one word."""
BEGINS = 0.3
"""Share of words that only this language has, where the request begins with one that nobody here knows."""


def no_in_its_language(text: str, names: Sequence[str] = ()) -> str:
    """What to answer to a request in a language that is not read; empty when it may be one that is."""
    said = without_names(text, names)
    if is_told(said):
        return ""
    letters = _LETTER.findall(said)
    strange = [letter for letter in letters if _OTHER_SCRIPT.match(letter)]
    if letters and len(strange) > SHARE * len(letters):
        return UNREAD
    found = list(dict.fromkeys(_WORD.findall(lowered(said))))
    if not found or len(found) == 1 and len(found[0]) < ALONE:
        return ""
    telling = {name: [word for word in found if word in words] for name, (_, words) in _others().items()}
    best = max(telling, key=lambda name: len(telling[name]))
    unknown = [word for word in found if word not in _known() and not _is_english(word)]
    own = [word for word in telling[best] if word in unknown]
    most = len(telling[best]) >= min(LEAST, len(found)) and len(telling[best]) >= SHARE * len(found)
    begins = found[0] in unknown and len(own) >= max(LEAST, BEGINS * len(found))
    return _others()[best][0] if own and (begins or most and len(own) >= SHARE * len(telling[best])) else ""


@functools.cache
def _known() -> frozenset[str]:
    return known_words().union(*(words_of_turns(name) for name in LANGUAGES if name != "zh"))


def _is_english(word: str) -> bool:
    """Is it one piece to the reader, which knows English: "harder"?"""
    return len(network().pieces.of(word)) == 1


@functools.cache
def _others() -> dict[str, tuple[str, frozenset[str]]]:
    """How each language is answered, and words of it."""
    made = {}
    for name, (says, *words) in sections((DATA / "other.txt").read_text("utf-8")).items():
        made[name] = (says.partition(" = ")[2], frozenset(" ".join(words).split()))
    return made
