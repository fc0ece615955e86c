"""How loud a prompt wants the whole of it, against the level that everything is made at."""

from __future__ import annotations

import re

from models.sound.prompt.phrases import find_phrases

_WORDS_DB: dict[str, float] = {
    **dict.fromkeys("quiet quietly hushed subdued".split(), -8.0),
    **dict.fromkeys("quieter softly subtle".split(), -6.0),
    **dict.fromkeys(("faint", "faintly", "inaudible", "barely audible", "hardly audible", "whisper-quiet"), -14.0),
    **dict.fromkeys("loud loudly".split(), 4.0),
    "louder": 3.0,
    "deafening": 6.0,
}
_DEGREES: dict[str, float] = {
    **dict.fromkeys("very really extremely super incredibly so ultra".split(), 1.75),
    **dict.fromkeys("quite rather fairly pretty".split(), 0.75),
    **dict.fromkeys("slightly somewhat".split(), 0.5),
}
_NOT_TOO = re.compile(r"\b(?:not|isn't|never)\s+(?:too|so|that|very|overly|be|sound)?\s*(?:too|so)?\s*$")
_ANY_WORD = "|".join(re.escape(word) for word in sorted(_WORDS_DB, key=len, reverse=True))
_LOUDNESS = re.compile(rf"(?<![a-z])(?:(?P<degree>{'|'.join(_DEGREES)})\s+)?(?P<word>{_ANY_WORD})(?![a-z-])")
QUIETEST_DB, LOUDEST_DB = -20.0, 6.0
_WORDS = frozenset(word for phrase in _WORDS_DB for word in phrase.split())


def is_loudness(word: str) -> bool:
    """Whether a word is about how loud it is to be."""
    return word in _WORDS


def asked_level_db(prompt: str) -> float:
    """dB above (+) or below the usual level, −20 … 6; 0 when nothing is said of it.

    In a prompt of several things only what is said before the first of them is about the whole: in "loud thunder over
    quiet rain" and "a beat with quiet rain" it weighs one against the other.
    """
    text = f" {prompt.lower()} "
    things = sorted(find_phrases(text, ("source", "style", "part", "instrument")), key=lambda match: match.start)
    sources = [match for match in things if match.kind == "source"]
    end = len(text)
    if len(sources) > 1:
        return 0.0
    if sources and len(things) > 1:
        end = things[0].start if things[0].kind != "source" else 0
    level = 0.0
    for hit in _LOUDNESS.finditer(text, 0, end):
        if any(match.start <= hit.start("word") < match.end for match in things):
            continue  # it belongs to a name
        wanted = _WORDS_DB[hit["word"]] * _DEGREES.get(hit["degree"] or "", 1.0)
        level = -max(0.0, wanted) if _NOT_TOO.search(text[: hit.start()]) else wanted
    return min(LOUDEST_DB, max(QUIETEST_DB, level))
