"""Translates English speech: written down with PocketSphinx, translated by the language model of the settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.catalog.model import Brief, Licence, Report
from engine.config import is_offline
from engine.errors import ModelError
from engine.media.audio_stream import sound_info
from engine.media.clip import Clip
from models.speech.denoiser import clip_of
from models.speech.espeak_languages import find_language
from models.speech.language_model import endpoint, translated_lines
from models.speech.speech_translator import SpeechTranslator

_NONE = "no language model is set up (the settings llm_base_url and llm_model, or OPENAI_BASE_URL and OPENAI_API_KEY)."
_OFFLINE = "TONMEISTER_OFFLINE is set, so no language model may be asked."


class LlmTranslator(SpeechTranslator):
    """translate_speech into every language that can be spoken here."""

    id = "llm-chain"
    name = "PocketSphinx and a language model"
    licence = Licence(code="GPL-3.0-or-later", weights="the language model's")
    limits = ("From English only; what is misheard may be mistranslated, and the words, never the sound, are sent to "
              "the language model of the settings.")
    quality = 2

    def ready(self) -> str:
        """A recogniser and a language model have to be there."""
        if missing := self._listener.ready():
            return missing
        return "" if endpoint() else _OFFLINE if is_offline() else _NONE

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """Raise UserError for what is no sound or no language; ModelError without a language model."""
        sound_info(clip_of(inputs))
        find_language(str(args.get("target_language") or "").strip().lower())
        if endpoint() is None:
            raise ModelError(f"{self.name}: {_OFFLINE if is_offline() else _NONE}")

    def translate(self, lines: Sequence[str], target: str, report: Report) -> list[str]:
        """See SpeechTranslator."""
        server = endpoint()
        if server is None:
            raise ModelError(f"{self.name}: {_NONE}")
        if not server.is_local:
            report.warn(f"The words that were understood, not the sound, were sent to {server.place} to be translated.")
        return translated_lines(lines, target, server, lambda done: report(done, 1, "translating"))
