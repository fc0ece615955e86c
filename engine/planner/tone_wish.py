"""Words for tone made small, definite moves: "warmer" is 2 dB more around 200 Hz, "muddy" 3 dB less around 300.

An effect that a planner chose for such a word without any figure would do what it does by default, which may be the
opposite of the wish. The moves are those of mixing guides (Izhaki, "Mixing Audio"; Owsinski, "The Mixing Engineer's
Handbook"): wide bells and shelves, two to four dB.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.planner.languages.detect import language_of
from engine.planner.languages.request import in_words
from engine.tasks.plan import Plan

_VAGUE = frozenset(("eq", "distortion", "lowpass", "highpass"))
_NAMED = re.compile(
    r"\b(?:eq|equali[sz]er|distort\w*|satur\w*|overdrive|drive|fuzz|tape|tube|filter|low ?pass|high ?pass)\b"
)
_NOT_FIGURES = frozenset(
    ("clip", "clips", "track", "tracks", "effect", "model", "start", "end", "start_bar", "end_bar")
)
_MORE: Mapping[str, Mapping[str, float]] = {
    "warm": {"freq_hz": 200, "gain_db": 2.5, "q": 0.7},
    "bright": {"cutoff_hz": 8000, "gain_db": 3, "q": 0.7},
    "airy": {"cutoff_hz": 11000, "gain_db": 3, "q": 0.7},
    "crisp": {"cutoff_hz": 6000, "gain_db": 2.5, "q": 0.7},
    "clear": {"freq_hz": 3500, "gain_db": 2.5, "q": 0.7},
    "present": {"freq_hz": 3500, "gain_db": 2.5, "q": 0.7},
    "dark": {"cutoff_hz": 6000, "gain_db": -3, "q": 0.7},
    "mellow": {"cutoff_hz": 5000, "gain_db": -3, "q": 0.7},
    "smooth": {"freq_hz": 3500, "gain_db": -2.5, "q": 0.7},
    "full": {"freq_hz": 180, "gain_db": 2.5, "q": 0.7},
    "thick": {"freq_hz": 180, "gain_db": 2.5, "q": 0.7},
}
"""What is wished for, and what a comparative of it means."""
_COMPLAINTS: Mapping[str, Mapping[str, float]] = {
    "muddy": {"freq_hz": 300, "gain_db": -3, "q": 0.9},
    "mud": {"freq_hz": 300, "gain_db": -3, "q": 0.9},
    "boomy": {"freq_hz": 160, "gain_db": -4.5, "q": 0.7},
    "boxy": {"freq_hz": 450, "gain_db": -3, "q": 1.0},
    "nasal": {"freq_hz": 1000, "gain_db": -3, "q": 1.2},
    "honky": {"freq_hz": 800, "gain_db": -3, "q": 1.2},
    "harsh": {"freq_hz": 3500, "gain_db": -3, "q": 1.0},
    "shrill": {"freq_hz": 4500, "gain_db": -3, "q": 1.0},
    "piercing": {"freq_hz": 4000, "gain_db": -3, "q": 1.0},
    "brittle": {"cutoff_hz": 7000, "gain_db": -2.5, "q": 0.7},
    "tinny": {"freq_hz": 200, "gain_db": 3, "q": 0.7},
    "thin": {"freq_hz": 200, "gain_db": 3, "q": 0.7},
    "dull": {"cutoff_hz": 5000, "gain_db": 3.5, "q": 0.7},
    "muffled": {"cutoff_hz": 4000, "gain_db": 3.5, "q": 0.7},
    "woolly": {"freq_hz": 300, "gain_db": -3, "q": 0.9},
}
"""What is complained of, with or without "too": the move takes it away."""
_NOUNS = {
    "warmth": "warm",
    "brightness": "bright",
    "air": "airy",
    "clarity": "clear",
    "presence": "present",
    "body": "full",
    "sparkle": "airy",
    "highs": "bright",
    "treble": "bright",
    "muddiness": "muddy",
    "boominess": "boomy",
    "harshness": "harsh",
}
_OPEN = re.compile(r"\bopen\b.*\b(?:up|top)\b|\b(?:more|on) top\b")
_LESS, _TOO = re.compile(r"\b(?:less|reduce|remove|take|without|fewer|cut)\b"), re.compile(r"\btoo\b")
_SMALL, _LARGE = (
    re.compile(r"\b(?:bit|little|touch|tad|slightly|hair)\b"),
    re.compile(r"\b(?:much|lot|way|far|really)\b"),
)


def with_tone(plan: Plan, text: str) -> Plan:
    """The plan with a word of tone in a request made the settings of an effect that was planned without any."""
    vague = [
        step
        for step in plan.steps
        if step.task == "apply_effect" and step.args.get("effect") in _VAGUE and not set(step.args) - _NOT_FIGURES
    ]
    if not vague:
        return plan
    said = in_words(text, language_of(text), []).lower()
    if _NAMED.search(said):
        return plan  # asked for by its name: it gets its own settings
    move = tone_move(said)
    if move is None:
        return plan
    steps = [replace(s, args=_set(s.args, move)) if any(s is one for one in vague) else s for s in plan.steps]
    return replace(plan, steps=tuple(steps))


def tone_move(said: str) -> dict[str, float] | None:
    """The settings of an EQ for what a sentence in English says of the tone; None when it says nothing of it."""
    words = [_NOUNS.get(word, word) for word in re.findall(r"[a-z]+", said)]
    found: Mapping[str, float] | None = None
    sign = 1.0
    for at, word in enumerate(words):
        before = " ".join(words[max(0, at - 4) : at])
        base = _base(word)
        if base in _COMPLAINTS:
            found, sign = _COMPLAINTS[base], 1.0
        elif base in _MORE:
            is_away = bool(_TOO.search(before) or (_LESS.search(before) and "more" not in before))
            found, sign = _MORE[base], -1.0 if is_away else 1.0
    if found is None and _OPEN.search(said):
        found = _MORE["bright"]
    if found is None:
        return None
    size = 0.7 if _SMALL.search(said) else 1.5 if _LARGE.search(said) else 1.0
    return {**found, "gain_db": round(sign * size * found["gain_db"], 1)}


def _base(word: str) -> str:
    """warmer → warm, muddier → muddy, brighten → bright."""
    for ending, instead in (("ier", "y"), ("er", ""), ("er", "e"), ("en", ""), ("ed", "")):
        base = word.removesuffix(ending) + instead
        if word.endswith(ending) and (base in _MORE or base in _COMPLAINTS):
            return base
    return word


def _set(args: Mapping[str, Any], move: Mapping[str, float]) -> dict[str, Any]:
    return {**args, "effect": "eq", **move}
