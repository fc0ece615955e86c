"""Sings MIDI notes with installed DiffSinger voices: neural, and as good as the voice that is installed."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping, Sequence
from typing import Any

from engine.catalog.model import Brief, Licence, Model, Report, Result, Voice
from engine.media.clip import Clip
from engine.voices.voice_bank import installed_banks, missing_vocoder, singing_banks
from models.singing.bank_choice import as_voice, choose_bank, say_licence, style_words
from models.singing.bank_song import (
    BankSong,
    SungPiece,
    bank_table,
    beside_the_sound,
    finished_song,
    lyrics_given,
    read_bank_song,
    warn_of_style,
)
from models.singing.diffsinger.expression import WORDS, Expression
from models.singing.diffsinger.stage import Opened, OpenedBank
from models.singing.language import language_of
from models.singing.style import SingingStyle, style_of
from models.singing.table import with_phrases
from models.singing.vocal_line import VocalPhrase, phrases_of, sung_line


class DiffSinger(Model):
    """The quality path: whatever banks the user has installed."""

    id = "diffsinger"
    name = "DiffSinger voices"
    tasks = ("sing",)
    version = "1"
    licence = Licence(code="MIT (onnxruntime); the code here is Tonmeister's own", weights="of the voice",
                      commercial=True)
    limits = ("It sings with the DiffSinger voices you install, in their languages and with their licences; "
              "one voice at a time.")
    memory_bytes = 2 << 30
    wants_gpu = True
    quality = 3
    speed = 1
    is_default = False

    def __init__(self) -> None:
        self.stage = OpenedBank()

    def ready(self) -> str:
        """Needs onnxruntime and at least one installed bank."""
        for module, package in (("onnxruntime", "onnxruntime"), ("yaml", "pyyaml")):
            if importlib.util.find_spec(module) is None:
                return f"{package} is not installed: run `pip install {package}`."
        banks = installed_banks("diffsinger")
        if not banks:
            return "no DiffSinger voice is installed: get one and run `tonmeister voices add FILE.zip`."
        missing = [missing_vocoder(bank) for bank in banks]
        if all(missing):
            return (f"the voice '{banks[0].name}' needs the vocoder '{missing[0]}': run `tonmeister voices add "
                    f"{missing[0]}.oudep`.")
        return ""

    def voices(self) -> tuple[Voice, ...]:
        """The installed banks."""
        return tuple(as_voice(bank) for bank in singing_banks("diffsinger"))

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """Raise UserError without notes, and for a bank that is broken or lacks the sound of a word."""
        song = read_bank_song(inputs, brief)
        self._opened(args, song, brief).allocated(str(args.get("lyrics") or ""), song.score.notes)

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Sing; returns `audio`, `table` (note ↔ syllable, phonemes with times), `f0` (pitch every 10 ms),
        `singability`, and `score` where one is asked for. A preview has no sound.
        """
        song = read_bank_song(inputs, brief)
        opened = self._opened(args, song, brief)
        bank = opened.bank.record
        say_licence(bank, report)
        warn_of_style(str(args.get("style") or ""), WORDS, report)
        style = style_of(style_words(args, bank))
        allocation = opened.allocated(str(args.get("lyrics") or ""), song.score.notes)
        for sentence in (*song.score.warnings, *allocation.warnings):
            report.warn(sentence)
        line = sung_line(allocation, song.score.notes)
        results = beside_the_sound(song, bank, line, style, args, brief, report)
        phrases = phrases_of(line)
        if args.get("preview"):
            known = [self.stage.knows(phrase, opened, expression, how, brief, before_s)
                     for phrase, how, expression, before_s in self._ways(phrases, opened, args, style)]
            return results | {"table": with_phrases(bank_table(song, bank, line), phrases, known)}
        pieces = self._sung(phrases, opened, args, style, brief, report)
        report(len(phrases), len(phrases) + 1, "finishing the vocal")
        facts = {"language": opened.pronouncer.language, "phrases": len(phrases), "sung_again": self.stage.sung}
        return results | finished_song(song, bank, line, pieces, brief, style.loudness_lufs, facts)

    def _sung(
        self,
        phrases: Sequence[VocalPhrase],
        opened: Opened,
        args: Mapping[str, Any],
        style: SingingStyle,
        brief: Brief,
        report: Report,
    ) -> list[SungPiece]:
        count, pieces = len(phrases), []
        report(0, count + 1, f"loading {opened.bank.record.name}")
        self.stage.begin(opened)
        for number, (phrase, how, expression, before_s) in enumerate(self._ways(phrases, opened, args, style)):
            def on_stage(what: str, share: float, number: int = number) -> None:
                report(number + share, count + 1, f"singing phrase {number + 1} of {count}: {what}")

            pieces.append(self.stage.sing(phrase, opened, expression, how, brief, before_s, on_stage))
        return pieces

    @staticmethod
    def _ways(phrases: Sequence[VocalPhrase], opened: Opened, args: Mapping[str, Any],
              style: SingingStyle) -> list[tuple[VocalPhrase, SingingStyle, Expression, float]]:
        """(phrase, how it is sung, with which expression, the silence in seconds before it) of each."""
        words, voice = style_words(args, opened.bank.record), str(args.get("voice") or "")
        before_s = [phrase.on_s - ended_s for phrase, ended_s in
                    zip(phrases, (0.0, *(one.off_s for one in phrases)), strict=False)]
        hows = style.along(len(phrases))
        return [(phrase, how, opened.expression(words, voice, how), silence_s)
                for phrase, how, silence_s in zip(phrases, hows, before_s, strict=True)]

    def unload(self) -> None:
        """Close the models."""
        self.stage.close()

    def _opened(self, args: Mapping[str, Any], song: BankSong, brief: Brief) -> Opened:
        words, lyrics = str(args.get("voice") or ""), lyrics_given(args, song.score)
        language = language_of(lyrics, f"{words} {args.get('style') or ''}") if lyrics else ""
        banks = singing_banks("diffsinger")
        record, is_named = choose_bank(words, banks, language=language, policy=brief.licence_policy)
        if record.languages and language not in record.languages:
            language = record.languages[0]
        return self.stage.open(record, language, is_named=is_named)
