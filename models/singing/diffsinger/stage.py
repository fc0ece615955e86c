"""The bank at work: opened once, its models loaded once, its phrases remembered on disk."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np

from engine.catalog.model import Brief
from engine.errors import ModelError, UserError
from engine.voices.voice_bank import VoiceBank, installed_banks
from models.singing.allocation import Allocation
from models.singing.bank_choice import without_name
from models.singing.bank_song import SungPiece, allocated, from_zero, with_dynamics
from models.singing.diffsinger.bank import DiffSingerBank, dictionary_of, open_bank
from models.singing.diffsinger.expression import Expression, expression_of
from models.singing.diffsinger.networks import Networks
from models.singing.diffsinger.phrase_singer import STAGES, SungSound, sing_phrase
from models.singing.diffsinger.pronounce import Pronouncer
from models.singing.diffsinger.speaker import mix_in, short_name
from models.singing.kept_sound import in_24_bits
from models.singing.phrase_cache import PhraseCache
from models.singing.score import SungNote
from models.singing.style import SingingStyle
from models.singing.vocal_line import VocalPhrase

Made = TypeVar("Made")

_BREATH_ROOM_S = 0.1
"""Silence that stays between the end of a phrase and the breath before the next."""
_LONGEST_BREATH_S = 0.5


@dataclass(frozen=True, eq=False)
class Opened:
    """A bank ready to read words; its models may not be loaded yet."""

    bank: DiffSingerBank
    pronouncer: Pronouncer
    is_named: bool
    """True when the user asked for it: then another singer is no answer to what is wrong with it."""

    def allocated(self, lyrics: str, notes: Sequence[SungNote]) -> Allocation:
        """Words on notes; UserError when the bank lacks a phoneme it should have."""
        reader = self.pronouncer
        return self.meant(lambda: allocated(lyrics, notes, reader, reader.name, is_named=self.is_named))

    def meant(self, make: Callable[[], Made]) -> Made:
        """What `make` gives; a fault of a bank nobody asked for is only this model's failure."""
        return _meant(self.is_named, make)

    def expression(self, words: str, voice: str, style: SingingStyle) -> Expression:
        """How it is sung: style words, and the speakers that the voice argument names."""
        names = {short_name(speaker): speaker for speaker in self.bank.speakers}
        names |= {one.color.lower(): one.speaker for one in self.bank.subbanks if one.color}
        return expression_of(words, style, mix_in(without_name(voice, self.bank.record), names))


class OpenedBank:
    """Keeps one bank open."""

    def __init__(self) -> None:
        self._opened: tuple[str, Opened] | None = None
        self._networks: tuple[DiffSingerBank, Networks] | None = None
        self._cache = PhraseCache()
        self.sung = 0
        """Phrases rendered, not remembered, since `begin`."""

    def open(self, record: VoiceBank, language: str, *, is_named: bool) -> Opened:
        """Read a bank's configuration and dictionary; UserError (ModelError when not named) for a broken one."""
        key = f"{record.id} {record.installed_at} {record.root} {record.licence} {language} {_vocoders()}"
        if self._opened is None or self._opened[0] != key:
            self._opened = key, _meant(is_named, lambda: _open(record, language))
        return replace(self._opened[1], is_named=is_named)

    def begin(self, opened: Opened) -> None:
        """Load the models, so that what is wrong with one is known before the first phrase is sung."""
        self.sung = 0
        self._loaded(opened)

    def sing(self, phrase: VocalPhrase, opened: Opened, expression: Expression, style: SingingStyle, brief: Brief,
             before_s: float, on_stage: Callable[[str, float], None]) -> SungPiece:
        """A phrase, rendered or remembered; `before_s` is the silence before it. `on_stage` may raise Cancelled."""
        moved, breath_s = from_zero(phrase), _breath_s(phrase, style, before_s)
        key = _key(moved, opened, expression, style, brief, breath_s)
        on_stage(STAGES[0], 0.0)
        found = self._cache.load(key)
        sound = _unpacked(found) if found else None
        if sound is None:
            self.sung += 1
            seed = int(key[:8], 16)
            networks = self._loaded(opened)
            sung = opened.meant(lambda: sing_phrase(
                moved, opened.bank, networks, opened.pronouncer, expression, style, seed, breath_s,
                lambda name: on_stage(name, STAGES.index(name) / len(STAGES))))
            sound = _at_rate(sung, brief.sample_rate_hz)
            self._cache.store(key, _packed(sound))
        samples = with_dynamics(sound.samples, phrase, sound.lead_s, style, brief.sample_rate_hz)
        return SungPiece(phrase, samples, sound.lead_s, sound.f0_hz, sound.frame_s, sound.sounds)

    def knows(self, phrase: VocalPhrase, opened: Opened, expression: Expression, style: SingingStyle, brief: Brief,
              before_s: float) -> bool:
        """True when a phrase was sung like this before, so that `sing` takes no time for it."""
        breath_s = _breath_s(phrase, style, before_s)
        return self._cache.has(_key(from_zero(phrase), opened, expression, style, brief, breath_s))

    def close(self) -> None:
        """Give the memory back."""
        self._opened = self._networks = None

    def _loaded(self, opened: Opened) -> Networks:
        if self._networks is None or self._networks[0] is not opened.bank:
            self._networks = None  # the old models leave before the new ones come
            self._networks = opened.bank, opened.meant(lambda: Networks(opened.bank))
        return self._networks[1]


