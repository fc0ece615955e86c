"""The words ACE-Step knows: languages to sing in, and parts of a mix; and what is about a voice instead."""

from __future__ import annotations

import re

from engine.catalog.model import Report
from engine.errors import UserError
from engine.media.audio_stream import sound_info
from engine.media.clip import Clip
from models.hearing.listener import listen
from models.speech.style_words import style_of
from models.speech.whisper_languages import WHISPER_LANGUAGES

LANGUAGES = tuple(
    "arabic azerbaijani bengali bulgarian cantonese catalan chinese croatian czech danish dutch english finnish french "
    "german greek hebrew hindi hungarian icelandic indonesian italian japanese korean latin lithuanian malay nepali "
    "norwegian persian polish portuguese punjabi romanian russian sanskrit serbian slovak spanish swahili swedish "
    "tamil telugu thai turkish ukrainian urdu vietnamese".split()
)
PARTS = {
    "vocals": "lead vocals", "backing_vocals": "backing vocals", "drums": "drums", "percussion": "percussion",
    "bass": "bass", "guitar": "guitar", "keyboard": "keyboard", "strings": "strings", "synth": "synth",
    "brass": "brass", "woodwinds": "woodwinds", "fx": "effects",
}
"""The model's own name → what people say."""
_SAME = {
    "vocal": "vocals", "voice": "vocals", "singer": "vocals", "singing": "vocals", "choir": "backing_vocals",
    "backing": "backing_vocals", "harmonies": "backing_vocals", "drum": "drums", "beat": "drums", "kit": "drums",
    "congas": "percussion", "shaker": "percussion", "tambourine": "percussion", "bassline": "bass",
    "guitars": "guitar", "piano": "keyboard", "keys": "keyboard", "keyboards": "keyboard", "organ": "keyboard",
    "rhodes": "keyboard", "string": "strings", "violin": "strings", "violins": "strings", "cello": "strings",
    "synths": "synth", "synthesizer": "synth", "pad": "synth", "horns": "brass", "trumpet": "brass",
    "trombone": "brass", "flute": "woodwinds", "clarinet": "woodwinds", "sax": "woodwinds", "saxophone": "woodwinds",
    "woodwind": "woodwinds", "effects": "fx",
}
_LISTENED_S = 60.0
_VOICES = ("speech", "singing")


def language_code(language: str) -> str:
    """The code of a language by its English name, English when none is named; UserError when it is not sung."""
    name = language.strip().lower() or "english"
    if name not in LANGUAGES:
        sung = ", ".join(LANGUAGES).title()
        raise UserError(f"ACE-Step does not sing in '{name[:40].title()}'; it sings in {sung}.")
    return WHISPER_LANGUAGES[name]


def part_named(name: str, target: str) -> str:
    """The model's name for a part of a mix; UserError when it was not trained on it."""
    words = re.findall(r"[a-z]+", target.lower())
    if "backing" in words:
        return "backing_vocals"
    for word in reversed(words):
        part = _SAME.get(word, word)
        if part in PARTS:
            return part
    raise UserError(f"{name} does not know '{target[:60]}'; it gets {', '.join(PARTS.values())}.")


def is_about_a_voice(clip: Clip, style: str) -> bool:
    """True when a style is a way of speaking, or when most of what is heard in the clip is a voice alone."""
    if style:
        try:
            style_of(style)
        except UserError:
            return False
        return True
    info = sound_info(clip)
    spans = [span for span in listen(clip, info, Report())[0] if span.start_s < _LISTENED_S and span.label != "silence"]
    spoken = sum(span.end_s - span.start_s for span in spans if span.label in _VOICES)
    return bool(spoken > 0.5 * sum(span.end_s - span.start_s for span in spans))
