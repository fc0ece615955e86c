"""A translation as text, and said with eSpeak NG at about the pace of what it translates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.catalog.model import Brief, Report, Result, Span, Text
from engine.errors import ModelError
from engine.media.clip import Clip
from models.speech.espeak import EspeakSpeech
from models.speech.espeak_languages import LANGUAGES

_RATE_LIMITS = 0.7, 1.8
_WORDS_PER_S = 2.75
"""How fast the speaking voice is at its normal rate."""


def translated_aloud(
    lines: Sequence[Sequence[Span]], clip: Clip, language: str, brief: Brief, report: Report, *, is_spoken: bool
) -> dict[str, Result]:
    """`text`, a line for each stretch of words, and `speech` when wanted and something was said."""
    texts = [" ".join(word.label for word in line) for line in lines]
    results: dict[str, Result] = {"text": Text("\n".join(texts))}
    if is_spoken and texts:
        spoken_s = sum(line[-1].end_s - line[0].start_s for line in lines)
        pace = sum(len(line) for line in lines) / max(spoken_s, 0.1)
        results["speech"] = said_at_pace(texts, pace, clip, language, brief, report)
    return results


def said_at_pace(
    lines: Sequence[str], words_per_s: float, clip: Clip, language: str, brief: Brief, report: Report
) -> Clip:
    """The lines in a language, at about this pace; lies where the clip lies. ModelError when no voice speaks it."""
    if language not in LANGUAGES:
        raise ModelError(f"No voice here speaks {language.title()}; ask for the text alone.")
    low, high = _RATE_LIMITS
    text = ". ".join(line.rstrip(" .") for line in lines if line) + "."
    args = {"text": text, "language": language, "rate": min(high, max(low, words_per_s / _WORDS_PER_S))}
    made = EspeakSpeech().run(args, {}, replace(brief, task="speak"), report)["audio"]
    assert isinstance(made, Clip)
    return replace(made, name=f"{clip.name} in {language.capitalize()}", track=clip.track,
                   start_beats=clip.start_beats)
