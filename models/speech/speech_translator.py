"""Translates English speech: written down with PocketSphinx, translated by apertium, spoken by eSpeak NG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.catalog.model import Brief, Licence, Model, Report, Result, Span, Text
from engine.errors import ModelError
from engine.media.audio_stream import sound_info
from engine.media.clip import Clip
from models.speech.apertium import installed_pairs, route, translated
from models.speech.denoiser import clip_of
from models.speech.espeak_languages import find_language
from models.speech.spoken_translation import said_at_pace
from models.speech.transcriber import PocketTranscriber

_INSTALL = "Install apertium with a pair from English (on Debian: apt install apertium apertium-eng-spa)"
_PHRASE_PAUSE_S = 0.4
_HEARD_SHARE, _SPOKEN_SHARE = 0.6, 0.3


class SpeechTranslator(Model):
    """Three small programs in a row."""

    id = "apertium-chain"
    name = "PocketSphinx and apertium"
    tasks = ("translate_speech",)
    licence = Licence(code="GPL-2.0-or-later")
    limits = ("From English only, into the languages whose apertium pair is installed; what is misheard is "
              "mistranslated, so it is a rough draft.")
    memory_bytes = 450 << 20
    quality = 1
    speed = 2

    def __init__(self) -> None:
        self._listener = PocketTranscriber()

    def ready(self) -> str:
        """A recogniser and at least one pair from English have to be there."""
        if missing := self._listener.ready():
            return missing
        return "" if _targets() else f"no translator is installed. {_INSTALL}."

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """Raise UserError for what is no sound; ModelError for a language that nothing here translates into."""
        sound_info(clip_of(inputs))
        wanted = _named(args)
        if "english" not in wanted and route("english", wanted) is None:
            there = ", ".join(_targets()).title()
            known = f"from English there is {there}" if there else "no pair is installed"
            raise ModelError(f"Nothing here translates English into {wanted.title()}: {known}. {_INSTALL}.")

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Returns `text`, and `speech` at about the source's pace when `speak` is true and something was said."""
        self.check(args, inputs, brief)
        clip, target = clip_of(inputs), _named(args)

        heard = self._listener.run({}, {"clip": clip}, replace(brief, task="transcribe"),
                                   report.part(0, _HEARD_SHARE))["text"]
        assert isinstance(heard, Text)
        phrases = _phrases(heard.words)
        report(_HEARD_SHARE, 1, "translating")
        lines = self.translate([" ".join(word.label for word in phrase) for phrase in phrases], target,
                               report.part(_HEARD_SHARE, _HEARD_SHARE + 0.1)) if phrases else []
        results: dict[str, Result] = {"text": Text("\n".join(lines))}
        if args.get("speak") and lines:
            results["speech"] = _spoken(lines, phrases, target, clip, brief, report)
        return results

    def translate(self, lines: Sequence[str], target: str, report: Report) -> list[str]:
        """English lines in another language, one for one."""
        modes = [] if "english" in target else route("english", target) or []
        made = []
        for number, line in enumerate(lines):
            report(number, len(lines), "translating")
            made.append(translated(line, modes))
        return made

    def unload(self) -> None:
        """Give back the recogniser's memory."""
        self._listener.unload()


def _named(args: Mapping[str, Any]) -> str:
    name = str(args.get("target_language") or "").strip().lower()
    return name if any(name in pair for pair in installed_pairs()) else find_language(name)


def _targets() -> list[str]:
    """Languages that English can be translated into here."""
    every = {target for _, target in installed_pairs()}
    return sorted(target for target in every if target != "english" and route("english", target))


def _phrases(words: Sequence[Span]) -> list[list[Span]]:
    """Words between two pauses."""
    phrases: list[list[Span]] = []
    for word in words:
        if phrases and word.start_s - phrases[-1][-1].end_s < _PHRASE_PAUSE_S:
            phrases[-1].append(word)
        else:
            phrases.append([word])
    return phrases


def _spoken(lines: Sequence[str], phrases: Sequence[Sequence[Span]], target: str, clip: Clip, brief: Brief,
            report: Report) -> Clip:
    spoken_s = sum(phrase[-1].end_s - phrase[0].start_s for phrase in phrases)
    pace = sum(len(phrase) for phrase in phrases) / max(spoken_s, 0.1)

    def speaking(done: float, of: float, what: str) -> None:
        report(1 - _SPOKEN_SHARE + _SPOKEN_SHARE * done / of, 1, what)

    return said_at_pace(lines, pace, clip, target, brief, Report(speaking, report.warn))
