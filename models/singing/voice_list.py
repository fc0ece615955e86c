"""The singing voices as people see them: name, kind, range, language, and how well their words are understood."""

from __future__ import annotations

from collections.abc import Collection

from engine.catalog import model
from models.singing.own_voice import recordings
from models.singing.voice import VOICES, Timbre, is_here
from models.speech.espeak_languages import LANGUAGES

_LICENCES = {"flite": "free, also commercially (flite, BSD-like)",
             "formant": "free, also commercially (our own)",
             "espeak": "free, also commercially (espeak-ng, GPL-3.0)"}


def singing_voices(flite_voices: Collection[str]) -> tuple[model.Voice, ...]:
    """Every voice that can sing on this machine, and the recorded ones."""
    built_in = [_shown(voice) for voice in VOICES if is_here(voice, flite_voices)]
    return (*built_in, *recorded())


def recorded() -> tuple[model.Voice, ...]:
    """The voices made of the user's own recordings."""
    return tuple(model.Voice(one.name, one.name, languages=("english",), licence=one.consent, commercial=None,
                             description="a recorded voice") for one in recordings())


def _shown(voice: Timbre) -> model.Voice:
    languages = tuple(sorted(LANGUAGES)) if voice.engine == "espeak" else ("english",)
    return model.Voice(voice.id, voice.name.capitalize(), voice.kind, languages, voice.low, voice.high,
                       _LICENCES[voice.engine], True, f"{voice.sounds}{understood(voice)}")


def understood(voice: Timbre) -> str:
    """How many of its sung words a recogniser reads right, beside the same words spoken; "" when not measured."""
    if voice.word_errors is None or voice.spoken_errors is None:
        return ""
    return (f"; a recogniser reads {1 - voice.word_errors:.0%} of its sung words right, "
            f"{1 - voice.spoken_errors:.0%} when it speaks them")
