"""A request to say something, checked and understood before anything is loaded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine.errors import UserError
from engine.media.clip import Clip
from models.speech.english_text import as_spoken
from models.speech.espeak_languages import find_language
from models.speech.script import language_by_script
from models.speech.sentences import can_be_said
from models.speech.speaking_voice import SpeakingVoice, choose_voice

MAX_CHARACTERS = 20_000


@dataclass(frozen=True)
class SpeakRequest:
    """What is to be said, and how."""

    text: str
    """As it was written."""
    said: str
    """As it is read aloud: English numbers and abbreviations written out."""
    language: str
    """Lower-case English name."""
    voice: SpeakingVoice
    """With the rate, pitch and pauses asked for."""
    strange_words: str
    """Words about voice and style that mean nothing here."""

    @property
    def clip_name(self) -> str:
        """The first words."""
        return " ".join(self.text.split()[:5])[:40]

    def reservations(self) -> list[str]:
        """What could not be followed, in sentences."""
        if not self.strange_words:
            return []
        return [f"The words '{self.strange_words}' mean nothing to this voice, so they change nothing."]


def understood(args: Mapping[str, Any], inputs: Mapping[str, Clip | Sequence[Clip]]) -> SpeakRequest:
    """Read the arguments of `speak`; UserError for what nobody could say, and for imitation."""
    if inputs.get("reference") or args.get("reference"):
        raise UserError("This voice cannot imitate a recording; leave the reference out, or choose a model that clones "
                        "voices with consent.")
    text = text_to_say(args)
    named, wanted = str(args.get("language") or "").strip(), str(args.get("voice") or "")
    language = find_language(named) if named else language_by_script(text) or _accent(wanted)
    voice, strange = choose_voice(wanted, str(args.get("style") or ""))
    voice = replace(voice, rate=voice.rate * float(args.get("rate") or 1.0),
                    semitones=voice.semitones + float(args.get("pitch") or 0.0),
                    pauses=voice.pauses * float(1.0 if args.get("pauses") is None else args["pauses"]))
    return SpeakRequest(text, as_spoken(text) if "english" in language else text, language, voice, strange)


def text_to_say(args: Mapping[str, Any]) -> str:
    """The argument `text`; UserError when there are no words in it, or too many."""
    text = unicodedata.normalize("NFC", str(args.get("text") or "").replace("\0", " ")).strip()
    if len(text) > MAX_CHARACTERS:
        raise UserError(f"The text has {len(text):,} characters; at most {MAX_CHARACTERS:,} are spoken at once. "
                        "Give it in parts.")
    if not can_be_said(text):
        raise UserError("There are no words in the text; write what should be said.")
    return text


def _accent(voice: str) -> str:
    """A British voice speaks British English when no language was named."""
    match = re.search(r"\b(british|american|scottish|caribbean)\b", voice.lower())
    return f"{match[1]} english" if match else "english"
