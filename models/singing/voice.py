"""The singing voices, and which one is meant by a few words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection
from dataclasses import dataclass

from engine.errors import UserError
from engine.tasks.voice_words import KIND_OF, RANGES
from models.singing.own_voice import recordings
from models.speech.espeak_library import why_missing

TENOR_BELOW = 64
"""Median MIDI pitch under which a man sings when nobody said who should."""


@dataclass(frozen=True)
class Timbre:
    """A timbre: who speaks the words, and how the vocal tract is scaled."""

    id: str
    engine: str
    """espeak, flite, formant, or recording (a voice of the user's own)."""
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
    low: int = 43
    """Lowest comfortable MIDI pitch."""
    high: int = 69
    word_errors: float | None = None
    """Share of the words a recogniser reads wrong when it has sung them, every sound brought back to the length it was
    spoken with (bench/singing_voices.py); None = not measured."""
    spoken_errors: float | None = None
    """The same when it only speaks them through the vocoder: what no singing of it can beat."""
    note_errors: float | None = None
    """The same as the first when nothing but the notes is known and their middles are cut out; pessimistic."""
    words_read: int = 0
    """On how many words these shares were measured; at 500 they are good to about 0.03."""

    @property
    def name(self) -> str:
        """What people call it; what its source calls it is no name for some."""
        return _NAMES.get(self.id, self.id)

    @property
    def is_usable(self) -> bool:
        """True when singing costs the words little: at most 0.12 more of them are read wrong than spoken ones."""
        if self.word_errors is None or self.spoken_errors is None:
            return False
        return self.word_errors <= self.spoken_errors + 0.12


_NAMES = {"rms": "Rufus", "awb": "Angus", "deep-rms": "Boris", "slt": "Selma"}
VOICES = (
    Timbre("rms", "flite", "rms", 1.00, "male", "tenor warm", "a clear tenor", 40, 69, 0.104, 0.070, 0.147, 614),
    Timbre("awb", "flite", "awb", 1.00, "male", "scottish bright", "a brighter tenor with a Scottish accent",
          43, 69, 0.163, 0.114, 0.282, 510),
    Timbre("deep-rms", "flite", "rms", 0.94, "male", "deep bass baritone low old dark", "a deep baritone", 36, 64),
    Timbre("alto", "flite", "rms", 1.15, "female", "alto mezzo warm clear", "a clear alto", 50, 76, 0.161, 0.123, 0.293,
          447),
    Timbre("clara", "flite", "rms", 1.10, "female", "contralto low dark deep", "a dark contralto", 48, 72, 0.118, 0.120,
          0.245, 433),
    Timbre("slt", "flite", "slt", 1.03, "female", "soprano soft high light", "a light, veiled soprano", 55, 79),
    Timbre("kid", "flite", "rms", 1.27, "child", "boy girl kid young", "a child's voice", 57, 79),
    Timbre("max", "espeak", "m3", 1.00, "male", "tenor", "a plain tenor, clearly synthetic", 40, 69),
    Timbre("bruno", "espeak", "m7", 0.93, "male", "deep bass baritone low old dark", "a deep voice, clearly synthetic",
          36, 64),
    Timbre("anna", "espeak", "f1", 1.00, "female", "alto mezzo", "an alto, clearly synthetic", 50, 76),
    Timbre("stella", "espeak", "f4", 1.10, "female", "soprano high light soft", "a light soprano, clearly synthetic",
          55, 79),
    Timbre("pip", "espeak", "f5", 1.20, "child", "boy girl kid young", "a child's voice, clearly synthetic", 57, 79),
    Timbre("formant", "formant", "formant", 1.00, "male", "robot", "a machine's voice, made of resonances alone",
          40, 69),
    Timbre("formant-high", "formant", "formant", 1.16, "female", "robot", "a machine's voice, higher", 50, 76),
)

_KINDS = {**KIND_OF, **dict.fromkeys(("masculine", "him", "he", "deep"), "male"),
          **dict.fromkeys(("feminine", "her", "she"), "female")}
_RANGES = RANGES | {"deep"}
"""Words that mean a kind only where no other word does: "a deep female voice" is a woman's."""
_STYLE_WORDS = frozenset("""soft softly softer breathy loud louder bright brighter dark darker whisper whispering
    whispered robotic robot warm clear vibrato no more less strong powerful gentle quiet natural straight big
    small""".split())
_FILLERS = frozenset("""a an the with voice singer vocal vocals sing sung singing and very in of by like sounding good
    nice human""".split())


def choose_voice(words: str, median_pitch: float, flite_voices: frozenset[str], *, is_english: bool) -> Timbre:
    """The voice that fits the words best; without words one that suits the height of the line.

    Raises UserError for words that name no voice, with the voices there are.
    """
    usable = [voice for voice in VOICES if is_here(voice, flite_voices) and (is_english or voice.engine == "espeak")]
    if not usable:
        raise UserError("Without espeak-ng only English can be sung: run `pip install espeakng-loader`.")
    asked = re.findall(r"[a-z0-9'-]+", words.lower())
    by_id = {voice.id: voice for voice in usable} | {voice.source: voice for voice in reversed(usable)}
    by_id |= {voice.name.lower(): voice for voice in usable}
    by_id |= {recording.name: recorded_voice(recording.name) for recording in recordings() if is_english}
    for word in asked:
        if word in by_id:
            return by_id[word]
    elsewhere = next((voice for voice in VOICES if {voice.id, voice.source, voice.name.lower()} & {*asked}), None)
    asked = [_plain(word) for word in asked]
    kinds = sorted((word for word in asked if word in _KINDS), key=lambda word: word in _RANGES)
    kind = elsewhere.kind if elsewhere else next((_KINDS[word] for word in kinds), None)
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


def is_here(voice: Timbre, flite_voices: Collection[str]) -> bool:
    """True when what speaks for a voice is installed."""
    if voice.engine == "espeak":
        return not why_missing()
    return voice.engine == "formant" or voice.source in flite_voices


def recorded_voice(name: str) -> Timbre:
    """The voice of a recording of the user's own."""
    return Timbre(name, "recording", name, 1.0, "", "", "a recorded voice")


def named_elsewhere(words: str, chosen: Timbre) -> str:
    """The voice that was asked for by name when another one had to be taken; else ""."""
    asked = re.findall(r"[a-z0-9'-]+", words.lower())
    named = (voice for voice in VOICES if {voice.id, voice.name.lower()} & {*asked} and voice.id != chosen.id)
    return next((voice.name for voice in named), "")


def not_heard_in(words: str, chosen: Timbre) -> str:
    """What was said of the voice that the chosen one has not, in words; "" when it is as it was asked for."""
    if not chosen.words:
        return ""
    asked = [_plain(word) for word in re.findall(r"[a-z0-9'-]+", words.lower())]
    named = {one for voice in VOICES for one in (voice.id, voice.source, voice.name.lower())}
    manners = _STYLE_WORDS | _FILLERS | {"espeak", "flite"}
    known = frozenset(word for voice in VOICES for word in voice.words.split()) - {"warm", "bright", "soft", "clear"}
    missing = [word for word in asked if word not in chosen.words.split() and word not in named
               and _KINDS.get(word) != chosen.kind and (word in known or word not in manners)]
    return " ".join(dict.fromkeys(missing))


def _plain(word: str) -> str:
    """darker → dark, deeper → deep, child's → child: a voice is described by what it is."""
    word = word.removesuffix("'s")
    base = word.removesuffix("er")
    return base if word != base and any(base in voice.words.split() for voice in VOICES) else word


def _unknown(word: str, usable: list[Timbre]) -> str:
    near = difflib.get_close_matches(word, [voice.name.lower() for voice in usable] + list(_KINDS), 1)
    hint = f" Did you mean '{near[0]}'?" if near else ""
    return f"There is no voice '{word}'.{hint} Say male, female, deep, child or soft, or name one of the voices."
