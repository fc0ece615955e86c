"""What can be made: sounds, loops and parts by their nouns, and the task that makes each."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.planner.regex import regex

_INSTRUMENT = (
    r"(?:string|strings|horn|horns|brass|trumpet|sax|saxophone|flute|clarinet|oboe|violin|cello|piano|rhodes|organ|keys"
    r"|keyboard|guitar|harp|marimba|vibraphone|vibes|glockenspiel|synth|choir|bell|bells|accordion|ukulele|banjo|sitar"
    r"|kalimba|harmonica|mandolin|vocal chop)"
)
_PERCUSSION = (
    r"(?:tambourines?|tambs?|shakers?|hi[- ]?hats?|hats?|cowbells?|congas?|bongos?|triangles?|woodblocks?"
    r"|claps?|hand ?claps?"
    r"|snaps?|finger snaps?|percussion|maracas|djembes?|cajons?|toms?|snares?|kicks?|rims?|rim ?shots?|rides?"
    r"|clave|claves|guiro)"
)
_NOTES: tuple[tuple[str, str], ...] = (
    ("arpeggio", r"arpeggios?|arps?"),
    ("bass", r"(?:walking |sub )?bass ?-?lines?|walking bass|bass part"),
    ("drums", r"drum (?:patterns?|parts?|beats?|grooves?|tracks?)|drums|blast ?beats?"),
    (
        "melody",
        r"(?:counter[ -]?)?melod(?:y|ies)|top ?-?lines?|counter ?lines?|lead lines?"
        r"|(?:synth|guitar|sax|flute|violin|brass) leads?(?: lines?)?",
    ),
    ("chords", r"chord (?:progressions?|loops?|parts?|patterns?)|chords?|progressions?"),
)
_RISES = r"risers?|build-?ups?"
_LIFTS = r"(?:up|down)lifters?|(?:noise )?sweeps?"
_HITS = (
    rf"(?:reversed? )?(?:crash(?:es)?|cymbals?)(?: swells?)?|gongs?|booms?|impacts?|stingers?|stings?|dings?"
    r"|whoosh(?:es)?|swoosh(?:es)?|thunder(?: ?claps?)?|sub(?:-| bass)? ?drops?(?! (?:out|in)\b)"
    r"|doorbells?|phone rings?|glass smash(?:es)?|camera (?:click|shutter)s?"
    r"|record scratch(?:es)?|vinyl stops?|knocks?|gunshots?|door slams?"
    rf"|explosions?|beeps?|glissand[oi]s?|applause|sirens?|{_PERCUSSION}"
)
_FILLS = r"(?:(?:snare|drum|timpani|tom|kick|bass|guitar|piano|string|horn) )?(?:rolls?|fills?|licks?)"
_BEDS = (
    rf"beats?|(?:drum )?loops?|{_PERCUSSION} (?:loops?|patterns?|parts?)|grooves?|pads?|drones?|soundscapes?"
    rf"|atmospheres?|ambien[ct]es?|textures?|vamps?|waltz(?:es)?|ballads?|tangos?|sambas?|bossa novas?|lullab(?:y|ies)"
    rf"|fanfares?|march(?:es)?|polkas?|rain|crickets|birds(?:ong)?|wind|waves|crowd noise|vinyl crackle|crackle"
    r"|hiss|noise|thunderstorms?|traffic(?: noise)?|street noise|sea ?gulls|footsteps|heartbeats?|clock tick(?:s|ing)"
    r"|radio static|church bells|(?:caf[eé]|crowd|pub) (?:noise|ambience|chatter)|chatter"
    rf"|{_INSTRUMENT} (?:lines?|parts?|loops?|riffs?|stabs?|chords?|pads?|swells?|melod(?:y|ies)|solos?)"
    r"|riffs?|stabs?"
)


@dataclass(frozen=True)
class Noun:
    """What a noun asks for."""

    task: str
    kind: str = ""
    """Of notes: chords, bass …"""
    bars: int = 0
    """How long it is before a bar where nothing else is told; 0: as the place says."""
    is_event: bool = False
    """Is it something that happens once, and not a part that plays along?"""
    is_filling: bool = False
    """Does it fill its bar, as a roll does and a hit does not?"""


_TABLE: tuple[tuple[re.Pattern[str], Noun], ...] = (
    *((regex(words), Noun("generate_midi", kind)) for kind, words in _NOTES),
    (regex(_RISES), Noun("generate_audio", bars=4, is_event=True)),
    (regex(_LIFTS), Noun("generate_audio", bars=2, is_event=True)),
    (regex(_FILLS), Noun("generate_audio", bars=1, is_event=True, is_filling=True)),
    (regex(_HITS), Noun("generate_audio", bars=1, is_event=True)),
    (regex(_BEDS), Noun("generate_audio")),
)


def noun_in(words: str) -> tuple[Noun, int, int] | None:
    """The last noun of a phrase that begins it or stands behind its adjectives, with where it lies."""
    for at in (0, *(match.end() for match in re.finditer(r"[\s-]+", words))):
        found = [
            (match.end(), noun)
            for pattern, noun in _TABLE
            if (match := pattern.match(words, at)) and not re.match(r"[\w'-]", words[match.end() :])
        ]
        if not found:
            continue
        end, noun = max(found, key=lambda one: one[0])
        further = noun_in(words[end + 1 :]) if words[end : end + 1] in (" ", "-") else None
        if further and further[1] == 0:  # "drum fill", "techno beat loop"
            return further[0], at, end + 1 + further[2]
        return noun, at, end
    return None
