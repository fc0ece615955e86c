"""Name keys: the words that tell a name, however it is abbreviated: "Vln II" and "second violins" have the same."""

from __future__ import annotations

import functools
from itertools import product

from engine.planner.offline.reading.network import network
from engine.planner.offline.text.names import name_words, one_slip
from engine.planner.offline.text.usual_names import Keys, forms, singular

_ORDINALS = {"first": "1", "1st": "1", "second": "2", "2nd": "2", "third": "3", "3rd": "3", "fourth": "4", "4th": "4"}
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_ALTERNATE = frozenset({"alternate"})
LONGEST = 3
"""Words of a form."""


@functools.lru_cache(maxsize=8192)
def keys_of(name: str) -> tuple[Keys, ...]:
    """The words that tell a name, whatever they are abbreviated to; several where an abbreviation is of several."""
    words = [_ORDINALS.get(word, word) for word in _parts(name)]
    if len(words) > 1:
        words = [_ROMAN.get(word, word) for word in words]
    found: list[list[Keys]] = []
    at = 0
    while at < len(words):
        for length in range(min(LONGEST, len(words) - at), 0, -1):
            form = tuple(singular(word) for word in words[at : at + length])
            meant = [_ALTERNATE] if form == ("alt",) and _is_other_take(words[:at], found) else forms().get(form)
            if meant:
                found.append(meant)
                break
        else:
            length = 1
            found.append([frozenset((singular(words[at]),))])
        at += length
    return tuple(frozenset().union(*one) for one in product(*found[:6]))[:8]


def _is_other_take(before: list[str], found: list[list[Keys]]) -> bool:
    """ "Narrator alt" is another take of the narrator, "sax alt" and "choir alt" are altos."""
    return bool(before) and (singular(before[-1]),) in forms() and not any({"sax", "vocal"} & one for one in found[-1])


def _parts(name: str) -> list[str]:
    """Its words; the overheads are no nought, and the tenors no figure."""
    written = {figure: word for figure, word in (("0", "oh"), ("10", "ten")) if word in name.lower()}
    return [written.get(part, part) for part in name_words(name)]


@functools.lru_cache(maxsize=4096)
def mended(word: str, known: Keys) -> str:
    """What a word that is in no dictionary is a slip of; "" where it is of none, or of several."""
    if len(word) < 5 or (singular(word),) in forms() or len(network().pieces.of(word)) == 1:
        return ""
    near = {one for one in known if len(one) >= 5 and one != word and one_slip(singular(word), one)}
    return near.pop() if len(near) == 1 else ""
