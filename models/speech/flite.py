"""Says English texts with flite where it is installed: smoother than espeak-ng, and easier to transcribe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from engine.catalog.model import Brief, Licence, Model, Report, Result
from engine.errors import ModelError
from engine.media.clip import Clip, audio_clip
from models.speech.espeak_library import Phoneme, Spoken
from models.speech.flite_program import installed_voices, plain, spoken_by_flite
from models.speech.request import SpeakRequest, understood
from models.speech.sentences import sentences
from models.speech.speech_shape import finished, reshaped, trimmed, with_pauses

_VOICES = {"a man's voice": ("rms", "kal16", "kal"), "a woman's voice": ("slt",)}
"""The voice taken for each kind, the first that is installed."""
_ACCENTS = {"scottish english": ("awb",)}
_LANGUAGES = ("english", "american english", *_ACCENTS)


class FliteSpeech(Model):
    """Small English voices of the Flite program."""

    id = "flite"
    name = "Flite"
    tasks = ("speak",)
    version = "1"
    licence = Licence(code="CMU, BSD-like", commercial=True)
    languages = _LANGUAGES
    limits = "English only, a man's and a woman's voice; no whispering, no children, no imitation."
    memory_bytes = 60 << 20
    quality = 2
    speed = 3

    def ready(self) -> str:
        """The program with at least one voice has to be on the path."""
        return "" if installed_voices() else "the flite program is not installed (Debian: apt install flite)."

    def check(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief) -> None:
        """Raise UserError for an empty or endless text, an unknown voice or language, and for imitation."""
        understood(args, inputs)

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Say `text`; returns `audio`. Raises ModelError for what only the other voices can do."""
        wanted = understood(args, inputs)
        name = _voice_for(wanted)
        for sentence in wanted.reservations():
            report.warn(sentence)
        chunks = [(plain(text), pause_s) for text, pause_s in sentences(wanted.said)]
        parts, rate = [], 16000
        for number, (text, pause_s) in enumerate(chunks):
            report(number, len(chunks) + 1, f"speaking sentence {number + 1} of {len(chunks)}")
            if not text:
                raise ModelError("Flite cannot read this script.")
            samples, rate = _say(text, name, wanted)
            parts += [samples, np.zeros(round(pause_s * wanted.voice.pauses / wanted.voice.rate * rate), np.float32)]
        speech = np.concatenate(parts)
        if not np.any(np.abs(speech) > 1e-4):
            raise ModelError("Flite made no sound for this text.")
        vocal = finished(trimmed(speech, rate), rate, brief.sample_rate_hz, wanted.voice.loudness_lufs)
        named = replace(wanted, voice=replace(wanted.voice, described=f"{wanted.voice.described}, {name}"))
        return {"audio": audio_clip(brief.folder, named.clip_name, vocal, tags=("speech", wanted.language, name))}


def _voice_for(wanted: SpeakRequest) -> str:
    choices = _ACCENTS.get(wanted.language) or _VOICES.get(wanted.voice.described, ())
    found = next((name for name in choices if name in installed_voices()), "")
    if wanted.language not in _LANGUAGES or not found:
        raise ModelError(f"Flite has no voice for {wanted.voice.described} in {wanted.language.title()}.")
    return found


def _say(text: str, name: str, wanted: SpeakRequest) -> tuple[np.ndarray, int]:
    stretch = float(np.clip(1 / wanted.voice.rate, 0.33, 3.4))
    samples, rate, phones = spoken_by_flite(text, name, stretch=stretch)
    spoken = Spoken(samples.astype(np.float32), rate, _with_gaps(phones, len(samples), rate))
    return reshaped(with_pauses(spoken, wanted.voice.pauses), rate, wanted.voice.semitones, 1.0), rate


def _with_gaps(phones: Sequence[tuple[str, float, float]], count: int, rate: int) -> tuple[Phoneme, ...]:
    """The phones with the pauses between them."""
    timed, at = [], 0
    for name, start_s, end_s in phones:
        start, end = min(count, round(start_s * rate)), min(count, round(end_s * rate))
        if start > at:
            timed.append(Phoneme(at, start, "", 0))
        timed.append(Phoneme(start, end, name, 0))
        at = end
    return tuple(timed)
