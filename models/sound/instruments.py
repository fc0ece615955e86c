"""Instruments by the names musicians give them: which voice of the synthesiser, or which drum kit, plays."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from engine.errors import UserError
from models.sound.prompt.players import INSTRUMENTS, STAND_INS
from models.sound.synth.drum_kit import KITS
from models.sound.synth.voice_table import VOICES

DRUMS = "drums"
_MORE = {
    "grand piano": "piano", "upright piano": "piano", "grand": "piano", "e-piano": "rhodes", "epiano": "rhodes",
    "wurlitzer": "rhodes", "wurli": "rhodes", "fender rhodes": "rhodes", "hammond": "organ", "church organ": "organ",
    "string section": "strings", "orchestra": "strings", "viola": "strings", "cello": "low_strings",
    "violin": "strings", "lead": "lead", "synth lead": "lead", "soft lead": "soft_lead", "arp": "pluck",
    "bass": "finger_bass", "electric bass": "finger_bass", "fingered bass": "finger_bass", "picked bass": "pick_bass",
    "contrabass": "upright_bass", "acoustic bass": "upright_bass", "sub": "sub_bass", "808 bass": "bass_808",
    "voices": "choir", "ensemble": "strings", "supersaw": "stab", "guitar": "steel_guitar", "harp": "nylon_guitar",
    "classical guitar": "nylon_guitar", "muted guitar": "muted_guitar", "pads": "pad", "brass section": "brass",
    "french horn": "horn", "vibraphone": "vibes", "celesta": "bell", "tubular bells": "bell", "saxophone": "sax",
}
_KIT_WORDS = {"drums": "band", "drum": "band", "drum kit": "band", "drumkit": "band", "kit": "band",
              "percussion": "band", "tr-909": "909", "tr-808": "808", "brush": "brushes", "lo-fi drums": "dusty",
              "lofi drums": "dusty", "acoustic drums": "band", "rock drums": "rock", "taikos": "taiko"}
_KINDS = {"chords": "piano", "bass": "finger_bass", "melody": "lead", "arpeggio": "pluck", "pad": "pad", "drums": DRUMS}
"""What plays a part of which nothing more is said."""


@dataclass(frozen=True)
class Instrument:
    """Who plays."""

    name: str
    """As people call it."""
    voice: str = ""
    """A voice of the synthesiser; empty for a drum kit."""
    kit: str = "band"
    """The kit that plays the drum notes."""
    stands_in_for: str = ""
    """What was asked for and is not here."""


def instrument_named(text: str) -> Instrument:
    """The instrument that a text names; UserError with the nearest names when none does."""
    words = _plain(text)
    table = _table()
    found = [name for name in table if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words)]
    if not found:
        near = difflib.get_close_matches(words, list(table), 3, 0.4) or ["piano", "strings", "bass"]
        raise UserError(f"There is no instrument '{text.strip()[:40]}' here; the nearest are {', '.join(near)}.")
    return table[max(found, key=len)]


def instrument_for(kind: str, words: str) -> Instrument:
    """Who plays when nobody is named: after the kind of part it is, else after the words of its name and track."""
    if kind in _KINDS:
        return instrument_named(_KINDS[kind])
    words = _plain(words)
    for name in (*_KINDS, *_table()):
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words):
            return instrument_named(_KINDS.get(name, name))
    return instrument_named("piano")


def _table() -> dict[str, Instrument]:
    table = {_plain(voice): Instrument(_plain(voice), voice) for voice in VOICES}
    table |= {name: Instrument(_plain(voice), voice) for name, (_, voice) in INSTRUMENTS.items()}
    table |= {name: Instrument(_plain(voice), voice) for name, voice in _MORE.items()}
    table |= {name: Instrument(plays.partition(" ")[2], voice, "band", name)
              for name, (_, voice, plays) in STAND_INS.items()}
    for kit in KITS:
        for name in (f"{_plain(kit)} drums", f"{_plain(kit)} kit", f"{_plain(kit)} drum kit"):
            table[name] = Instrument(f"{_plain(kit)} kit", "", kit)
    table |= {name: Instrument("drum kit" if kit == "band" else f"{kit} kit", "", kit)
              for name, kit in _KIT_WORDS.items()}
    return table


def _plain(text: str) -> str:
    return re.sub(r"[_\s]+", " ", text.lower()).strip()
