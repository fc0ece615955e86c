"""Words → recorded syllables of an UTAU bank."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.errors import UserError
from models.singing.syllables import count_by_spelling
from models.singing.utau.bank import UtauBank
from models.singing.utau.kana import hiragana, morae, vowel_of
from models.singing.utau.oto import Oto
from models.singing.vocal_line import SungSyllable

_STAND_INS = ("la", "ら", "ra", "a", "あ")


@dataclass
class Reader:
    """Reads words for one bank."""

    bank: UtauBank
    _read: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def sounds(self, word: str) -> tuple[str, ...]:
        """One recorded syllable for each sung one; a plain one where the word cannot be read.

        Raises UserError for a hint in brackets that names a syllable which was not recorded.
        """
        return self._found(word) or (self._stand_in(),) * count_by_spelling(word)

    def can_read(self, word: str) -> bool:
        """False for words sung on a plain syllable."""
        return bool(self._found(word))

    def syllable_range(self, word: str) -> tuple[int, int]:
        """(usual, fewest) notes of a word."""
        count = len(self.sounds(word))
        return count, count

    def recording(self, syllable: SungSyllable, before: str) -> tuple[Oto, str, bool]:
        """(recording, syllable, whether only its vowel is sung) for one sung syllable."""
        sounds = self.sounds(syllable.word.spoken)
        sound = sounds[min(syllable.part, len(sounds) - 1)]
        pitch = syllable.notes[0].pitch
        holds = syllable.vowel_only or syllable.part >= len(sounds)
        if holds and (vowel := self.bank.find(vowel_of(sound), pitch, before)):
            return vowel, vowel_of(sound), False
        found = self.bank.find(sound, pitch, before) or self.bank.otos[next(iter(self.bank.otos))]
        return found, sound, holds

    def _found(self, word: str) -> tuple[str, ...]:
        if word not in self._read:
            self._read[word] = self._looked_up(word)
        return self._read[word]

    def _looked_up(self, word: str) -> tuple[str, ...]:
        if word.startswith("["):
            sounds = tuple(word.strip("[]").split())
            for sound in sounds:
                if not self.bank.knows(sound):
                    raise UserError(f"The syllable '{sound}' in {word} was not recorded for the voice "
                                    f"'{self.bank.record.name}'; use one of its oto.ini.")
            return sounds
        if self.bank.knows(word):
            return (word,)
        kana = morae(word)
        if kana and all(self.bank.knows(mora) for mora in kana):
            return kana
        return self._divided(hiragana(word))

    def _divided(self, word: str) -> tuple[str, ...]:
        """A word cut into recorded syllables, the longest first; () when that does not work out."""
        found: list[str] = []
        place = 0
        while place < len(word):
            piece = next((word[place:end] for end in range(min(len(word), place + 6), place, -1)
                          if self.bank.knows(word[place:end])), "")
            if not piece:
                return ()
            found.append(piece)
            place += len(piece)
        return tuple(found)

    def _stand_in(self) -> str:
        known = next((sound for sound in _STAND_INS if self.bank.knows(sound)), None)
        return known or next(iter(self.bank.otos))