def _breath_s(phrase: VocalPhrase, style: SingingStyle, before_s: float) -> float:
    wants_breath = phrase.syllables[0].breath_before or style.has_breaths
    return min(_LONGEST_BREATH_S, max(0.0, before_s - _BREATH_ROOM_S)) if wants_breath else 0.0


def _key(moved: VocalPhrase, opened: Opened, expression: Expression, style: SingingStyle, brief: Brief,
         breath_s: float) -> str:
    drawn = (style.vibrato_hz, style.vibrato_cents, style.vibrato_delay_s, style.portamento_s, style.scoop_cents,
             style.jitter_cents, style.ending)
    record = opened.bank.record
    made_from = (_code(), record.id, record.source_sha256, record.installed_at, opened.pronouncer.language,
                 _vocoders(), moved, expression, drawn, round(breath_s, 3), brief.seed, brief.sample_rate_hz)
    return hashlib.sha256(repr(made_from).encode()).hexdigest()


def _open(record: VoiceBank, language: str) -> Opened:
    bank = open_bank(record, installed_banks("vocoder"))
    part = bank.dur or bank.acoustic
    return Opened(bank, Pronouncer(record.name, language, part.inventory, dictionary_of(bank, language)), False)


def _meant(is_named: bool, make: Callable[[], Made]) -> Made:
    try:
        return make()
    except UserError as error:
        if is_named:
            raise
        raise ModelError(str(error)) from error


def _vocoders() -> str:
    return " ".join(f"{bank.id} {bank.installed_at}" for bank in installed_banks("vocoder"))


def _at_rate(sound: SungSound, sample_rate_hz: int) -> SungSound:
    import soxr

    samples = soxr.resample(sound.samples, sound.sample_rate_hz, sample_rate_hz, quality="VHQ")
    return replace(sound, samples=in_24_bits(samples), sample_rate_hz=sample_rate_hz)


def _packed(sound: SungSound) -> dict[str, np.ndarray]:
    return {"samples": sound.samples, "f0_hz": sound.f0_hz,
            "numbers": np.array([sound.sample_rate_hz, sound.lead_s, sound.frame_s]),
            "names": np.array([name for name, _, _ in sound.sounds]),
            "times_s": np.array([(start_s, end_s) for _, start_s, end_s in sound.sounds])}


def _unpacked(arrays: dict[str, np.ndarray]) -> SungSound | None:
    if set(arrays) != {"samples", "f0_hz", "numbers", "names", "times_s"}:
        return None
    rate, lead_s, frame_s = arrays["numbers"].tolist()
    named = zip(arrays["names"].tolist(), arrays["times_s"].tolist(), strict=True)
    sounds = tuple((name, start_s, end_s) for name, (start_s, end_s) in named)
    return SungSound(arrays["samples"], int(rate), lead_s, arrays["f0_hz"], frame_s, sounds)


@functools.cache
def _code() -> str:
    """Hash of this folder's files: another version sings differently."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
