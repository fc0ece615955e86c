"""Bars of parts: "bar 2 of the chorus" is counted from where that begins, "bar 14 of the chorus" lies in it."""

from __future__ import annotations

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.bar_numbers import BARS, pair_of
from engine.planner.offline.sentence.apart.bar_spans import BarSpans
from engine.planner.offline.slots.things import is_a_name
from engine.planner.regex import regex

_OF = regex(r" (?:of|in) (?:the |our |my )?(?!bars?\b)")


def with_bars_of_parts(text: str, scene: DialogueState) -> str:
    """ "Mute the snare in bar 2 of the chorus": "in bar 14", where the chorus begins at 13."""
    low = text.lower()
    if len(low) != len(text) or '"' in text:
        return text
    for match in reversed([*BARS.finditer(low)]):
        of = _OF.match(low, match.end())
        part = BarSpans(low, scene).span(of.end()) if of else None
        if of is None or part is None or part.is_open or len(part.spans) != 1:
            continue
        if is_a_name(low[of.end() : part.end], scene):
            continue  # a track is called so as well
        (start, stop), (first, end) = part.spans[0], pair_of(match, is_bars=match["bars"].endswith("s"))
        if end - 1 <= stop - start:
            first, end = start + first - 1, start + end - 1
        if not start <= first < end <= stop or first % 1 or end % 1:
            continue
        told = f"bar {first:g}" if end - first == 1 else f"bars {first:g} to {end - 1:g}"
        text = f"{text[: match.start()]}{told}{text[part.end :]}"
    return text
