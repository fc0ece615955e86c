"""Which espeak-ng voice is meant by a few words, and how it is to speak."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, replace
from typing import Any

from engine.errors import UserError


@dataclass(frozen=True)
class SpeakingVoice:
    """A timbre and a manner."""

    variant: str = "m3"
    """Variant of the library; "" = its plain voice."""
    described: str = "a man's voice"
    semitones: float = 0.0
    rate: float = 1.0
    pitch_range: int = 50
    """0 monotone – 99 lively."""
    pauses: float = 1.0
    loudness_lufs: float = -18.0


_KINDS: tuple[tuple[str, dict[str, Any]], ...] = (
    (r"\b(female|wom[ae]n|lady|feminine|her|she)\b", {"variant": "f1", "described": "a woman's voice"}),
    (r"\b(male|m[ae]n|guy|masculine|him|he)\b", {"variant": "m3", "described": "a man's voice"}),
    (r"\b(grandma|grandmother|old(?:er)? (?:woman|lady))\b",
     {"variant": "grandma", "described": "an old woman's voice"}),
    (r"\b(grandpa|grandfather|old(?:er)? (?:man|guy)|(?:elderly|old(?:er)?)(?! (?:woman|lady)))\b",
     {"variant": "grandpa", "described": "an old man's voice"}),
    (r"\b(child|kid|boy|girl|young(?:er)?|little)\b",
     {"variant": "f5", "described": "a child's voice", "semitones": 4.0}),
    (r"\b(robot\w*|machine|computer|android)\b", {"variant": "UniRobot", "described": "a robot", "pitch_range": 5}),
    (r"\b(demon\w*|monster)\b", {"variant": "Demonic", "described": "a demon"}),
    (r"\b(croak\w*|hoarse|creaky)\b", {"variant": "croak", "described": "a hoarse voice"}),
    (r"\bwhisper\w*\b", {"variant": "whisper", "described": "a whisper", "loudness_lufs": -22.0}),
)
_FEMALE = re.compile(r"\b(female|wom[ae]n|lady|girl|feminine|her|she)\b")
_MANNERS: tuple[tuple[str, dict[str, float]], ...] = (
    (r"\b(deep|deeper|low|lower|bass|baritone)\b", {"semitones": -4.0}),
    (r"\b(high|higher|squeaky|soprano)\b", {"semitones": 4.0}),
    (r"\b((?:calm|soft|warm|gentl|quiet)(?:e?r|ly)?|calm|relaxed|soothing|gentle)\b",
     {"rate": 0.88, "pitch_range": 35.0, "pauses": 1.3}),
    (r"\b(excited|enthusiastic|energetic|lively|announcer|promo)\b",
     {"rate": 1.12, "pitch_range": 85.0, "semitones": 2.0}),
    (r"\b(happy|happier|cheerful|friendl(?:y|ier)|joyful)\b", {"rate": 1.05, "pitch_range": 75.0, "semitones": 1.5}),
    (r"\b(sad|sadder|melancholic|sleepy|sleepier|tired)\b",
     {"rate": 0.82, "pitch_range": 22.0, "semitones": -1.5, "pauses": 1.4}),
    (r"\b(angry|angrier|stern|sterner|serious)\b", {"rate": 1.08, "pitch_range": 40.0, "semitones": -1.0}),
    (r"\b(fast|faster|quick|quicker|quickly|hurried|brisk(?:er|ly)?|swift(?:er|ly)?)\b", {"rate": 1.35}),
    (r"\b(slow|slower|slowly|unhurried|leisurely)\b", {"rate": 0.75}),
    (r"\b(monotone|flat|bored)\b", {"pitch_range": 0.0}),
    (r"\b(clear|clearly|neutral|normal|natural|narrator|news\w*)\b", {}),
)
_NAMES = {name.lower(): name for name in (
    "Alex Alicia Andrea Andy Annie Denis Diogo Gene Henrique Hugo Jacky Lee Marco Mario Michael Mike Nguyen "
    "adam anika antonio aunty belinda benjamin boris david ed edward gustave ian iven john "
    "linda marcelo max michel miguel norbert pablo paul pedro quincy rob robert sandro shelby steph travis zac "
    "m1 m2 m3 m4 m5 m6 m7 m8 f1 f4 f5 klatt klatt2 klatt3 klatt4").split()}
"""Variants of the library; those that give other samples each time (f2, f3, Reed, Storm …) are left out."""
_FILLERS = frozenset("""a an the in with voice speaker and very of by like it please sound sounding style tone s is as
    speak say read narrator person someone something strong nice good british american english accent much bit more
    little rather quite""".split())


def choose_voice(voice: str, style: str) -> tuple[SpeakingVoice, str]:
    """(voice, words that were not understood) for free words such as "deep male" and "calm".

    Raises UserError when the words for the voice mean nothing at all, with the nearest name.
    """
    words = f"{voice} {style}".lower()
    chosen, left = SpeakingVoice(), words
    for pattern, changes in _KINDS:
        if re.search(pattern, words):
            chosen = replace(chosen, **changes)
            left = re.sub(pattern, " ", left)
    if "whisper" in chosen.described and _FEMALE.search(words):
        chosen = replace(chosen, variant="whisperf")
    named = next((word for word in re.findall(r"[\w-]+", voice.lower()) if word in _NAMES), None)
    if named:
        chosen = replace(chosen, variant=_NAMES[named], described=f"the voice {_NAMES[named]}")
        left = re.sub(rf"\b{named}\b", " ", left)
    for pattern, amounts in _MANNERS:
        if re.search(pattern, words):
            chosen = _with_manner(chosen, amounts)
            left = re.sub(pattern, " ", left)
    strange = [word for word in re.findall(r"[^\W\d_][\w'-]*", left) if word not in _FILLERS]
    if strange and voice.strip() and chosen == SpeakingVoice() and not re.search(r"\bm[ae]n\b|\bmale\b", words):
        near = difflib.get_close_matches(strange[0], [*_NAMES, "female", "male", "child", "deep", "whisper"], 1)
        hint = f"Did you mean '{near[0]}'? " if near else ""
        raise UserError(f"There is no voice '{voice}'. {hint}Say male, female, deep, high, child, old, whisper, robot, "
                        "or a name such as Andrea, Linda, Adam or Marco.")
    return chosen, " ".join(strange)


def _with_manner(voice: SpeakingVoice, amounts: dict[str, float]) -> SpeakingVoice:
    return replace(
        voice, semitones=voice.semitones + amounts.get("semitones", 0.0), rate=voice.rate * amounts.get("rate", 1.0),
        pitch_range=int(amounts.get("pitch_range", voice.pitch_range)),
        pauses=voice.pauses * amounts.get("pauses", 1.0))
