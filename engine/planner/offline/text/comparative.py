"""Comparatives: "darker" is one, "thunder" and "under" only end like it."""

from __future__ import annotations

from engine.planner.regex import regex

_NO_COMPARATIVE = frozenset(
    "after another center character chatter choir chopper clatter copter corner cover drummer ever feeder fiddler"
    " filter finger flutter former hammer her hover laser latter letter limiter marker master meter monster mixer never"
    " number offer officer other outer over paper per percenter player power printer producer rather ringer riser river"
    " roller rubber running shaker shatter shower shutter singer slider speaker spider stinger synthesizer thunder"
    " tiger timer together tower transformer trigger twitter typewriter under upper uplifter downlifter water weather"
    " whisper winter buzzer engineer helicopter computer hiker plunger rooster sequencer sampler stutter".split()
)
_ENDS = regex(r"\b[a-z]+er\b")


def is_comparative(word: str) -> bool:
    """True for "darker", "softer"; false for nouns and prepositions that end so."""
    return word.endswith("er") and word not in _NO_COMPARATIVE


def says_comparative(text: str) -> bool:
    """True when some word of a lower-case text is a comparative."""
    return any(is_comparative(match[0]) for match in _ENDS.finditer(text))
