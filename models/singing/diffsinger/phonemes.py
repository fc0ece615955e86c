"""The phonemes a bank knows: which number each has, which language it belongs to, whether it is sung on."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from engine import strict_json
from engine.errors import UserError
from engine.strict_json import read_json
from engine.voices.voice_describe import load_yaml
from engine.voices.voice_terms import decoded
from models.singing.diffsinger.config import file_in

PAUSE, BREATH = "SP", "AP"
_LARGE = 100_000
"""Characters from which on a dictionary is kept in a form that is read fast."""
_GLIDES = ("semivowel", "liquid")


@dataclass(frozen=True)
class Inventory:
    """Phonemes and languages as numbers, for one of the parts of a bank."""

    path: Path
    """The file the numbers come from."""
    tokens: dict[str, int]
    languages: dict[str, int] = field(default_factory=dict)

    def numbers(self, phonemes: Sequence[str]) -> np.ndarray:
        """int64 [shape=(phonemes,)]; UserError that names the phoneme and the file."""
        for phoneme in phonemes:
            if phoneme not in self.tokens:
                raise UserError(f"The voice has no phoneme '{phoneme}' in {self.path.parent.name}/{self.path.name}; "
                                "use one that is listed there.")
        return np.array([self.tokens[phoneme] for phoneme in phonemes], np.int64)

    def language_numbers(self, phonemes: Sequence[str]) -> np.ndarray:
        """int64 [shape=(phonemes,)]; 0 for phonemes without a language."""
        codes = (phoneme.partition("/")[0] if "/" in phoneme else "" for phoneme in phonemes)
        return np.array([self.languages.get(code, 0) for code in codes], np.int64)


@dataclass(frozen=True)
class Dictionary:
    """A dsdict.yaml: what kind of sound each phoneme is, and the words the bank can read."""

    path: Path
    kinds: dict[str, str]
    """vowel, stop, semivowel, liquid … by phoneme."""
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    replacements: dict[str, str] = field(default_factory=dict)
    """From the phonemes of a general dictionary to the bank's own."""

    def is_vowel(self, phoneme: str) -> bool:
        """True for what carries a syllable; pauses and breaths count as one."""
        return phoneme in (PAUSE, BREATH) or self.kinds.get(phoneme) == "vowel"

    def is_glide(self, phoneme: str) -> bool:
        """True for sounds that begin on the beat when a consonant stands before them."""
        return self.kinds.get(phoneme) in _GLIDES

    def knows(self, phoneme: str) -> bool:
        """True when it says what kind of sound this is."""
        return phoneme in (PAUSE, BREATH) or phoneme in self.kinds

    def lookup(self, word: str) -> tuple[str, ...] | None:
        """Phonemes of a word as written or in lower case; None when it is not in the dictionary."""
        return self.words.get(word) or self.words.get(word.lower())


def read_inventory(root: Path, folder: Path, phonemes: str, languages: str) -> Inventory:
    """Read phonemes.txt or .json and languages.json; UserError that names what is missing or wrong."""
    path = file_in(root, folder, phonemes, "list of phonemes")
    text = _text(path)
    if path.suffix.lower() == ".json":
        tokens = _numbers(text, path)
    else:
        tokens = {line.strip(): number for number, line in enumerate(text.splitlines()) if line.strip()}
    if PAUSE not in tokens:
        raise UserError(f"{path.parent.name}/{path.name} has no '{PAUSE}' (pause), which every DiffSinger voice has.")
    if not languages:
        return Inventory(path, tokens)
    listed = file_in(root, folder, languages, "list of languages")
    return Inventory(path, tokens, _numbers(_text(listed), listed))


def read_dictionary(path: Path) -> Dictionary:
    """Read a dsdict.yaml; UserError that names the file when it is not one."""
    where = f"{path.parent.name}/{path.name}"
    found = _large_yaml(path, where)
    kinds = {str(row["symbol"]): str(row.get("type") or "") for row in _rows(found, "symbols", "symbol", where)}
    words = {}
    for row in _rows(found, "entries", "grapheme", where):
        phonemes = row.get("phonemes")
        if not isinstance(phonemes, list):
            raise UserError(f"{where}: the word '{row['grapheme']}' has no list of phonemes; correct the file.")
        words[str(row["grapheme"])] = tuple(str(one) for one in phonemes)
    replaced = _rows(found, "replacements", "from", where)
    return Dictionary(path, kinds, words, {str(row["from"]): str(row.get("to") or "") for row in replaced})


def _large_yaml(path: Path, where: str) -> dict[str, Any]:
    """A YAML file; a large one, which takes seconds, is kept as JSON beside it once it has been read."""
    text = _text(path)
    if len(text) < _LARGE:
        return load_yaml(text, where)
    kept, mark = path.with_name(f".{path.name}.json"), hashlib.sha256(text.encode()).hexdigest()
    try:
        stored = read_json(kept)
        if stored["of"] == mark and isinstance(stored["found"], dict):
            return {str(name): value for name, value in stored["found"].items()}
    except (OSError, ValueError, KeyError, TypeError):
        pass  # not kept yet, or by another version
    found = load_yaml(text, where)
    fresh = kept.with_name(f"{kept.name}.{os.getpid()}.tmp")
    with contextlib.suppress(OSError, TypeError, ValueError):  # a full disk, or values that JSON does not have
        fresh.write_text(json.dumps({"of": mark, "found": found}, ensure_ascii=False), "utf-8")
        fresh.replace(kept)
    return found


def _rows(found: dict[str, Any], name: str, key: str, where: str) -> list[dict[str, Any]]:
    rows = found.get(name)
    if rows is None:
        return []
    if not isinstance(rows, list) or not all(isinstance(row, dict) and key in row for row in rows):
        raise UserError(f"{where}: '{name}' must be a list of entries with '{key}'; correct the file.")
    return rows


def _numbers(text: str, path: Path) -> dict[str, int]:
    try:
        found = strict_json.loads(text, max_bytes=strict_json.MAX_FILE_BYTES)
    except ValueError as error:
        raise UserError(f"{path.parent.name}/{path.name} is not valid JSON; get the voice again.") from error
    if not isinstance(found, dict) or not all(isinstance(n, int) and n >= 0 for n in found.values()):
        raise UserError(f"{path.parent.name}/{path.name} must give each name a number; get the voice again.")
    return {str(name): int(number) for name, number in found.items()}


def _text(path: Path) -> str:
    try:
        return decoded(path.read_bytes())
    except OSError as error:
        raise UserError(f"The voice lacks {path.parent.name}/{path.name}; get the voice again.") from error
