"""The singing voices, and which one is meant by a few words."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from engine.errors import UserError

TENOR_BELOW = 64
"""Median MIDI pitch under which a man sings when nobody said who should."""


@dataclass(frozen=True)
class Voice:
    """A timbre: who speaks the words, and how the vocal tract is scaled."""

    id: str
    engine: str
    """espeak or flite."""
    source: str
    """Variant of espeak-ng (m3, f4 …), or the name of a flite voice."""
    formant: float
    """Scale of the vocal tract's resonances; above 1 = smaller head."""
    kind: str
    """male, female, child."""
    words: str
    """Other words that mean it."""
    sounds: str
    """How it sounds, in a few words."""


VOICES = (
    Voice("rms", "flite", "rms", 1.00, "male", "tenor warm", "a clear tenor"),
    Voice("awb", "flite", "awb", 1.00, "male", "scottish bright", "a brighter tenor with a Scottish accent"),
    Voice("deep-rms", "flite", "rms", 0.90, "male", "deep bass baritone low old", "a deep baritone"),
    Voice("alto", "flite", "rms", 1.15, "female", "alto mezzo warm clear", "a clear alto"),
    Voice("slt", "flite", "slt", 1.03, "female", "soprano soft high light", "a light, veiled soprano"),
    Voice("kid", "flite", "rms", 1.27, "child", "boy girl kid young", "a child's voice"),
    Voice("max", "espeak", "m3", 1.00, "male", "tenor", "a plain tenor, clearly synthetic"),
    Voice("bruno", "espeak", "m7", 0.93, "male", "deep bass baritone low old", "a deep voice, clearly synthetic"),
    Voice("anna", "espeak", "f1", 1.00, "female", "alto mezzo", "an alto, clearly synthetic"),
    Voice("stella", "espeak", "f4", 1.10, "female", "soprano high light soft", "a light soprano, clearly synthetic"),
    Voice("pip", "espeak", "f5", 1.20, "child", "boy girl kid young", "a child's voice, clearly synthetic"),
)

_KINDS = {"male": "male", "man": "male", "men": "male", "guy": "male", "masculine": "male", "him": "male", "he": "male",
          "tenor": "male", "baritone": "male", "bass": "male", "deep": "male", "female": "female", "woman": "female",
          "lady": "female", "feminine": "female", "her": "female", "she": "female", "alto": "female",
          "mezzo": "female", "soprano": "female", "child": "child", "boy": "child", "girl": "child", "kid": "child"}
_STYLE_WORDS = frozenset("""soft softly softer breathy loud louder bright brighter dark darker whisper whispering
    whispered robotic robot warm clear vibrato no more less strong powerful gentle quiet natural straight big
    small""".split())
_FILLERS = frozenset("""a an the with voice singer vocal vocals sing sung singing and very in of by like sounding good
    nice human""".split())


def choose_voice(words: str, median_pitch: float, flite_voices: frozenset[str], *, is_english: bool) -> Voice:
    """The voice that fits the words best; without words one that suits the height of the line.

    Raises UserError for words that name no voice, with the voices there are.
    """
    usable = [voice for voice in VOICES if voice.engine == "espeak" or (is_english and voice.source in flite_voices)]
    asked = re.findall(r"[a-z0-9'-]+", words.lower())
    by_id = {voice.id: voice for voice in usable} | {voice.source: voice for voice in reversed(usable)}
    for word in asked:
        if word in by_id:
            return by_id[word]
    elsewhere = next((voice for voice in VOICES if voice.id in asked or voice.source in asked), None)
    kind = elsewhere.kind if elsewhere else next((_KINDS[word] for word in asked if word in _KINDS), None)
    known = {word for voice in VOICES for word in voice.words.split()}
    strange = [word for word in asked if word not in _FILLERS | _STYLE_WORDS | known and word not in _KINDS]
    if "espeak" in asked or "flite" in asked:
        usable = [voice for voice in usable if voice.engine in asked] or usable
        strange = [word for word in strange if word not in ("espeak", "flite")]
    if strange and kind is None and not any(word in known for word in asked):
        raise UserError(_unknown(" ".join(strange), usable))
    kind = kind or ("male" if median_pitch < TENOR_BELOW else "female")
    fitting = [voice for voice in usable if voice.kind == kind]
    return max(fitting, key=lambda voice: (sum(word in voice.words.split() for word in asked), -usable.index(voice)))


def named_elsewhere(words: str, chosen: Voice) -> str:
    """The voice that was asked for by name when another one had to be taken; else ""."""
    asked = re.findall(r"[a-z0-9'-]+", words.lower())
    return next((voice.id for voice in VOICES if voice.id in asked and voice.id != chosen.id), "")


def _unknown(word: str, usable: list[Voice]) -> str:
    near = difflib.get_close_matches(word, [voice.id for voice in usable] + list(_KINDS), 1)
    hint = f" Did you mean '{near[0]}'?" if near else ""
    return (f"There is no voice '{word}'.{hint} Say male, female, deep, child, soft, or one of "
            f"{', '.join(voice.id for voice in usable)}.")
