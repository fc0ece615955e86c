"""Sings MIDI notes with installed UTAU voices: recorded syllables, such as the user's own, through WORLD."""

from __future__ import annotations

import functools
import hashlib
import importlib.util
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from engine.catalog.model import Brief, Licence, Model, Report, Result, Voice
from engine.errors import ModelError, UserError
from engine.media.clip import Clip
from engine.voices.voice_bank import VoiceBank, installed_banks
from models.singing.bank_choice import as_voice, choose_bank, say_licence, style_words
from models.singing.bank_song import (
    BankSong,
    SungPiece,
    allocated,
    bank_table,
    beside_the_sound,
    finished_song,
    from_zero,
    lyrics_given,
    read_bank_song,
    warn_of_style,
    with_dynamics,
)
from models.singing.kept_sound import in_24_bits
from models.singing.language import language_of
from models.singing.phrase_cache import PhraseCache
from models.singing.style import SingingStyle, style_of
from models.singing.table import with_phrases
from models.singing.utau.bank import UtauBank, open_bank
from models.singing.utau.oto import Oto
from models.singing.utau.place import placed
from models.singing.utau.reader import Reader
from models.singing.utau.render import FRAME_S, RATE_HZ, Rendered, SyllableFeatures, recorded, render
from models.singing.vocal_line import VocalPhrase, phrases_of, sung_line


class UtauSinger(Model):
    """Sings with whatever was recorded: any timbre, mostly Japanese syllables."""

    id = "utau"
    name = "UTAU voices"
    tasks = ("sing",)
    version = "1"
    licence = Licence(code="MIT (pyworld); the code here is Tonmeister's own", weights="of the voice", commercial=True)
    limits = ("It sings the syllables that were recorded, mostly Japanese ones; in other languages only words that "
              "they make up.")
    memory_bytes = 400 << 20
    quality = 1
    speed = 2
    is_default = False

    def __init__(self) -> None:
        self._opened: tuple[str, Reader] | None = None
        self._recordings: dict[Oto, SyllableFeatures] = {}
        self._cache = PhraseCache()
        self.sung = 0
        """Phrases rendered, not remembered, in the last run."""

    def ready(self) -> str:
        """Needs WORLD and at least one installed bank."""
        for module, package in (("pyworld", "pyworld-prebuilt"), ("yaml", "pyyaml")):
            if importlib.util.find_spec(module) is None:
                return f"{package} is not installed: run `pip install {package}`."
        if not installed_banks("utau"):
            return "no UTAU voice is installed: get or record one and run `tonmeister voices add FOLDER`."
        return ""

    def voices(self) -> tuple[Voice, ...]:
        """The installed banks."""
        return tuple(as_voice(bank) for bank in installed_banks("utau"))

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """Raise UserError without notes, and for a bank that cannot be read."""
        song = read_bank_song(inputs, brief)
        reader, _, is_named = self._reader(args, song, brief)
        allocated(str(args.get("lyrics") or ""), song.score.notes, reader, reader.bank.record.name, is_named=is_named)

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Sing; returns `audio`, `table` (note ↔ syllable, recordings with times), `f0` (pitch every 10 ms),
        `singability`, and `score` where one is asked for. A preview has no sound.
        """
        song = read_bank_song(inputs, brief)
        reader, language, is_named = self._reader(args, song, brief)
        bank = reader.bank.record
        say_licence(bank, report)
        warn_of_style(str(args.get("style") or ""), (), report)
        style = style_of(style_words(args, bank))
        allocation = allocated(str(args.get("lyrics") or ""), song.score.notes, reader, bank.name, is_named=is_named)
        for sentence in (*song.score.warnings, *allocation.warnings):
            report.warn(sentence)
        line = sung_line(allocation, song.score.notes)
        results = beside_the_sound(song, bank, line, style, args, brief, report)
        phrases = phrases_of(line)
        if args.get("preview"):
            known = [self._cache.has(_key(reader.bank, from_zero(phrase), how, brief))
                     for phrase, how in zip(phrases, style.along(len(phrases)), strict=True)]
            return results | {"table": with_phrases(bank_table(song, bank, line), phrases, known)}
        self.sung, pieces = 0, []
        for number, (phrase, how) in enumerate(zip(phrases, style.along(len(phrases)), strict=True)):
            report(number, len(phrases) + 1, f"singing phrase {number + 1} of {len(phrases)}")
            pieces.append(self._piece(phrase, reader, how, brief))
        report(len(phrases), len(phrases) + 1, "finishing the vocal")
        facts = {"language": language, "phrases": len(phrases), "sung_again": self.sung}
        return results | finished_song(song, bank, line, pieces, brief, style.loudness_lufs, facts)

    def unload(self) -> None:
        """Forget the recordings."""
        self._opened = None
        self._recordings.clear()

    def _reader(self, args: Mapping[str, Any], song: BankSong, brief: Brief) -> tuple[Reader, str, bool]:
        words, lyrics = str(args.get("voice") or ""), lyrics_given(args, song.score)
        language = language_of(lyrics, f"{words} {args.get('style') or ''}") if lyrics else ""
        record, is_named = choose_bank(words, installed_banks("utau"), language=language, policy=brief.licence_policy)
        key = f"{record.id} {record.installed_at} {record.root}"
        if self._opened is None or self._opened[0] != key:
            self.unload()
            try:
                self._opened = key, Reader(open_bank(record))
            except UserError as error:
                if is_named:
                    raise
                raise ModelError(str(error)) from error
        return self._opened[1], language, is_named

    def _piece(self, phrase: VocalPhrase, reader: Reader, style: SingingStyle, brief: Brief) -> SungPiece:
        import soxr

        moved = from_zero(phrase)
        syllables = placed(moved, reader)
        key = _key(reader.bank, moved, style, brief)
        found = self._cache.load(key)
        if found and set(found) == {"samples", "f0_hz", "lead_s"}:
            samples, rendered = found["samples"], Rendered(np.zeros(0), float(found["lead_s"]), found["f0_hz"])
        else:
            self.sung += 1
            rendered = render(moved, syllables, [self._recording(one.oto) for one in syllables], style,
                              int(key[:8], 16))
            samples = in_24_bits(soxr.resample(rendered.samples, RATE_HZ, brief.sample_rate_hz, quality="VHQ"))
            self._cache.store(key, {"samples": samples, "f0_hz": rendered.f0_hz, "lead_s": np.array(rendered.lead_s)})
        sounds = tuple((one.oto.alias, one.start_s, one.end_s) for one in syllables)
        samples = with_dynamics(samples, phrase, rendered.lead_s, style, brief.sample_rate_hz)
        return SungPiece(phrase, samples, rendered.lead_s, rendered.f0_hz, FRAME_S, sounds)

    def _recording(self, oto: Oto) -> SyllableFeatures:
        if oto not in self._recordings:
            if len(self._recordings) > 400:
                self._recordings.clear()
            self._recordings[oto] = recorded(oto)
        return self._recordings[oto]


def _key(bank: UtauBank, phrase: VocalPhrase, style: SingingStyle, brief: Brief) -> str:
    record: VoiceBank = bank.record
    made_from = (_code(), record.id, record.installed_at, record.source_sha256, phrase, style, brief.seed,
                 brief.sample_rate_hz)
    return hashlib.sha256(repr(made_from).encode()).hexdigest()


@functools.cache
def _code() -> str:
    """Hash of what sings: another version sings differently."""
    digest = hashlib.sha256()
    for path in sorted((Path(__file__).parent / "utau").glob("*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
