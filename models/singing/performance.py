"""A voice at work: speaks, analyses and sings phrases, and remembers what it has sung."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

import numpy as np

from models.singing import espeak_speech, flite_speech, formant_voice, own_voice
from models.singing.analysis import Analysis, analyse
from models.singing.finish import at_rate
from models.singing.kept_sound import in_24_bits
from models.singing.language import ENGLISH, espeak_voice
from models.singing.lyrics import Word, clean_word
from models.singing.phone import Speech
from models.singing.phrase_cache import PhraseCache, packed, phrase_key, seed_of, unpacked
from models.singing.render import RenderedPhrase, render_phrase
from models.singing.score import SungNote
from models.singing.style import SingingStyle
from models.singing.syllable_fit import fit_syllables, words_of
from models.singing.syllables import syllable_range
from models.singing.timeline import timeline_of
from models.singing.vocal_line import VocalPhrase
from models.singing.voice import Timbre
from models.speech.flite_program import plain

_ANALYSES_BYTES, _PHRASES_BYTES = 64 << 20, 96 << 20

Kept = TypeVar("Kept")


class ResultCache(Generic[Kept]):
    """Keeps the latest results within a number of bytes."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self._kept: OrderedDict[str, tuple[Kept, int]] = OrderedDict()
        self._bytes = 0

    def get(self, key: str, make: Callable[[], Kept], size: Callable[[Kept], int]) -> Kept:
        """What was made for this key, now or before."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key][0]
        made = make()
        self._kept[key] = (made, size(made))
        self._bytes += size(made)
        while self._bytes > self._limit_bytes and len(self._kept) > 1:
            self._bytes -= self._kept.popitem(last=False)[1][1]
        return made

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()
        self._bytes = 0


@dataclass(frozen=True)
class Speaker:
    """A voice in a language: what it can say, and how many syllables that has."""

    voice: Timbre
    language: str

    @property
    def source(self) -> str:
        """Name of the voice for its speech engine."""
        if self.voice.engine == "espeak":
            return espeak_voice(self.language, self.voice.source)
        return self.voice.source

    @property
    def take(self) -> str:
        """Changes when the voice was recorded anew; "" for one that was not recorded."""
        return own_voice.take_of(self.source) if self.voice.engine == "recording" else ""

    def say(self, words: Sequence[str]) -> Speech:
        """Speak words in one breath; a word it has no sound for becomes `la`."""
        sayable = [word if self.can_say(word) else "la" for word in words]
        if self.voice.engine == "recording":
            return own_voice.say(words, self.source)
        if self.voice.engine == "formant":
            return formant_voice.say(words)
        if self.voice.engine == "flite":
            return flite_speech.say(sayable, self.source)
        return espeak_speech.say(sayable, self.source)

    def can_say(self, word: str) -> bool:
        """False for pronunciations in brackets with flite, kanji, and signs the voice has no sound for."""
        if self.voice.engine == "flite":
            return not word.startswith("[") and bool(plain(word))
        return self.syllables(word) > 0

    def syllables(self, word: str) -> int:
        """Syllables of a word as it speaks it; 0 when it cannot."""
        if self.voice.engine == "recording":
            return own_voice.syllables_of(word, self.source)
        if self.voice.engine == "formant":
            return formant_voice.spoken_syllables(word)
        if self.language == "japanese" and any("一" <= sign <= "鿿" for sign in word):
            return 0
        if self.voice.engine == "flite":
            return flite_speech.spoken_syllables(word, self.source) if self.can_say(word) else 0
        return espeak_speech.spoken_syllables(word, self.source)

    def syllable_range(self, word: str) -> tuple[int, int]:
        """(usual, fewest) syllables of a word when sung."""
        if not word.startswith("[") and len(clean_word(word)) <= 3 and word > "぀":
            return 1, 1
        return syllable_range(word, self.syllables, is_english=self.language == ENGLISH and not word.startswith("["))


class PhraseSinger:
    """Sings phrases and keeps them, so that after an edit only what changed is sung again."""

    def __init__(self, cache: PhraseCache | None = None) -> None:
        self._cache = cache or PhraseCache()
        self._sung_now: set[str] = set()
        self._analyses: ResultCache[Analysis] = ResultCache(_ANALYSES_BYTES)
        self._phrases: ResultCache[tuple[RenderedPhrase, np.ndarray]] = ResultCache(_PHRASES_BYTES)
        self.sung = 0
        """How many phrases were rendered, not remembered."""
        self.kept = 0
        """How many phrases of this song were known from before."""

    def begin(self) -> None:
        """Begin a song: from here on it is counted what is sung anew."""
        self._sung_now.clear()
        self.kept = 0

    def sing(self, phrase: VocalPhrase, speaker: Speaker, style: SingingStyle, seed: int, sample_rate_hz: int,
             on_step: Callable[[], None] = lambda: None) -> tuple[RenderedPhrase, np.ndarray]:
        """(rendered phrase, its samples at the session's rate); `on_step` is called on the way and may raise."""
        moved = _from_zero(phrase)
        key = _key(moved, speaker, style, seed, sample_rate_hz)
        own_seed = seed_of(moved, speaker, seed)

        def make() -> tuple[RenderedPhrase, np.ndarray]:
            if stored := unpacked(self._cache.load(key)):
                return stored
            self.sung += 1
            self._sung_now.add(key)
            rendered = self._render(moved, speaker, style, own_seed, on_step)
            on_step()
            samples = in_24_bits(at_rate(rendered, sample_rate_hz, own_seed))
            rendered = replace(rendered, samples=np.zeros(0))
            self._cache.store(key, packed(rendered, samples))
            return rendered, samples

        made = self._phrases.get(key, make, lambda made: made[0].size_bytes + made[1].nbytes)
        self.kept += key not in self._sung_now
        return made

    def knows(self, phrase: VocalPhrase, speaker: Speaker, style: SingingStyle, seed: int, sample_rate_hz: int) -> bool:
        """True when a phrase was sung like this before, so that `sing` takes no time for it."""
        return self._cache.has(_key(_from_zero(phrase), speaker, style, seed, sample_rate_hz))

    def forget(self) -> None:
        """Give the memory back."""
        self._analyses.clear()
        self._phrases.clear()

    def _render(self, phrase: VocalPhrase, speaker: Speaker, style: SingingStyle, seed: int,
                on_step: Callable[[], None]) -> RenderedPhrase:
        words = words_of(phrase)
        analysis = self._analyses.get(repr((words, speaker.source, speaker.take)),
                                      lambda: analyse(speaker.say(words)), lambda made: made.size_bytes)
        on_step()
        spoken = fit_syllables(phrase, analysis.speech.phones)
        timeline = timeline_of(phrase, spoken, 1 + style.consonant_db / 12)
        return render_phrase(phrase, timeline, analysis, style, speaker.voice.formant, seed, on_step)


def _key(moved: VocalPhrase, speaker: Speaker, style: SingingStyle, seed: int, sample_rate_hz: int) -> str:
    return phrase_key(moved, speaker, speaker.take, replace(style, loudness_lufs=0.0), seed, sample_rate_hz)


def _from_zero(phrase: VocalPhrase) -> VocalPhrase:
    """The same phrase with its first vowel at 0 s, in whole microseconds, and only what is heard of it."""
    def moved(note: SungNote) -> SungNote:
        on_s, off_s = round(note.on_s - phrase.on_s, 6), round(note.off_s - phrase.on_s, 6)
        return replace(note, index=0, on_s=on_s, off_s=off_s, lyric=None, strength=-1)

    first = phrase.syllables[0].occurrence
    return VocalPhrase(tuple(
        replace(syllable, notes=tuple(moved(note) for note in syllable.notes), occurrence=syllable.occurrence - first,
                text="", word=Word(syllable.word.spoken, ()), breath_before=False) for syllable in phrase.syllables))
