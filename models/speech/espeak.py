"""Says a text with espeak-ng: over 100 languages, no download, on any machine."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from engine.catalog.model import Brief, Licence, Model, Report, Result
from engine.errors import UserError
from engine.media.clip import Clip, audio_clip
from models.speech.espeak_languages import LANGUAGES
from models.speech.espeak_library import NORMAL_RATE_WPM, sample_rate_hz, speak, why_missing
from models.speech.request import understood
from models.speech.sentences import sentences
from models.speech.speaking_voice import SpeakingVoice
from models.speech.speech_shape import finished, reshaped, trimmed, with_pauses

_SLOWEST_WPM, _FASTEST_WPM = 80, 600
_PITCH_PARAMETERS = (0, 25, 42, 50, 58, 75, 99)
_THEIR_SEMITONES = (-7.9, -4.1, -1.3, 0.0, 1.4, 4.6, 9.4)
"""Measured: how far each value of the pitch parameter moves a voice."""


class EspeakSpeech(Model):
    """Plain, clearly synthetic speech that can always be understood."""

    id = "espeak-ng"
    name = "eSpeak NG"
    tasks = ("speak",)
    version = "1"
    licence = Licence(code="GPL-3.0", commercial=True)
    languages = tuple(sorted(LANGUAGES))
    limits = "Every word is clear, but it sounds like a machine; it cannot imitate a recorded voice or read kanji."
    memory_bytes = 80 << 20
    quality = 1
    speed = 3

    def ready(self) -> str:
        """The library has to be there."""
        return why_missing()

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """Raise UserError for an empty or endless text, an unknown voice or language, and for imitation."""
        understood(args, inputs)

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Say `text`; returns `audio` at the session's rate, trimmed, about −18 LUFS."""
        wanted = understood(args, inputs)
        voice, language = wanted.voice, wanted.language
        for sentence in wanted.reservations():
            report.warn(sentence)
        if language == "japanese" and re.search("[一-鿿]", wanted.text):
            report.warn("Kanji cannot be read here; write the text in kana.")
        chunks = sentences(wanted.said.replace("[[", "[ ["))
        own_rate_hz = sample_rate_hz()
        spoken = []
        for number, (chunk, pause_s) in enumerate(chunks):
            report(number, len(chunks) + 1, f"speaking sentence {number + 1} of {len(chunks)}")
            spoken.append(_say(chunk, language, voice, functools.partial(report, number, len(chunks) + 1, "speaking")))
            spoken.append(np.zeros(round(pause_s * voice.pauses / voice.rate * own_rate_hz), np.float32))
        samples = np.concatenate(spoken)
        if not np.any(np.abs(samples) > 1e-4):
            raise UserError(f"espeak-ng cannot read this text aloud as {language.title()}; name the language it is in.")
        vocal = finished(trimmed(samples, own_rate_hz), own_rate_hz, brief.sample_rate_hz, voice.loudness_lufs)
        return {"audio": audio_clip(brief.folder, wanted.clip_name, vocal, tags=("speech", language, voice.described))}


def _say(text: str, language: str, voice: SpeakingVoice, on_block: Callable[[], None]) -> np.ndarray:
    wpm = NORMAL_RATE_WPM * voice.rate
    within = float(np.clip(voice.semitones, _THEIR_SEMITONES[0], _THEIR_SEMITONES[-1]))
    spoken = speak(text, f"{LANGUAGES[language]}+{voice.variant}",
                   rate_wpm=round(np.clip(wpm, _SLOWEST_WPM, _FASTEST_WPM)),
                   pitch=round(np.interp(within, _THEIR_SEMITONES, _PITCH_PARAMETERS)), pitch_range=voice.pitch_range,
                   on_block=on_block)
    samples = with_pauses(spoken, voice.pauses)
    return reshaped(samples, spoken.sample_rate_hz, voice.semitones - within, min(1.0, wpm / _SLOWEST_WPM))
