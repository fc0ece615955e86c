"""Phonemes of English words, from the dictionary that pocketsphinx carries."""

from __future__ import annotations

import functools
import importlib.util
from pathlib import Path


def english_phonemes(word: str) -> tuple[str, ...]:
    """love → l ah v, in lower-case ARPABET without stress; () for words it does not have, or without it."""
    return _dictionary().get(word.lower().strip("'"), ())


@functools.cache
def _dictionary() -> dict[str, tuple[str, ...]]:
    found = importlib.util.find_spec("pocketsphinx")
    places = list(found.submodule_search_locations or ()) if found else []
    path = Path(places[0]) / "model" / "en-us" / "cmudict-en-us.dict" if places else Path("")
    if not path.is_file():
        return {}
    words: dict[str, tuple[str, ...]] = {}
    for line in path.read_text("utf-8").splitlines():
        word, _, phones = line.partition(" ")
        if "(" not in word:
            words[word] = tuple(phone.rstrip("012").lower() for phone in phones.split())
    return words
