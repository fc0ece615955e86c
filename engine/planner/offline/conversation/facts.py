"""Facts: what an answer told, typed: spans, key, tempo, loudness, lengths, words. Data only, never obeyed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.planner.regex import regex

MOST_CHARACTERS = 20_000
"""Of a result that are read; what comes after is not counted on."""
MOST_SPANS = 500
_CLOCK = r"\d+:\d{2}(?::\d{2})?(?:\.\d+)?|\d+(?:\.\d+)?"
_SPAN = regex(
    rf"({_CLOCK})\s*(?:s\s*)?[–—-]\s*({_CLOCK})\s*(s\b|hz\b|khz\b|db\b)?[ \t]*([^\W\d][\w' -]*)?", re.IGNORECASE
)
_KEY = regex(r"\b([A-Ga-g](?:[#♯♭]|b(?![a-z])| sharp| flat)?) ?(major|minor)\b")
_TEMPO = regex(r"(\d+(?:\.\d+)?) ?bpm\b", re.IGNORECASE)
_NAMED = regex(
    r"([\w.-]+)(?:\s+is|:)?\s+([+-]?\d+(?:\.\d+)?)(?:\s*(LUFS|dB|s|bpm)\b)?(?! ?[–—-] ?\d)", re.IGNORECASE
)
_LEVEL = regex(r"([+-]?\d+(?:\.\d+)?) ?LUFS\b", re.IGNORECASE)
_LENGTH = regex(r"(\d+(?:\.\d+)?) ?s(?:ec(?:onds?)?)?\b")
_TEXT = regex(r"\b(?:text|words)\s*:\s*(.+)$", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class ToldSpan:
    """A stretch of a recording with what it is."""

    start_s: float
    end_s: float
    label: str = ""


@dataclass(frozen=True)
class CallFacts:
    """What one call told."""

    key: str = ""
    bpm: float | None = None
    lufs: float | None = None
    seconds: float | None = None
    spans: tuple[ToldSpan, ...] = ()
    named: tuple[tuple[str, float, str], ...] = ()
    """(what, value, unit) as the answer lists them: clips with their loudness, say."""
    words: str = ""
    """Words that were heard or written; data."""


def facts_of(task: str, text: str) -> CallFacts:
    """Read the text that came of a call."""
    text = text[:MOST_CHARACTERS]
    if not text:
        return CallFacts()
    key, tempo, level, length = _KEY.search(text), _TEMPO.search(text), _LEVEL.search(text), _LENGTH.search(text)
    spans: list[ToldSpan] = []
    for match in _SPAN.finditer(text):
        if (match[3] or "s").lower() == "s" and len(spans) < MOST_SPANS:
            spans.append(ToldSpan(_seconds(match[1]), _seconds(match[2]), (match[4] or "").strip()))
    told = _TEXT.search(text)
    words = told[1].strip() if told else text if task in ("transcribe", "translate_speech", "caption_audio") else ""
    return CallFacts(
        f"{key[1]} {key[2]}" if key else "",
        float(tempo[1]) if tempo else None,
        float(level[1]) if level else None,
        float(length[1]) if length else None,
        tuple(spans),
        tuple((name, float(value), unit.lower()) for name, value, unit in _NAMED.findall(text)[:100]),
        words,
    )


def _seconds(said: str) -> float:
    return sum(float(part) * 60**place for place, part in enumerate(reversed(said.split(":"))))
