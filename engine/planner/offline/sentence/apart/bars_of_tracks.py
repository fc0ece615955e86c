"""Bars of tracks: "the last bar of the cello" is bar 12, where its last clip ends with that."""

from __future__ import annotations

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.bar_spans import BarSpans
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.counts import COUNT, counted
from engine.planner.regex import regex

_EDGE = regex(
    rf"\b(?:the )?(?:very )?(?P<which>first|last|final|opening|closing) (?:(?P<count>{COUNT}) )?bars? of "
    r"(?:the |my |our )?"
)
_OF_A_LENGTH = regex(r"\bfad(?:e|es|ed|ing)\b|\b(?:keep|only|just|trim|crop|shorten|swell|crescendo)\b")
""" "Keep only the first two bars of it" is said of the clip, whatever it lies at."""
_NEAR = 1e-3


def with_bars_of_tracks(text: str, scene: DialogueState) -> str:
    """ "Reverse the last bar of the cello": "reverse bar 12 of the cello"."""
    low = text.lower()
    if len(low) != len(text) or '"' in text or _OF_A_LENGTH.search(low):
        return text
    for match in reversed([*_EDGE.finditer(low)]):
        named = next((one for one in things(low, scene) if one.start == match.end()), None)
        bars = [one.bars for one in scene.clips if named and one.id in named.clips and one.bars]
        if named is None or not bars or len(named.tracks) != 1 or BarSpans(low, scene).span(match.end()):
            continue
        size, is_front = counted(match["count"] or "one"), match["which"] in ("first", "opening")
        edge = min(one[0] for one in bars) if is_front else max(one[1] for one in bars)
        start = edge if is_front else edge - size
        if abs(start - round(start)) > _NEAR or start < 1 or not any(a <= start + _NEAR < b for a, b in bars):
            continue
        first, last = round(start), round(start) + size - 1
        told = f"bar {first}" if size == 1 else f"bars {first} to {last}"
        text = f"{text[: match.start()]}{told} of {text[match.end() :]}"
    return text
