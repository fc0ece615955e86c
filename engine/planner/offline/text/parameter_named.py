"""The parameter that is named to be moved: "automate the resonance of the synth from .2 to .8" → "resonance"."""

from __future__ import annotations

from engine.planner.regex import regex

_VERB = r"(?:automat(?:e|ing)|sweep|ramp|ride|modulate|move|glide|slide)"
_WORDS = r"[a-z][a-z-]*(?: [a-z][a-z-]*){0,2}?"
_OF = regex(rf"\b{_VERB} (?:(?:the|its|my|our) )?(?P<what>{_WORDS}) (?:of|on|for)\b.*\d")
_ITS = regex(rf"\b{_VERB} .*?\w['’]s? (?P<what>{_WORDS}) (?:from|to|over|between|up|down)\b.*\d")
_NO_PARAMETER = regex(
    r"^(?:a|an|all|some|both|each|every|it|this|that|these|those|everything)\b"
    r"|\b(?:volumes?|levels?|faders?|gains?|loud\w*|quiet\w*|soft\w*|amplitudes?|dynamics|automation|envelopes?|curves?"
    r"|pan\w*|balance|position|mut(?:e|ing)|filters?"
    r"|swells?|fades?|rises?|falls?|drops?|dips?|rides?|ramps?|sweeps?|crescendo|decrescendo|diminuendo|lifts?|builds?"
    r"|beginning|start|end|ending|middle|rest|whole|last|first|second|half|part|bars?|beats?|clips?|regions?|notes?"
    r"|words?|lines?|tracks?|sounds?|copy|copies|up|down|in|out)\b"
)
"""Other words for the fader, what a fader does, and what lies on a track."""


def parameter_named(low: str) -> tuple[str, int, int]:
    """The name with its first and last character in the words; ("", 0, 0) where none is named."""
    for pattern in (_OF, _ITS):
        match = pattern.search(low)
        if match and not _NO_PARAMETER.search(match["what"]):
            return match["what"], *match.span("what")
    return "", 0, 0
