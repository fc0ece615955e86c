"""In which language the lyrics are sung: named in words, or seen by their script."""

from __future__ import annotations

import re

from models.singing.syllables import is_word
from models.speech.espeak_languages import LANGUAGES
from models.speech.script import language_by_script

ENGLISH = "english"


def language_of(lyrics: str, words: str) -> str:
    """Lower-case English name of the language to sing in.

    `words` are what was said about the voice ("a French woman"); without a name there, or with plainly
    English words to sing ("an Irish tenor"), the script decides.
    """
    named = next((word for word in re.findall(r"[a-z]+", words.lower()) if word in LANGUAGES), None)
    if named and not _reads_as_english(lyrics):
        return named
    return language_by_script(lyrics) or ENGLISH


def espeak_voice(language: str, variant: str) -> str:
    """The espeak-ng voice that sings a language with a variant: french, f4 → roa/fr+f4."""
    return f"{LANGUAGES[language]}+{variant}"


def _reads_as_english(lyrics: str) -> bool:
    words = re.findall(r"[^\W\d_]{2,}", lyrics.lower().replace("-", ""))
    return bool(words) and sum(map(is_word, words)) >= 0.7 * len(words)
