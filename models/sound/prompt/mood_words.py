"""Words of mood in all their forms: "sparser", "more simple" and "not so busy" for sparse, simple and its opposite."""

from __future__ import annotations

import re
from functools import cache

from models.sound.prompt.phrases import vocabulary
from models.sound.prompt.words import MOODS

_OPPOSITES = {
    **dict.fromkeys(("busy", "busier", "intense", "driving", "energetic"), "sparse"),
    **dict.fromkeys(("sparse", "simple", "minimal"), "busy"),
    **dict.fromkeys(("dark", "darker", "dull", "muffled"), "bright"),
    **dict.fromkeys(("bright", "brighter", "harsh", "crisp"), "dark"),
    **dict.fromkeys(("dry",), "wet"),
    **dict.fromkeys(("wet", "spacious"), "dry"),
    **dict.fromkeys(("sad", "gloomy", "melancholic"), "happy"),
    **dict.fromkeys(("happy", "cheerful", "joyful"), "sad"),
    **dict.fromkeys(("fast", "faster"), "slow"),
    **dict.fromkeys(("slow", "slower"), "fast"),
    **dict.fromkeys(("hard", "aggressive", "angry"), "gentle"),
    **dict.fromkeys(("soft", "gentle", "calm"), "driving"),
}
_ALIKE = {"elaborate": "busy", "dense": "busy", "full": "busy", "complex": "busy", "empty": "sparse", "thin": "sparse"}
"""Words of how much there is, for music only where they are compared: "fuller", "less dense"."""
_COMPARED = re.compile(
    r"(?<![a-z'-])(?:(?P<less>less|not (?:so|as|that|too)|too)|(?P<more>more|even|much|a bit more)) "
    r"(?P<what>[a-z-]+)(?![a-z'-])"
)
_ENDING = re.compile(r"(?<![a-z'-])[a-z]{3,}er(?![a-z'-])")


def with_plain_moods(text: str) -> str:
    """A prompt in lower case with each mood said by a word of `MOODS`; what is no mood stays as it is."""
    return _ENDING.sub(lambda one: _positive(one[0]) or one[0], _COMPARED.sub(_said_plainly, text))


def _said_plainly(match: re.Match[str]) -> str:
    what = match["what"]
    mood = what if what in MOODS else _ALIKE.get(what, "") or _positive(what)
    if not mood:
        return match[0]
    return _OPPOSITES.get(mood, match[0]) if match["less"] else mood


def _positive(word: str) -> str:
    """The mood of a comparative: "happier" of happy, "simpler" of simple; "" for any other word."""
    stem = word.removesuffix("er")
    if word in _names():
        return ""
    if word in MOODS or stem == word:
        return word if word in MOODS else ""
    happy = f"{stem[:-1]}y" if stem.endswith("i") else ""
    sad = stem[:-1] if stem[-1:] == stem[-2:-1] else ""
    forms = (stem, f"{stem}e", happy, sad)
    return next((_ALIKE.get(one, one) for one in forms if one in MOODS or one in _ALIKE), "")


@cache
def _names() -> frozenset[str]:
    """Words of the names of things that sound: the dryer of a hair dryer is not drier."""
    return frozenset(
        word for kind in ("source", "instrument", "part") for phrase in vocabulary(kind) for word in phrase.split()
    )
