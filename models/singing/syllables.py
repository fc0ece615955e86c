"""How many syllables a word is sung on, and where its spelling is divided for the eye."""

from __future__ import annotations

import functools
import importlib.util
import re
from collections.abc import Callable
from pathlib import Path

_TWO_SYLLABLES = ("ia", "io", "iu", "eo", "ua", "uo", "yi", "oe", "ei", "oi", "ie", "ea", "ue", "ui", "ye", "ao", "ae")
"""Neighbouring vowels that may belong to two syllables, the likeliest first."""
_VOWELS = "aeiouyäöüáéíóúàèìòùâêîôûæøåаеёиоуыэюяіїєαεηιουωάέήίόύώ"
ARPABET_VOWELS = ("AA", "AE", "AH", "AO", "AW", "AY", "EH", "ER", "EY", "IH", "IY", "OW", "OY", "UH", "UW")
_SUNG_SHORTER = {"every": 2, "fire": 1, "heaven": 1, "different": 2, "evening": 2, "our": 1, "hour": 1, "power": 1,
                 "flower": 1, "prayer": 1, "desire": 2, "higher": 1, "forever": 3, "memory": 2, "family": 2,
                 "tired": 1, "world": 1, "real": 1, "being": 1, "being's": 1, "even": 1, "oer": 1, "o'er": 1}
"""Words often sung on fewer notes than they are spoken with."""

Count = Callable[[str], int]


def syllable_range(word: str, count_spoken: Count, *, is_english: bool) -> tuple[int, int]:
    """(usual, fewest) number of notes a word is sung on; both at least 1.

    English words are looked up in the CMU dictionary where it is installed; else the voice that
    will sing is asked, and for words it cannot say the spelling decides.
    """
    plain = word.lower().strip("'’.,!?;:\"()")
    found = _dictionary().get(plain) if is_english else None
    usual, fewest = found or (0, 0)
    if not usual:
        usual = fewest = count_spoken(word) or count_by_spelling(plain)
    return max(1, usual), max(1, min(fewest, usual, _SUNG_SHORTER.get(plain, usual) if is_english else usual))


def is_word(text: str) -> bool:
    """True when the CMU dictionary is installed and has it."""
    return text.lower() in _dictionary()


def count_by_spelling(word: str) -> int:
    """Vowel groups, less a silent final e."""
    groups = len(re.findall(rf"[{_VOWELS}]+", word.lower()))
    if groups > 1 and re.search(r"[^aeiouyl]e$", word.lower()):
        groups -= 1
    return max(1, groups)


def divide_spelling(word: str, parts: int) -> tuple[str, ...]:
    """Divide a word into as many pieces as it has syllables: twinkle, 2 → twin, kle."""
    groups = [match.span() for match in re.finditer(rf"[{_VOWELS}]+", word, re.IGNORECASE)]
    if len(groups) > parts and re.search(r"[^aeiouyl]e$", word.lower()):
        groups = groups[:-1]
    while len(groups) < parts and (found := _hiatus(word, groups)):
        place, cut = found
        groups[place:place + 1] = [(groups[place][0], cut), (cut, groups[place][1])]
    if parts < 2 or len(groups) < parts:
        return (word, *[""] * (parts - 1))
    cuts = [0]
    for (_, end), (start, _) in zip(groups, groups[1:parts], strict=False):
        cuts.append(_cut_between(word, end, start))
    return tuple(word[first:last] for first, last in zip(cuts, [*cuts[1:], len(word)], strict=True))


def _hiatus(word: str, groups: list[tuple[int, int]]) -> tuple[int, int] | None:
    """(group, where to cut it) of the vowels that are most likely two syllables: glo-ri-a, tri-umph, po-em."""
    pairs = [(_TWO_SYLLABLES.index(word[at:at + 2].lower()), place, at + 1)
             for place, (start, end) in enumerate(groups) for at in range(start, end - 1)
             if word[at:at + 2].lower() in _TWO_SYLLABLES]
    return min(pairs)[1:] if pairs else None


def _cut_between(word: str, end: int, start: int) -> int:
    """Where to cut the consonants between two vowels: one begins the next syllable, or a pair that can."""
    between = word[end:start].lower()
    if len(between) > 1 and re.search(r"([pbtdkgfcs][rl]|[cst]h|ph|qu|kn|ck)$", between):
        return start if between.endswith(("ck", "tch")) else start - 2
    return max(end, start - 1)


def dictionary_path() -> Path | None:
    """The CMU dictionary that pocketsphinx carries; None where that is not installed."""
    found = importlib.util.find_spec("pocketsphinx")
    places = list(found.submodule_search_locations or ()) if found else []
    path = Path(places[0]) / "model" / "en-us" / "cmudict-en-us.dict" if places else None
    return path if path and path.is_file() else None


@functools.cache
def _dictionary() -> dict[str, tuple[int, int]]:
    """word → (usual, fewest) syllables, from the CMU dictionary that pocketsphinx carries; {} without it."""
    path = dictionary_path()
    if path is None:
        return {}
    counts: dict[str, tuple[int, int]] = {}
    is_vowel = frozenset(ARPABET_VOWELS).__contains__
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            entry, *phones = line.split()
            count = sum(map(is_vowel, phones))
            word = entry.partition("(")[0]
            usual, fewest = counts.get(word, (count, count))
            counts[word] = usual, min(fewest, count)
    return counts
