"""Words for tone made small, definite moves: "warmer" is 2 dB more around 200 Hz, "muddy" 3 dB less around 300.

An effect that a planner chose for such a word without any figure would do what it does by default, which may be the
opposite of the wish. The moves are those of mixing guides (Izhaki, "Mixing Audio"; Owsinski, "The Mixing Engineer's
Handbook"): wide bells and shelves, two to four dB.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.planner.languages.detect import language_of
from engine.planner.languages.request import in_words
from engine.planner.regex import regex
from engine.tasks.plan import Plan

_VAGUE = frozenset(("eq", "distortion", "lowpass", "highpass"))
_NAMED = regex(
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
    "lows": {"freq_hz": 90, "gain_db": 3, "q": 0.6},
    "lowmids": {"freq_hz": 300, "gain_db": 3, "q": 0.8},
    "mids": {"freq_hz": 1000, "gain_db": 3, "q": 0.7},
    "highmids": {"freq_hz": 3000, "gain_db": 3, "q": 0.7},
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
    "fizzy": {"cutoff_hz": 8000, "gain_db": -3, "q": 0.7},
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
    "boxiness": "boxy",
    "shrillness": "shrill",
    "nasality": "nasal",
    "honk": "honky",
    "fizz": "fizzy",
    "fizziness": "fizzy",
    "boxyness": "boxy",
    "boom": "boomy",
    "dullness": "dull",
    "brittleness": "brittle",
}
_BANDS = (
    (regex(r"\b(?:low(?:er)?[- ]?mid(?:s|range)?)\b"), "lowmids"),
    (regex(r"\b(?:(?:high|hi|upper)[- ]?mid(?:s|range)?)\b"), "highmids"),
    (regex(r"\b(?:mid-?range|mid frequencies)\b"), "mids"),
    (regex(r"\b(?:(?:top|high)[- ]end|high frequenc(?:y|ies))\b"), "highs"),
    (regex(r"\b(?:(?:low|bottom|bass)[- ]end|low frequenc(?:y|ies)|sub(?:[- ]bass)?)\b"), "lows"),
    (regex(r"\b(?:the|that|some|its|a bit of|a little of) edge off\b"), "harshness"),
    (regex(r"\bbass(?=\s+(?:in|on|from|out of|of)\b)|(?<=\bmore )bass\b|(?<=\bless )bass\b"), "lows"),
)
"""Bands of several words, or of a word that is also an instrument's."""
_BAND = regex(r"\b(?:lows|highs|treble|mids)\b|" + "|".join(pattern.pattern for pattern, _ in _BANDS))
"""Of a band the decibels may be said."""
_AWAY_AFTER = regex(r"^(?:\w+ )?(?:down|off|back|out)\b|^(?:of|on|in) (?:the |my )?\w+ (?:down|back)\b")
_FILTERS = regex(r"\b(?:cut|remove|kill|lose|roll(?:ed|ing)? off|filter(?:ed)?(?: out)?)\b")
_OPEN = regex(r"\bopen\b.*\b(?:up|top)\b|\b(?:more|on) top\b")
_LESS = regex(
    r"\b(?:less|reduce|remove|take|without|fewer|cut|carve|shave|tame|soften|dip|scoop|lower|pull|lose|dial|clean"
    r"|tidy)\b"
)
_TOO = regex(r"\btoo\b(?! (?:little|few)\b)")
_NOT_SO = regex(r"\b(?:not|n't|t|nt) (?:be |sound )?(?:quite )?(?:so|that|as|all that)$")
""" "Not so bright" is less of it."""
_TAKES_OFF = regex(
    r"\b(?:less|reduce|remove|take|without|cut|carve|tame|soften|dip|notch|scoop|lower|pull|lose|kill|drop|roll|shave"
    r"|get rid|too much)\b"
)
_ADDS = regex(r"\b(?:boost|more|add|raise)\b")
_BEYOND = ((regex(r"\b(?:above|over)\b"), "lowpass"), (regex(r"\b(?:below|under)\b"), "highpass"))
_CUT_DB = -4.0
_IS_SO = regex(r"\b(?:is|are|was|were|it's|sounds?|sounded|got|gets|became|seems?|feels?|less|too|than|not)\b")
""""Duller" is wished for where nobody says that it is so."""
_SHOULD_BE = regex(
    r"\b(?:(?:should|must|to|make|makes|want|get|let|have)(?: (?:it|them|that|this|all|everything"
    r"|the (?!less\b|too\b|not\b|so\b)\w+))?"
    r"(?: (?:sound|be|feel|seem|get|become|a|bit|little|more|quite|very|really|all|rather))*)$"
)
""" "It should sound muffled" wishes it so."""
_SMALL, _LARGE = (
    regex(r"\b(?:bit|little|touch|tad|slightly|hair)\b"),
    regex(r"\b(?:much|lot|way|far|really)\b"),
)


