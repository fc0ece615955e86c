"""Words → phonemes of a bank: a hint, its dictionary, its phonemes by name, English or Japanese spelling."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from engine.errors import UserError
from engine.voices.voice_describe import LANGUAGE_OF_CODE
from models.singing.diffsinger.english import english_phonemes
from models.singing.diffsinger.phonemes import BREATH, PAUSE, Dictionary, Inventory
from models.singing.utau.kana import morae, romaji

_STAND_INS = ("la", "ら", "ラ", "a", "あ", "ア", "ah", "aa")


@dataclass
class Pronouncer:
    """Reads words for one bank in one language."""

    name: str
    """Of the bank, for sentences."""
    language: str
    inventory: Inventory
    dictionary: Dictionary
    _read: dict[str, tuple[str, ...] | None] = field(default_factory=dict)

    def phonemes(self, word: str) -> tuple[str, ...]:
        """What is sung for a word; `la`, or the nearest there is, for one it cannot read.

        A word in brackets is phonemes already. Raises UserError that names the word, the phoneme and the file when
        the bank lacks a phoneme.
        """
        return self._found(word) or self._stand_in()

    def can_read(self, word: str) -> bool:
        """False for words that become `la`."""
        return self._found(word) is not None

    def syllable_range(self, word: str) -> tuple[int, int]:
        """(usual, fewest) notes a word is sung on: as many as it has vowels."""
        count = max(1, sum(self.dictionary.is_vowel(phoneme) for phoneme in self.phonemes(word)))
        return count, count

    def _found(self, word: str) -> tuple[str, ...] | None:
        if word not in self._read:
            self._read[word] = self._looked_up(word)
        return self._read[word]

    def _looked_up(self, word: str) -> tuple[str, ...] | None:
        if word.startswith("["):
            return self._checked(word.strip("[]").split(), word)
        entry = self.dictionary.lookup(word)
        if entry:
            return self._checked(entry, word)
        if self._own(word):
            return (self._own(word),)
        if self.language == "english" and (phones := english_phonemes(word)):
            replaced = [self.dictionary.replacements.get(phone, phone) for phone in phones]
            own = tuple(self._own(phone) for phone in replaced)
            return own if all(own) else None
        return self._japanese(word)

    def _japanese(self, word: str) -> tuple[str, ...] | None:
        """Mora by mora, in kana or in romaji, whichever the dictionary has."""
        found: list[str] = []
        for mora in morae(word):
            entry = self.dictionary.lookup(mora) or self.dictionary.lookup(romaji(mora))
            if not entry:
                return None
            found += self._checked(entry, word)
        return tuple(found) or None

    def _checked(self, phonemes: Iterable[str], word: str) -> tuple[str, ...]:
        """Each phoneme by the bank's own name for it."""
        own = []
        for phoneme in phonemes:
            found = self._own(phoneme)
            if not found:
                raise UserError(f"The word '{word}' needs the phoneme '{phoneme}', which the voice '{self.name}' does "
                                f"not have in {self._where(phoneme)}; write it as word[phonemes] with those it has.")
            own.append(found)
        return tuple(own)

    def _own(self, phoneme: str) -> str:
        """aa → aa or en/aa, as the bank writes it; "" when it has no such phoneme."""
        codes = [code for code, name in LANGUAGE_OF_CODE.items() if name == self.language]
        for name in (phoneme, *(f"{code}/{phoneme}" for code in codes)):
            if name in self.inventory.tokens and self.dictionary.knows(name):
                return name
        return ""

    def _where(self, phoneme: str) -> str:
        """The file that lacks it."""
        path = self.dictionary.path if phoneme in self.inventory.tokens else self.inventory.path
        return f"{path.parent.name}/{path.name}"

    def _stand_in(self) -> tuple[str, ...]:
        for word in _STAND_INS:
            if found := self._found(word):
                return found
        vowels = [one for one in self.inventory.tokens if self.dictionary.is_vowel(one) and one not in (PAUSE, BREATH)]
        if not vowels:
            raise UserError(f"The voice '{self.name}' has no vowel in {self.inventory.path.name}, so it cannot sing.")
        return (vowels[0],)
