"""Words in sound: where the words of an edit are said in its clip, heard by the best recogniser that is ready."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from engine.assistant.outboard import Outboard
from engine.catalog.model import Span
from engine.errors import UserError
from engine.media.clip import Clip
from engine.tasks.plan import Step

_ALIKE = 0.68
"""How alike letters have to be for words that were misheard a little."""
_AS_ALIKE = 0.04
"""So much less alike may mean the other place as well."""
_MORE = 2
"""Words that a recogniser may hear for one, more or fewer."""
_LEAD_S = 0.03


def located(step: Step, clip: Clip, outboard: Outboard | None) -> Step:
    """The step with `start` and `end` in seconds of its clip for its `words`.

    UserError where they are not heard there, or heard more than once.
    """
    words = str(step.args["words"]).strip()
    if clip.kind != "audio":
        raise UserError(f"'{clip.name}' holds notes, in which nothing is said; say where in bars or seconds.")
    heard = [one for one in outboard.words(clip) if _letters(one.label)] if outboard else []
    found = places_of(words, heard) if _letters(words) else []
    if not found:
        raise UserError(f"“{words}” was not heard in '{clip.name}'; say where it is in bars or seconds.")
    if len(found) > 1:
        times = ", ".join(f"{start:.1f} s" for start, _ in found)
        raise UserError(f"“{words}” is heard more than once in '{clip.name}', at {times}; say which in seconds.")
    start, end = found[0]
    args = {name: value for name, value in step.args.items() if name != "words"}
    return replace(step, args={**args, "start": round(start, 3), "end": round(end, 3)})


def places_of(words: str, heard: Sequence[Span]) -> list[tuple[float, float]]:
    """Where the words are said, as (start, end) in seconds; several where they are said more than once."""
    wanted = _letters(words)
    count = len(words.split())
    scored = [
        (_likeness(wanted, _letters("".join(one.label for one in heard[at : at + size]))), at, size)
        for size in range(max(1, count - _MORE), count + _MORE + 1)
        for at in range(len(heard) - size + 1)
    ]
    best = max((score for score, _, _ in scored), default=0.0)
    if best < _ALIKE:
        return []
    chosen: list[tuple[int, int]] = []
    for score, at, size in sorted(scored, key=lambda one: (-one[0], abs(one[2] - count), one[1])):
        is_free = all(at + size <= first or first + many <= at for first, many in chosen)
        if score >= best - _AS_ALIKE and is_free:
            chosen.append((at, size))
    return [_span(heard, at, size) for at, size in sorted(chosen)]


def _span(heard: Sequence[Span], at: int, size: int) -> tuple[float, float]:
    """A little before the first word, and up to the next one where it follows at once."""
    before = heard[at - 1].end_s if at else 0.0
    start = max(before, heard[at].start_s - _LEAD_S)
    end = heard[at + size - 1].end_s
    after = heard[at + size].start_s if at + size < len(heard) else end + _LEAD_S
    return start, min(after, end + _LEAD_S) if after > end else end


def _letters(text: str) -> str:
    return re.sub(r"[^a-zà-öø-ÿ0-9]", "", text.lower())


def _likeness(wanted: str, heard: str) -> float:
    return SequenceMatcher(None, wanted, heard, autojunk=False).ratio()