def with_tone(plan: Plan, text: str) -> Plan:
    """The plan with a word of tone in a request made the settings of an effect that was planned without any."""
    said = in_words(text, language_of(text), []).lower()
    plan = _where_it_is_dull(_taken_off(plan, said), said)
    set_by_words = _NOT_FIGURES | ({"gain_db"} if _BAND.search(said) else frozenset())
    vague = [
        step
        for step in plan.steps
        if step.task == "apply_effect" and step.args.get("effect") in _VAGUE and not set(step.args) - set_by_words
    ]
    if not vague:
        return plan
    if _NAMED.search(said):
        return plan  # asked for by its name: it gets its own settings
    move = tone_move(said)
    if move is None or (_FILTERS.search(said) and all(step.args.get("effect") != "eq" for step in vague)):
        return plan
    steps = [replace(s, args=_set(s.args, move)) if any(s is one for one in vague) else s for s in plan.steps]
    return replace(plan, steps=tuple(steps))


def _where_it_is_dull(plan: Plan, said: str) -> Plan:
    """ "It is dull, open it up on top": a shelf from where it is dull on; what is dull has little above it."""
    told = [_COMPLAINTS[word] for word in re.findall(r"[a-z]+", said) if word in ("dull", "muffled")]
    if not told or _NAMED.search(said) or not _OPEN.search(said):
        return plan
    bright = _MORE["bright"]
    steps = [
        replace(step, args={**step.args, "cutoff_hz": told[0]["cutoff_hz"]})
        if step.task == "apply_effect" and all(step.args.get(name) == value for name, value in bright.items())
        else step
        for step in plan.steps
    ]
    return replace(plan, steps=tuple(steps))


def _taken_off(plan: Plan, said: str) -> Plan:
    """The plan with an EQ that was given a frequency and no decibels turned down, where words say to take off there.

    "Take the highs off above 7 kHz" is a filter; "take some out at 400 Hz" is a dip.
    """
    if not _TAKES_OFF.search(said) or _ADDS.search(said):
        return plan
    beyond = next((effect for words, effect in _BEYOND if words.search(said)), "")

    def turned(args: Mapping[str, Any]) -> dict[str, Any]:
        rest = {name: value for name, value in args.items() if name != "freq_hz"}
        if beyond:
            return {**rest, "effect": beyond, "cutoff_hz": args["freq_hz"]}
        return {**args, "gain_db": _CUT_DB}

    steps = [
        replace(step, args=turned(step.args))
        if step.task == "apply_effect"
        and step.args.get("effect") == "eq"
        and "freq_hz" in step.args
        and not {"gain_db", "cutoff_hz"} & set(step.args)
        else step
        for step in plan.steps
    ]
    return replace(plan, steps=tuple(steps))


def tone_move(said: str) -> dict[str, float] | None:
    """The settings of an EQ for what a sentence in English says of the tone; None when it says nothing of it."""
    for band, noun in _BANDS:
        said = band.sub(noun, said)
    words = [_NOUNS.get(word, word) for word in re.findall(r"[a-z]+", said)]
    found: Mapping[str, float] | None = None
    sign = 1.0
    for at, word in enumerate(words):
        before = " ".join(words[max(0, at - 4) : at])
        base = _base(word)
        if base in _COMPLAINTS:
            is_wished = (base != word or before.endswith("more")) and not _IS_SO.search(before)
            is_wished |= _SHOULD_BE.search(before) is not None
            is_wished |= base == "dull" and words[at + 1 : at + 2] in (["the"], ["it"], ["my"], ["that"], ["them"])
            found, sign = _COMPLAINTS[base], -1.0 if is_wished else 1.0
        elif base in _MORE:
            after = " ".join(words[at + 1 : at + 5])
            is_away = bool(_TOO.search(before) or (_LESS.search(before) and "more" not in before))
            is_away = is_away or _AWAY_AFTER.search(after) is not None or _NOT_SO.search(before) is not None
            found, sign = _MORE[base], -1.0 if is_away else 1.0
    if found is None and _OPEN.search(said):
        found = _MORE["bright"]
    if found is None:
        return None
    size = 0.7 if _SMALL.search(said) else 1.5 if _LARGE.search(said) else 1.0
    return {**found, "gain_db": round(sign * size * found["gain_db"], 1)}


def tone_words(said: str) -> list[tuple[int, int]]:
    """Where a sentence in English says something of the tone: words like "darker", bands like "low end"."""
    spans = [match.span() for pattern, _ in _BANDS for match in pattern.finditer(said)]
    for match in re.finditer(r"[a-z]+", said):
        base = _base(_NOUNS.get(match[0], match[0]))
        if (base in _MORE or base in _COMPLAINTS) and not any(a <= match.start() < b for a, b in spans):
            spans.append(match.span())
    return sorted(spans)


def _base(word: str) -> str:
    """warmer → warm, muddier → muddy, brighten → bright."""
    for ending, instead in (("ier", "y"), ("er", ""), ("er", "e"), ("ner", ""), ("en", ""), ("ed", "")):
        base = word.removesuffix(ending) + instead
        if word.endswith(ending) and (base in _MORE or base in _COMPLAINTS):
            return base
    return word


def _set(args: Mapping[str, Any], move: Mapping[str, float]) -> dict[str, Any]:
    gain_db = args.get("gain_db")
    size = abs(float(gain_db)) if isinstance(gain_db, int | float) else abs(move["gain_db"])
    return {**args, "effect": "eq", **move, "gain_db": math.copysign(size, move["gain_db"])}
