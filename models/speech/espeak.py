"""Says a text with espeak-ng: over 100 languages, no download, on any machine."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from engine.clip import Clip, audio_clip
from engine.errors import UserError
from engine.model import Brief, Licence, Model, Report, Result
from models.speech.english_text import as_spoken
from models.speech.espeak_languages import LANGUAGES, find_language
from models.speech.espeak_library import NORMAL_RATE_WPM, sample_rate_hz, speak, why_missing
from models.speech.script import language_by_script
from models.speech.sentences import can_be_said, sentences
from models.speech.speaking_voice import SpeakingVoice, choose_voice
from models.speech.speech_shape import finished, reshaped, trimmed, with_pauses

MAX_CHARACTERS = 20_000
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
        _understood(args, inputs)

    def run(self, args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]], brief: Brief,
            report: Report) -> dict[str, Result]:
        """Say `text`; returns `audio` at the session's rate, trimmed, about −18 LUFS."""
        text, language, voice, strange = _understood(args, inputs)
        if strange:
            report.warn(f"The words '{strange}' mean nothing to this voice, so they change nothing.")
        if language == "japanese" and re.search("[一-鿿]", text):
            report.warn("Kanji cannot be read here; write the text in kana.")
        rate = voice.rate * float(args.get("rate") or 1.0)
        semitones = voice.semitones + float(args.get("pitch") or 0.0)
        pauses = voice.pauses * float(1.0 if args.get("pauses") is None else args["pauses"])
        said = as_spoken(text) if "english" in language else text
        chunks = sentences(said.replace("[[", "[ ["))
        own_rate_hz = sample_rate_hz()
        spoken = []
        for number, (chunk, pause_s) in enumerate(chunks):
            report(number, len(chunks) + 1, f"speaking sentence {number + 1} of {len(chunks)}")
            spoken.append(_say(chunk, language, voice, rate, semitones, pauses,
                               lambda done=number: report(done, len(chunks) + 1, "speaking")))  # type: ignore[misc]
            spoken.append(np.zeros(round(pause_s * pauses / rate * own_rate_hz), np.float32))
        samples = np.concatenate(spoken)
        if not np.any(np.abs(samples) > 1e-4):
            raise UserError(f"espeak-ng cannot read this text aloud as {language}; name the language it is in.")
        vocal = finished(trimmed(samples, own_rate_hz), own_rate_hz, brief.sample_rate_hz, voice.loudness_lufs)
        name = f"{' '.join(text.split()[:5])[:40]} ({voice.described}, {language})"
        return {"audio": audio_clip(brief.folder, name, vocal, tags=("speech", language, voice.described))}


def _understood(args: Mapping[str, Any],
                inputs: Mapping[str, Clip | Sequence[Clip]]) -> tuple[str, str, SpeakingVoice, str]:
    if inputs.get("reference") or args.get("reference"):
        raise UserError("This voice cannot imitate a recording; leave the reference out, or choose a model that clones "
                        "voices with consent.")
    text = unicodedata.normalize("NFC", str(args.get("text") or "").replace("\0", " ")).strip()
    if len(text) > MAX_CHARACTERS:
        raise UserError(f"The text has {len(text):,} characters; at most {MAX_CHARACTERS:,} are spoken at once. "
                        "Give it in parts.")
    if not can_be_said(text):
        raise UserError("There are no words in the text; write what should be said.")
    named, wanted = str(args.get("language") or "").strip(), str(args.get("voice") or "")
    language = find_language(named) if named else language_by_script(text) or _accent(wanted)
    voice, strange = choose_voice(wanted, str(args.get("style") or ""))
    return text, language, voice, strange


def _accent(voice: str) -> str:
    """A British voice speaks British English when no language was named."""
    match = re.search(r"\b(british|american|scottish|caribbean)\b", voice.lower())
    return f"{match[1]} english" if match else "english"


def _say(text: str, language: str, voice: SpeakingVoice, rate: float, semitones: float, pauses: float,
         on_block: Callable[[], None]) -> np.ndarray:
    wpm = NORMAL_RATE_WPM * rate
    within = float(np.clip(semitones, _THEIR_SEMITONES[0], _THEIR_SEMITONES[-1]))
    spoken = speak(text, f"{LANGUAGES[language]}+{voice.variant}",
                   rate_wpm=round(np.clip(wpm, _SLOWEST_WPM, _FASTEST_WPM)),
                   pitch=round(np.interp(within, _THEIR_SEMITONES, _PITCH_PARAMETERS)), pitch_range=voice.pitch_range,
                   on_block=on_block)
    samples = with_pauses(spoken, pauses)
    return reshaped(samples, spoken.sample_rate_hz, semitones - within, min(1.0, wpm / _SLOWEST_WPM))
