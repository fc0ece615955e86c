"""Names of sounds: AudioSet's in plain words, and which of them a wish means."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PLAIN = {
    "Male speech, man speaking": "man speaking",
    "Female speech, woman speaking": "woman speaking",
    "Child speech, kid speaking": "child speaking",
    "Inside, small room": "small room",
    "Inside, large room or hall": "large room or hall",
    "Inside, public space": "public space",
    "Outside, urban or manmade": "outdoors in a town",
    "Outside, rural or natural": "outdoors in nature",
    "Domestic animals, pets": "pets",
    "Livestock, farm animals, working animals": "farm animals",
    "Rodents, rats, mice": "rats or mice",
    "Canidae, dogs, wolves": "dogs or wolves",
}
_LIKE = {"speaking": "speech", "talking": "speech", "voice": "speech", "vocals": "singing", "people": "crowd"}
_IDLE = frozenset("a an the every all of or and sound sounds when where that is are someone somebody".split())
_ENOUGH = 0.5


def plain_label(label: str) -> str:
    """A name of AudioSet as people say it: the first of its names, in small letters, without remarks."""
    if label in _PLAIN:
        return _PLAIN[label]
    first = re.sub(r"\s*\(([^)]*)\)", "", label).split(",")[0]
    return first.strip().lower() or label


def labels_meant(wish: str, labels: Sequence[str]) -> list[int]:
    """Places of the labels that fit a wish such as "every dog bark" best; none when none fits.

    Each label may be several names with commas between them.
    """
    wanted = _words(wish)
    fits = [max(_fit(wanted, _words(name)) for name in label.split(",")) for label in labels]
    best = max(fits, default=0.0)
    return [place for place, fit in enumerate(fits) if fit == best] if best >= _ENOUGH else []


def _fit(wanted: frozenset[str], named: frozenset[str]) -> float:
    """How much of the words two names share, 0–1."""
    both = wanted | named
    return len(wanted & named) / len(both) if both else 0.0


def _words(text: str) -> frozenset[str]:
    """What a text names, without endings."""
    said = [word for word in re.findall(r"[^\W\d_]+", text.lower()) if word not in _IDLE]
    return frozenset(_stem(_LIKE.get(word, word)) for word in said)


def _stem(word: str) -> str:
    for ending in ("s", "ing"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word.removesuffix(ending)
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word
